"""One running Lotsen: joined to Slack by sockets or over HTTP until it is told to stop."""

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Protocol

from slack_bolt.async_app import AsyncApp
from starlette.applications import Starlette
from starlette.routing import Route

from bot.app import Lotsen
from bot.slack.serving.health import OK, Check, Health, database_check, index_check
from bot.slack.serving.http import EventsDoor
from bot.slack.serving.link import Link, open_link, secret
from bot.slack.serving.listen import listening
from bot.slack.serving.socket import AppTokenRefused, SocketConnections
from knowledge.model import StaffError

_log = logging.getLogger(__name__)
HTTP_PORT = 3000


class Runtime(Protocol):
    """What works on the questions in the background."""

    async def start(self) -> None:
        """Begin, with the questions that were left."""
        ...

    async def stop(self, grace_s: float) -> None:
        """Finish what runs, and leave the rest where it is kept."""
        ...


@dataclass(frozen=True)
class Bot:
    """The listeners, and what works behind them."""

    app: AsyncApp
    runtime: Runtime


Build = Callable[[Lotsen, Link], Bot]


@dataclass(frozen=True)
class Started:
    """How it went: where requests are taken, if anywhere, and whether Slack was reached."""

    address: str | None
    is_connected: bool


Announce = Callable[[Started], None]


class Service:
    """Starts everything in the order it needs, and stops it in the opposite one."""

    def __init__(self, lotsen: Lotsen, build: Build) -> None:
        self._lotsen = lotsen
        self._settings = lotsen.settings
        self._build = build

    async def run(self, until: asyncio.Event, announce: Announce) -> None:
        """Serve until told to stop; what runs then is finished, the rest stays kept."""
        async with AsyncExitStack() as stack:
            link = await stack.enter_async_context(open_link(self._settings))
            await asyncio.gather(asyncio.to_thread(_warm, self._lotsen), link.identify())
            bot = self._build(self._lotsen, link)
            stack.push_async_callback(bot.runtime.stop, self._settings.shutdown_seconds)
            await bot.runtime.start()
            announce(await self._open(stack, link, bot))
            threading.Thread(target=_prepare, args=(self._lotsen,), daemon=True).start()
            await until.wait()
            _log.info("stopping")

    async def _open(self, stack: AsyncExitStack, link: Link, bot: Bot) -> Started:
        routes = link.doors.routes() if link.doors else []
        if self._settings.mode == "http":
            door = EventsDoor(bot.app, secret(self._settings.slack_signing_secret))
            checks = {"token": link.check}
            served = await self._listen(stack, [door.route(), *routes], checks)
            return Started(served, is_connected=True)
        token = secret(self._settings.slack_app_token)
        count = self._settings.socket_connections
        sockets = SocketConnections(bot.app, token, link.anonymous, count)
        checks = {"token": link.check, "socket": _socket_check(sockets)}
        is_served = self._settings.port is not None
        address = await self._listen(stack, routes, checks) if is_served else None
        stack.push_async_callback(sockets.close)
        return Started(address, await _connected(sockets))

    async def _listen(
        self, stack: AsyncExitStack, routes: list[Route], checks: Mapping[str, Check]
    ) -> str:
        ours = {
            "index": index_check(self._lotsen),
            "database": database_check(self._lotsen.open_database()),
        }
        app = Starlette(routes=[*Health(ours | dict(checks)).routes(), *routes])
        port = HTTP_PORT if self._settings.port is None else self._settings.port
        return await stack.enter_async_context(listening(app, self._settings.host, port))


def _warm(lotsen: Lotsen) -> None:
    """Load the model and open the build, so that nobody waits for it."""
    started = time.monotonic()
    lotsen.answerer.answer("Vad är en vårdbegäran?")
    _log.info("warm ms=%d", (time.monotonic() - started) * 1000)


def _prepare(lotsen: Lotsen) -> None:
    """Make ready what only reports need, beside the rest: the first time it takes some seconds."""
    try:
        lotsen.departures.warm()
    except Exception as error:  # noqa: BLE001 - it is tried again when a report asks for it
        _log.warning("reports not prepared: %s", type(error).__name__)


async def _connected(sockets: SocketConnections) -> bool:
    try:
        return await sockets.open()
    except AppTokenRefused as error:
        raise StaffError(
            f"Slack godtar inte LOTSEN_SLACK_APP_TOKEN ({error.code}). Skapa en ny app-token med "
            "rättigheten connections:write. `lotsen doctor` visar mer."
        ) from None


def _socket_check(sockets: SocketConnections) -> Check:
    async def look() -> str:
        return OK if await sockets.is_open() else "disconnected"

    return look
