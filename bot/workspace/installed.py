"""The app as it is installed in the workspace: its ids, keys, commands, events and scopes."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Self

from bot.slack.blocks.problem import JsonObject

_DEFAULT_SCOPES = frozenset(
    "app_mentions:read assistant:write channels:history channels:read chat:write commands "
    "groups:history groups:read im:history im:read im:write reactions:write usergroups:read "
    "users:read".split()
)


@dataclass(frozen=True)
class Command:
    """A slash command."""

    command: str
    description: str = ""
    usage_hint: str = ""


@dataclass(frozen=True)
class Shortcut:
    """A shortcut in a message's menu, or a global one."""

    callback_id: str
    name: str
    type: Literal["message", "global"] = "message"
    description: str = ""


def _key(prefix: str) -> str:
    return f"{prefix}-ovning-{secrets.token_hex(16)}"


@dataclass(frozen=True)
class InstalledApp:
    """What Slack knows of an installed app; `events` of None subscribes to all there are."""

    name: str = "Lotsen"
    app_id: str = "A0LOTSEN1"
    bot_id: str = "B0LOTSEN1"
    bot_user_id: str = "U0LOTSEN1"
    description: str = "Svarar på frågor om öppenvårdsprocessen"
    commands: tuple[Command, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()
    events: frozenset[str] | None = None
    scopes: frozenset[str] = _DEFAULT_SCOPES
    bot_token: str = field(default_factory=lambda: _key("xoxb"), repr=False)
    app_token: str = field(default_factory=lambda: _key("xapp"), repr=False)
    signing_secret: str = field(default_factory=lambda: secrets.token_hex(16), repr=False)
    verification_token: str = field(default_factory=lambda: secrets.token_hex(8), repr=False)

    @classmethod
    def from_manifest(cls, manifest: Mapping[str, Any]) -> Self:
        """Install an app by its manifest, as Slack does."""
        features = manifest.get("features", {})
        settings = manifest.get("settings", {})
        events = settings.get("event_subscriptions", {}).get("bot_events", [])
        scopes = manifest.get("oauth_config", {}).get("scopes", {}).get("bot", [])
        about = manifest.get("display_information", {})
        return cls(
            name=features.get("bot_user", {}).get("display_name") or about.get("name", cls.name),
            description=about.get("description", cls.description),
            commands=tuple(_command(one) for one in features.get("slash_commands", [])),
            shortcuts=tuple(_shortcut(one) for one in features.get("shortcuts", [])),
            events=frozenset(events),
            scopes=frozenset(scopes),
        )


def _command(one: JsonObject) -> Command:
    return Command(one["command"], one.get("description", ""), one.get("usage_hint", ""))


def _shortcut(one: JsonObject) -> Shortcut:
    return Shortcut(one["callback_id"], one["name"], one["type"], one.get("description", ""))
