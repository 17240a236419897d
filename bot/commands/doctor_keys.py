"""Looks at Slack's keys without asking Slack: are they there, whole, and each in its place?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import SecretStr

from bot.commands.doctor_check import Check, fault, fine, warning
from bot.settings import Settings
from bot.slack.serving.installations import Installations

GUIDE = "docs/connect-to-slack.md"
BOT_TOKEN, APP_TOKEN, SECRET = "Slack: bot-token", "Slack: app-token", "Slack: signering"
ADDRESS, OAUTH = "Slack: adress", "Slack: OAuth"
_SECRET = re.compile(r"[0-9a-f]{32}")
_TOKEN = re.compile(r"[A-Za-z0-9.-]+")
_KINDS = {"xoxb-": "en bot-token", "xapp-": "en app-token", "xoxp-": "en användares token",
          "xoxe": "en token som byts ut var tolfte timme"}  # fmt: skip
_SWAPPED = "Byt plats: SLACK_BOT_TOKEN börjar med xoxb-, SLACK_APP_TOKEN med xapp-."
_COPY_BOT = "Kopiera Bot User OAuth Token under OAuth & Permissions; den börjar med xoxb-."
_COPY_APP = "Skapa en app-token under Basic Information; den börjar med xapp-."
_COPY_SECRET = "Kopiera Signing Secret under Basic Information: 32 tecken, siffror och a till f."  # noqa: S105


@dataclass(frozen=True)
class Keys:
    """What is set for Slack; an empty text is a setting that is not there."""

    bot_token: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    signing_secret: str = field(default="", repr=False)
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    api_url: str = "https://slack.com/api/"
    mode: Literal["socket", "http"] = "socket"
    installed: tuple[str, ...] = field(default=(), repr=False)
    """The bot tokens of the workspaces that have installed the app themselves."""

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Give the keys that are set."""
        return cls(
            bot_token=_text(settings.slack_bot_token),
            app_token=_text(settings.slack_app_token),
            signing_secret=_text(settings.slack_signing_secret),
            client_id=settings.slack_client_id or "",
            client_secret=_text(settings.slack_client_secret),
            api_url=settings.slack_api_url,
            mode=settings.mode,
            installed=_installed(settings) if settings.is_installed_by_many else (),
        )

    @property
    def is_any_set(self) -> bool:
        """Tell whether someone has begun to connect to Slack."""
        return any((self.bot_token, self.app_token, self.signing_secret, *self.oauth))

    @property
    def is_many(self) -> bool:
        """Tell whether workspaces install the app themselves, as `lotsen run` decides it."""
        return self.mode == "http" and any(self.oauth)

    @property
    def oauth(self) -> tuple[str, str]:
        """Give the pair that installs in several workspaces."""
        return self.client_id, self.client_secret


def look(keys: Keys) -> Iterator[Check]:
    """Give what is wrong, or worth saying, about the keys as they are written."""
    found = (_bot_token(keys), _app_token(keys), _secret(keys), _oauth(keys), _address(keys))
    yield from (check for check in found if check is not None)


def _bot_token(keys: Keys) -> Check | None:
    if not keys.bot_token:
        return None if keys.is_many else fault(BOT_TOKEN, "SLACK_BOT_TOKEN saknas", _COPY_BOT)
    return _token(BOT_TOKEN, "SLACK_BOT_TOKEN", keys.bot_token, ("xoxb-", "xapp-", _COPY_BOT))


def _app_token(keys: Keys) -> Check | None:
    if keys.app_token:
        told = ("xapp-", "xoxb-", _COPY_APP)
        return _token(APP_TOKEN, "SLACK_APP_TOKEN", keys.app_token, told)
    if keys.mode == "http":
        return None
    if keys.signing_secret:
        remedy = f"{_COPY_APP} Eller kör `lotsen run --mode http`."
        return warning(APP_TOKEN, "SLACK_APP_TOKEN saknas, och Socket Mode behöver den", remedy)
    return fault(
        APP_TOKEN,
        "varken SLACK_APP_TOKEN (Socket Mode) eller SLACK_SIGNING_SECRET (HTTP) är satt",
        f"{_COPY_APP} Läs mer i {GUIDE}.",
    )


def _token(check: str, setting: str, token: str, told: tuple[str, str, str]) -> Check | None:
    right, swapped, remedy = told
    if not _TOKEN.fullmatch(token):
        return fault(check, f"{setting} har mellanslag, citattecken eller andra tecken", remedy)
    if token.startswith(right):
        return None
    kind = next((name for start, name in _KINDS.items() if token.startswith(start)), None)
    detail = f"{setting} är {kind}" if kind else f"{setting} börjar inte med {right}"
    return fault(check, detail, _SWAPPED if token.startswith(swapped) else remedy)


def _secret(keys: Keys) -> Check | None:
    if not keys.signing_secret:
        return _no_secret(keys)
    if keys.signing_secret == keys.client_secret:
        detail = "SLACK_SIGNING_SECRET och SLACK_CLIENT_SECRET är samma"
        return fault(SECRET, detail, _COPY_SECRET)
    if not _SECRET.fullmatch(keys.signing_secret):
        return fault(
            SECRET, "SLACK_SIGNING_SECRET ser inte ut som en signeringshemlighet", _COPY_SECRET
        )
    return fine(SECRET, "SLACK_SIGNING_SECRET har rätt form")


def _no_secret(keys: Keys) -> Check | None:
    if keys.mode == "http":
        return fault(SECRET, "SLACK_SIGNING_SECRET saknas, och HTTP behöver den", _COPY_SECRET)
    return fine(SECRET, "behövs inte i Socket Mode") if keys.app_token else None


def _oauth(keys: Keys) -> Check | None:
    if not any(keys.oauth):
        return None
    if not keys.is_many:
        remedy = "Ta bort dem, eller sätt LOTSEN_MODE=http om Lotsen har flera arbetsytor."
        return fault(OAUTH, "SLACK_CLIENT_ID och _SECRET hör till HTTP, inte Socket Mode", remedy)
    if not all(keys.oauth):
        lacking = "SLACK_CLIENT_SECRET" if keys.client_id else "SLACK_CLIENT_ID"
        remedy = "Sätt båda för flera arbetsytor, eller ingen för en enda."
        return fault(OAUTH, f"{lacking} saknas", remedy)
    return _many(keys)


def _many(keys: Keys) -> Check:
    if keys.bot_token:
        remedy = "Ta bort SLACK_BOT_TOKEN, eller de två andra om Lotsen bara har en arbetsyta."
        detail = "SLACK_CLIENT_ID och SLACK_CLIENT_SECRET går före SLACK_BOT_TOKEN"
        return warning(OAUTH, detail, remedy)
    if not keys.installed:
        remedy = "Öppna /slack/install på den adress där Lotsen körs."
        return warning(OAUTH, "ingen arbetsyta har installerat Lotsen ännu", remedy)
    return fine(OAUTH, f"Lotsen är installerad i {len(keys.installed)} arbetsytor")


def _address(keys: Keys) -> Check | None:
    try:
        parts = urlsplit(keys.api_url)
        is_whole = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        is_whole = False
    if is_whole and keys.api_url.endswith("/"):
        return None
    remedy = "Ta bort SLACK_API_URL. Den ska bara vara satt när du prövar utan Slack."
    return fault(ADDRESS, "SLACK_API_URL är ingen adress som slutar med /", remedy)


def _text(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret else ""


def _installed(settings: Settings) -> tuple[str, ...]:
    store = Installations(settings.installations_dir)
    bots = (store.bot(team) for team in store.teams())
    return tuple(bot.bot_token for bot in bots if bot is not None and bot.bot_token)
