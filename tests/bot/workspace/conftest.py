"""A workspace on a real socket with a small bot in it, over Socket Mode or signed HTTP."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

NEEDED = {"slack_bolt", "slack_sdk", "aiohttp", "starlette", "uvicorn"}
collect_ignore_glob: list[str] = []
missing = ""

try:
    from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
    from slack_bolt.app.async_app import AsyncApp
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.workspace import Command, InstalledApp, Shortcut, WallClock, Workspace, serve
    from bot.workspace.clock import Clock
except ModuleNotFoundError as error:
    if error.name not in NEEDED:
        raise
    missing = error.name
    collect_ignore_glob = ["test_*.py"]

Json = dict[str, Any]
Browser = Any  # playwright's; it may not be installed
Page = Any
OpenPage = Callable[..., Awaitable[Page]]
EVENTS = ("message", "app_mention", "app_home_opened", "app_context_changed", "member_left_channel")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if missing:
        terminalreporter.write_line(f"skipped tests/bot/workspace: {missing} is not installed")


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
        await self._handler.connect_async()  # type: ignore[no-untyped-call]

    def take_the_rest(self) -> None:
        """Acknowledge every event that the test has no listener of its own for."""
        for kind in EVENTS:
            self.app.event(kind)(_taken)

    async def disconnect(self) -> None:
        """Close it."""
        if self._handler is not None:
            await self._handler.close_async()  # type: ignore[no-untyped-call]

    def events(self, kind: str) -> list[Json]:
        """Give the events of a kind, as received."""
        return [one["event"] for one in self.received if one.get("event", {}).get("type") == kind]

    async def _keep(self, body: Json, next_: Callable[[], Awaitable[None]]) -> None:
        self.received.append(body)
        await next_()


@pytest.fixture(scope="session")
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


CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
).split()


@pytest.fixture(scope="module")
async def browser(anyio_backend: str) -> AsyncIterator[Browser]:
    """Chromium, where it and playwright are installed."""
    playwright = pytest.importorskip("playwright.async_api", reason="playwright is not installed")
    if not CHROMIUM.exists():
        pytest.skip(f"no Chromium at {CHROMIUM}; set CHROMIUM to where it is")
    async with playwright.async_playwright() as started:
        browser = await started.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        await browser.close()


@pytest.fixture
async def open_page(
    browser: Browser, bot: SmallBot, workspace: Workspace
) -> AsyncIterator[OpenPage]:
    """Open the page as a person; an error in the page's own code fails the test."""
    faults: list[str] = []
    contexts: list[Page] = []

    async def opened(user: str = "U0ELSA001", room: str = "", **look: object) -> Page:
        context = await browser.new_context(**look)
        contexts.append(context)
        page = await context.new_page()
        page.set_default_timeout(5000)
        page.on("pageerror", lambda error: faults.append(str(error)))
        await page.goto(f"{workspace.url}/?as={user}" + (f"&kanal={room}" if room else ""))
        await page.locator("#compose").wait_for()
        return page

    yield opened
    for context in contexts:
        await context.close()
    assert faults == []
