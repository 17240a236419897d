"""The whole bot in a practice workspace over Socket Mode, and flows to walk without one."""

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
from bot.slack.hub import Hub, build_hub
from bot.slack.manifest import read_manifest
from bot.slack.sender import SlackSender
from bot.slack.serving.clients import Authorization, SingleClient, slack_client
from bot.workspace import InstalledApp, Where, Workspace, serve
from knowledge.embedding import Embedder
from storage.database import Database

Json = dict[str, Any]
Until = Callable[[Callable[[], Any]], Awaitable[Any]]
ELSA, AMIR, KERSTIN = "U0ELSA001", "U0AMIR002", "U0KERS003"
ALLA = "C0ALLA0001"
SITUATION = (
    "Vi i hemtjänsten ska meddela vårdcentralen att hen har blivit sämre. "
    "Vilket meddelande ska vi använda?"
)
GATES = {
    "akut": "nej", "skyddade_uppgifter": "nej", "avliden": "nej", "inneliggande": "nej",
    "samtycke": "ja", "mottagare_har_samsa": "ja",
}  # fmt: skip


@dataclass
class House:
    """A workspace with the bot in it."""

    workspace: Workspace
    folder: Path
    embedder: Embedder
    lotsen: Lotsen = field(init=False)
    hub: Hub = field(init=False)
    handler: AsyncSocketModeHandler = field(init=False)

    async def start(self) -> None:
        """Start the bot, on what it left behind."""
        settings = Settings(data_dir=self.folder, contact_channel="C0OMBUD002")
        self.lotsen = Lotsen(settings)
        self.lotsen.embedder = self.embedder
        client = slack_client(self.workspace.api_url, self.workspace.bot_token)
        clients = SingleClient(client)
        self.hub = build_hub(self.lotsen, SlackSender(clients, is_strict=True))
        app = build_app(self.hub, Authorization(clients), client)
        self.handler = AsyncSocketModeHandler(
            app, self.workspace.app_token, web_client=client, ping_interval=1
        )
        await self.hub.runtime.start()
        await self.handler.connect_async()  # type: ignore[no-untyped-call]

    async def stop(self) -> None:
        await self.handler.close_async()  # type: ignore[no-untyped-call]
        await self.hub.runtime.stop(5)

    async def restart(self) -> None:
        await self.stop()
        await self.start()

    @property
    def database(self) -> Database:
        return Database(self.lotsen.settings.database_file)

    def direct(self, user: str) -> str:
        return self.workspace.direct(user).id

    def said(self, channel: str) -> list[Json]:
        """What the bot has said in a channel, the oldest first."""
        room = self.workspace.channels[channel]
        said = [room.messages[ts] for ts in sorted(room.messages)]
        return [{**one, "channel": channel} for one in said if "bot_id" in one]

    def last(self, channel: str) -> Json:
        said = self.said(channel)
        return said[-1] if said else {"text": "", "blocks": [], "ts": "", "channel": channel}

    async def click(
        self, user: str, message: Json, action_id: str, value: object = None, **filled: str
    ) -> None:
        """Press something in a message, with the fields around it filled in by question."""
        values = fields(message["blocks"], filled)
        where = Where(action_id, channel=message["channel"], ts=message["ts"])
        await self.workspace.human_click(user, where, value, values)

    async def click_in_modal(self, user: str, action_id: str, value: object = None) -> None:
        where = Where(action_id, view_id=self.modal(user)["id"])
        await self.workspace.human_click(user, where, value)

    async def submit(self, user: str, **filled: str) -> dict[str, str]:
        """Send the topmost modal in, with the fields filled in by question."""
        view = self.modal(user)
        values = fields(view["blocks"], filled)
        return await self.workspace.human_submit_view(user, view["id"], values)

    def modal(self, user: str) -> Json:
        return self.workspace.stack(user)[-1]

    def later(self) -> None:
        """Let so much time pass that the next press is no double click."""
        with self.database.writing() as connection:
            connection.execute("DELETE FROM deliveries")


def fields(blocks: list[Json], filled: dict[str, str]) -> dict[str, dict[str, object]]:
    """Give what is filled in, by the ids that the blocks carry."""
    inputs = [block for block in blocks if block["type"] == "input"]
    names = {block["block_id"].rpartition(":")[2]: block for block in inputs}
    return {
        names[name]["block_id"]: {names[name]["element"]["action_id"]: value}
        for name, value in filled.items()
    }


def words_of(thing: object) -> str:
    """Give every word that blocks show, buttons too."""
    if isinstance(thing, list):
        return " ".join(map(words_of, thing))
    if isinstance(thing, dict):
        return " ".join(words_of(value) for key, value in thing.items() if key != "block_id")
    return thing if isinstance(thing, str) else ""


def actions_of(thing: object) -> set[str]:
    """Give the names of all that can be pressed."""
    if isinstance(thing, list):
        return {name for one in thing for name in actions_of(one)}
    if not isinstance(thing, dict):
        return set()
    own = {thing["action_id"]} if "action_id" in thing else set()
    return own | {name for one in thing.values() for name in actions_of(one)}


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def house(
    data_dir: Path, embedder: Embedder, caplog: pytest.LogCaptureFixture, anyio_backend: str
) -> AsyncIterator[House]:
    caplog.set_level(logging.INFO)
    workspace = Workspace(InstalledApp.from_manifest(read_manifest().words))
    house = House(workspace, data_dir, embedder)
    async with serve(workspace):
        await house.start()
        yield house
        await house.stop()
    assert workspace.found == []


@pytest.fixture
def until() -> Until:
    """Wait until something holds, for at most a minute, and give it."""

    async def wait(holds: Callable[[], Any]) -> Any:
        for _ in range(6000):
            if found := holds():
                return found
            await asyncio.sleep(0.01)
        return pytest.fail("it did not happen within a minute")

    return wait


@pytest.fixture(scope="session")
def lotsen(published: Path) -> Lotsen:
    """Give the services on the bundled sources, to read from."""
    return Lotsen(Settings(data_dir=published))
