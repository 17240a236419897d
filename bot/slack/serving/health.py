"""Tells whether the process lives, and whether it can do its work: /health and /ready."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from copy import copy

from slack_sdk.web.async_client import AsyncWebClient
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.app import Lotsen
from bot.slack.ports import SendFailed
from bot.slack.sender.failures import tried
from knowledge.model import StaffError
from storage.database import Database, StorageError

_log = logging.getLogger(__name__)
OK = "ok"
Check = Callable[[], Awaitable[str]]
"""Looks at one thing, and gives `ok` or one word for what is wrong."""
_CHECK_SECONDS = 5.0
_TOKEN_KNOWN_SECONDS = 10.0


class Health:
    """Answers the two questions; each check has its name in the answer."""

    def __init__(self, checks: Mapping[str, Check]) -> None:
        self._checks = checks

    def routes(self) -> list[Route]:
        """Give the two doors."""
        return [Route("/health", self._health), Route("/ready", self._ready)]

    async def words(self) -> dict[str, str]:
        """Give what each check finds, all looked at together."""
        found = await asyncio.gather(*(_looked(name, one) for name, one in self._checks.items()))
        return dict(zip(self._checks, found, strict=True))

    async def _health(self, _request: Request) -> JSONResponse:
        return JSONResponse({"alive": True})

    async def _ready(self, _request: Request) -> JSONResponse:
        words = await self.words()
        is_ready = all(word == OK for word in words.values())
        return JSONResponse({"ready": is_ready, "checks": words}, 200 if is_ready else 503)


async def _looked(name: str, check: Check) -> str:
    try:
        return await asyncio.wait_for(check(), _CHECK_SECONDS)
    except TimeoutError:
        return "timeout"
    except Exception as error:  # noqa: BLE001 - a check that breaks is one that fails
        _log.warning("check failed name=%s type=%s", name, type(error).__name__)
        return type(error).__name__


def index_check(lotsen: Lotsen) -> Check:
    """Look whether the published build is whole and open."""

    def look() -> str:
        try:
            if lotsen.library.manifest() is None:
                return "missing"
            lotsen.answerer.index()
        except (StaffError, OSError):
            return "unreadable"
        return OK

    return lambda: asyncio.to_thread(look)


def database_check(database: Database) -> Check:
    """Look whether the database takes a writer."""

    def look() -> str:
        try:
            with database.writing():
                return OK
        except StorageError:
            return "unwritable"

    return lambda: asyncio.to_thread(look)


class TokenCheck:
    """Asks Slack whether a token holds, at most once in ten seconds."""

    def __init__(self, client: AsyncWebClient, known_seconds: float = _TOKEN_KNOWN_SECONDS) -> None:
        self._client = copy(client)
        self._client.retry_handlers = []  # who asks whether it is ready does not wait
        self._known_seconds = known_seconds
        self._known: tuple[float, str] | None = None

    async def __call__(self) -> str:
        """Give `ok` or Slack's word for what is wrong with the token."""
        if self._known is None or time.monotonic() - self._known[0] > self._known_seconds:
            self._known = (time.monotonic(), await self._ask())
        return self._known[1]

    async def _ask(self) -> str:
        try:
            await tried(self._client.auth_test())
        except SendFailed as error:
            return error.code
        return OK
