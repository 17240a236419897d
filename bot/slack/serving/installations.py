"""Keeps which workspaces have installed the app, with their tokens, in files of the owner's."""

import json
import logging
import os
import re
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

from slack_bolt.async_app import AsyncApp
from slack_bolt.error import BoltError
from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from typing_extensions import override

_log = logging.getLogger(__name__)
_TEAM = re.compile(r"[A-Z0-9]{1,32}")
_FIELDS = (
    "app_id enterprise_id enterprise_name team_id team_name bot_token bot_id bot_user_id "
    "bot_scopes bot_refresh_token bot_token_expires_at is_enterprise_install installed_at"
).split()


class Installations(AsyncInstallationStore):
    """One file for each workspace, read once; only the bot's own token is kept.

    The stores of the SDK find a workspace only together with its organisation, and the newest
    of two installations only when a second lies between them.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, Bot] = {}
        for file in sorted(folder.glob("*.json")):
            self._read(file)

    @property
    @override
    def logger(self) -> logging.Logger:
        return _log

    def teams(self) -> list[str]:
        """Give the workspaces that have installed the app."""
        return sorted(self._known)

    def is_writable(self) -> bool:
        """Tell whether another workspace can be kept."""
        existing = next(one for one in (self._folder, *self._folder.parents) if one.exists())
        return os.access(existing, os.W_OK)

    def bot(self, team: str | None) -> Bot | None:
        """Give a workspace's installation."""
        return self._known.get(team or "")

    def keep(self, bot: Bot) -> None:
        """Keep an installation, all of it or nothing, instead of the earlier one."""
        team = bot.team_id
        if team is None or not _TEAM.fullmatch(team):
            raise BoltError("An installation without a workspace of its own is not served.")
        _write(self._file(team), json.dumps({name: getattr(bot, name) for name in _FIELDS}))
        self._known[team] = bot

    def forget(self, team: str | None) -> None:
        """Throw an installation away, as when the workspace uninstalls the app."""
        if self._known.pop(team or "", None) is not None:
            self._file(team or "").unlink(missing_ok=True)

    @override
    async def async_save(self, installation: Installation) -> None:
        self.keep(installation.to_bot())

    @override
    async def async_save_bot(self, bot: Bot) -> None:
        self.keep(bot)

    @override
    async def async_find_bot(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        is_enterprise_install: bool | None = False,
    ) -> Bot | None:
        return self.bot(team_id)

    @override
    async def async_delete_bot(self, *, enterprise_id: str | None, team_id: str | None) -> None:
        self.forget(team_id)

    @override
    async def async_delete_installation(
        self, *, enterprise_id: str | None, team_id: str | None, user_id: str | None = None
    ) -> None:
        """Do nothing: a person's own token is never kept."""

    @override
    async def async_delete_all(self, *, enterprise_id: str | None, team_id: str | None) -> None:
        self.forget(team_id)

    def _file(self, team: str) -> Path:
        return self._folder / f"{team}.json"

    def _read(self, file: Path) -> None:
        try:
            fields: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
            self._known[file.stem] = Bot(**fields)
        except (OSError, ValueError, TypeError) as error:
            _log.error("installation unread team=%s type=%s", file.stem, type(error).__name__)


def forget_removed(app: AsyncApp, store: Installations) -> None:
    """Let an app forget a workspace that uninstalls it or takes its token back."""

    @app.middleware
    async def forget(body: Mapping[str, Any], next_: Callable[[], Awaitable[None]]) -> None:
        event = body.get("event") or {}
        is_revoked = event.get("type") == "tokens_revoked" and (event.get("tokens") or {}).get(
            "bot"
        )
        if is_revoked or event.get("type") == "app_uninstalled":
            store.forget(body.get("team_id"))
            _log.info("uninstalled team=%s", body.get("team_id"))
        await next_()


def _is_removal(event: Mapping[str, Any]) -> bool:
    is_of_the_bot = bool((event.get("tokens") or {}).get("bot"))
    return event.get("type") == "app_uninstalled" or (
        event.get("type") == "tokens_revoked" and is_of_the_bot
    )


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = file.with_name(f".{uuid4().hex}.part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
