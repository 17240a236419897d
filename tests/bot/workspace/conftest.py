"""A workspace on a real socket with a small bot in it, over Socket Mode or signed HTTP."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest

pytest.importorskip("starlette", reason="starlette is not installed")
pytest.importorskip("slack_bolt", reason="slack_bolt is not installed")

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.workspace import Command, InstalledApp, Shortcut, WallClock, Workspace, serve
from bot.workspace.clock import Clock

Json = dict[str, Any]
EVENTS = ("message", "app_mention", "app_home_opened", "app_context_changed", "member_left_channel")


class SmallBot:
    """Keeps what it receives, and answers as the test's listeners say."""

    def __init__(self, workspace: Workspace) -> None:
        self.client = AsyncWebClient(workspace.bot_token, base_url=workspace.api_url)
        self.app = AsyncApp(
            client=self.client,
            signing_secret=workspace.signing_secret,
            process_before_response=True,
        )
        self.received: list[Json] = []
        self.app.middleware(self._keep)
        self._handler: AsyncSocketModeHandler | None = None
        self._app_token = workspace.app_token

    async def connect(self) -> None:
        """Open a connection, as `lotsen run` does."""
        self.take_the_rest()
        self._handler = AsyncSocketModeHandler(
            self.app, self._app_token, web_client=self.client, ping_interval=1
        )
        await self._handler.connect_async()

    def take_the_rest(self) -> None:
        """Acknowledge every event that the test has no listener of its own for."""
        for kind in EVENTS:
            self.app.event(kind)(_taken)

    async def disconnect(self) -> None:
        """Close it."""
        if self._handler is not None:
            await self._handler.close_async()

    def events(self, kind: str) -> list[Json]:
        """Give the events of a kind, as received."""
        return [one["event"] for one in self.received if one.get("event", {}).get("type") == kind]

    async def _keep(self, body: Json, next_: Callable[[], Awaitable[None]]) -> None:
        self.received.append(body)
        await next_()


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def installed() -> InstalledApp:
    return InstalledApp(
        commands=(Command("/lotsen", "Fråga Lotsen", "fråga"),),
        shortcuts=(
            Shortcut("fraga_om", "Fråga Lotsen om detta"),
            Shortcut("nytt_utkast", "Nytt utkast", "global"),
        ),
    )


@asynccontextmanager
async def running(workspace: Workspace) -> AsyncIterator[SmallBot]:
    async with serve(workspace):
        bot = SmallBot(workspace)
        try:
            yield bot
        finally:
            await bot.disconnect()


async def _taken() -> None:
    return None


@pytest.fixture
def clock() -> Clock:
    return WallClock()


@pytest.fixture
async def workspace(installed: InstalledApp, clock: Clock, anyio_backend: str) -> Workspace:
    return Workspace(installed, clock)


@pytest.fixture
async def bot(workspace: Workspace) -> AsyncIterator[SmallBot]:
    async with running(workspace) as bot:
        yield bot


@pytest.fixture
def until() -> Callable[..., Awaitable[None]]:
    """Wait until something holds, for at most five seconds."""

    async def wait(holds: Callable[[], object]) -> None:
        for _ in range(500):
            if holds():
                return
            await asyncio.sleep(0.01)
        pytest.fail("it did not happen within five seconds")

    return wait
