"""The whole bot in a practice workspace with three units, and messages between them."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler

from bot.app import Lotsen
from bot.delivery.channel import Channel, Letter
from bot.delivery.worker import DeliveryWorker
from bot.desk.drafts.desk import Author
from bot.settings import Settings
from bot.slack.app import build_app
from bot.slack.hub import Hub, build_hub
from bot.slack.inbox import author_channel
from bot.slack.notices import SlackNotices
from bot.slack.ports import Message, Spot
from bot.slack.sender import SlackSender
from bot.slack.serving.clients import Authorization, SingleClient, slack_client
from bot.slack.views import parts
from bot.units.register import stored_of
from bot.units.unit import Unit
from bot.workspace import Where, Workspace
from knowledge.embedding import Embedder
from storage.audit import AuditRow
from storage.units import Change, Origin

Json = dict[str, Any]
ELSA, MAJA, SARA = "U0ELSA001", "U0MAJA006", "U0SARA005"
KERSTIN, AMIR, JONAS = "U0KERS003", "U0AMIR002", "U0JONA004"
UNITS = {
    "hemtjanst": ("Hemtjänsten Lärkan", (ELSA, MAJA), "C0HTJ00003"),
    "vardcentral": ("Vårdcentralen Demoby", (KERSTIN, SARA), "C0VC000005"),
    "rehab": ("Rehabenheten Demoby", (JONAS, KERSTIN), "C0REH00006"),
}
FILLED: Json = {
    "samtycke": "ja", "arendet_ar": "nytt", "onskas_av_mottagaren": "atgard",
    "aterkoppling": "Samordnaren, vardagar.", "arende": "Ändrad tid",
    "meddelande": "Mötet är flyttat till fredag samma tid.", "passar_annan_rubrik": "nej",
}  # fmt: skip


@dataclass
class Mailbox:
    """Notes what goes to the units' channels, and brings it there."""

    letters: list[Letter] = field(default_factory=list)
    channel: Channel | None = None

    async def deliver(self, letter: Letter) -> str | None:
        self.letters.append(letter)
        assert self.channel is not None
        return await self.channel.deliver(letter)


@dataclass
class House:
    """A workspace with the bot in it."""

    workspace: Workspace
    folder: Path
    embedder: Embedder
    mailbox: Mailbox = field(default_factory=Mailbox)
    lotsen: Lotsen = field(init=False)
    hub: Hub = field(init=False)
    client: Any = field(init=False)
    handler: AsyncSocketModeHandler = field(init=False)

    async def start(self) -> None:
        """Start the bot, on what it left behind."""
        self.lotsen = Lotsen(Settings(data_dir=self.folder))
        self.lotsen.embedder = self.embedder
        self.client = slack_client(self.workspace.api_url, self.workspace.bot_token)
        clients = SingleClient(self.client)
        self.hub = build_hub(self.lotsen, SlackSender(clients, is_strict=True))
        app = build_app(self.hub, Authorization(clients), self.client)
        self.handler = AsyncSocketModeHandler(
            app, self.workspace.app_token, web_client=self.client, ping_interval=1
        )
        self.mailbox.channel = SlackNotices(self.hub.surface.sender)
        await self.hub.runtime.start()
        await self.handler.connect_async()  # type: ignore[no-untyped-call]

    async def stop(self) -> None:
        await self.handler.close_async()  # type: ignore[no-untyped-call]
        await self.hub.runtime.stop(5)

    async def restart(self) -> None:
        """Make the bot anew on the same database."""
        await self.stop()
        await self.start()

    @property
    def team(self) -> str:
        return self.workspace.parts.state.team.id

    def who(self, user: str) -> Author:
        return Author(self.team, user)

    def put_units(self, **changed: tuple[str, ...]) -> None:
        """Import the units, with other members where so is said."""
        found = [_unit(one, changed.get(one)) for one in UNITS]
        seen = self.lotsen.units.version(self.team)
        change = Change([stored_of(one) for one in found], (), (), (), seen)
        self.lotsen.units.apply(self.team, change, Origin(datetime.now(UTC), "test", "hash"))

    def send(self, user: str = ELSA, to: tuple[str, ...] = ("vardcentral",), **more: Any) -> str:
        """Send a message and give its id."""
        desk, who = self.lotsen.draft_desk, self.who(user)
        draft = desk.begin("administrativt_meddelande", who)
        desk.fill(draft.draft_id, who, {**FILLED, "mottagare": list(to), **more})
        return self.lotsen.send_desk.send(draft.draft_id, who).message_id

    async def settled(self) -> None:
        """Wait until nothing is under way."""
        background: Any = self.hub.surface.background
        calm = 0
        for _ in range(3000):
            calm = 0 if background._tasks else calm + 1
            if calm == 3:
                return
            await asyncio.sleep(0.01)
        pytest.fail("it did not come to rest within half a minute")

    async def deliver(self) -> None:
        """Bring out what is due."""
        person = author_channel(self.lotsen, self.hub.surface)
        worker = DeliveryWorker(self.lotsen.delivery_parts(slack=self.mailbox, person=person))
        while await worker.run_due():
            continue
        assert self.lotsen.stored_messages.outbox.dead() == []

    async def home(self, user: str) -> Json:
        """Open the Home tab and give it as it stands when all is still."""
        await self.workspace.human_open_home(user)
        await self.until_home(user)
        return self.workspace.home(user) or {}

    async def until_home(self, user: str) -> None:
        for _ in range(500):
            if self.workspace.home(user):
                break
            await asyncio.sleep(0.01)
        await self.settled()

    async def press_home(self, user: str, action_id: str, value: object = None) -> None:
        home = await self.home(user)
        where = Where(action_id, view_id=home["id"])
        await self.workspace.human_click(user, where, value)
        await self.settled()

    async def press(self, user: str, action_id: str, value: object = None) -> None:
        """Press something in the topmost modal."""
        where = Where(action_id, view_id=self.modal(user)["id"])
        await self.workspace.human_click(user, where, value)
        await self.settled()

    async def press_in(self, user: str, channel: str, ts: str, action_id: str) -> None:
        """Press something in a message."""
        await self.workspace.human_click(user, Where(action_id, channel=channel, ts=ts))
        await self.settled()

    async def notice(self, action_id: str, value: str, channel: str = "C0VC000005") -> str:
        """Post what a notice holds, a button alone, and give its time stamp."""
        block = parts.actions(parts.button("Öppna", action_id, value))
        spot = Spot(self.team, channel)
        return await self.hub.surface.sender.post(spot, Message("Något väntar.", [block]))

    async def open(self, user: str, message_id: str) -> Json:
        """Open a message from a notice in the unit's channel."""
        channel = next(one for _, members, one in UNITS.values() if user in members)
        ts = await self.notice("open_message", message_id, channel)
        await self.press_in(user, channel, ts, "open_message")
        return self.modal(user)

    async def submit(self, user: str, **filled: object) -> dict[str, str]:
        """Send the topmost modal in."""
        values = {name: {name: value} for name, value in filled.items()}
        errors = await self.workspace.human_submit_view(user, self.modal(user)["id"], values)
        await self.settled()
        return errors

    def modal(self, user: str) -> Json:
        stack = self.workspace.stack(user)
        return stack[-1] if stack else {}

    def said(self, channel: str) -> list[Json]:
        """What the bot has said in a channel, the oldest first."""
        room = self.workspace.channels[channel]
        return [room.messages[ts] for ts in sorted(room.messages) if "bot_id" in room.messages[ts]]

    def direct(self, user: str) -> str:
        return self.workspace.direct(user).id

    def whispered(self, user: str) -> list[str]:
        """What only one person has been shown."""
        return [one["text"] for one in self.workspace.parts.state.ephemerals.get(user, [])]

    def noted(self) -> list[AuditRow]:
        """The audit trail, latest first."""
        return self.lotsen.audit.rows(self.team)


def _unit(unit_id: str, members: tuple[str, ...] | None) -> Unit:
    name, usual, channel = UNITS[unit_id]
    fields = {
        "id": unit_id, "name": name, "type": "vardcentral", "organisation": "Demoby",
        "has_samsa": True, "inboxes": [{"kind": "slack", "address": channel}],
        "members": [{"user": one} for one in (usual if members is None else members)],
    }  # fmt: skip
    return Unit.model_validate(fields, strict=False)


def words_of(thing: object) -> str:
    """Give every word that blocks show, buttons too."""
    if isinstance(thing, list):
        return " ".join(map(words_of, thing))
    if isinstance(thing, dict):
        hidden = ("block_id", "action_id", "value", "type", "private_metadata")
        return " ".join(words_of(value) for key, value in thing.items() if key not in hidden)
    return thing if isinstance(thing, str) else ""


def actions_of(thing: object) -> list[str]:
    """Give the names of all that can be pressed."""
    if isinstance(thing, list):
        return [name for one in thing for name in actions_of(one)]
    if not isinstance(thing, dict):
        return []
    own = [thing["action_id"]] if "action_id" in thing else []
    return own + [name for one in thing.values() for name in actions_of(one)]
