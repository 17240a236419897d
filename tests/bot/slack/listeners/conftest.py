"""The whole bot in a practice workspace over Socket Mode, on a real index and database."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler

from bot.app import Lotsen
from bot.settings import Settings
from bot.slack.app import build_app
from bot.slack.courier import Courier, HandoffStores
from bot.slack.handoffs import Origin
from bot.slack.hub import Hub, build_hub
from bot.slack.manifest import read_manifest
from bot.slack.sender import SlackSender
from bot.slack.serving.clients import Authorization, SingleClient, slack_client
from bot.slack.surface import Surface
from bot.workspace import InstalledApp, Where, Workspace, serve
from knowledge.embedding import Embedder
from storage.database import Database
from storage.handoffs import Handoff, Handoffs
from storage.relays import Relays

Json = dict[str, Any]
QUESTION = "När ska vi svara på en vårdbegäran?"
CONTACTS = """
[[units]]
name = "Hemsjukvården Demoby"
channel = "C0HSV00004"
members = ["U0AMIR002"]
"""


@dataclass
class House:
    """A workspace with the bot in it."""

    workspace: Workspace
    folder: Path
    embedder: Embedder
    contact_channel: str | None
    lotsen: Lotsen = field(init=False)
    hub: Hub = field(init=False)
    client: Any = field(init=False)
    handler: AsyncSocketModeHandler = field(init=False)

    async def start(self) -> None:
        """Start the bot, on what it left behind."""
        settings = Settings(
            data_dir=self.folder,
            contact_channel=self.contact_channel,
            contacts_file=self.folder / "contacts.toml" if self.contact_channel else None,
        )
        self.lotsen = Lotsen(settings)
        self.lotsen.embedder = self.embedder
        self.client = slack_client(self.workspace.api_url, self.workspace.bot_token)
        clients = SingleClient(self.client)
        self.hub = build_hub(self.lotsen, SlackSender(clients, is_strict=True))
        app = build_app(self.hub, Authorization(clients), self.client)
        self.handler = AsyncSocketModeHandler(
            app, self.workspace.app_token, web_client=self.client, ping_interval=1
        )
        await self.hub.runtime.start()
        await self.handler.connect_async()  # type: ignore[no-untyped-call]

    async def stop(self, grace_s: float = 5) -> None:
        await self.handler.close_async()  # type: ignore[no-untyped-call]
        await self.hub.runtime.stop(grace_s)

    async def restart(self) -> None:
        """Make the bot anew on the same database."""
        await self.stop(0)
        await self.start()

    @property
    def surface(self) -> Surface:
        return self.hub.surface

    @property
    def team(self) -> str:
        return self.workspace.parts.state.team.id

    @property
    def database(self) -> Database:
        return Database(self.folder / "lotsen.sqlite3")

    @property
    def is_busy(self) -> bool:
        """Tell whether the bot has anything under way."""
        background: Any = self.surface.background
        return bool(background._tasks or self.hub.pool._waiting)

    async def settled(self) -> None:
        """Wait until nothing is under way."""
        calm = 0
        for _ in range(3000):
            calm = 0 if self.is_busy else calm + 1
            if calm == 3:
                return
            await asyncio.sleep(0.01)
        pytest.fail("it did not come to rest within half a minute")

    async def ask(self, user: str, channel: str, question: str = QUESTION) -> Json:
        """Write a question and give the bot's answer in its thread."""
        is_direct = channel == self.workspace.direct(user).id
        before = len(self.said(channel))
        await self.workspace.human_post(
            user, channel, question if is_direct else f"@Lotsen {question}"
        )
        for _ in range(500):
            if len(self.said(channel)) > before:
                break
            await asyncio.sleep(0.01)
        await self.settled()
        return self.said(channel)[-1]

    async def press(self, user: str, action_id: str, message: Json, value: object = None) -> None:
        """Press something in a message, and wait for what comes of it."""
        where = Where(action_id, channel=message["channel"], ts=message["ts"])
        await self.workspace.human_click(user, where, value)
        await self.settled()

    async def press_in_view(self, user: str, action_id: str) -> None:
        """Press something in the topmost modal, and wait for what comes of it."""
        where = Where(action_id, view_id=self.modal(user)["id"])
        await self.workspace.human_click(user, where)
        await self.settled()

    async def submit(self, user: str, **values: object) -> dict[str, str]:
        """Send the topmost modal in, with a value for each block, and wait."""
        typed = {name: {name: value} for name, value in values.items()}
        errors = await self.workspace.human_submit_view(user, self.modal(user)["id"], typed)
        await self.settled()
        return errors

    def modal(self, user: str) -> Json:
        return self.workspace.stack(user)[-1]

    def said(self, channel: str) -> list[Json]:
        """What the bot has said in a channel, the oldest first."""
        room = self.workspace.channels[channel]
        said = [room.messages[ts] for ts in sorted(room.messages)]
        return [{**one, "channel": channel} for one in said if "bot_id" in one]

    def later(self) -> None:
        """Let so much time pass that the next press is no double click."""
        with self.database.writing() as connection:
            connection.execute("DELETE FROM deliveries")

    def keep_handoff(self, user: str, answer_id: str) -> Handoff:
        """Keep a handed on question without carrying it on, as when the process is killed."""
        kept, _ = self.surface.handoffs.keep(Origin(self.team, user, answer_id), QUESTION)
        assert kept is not None
        return kept

    def courier(self) -> Courier:
        """Give a courier that does not wait long."""
        stores = HandoffStores(Handoffs(self.database), Relays(self.database))
        surface: Any = self.surface
        contacts = surface.handoffs._contacts
        return Courier(
            surface.sender, stores, contacts, surface.clock, lambda _: asyncio.sleep(0.01)
        )

    def forget_what_arrived(self) -> None:
        """Put the tables as they are when the process is killed just after Slack took a write."""
        with self.database.writing() as connection:
            connection.execute("UPDATE handoffs SET ts = NULL, shown_revision = 0")
            connection.execute("UPDATE handoffs SET state = 'to_post'")
            connection.execute("UPDATE relays SET state = 'open', text = 'Inom tre dagar.'")


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def contact_channel() -> str | None:
    return "C0OMBUD002"


@pytest.fixture
async def house(
    data_dir: Path,
    embedder: Embedder,
    contact_channel: str | None,
    caplog: pytest.LogCaptureFixture,
    anyio_backend: str,
) -> AsyncIterator[House]:
    caplog.set_level(logging.INFO)
    (data_dir / "contacts.toml").write_text(CONTACTS, encoding="utf-8")
    workspace = Workspace(InstalledApp.from_manifest(read_manifest().words))
    house = House(workspace, data_dir, embedder, contact_channel)
    async with serve(workspace):
        await house.start()
        yield house
        await house.stop()
    assert workspace.found == []


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
