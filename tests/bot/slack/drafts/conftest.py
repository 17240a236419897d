"""The whole bot in a practice workspace with units, and people who write drafts in it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.desk.drafts import DraftReply
from bot.desk.drafts.desk import Author
from bot.slack.manifest import read_manifest
from bot.slack.surface import Surface
from bot.slack.views.draft_marks import OPEN, UNITS, InputMark
from bot.units import Unit
from bot.units.importing import Importer, Plan
from bot.units.reading import DEMO_FILE, read_units
from bot.workspace import InstalledApp, Where, Workspace, messages, serve
from flows.load import load_unit_types
from knowledge.embedding import Embedder
from tests.bot.slack.guide.conftest import House as GuideHouse
from tests.bot.slack.guide.conftest import words_of

__all__ = ["words_of"]

Json = dict[str, Any]
ELSA, AMIR, KERSTIN = "U0ELSA001", "U0AMIR002", "U0KERS003"
ALLA = "C0ALLA0001"
VC = "vardcentralen-demoby"
TEXT = (
    "Har ramlat två gånger i hemmet den senaste veckan. Går vanligtvis själv inomhus med rollator. "
    "Nu orkar hon bara gå några steg. Hemtjänst fyra gånger om dagen och trygghetslarm."
)


class House(GuideHouse):
    """A workspace with the bot and the demo units in it."""

    @property
    def team(self) -> str:
        return self.workspace.parts.state.team.id

    @property
    def surface(self) -> Surface:
        return self.hub.surface

    @property
    def importer(self) -> Importer:
        return Importer(self.lotsen.units, load_unit_types()[0])

    def import_units(self) -> None:
        """Put the demo units in the register."""
        self.carry_out(self.importer.plan("", read_units(DEMO_FILE)))

    def carry_out(self, plan: Plan) -> None:
        self.importer.carry_out("", plan, "test", datetime.now(UTC))

    def unit(self, unit_id: str) -> Unit:
        unit = self.lotsen.unit_register.find(self.team, unit_id)
        assert unit is not None
        return unit

    def here_as(self, user: str, unit_id: str) -> None:
        """Let a person say which unit they are here as."""
        register = self.lotsen.unit_register
        assert register.choose(self.team, user, unit_id, datetime.now(UTC))

    def change_unit(self, unit_id: str, **changes: object) -> None:
        """Import a unit anew with something else about it."""
        file = read_units(DEMO_FILE)
        read = next(one for one in file.units if one.unit.id == unit_id)
        changed = replace(read, unit=read.unit.model_copy(update=changes))
        self.carry_out(self.importer.plan("", replace(file, units=(changed,))))

    async def settled(self) -> None:
        """Wait until nothing is under way."""
        calm = 0
        background: Any = self.hub.surface.background
        for _ in range(3000):
            is_busy = bool(background._tasks or self.hub.pool._waiting)
            calm = 0 if is_busy else calm + 1
            if calm == 5:
                return
            await asyncio.sleep(0.01)
        pytest.fail("it did not come to rest within half a minute")

    async def command(self, user: str, typed: str) -> None:
        await self.workspace.human_command(user, self.direct(user), f"/lotsen {typed}")
        await self.settled()

    async def say(self, user: str, text: str, thread_ts: str | None = None) -> Json:
        """Write in the direct messages, and give what the bot said last."""
        posted = await self.workspace.human_post(user, self.direct(user), text, thread_ts)
        for _ in range(6000):
            thread = thread_ts or posted["ts"]
            if any(one.get("thread_ts") == thread and one["ts"] > posted["ts"]
                   for one in self.said(self.direct(user))):  # fmt: skip
                break
            await asyncio.sleep(0.01)
        await self.settled()
        return self.last(self.direct(user))

    async def press(
        self, user: str, message: Json, action_id: str, value: object = None, **filled: Any
    ) -> None:
        where = Where(action_id, channel=message["channel"], ts=message["ts"])
        values = {block: {action: one} for block, (action, one) in filled.items()}
        await self.workspace.human_click(user, where, value, values)
        await self.settled()

    async def press_in_modal(
        self,
        user: str,
        action_id: str,
        value: object = None,
        typed: Mapping[str, object] | None = None,
        block_id: str | None = None,
    ) -> None:
        view = self.modal(user)
        where = Where(action_id, view_id=view["id"], block_id=block_id)
        await self.workspace.human_click(user, where, value, self.typed(view, typed or {}))
        await self.settled()

    async def type(self, user: str, field: str, value: object) -> None:
        """Type in a field of the open form, as Slack tells of it while somebody types."""
        view = self.modal(user)
        block = self.block(view, field)
        action = block["element"]["action_id"]
        where = Where(action, view_id=view["id"], block_id=block["block_id"])
        await self.workspace.human_click(user, where, value)

    async def fill(self, user: str, **typed: object) -> dict[str, str]:
        """Send the open form in with fields filled in by name, and give what was wrong by name."""
        view = self.modal(user)
        values = self.typed(view, typed)
        errors = await self.workspace.human_submit_view(user, view["id"], values)
        await self.settled()
        marks = {block: InputMark.read(block) for block in errors}
        return {mark.field if mark else name: errors[name] for name, mark in marks.items()}

    async def close(self, user: str) -> None:
        await self.workspace.human_close_view(user, self.modal(user)["id"])
        await self.settled()

    def typed(self, view: Json, typed: Mapping[str, object]) -> dict[str, dict[str, object]]:
        blocks = {name: self.block(view, name) for name in typed}
        return {
            block["block_id"]: {block["element"]["action_id"]: typed[name]}
            for name, block in blocks.items()
        }

    def block(self, view: Json, name: str) -> Json:
        """Find an input by its field, or as field.row.column."""
        for block in view["blocks"]:
            if block["type"] != "input":
                continue
            mark = InputMark.read(block["block_id"])
            cell = f"{mark.field}.{mark.row}.{mark.column}" if mark and mark.column else None
            found: Json = block
            if name in (block["block_id"], block["block_id"].split(":")[0], cell) or (
                mark and mark.field == name and cell is None
            ):
                return found
        raise AssertionError(f"no input {name} in {words_of(view['title'])}")

    def drafts(self, user: str) -> list[DraftReply]:
        return self.lotsen.draft_desk.open_drafts(Author(self.team, user))

    def draft(self, user: str) -> DraftReply:
        (draft,) = self.drafts(user)
        return draft

    def begin(self, user: str, form: str = "vardbegaran", **fields: Any) -> DraftReply:
        """Begin a draft at the desk, filled in."""
        desk, author = self.lotsen.draft_desk, Author(self.team, user)
        draft = desk.begin(form, author)
        return desk.fill(draft.draft_id, author, fields) if fields else draft

    def author(self, user: str) -> Author:
        return Author(self.team, user)

    async def press_home_resume_and_close(self, user: str) -> None:
        """Go on with the draft from Home, and close the form, which leaves it in the messages."""
        await self.open_home(user)
        await self.press_on_home(user, OPEN)
        await self.close(user)

    async def press_on_home(self, user: str, action_id: str) -> None:
        home = self.workspace.home(user)
        assert home is not None
        await self.workspace.human_click(user, Where(action_id, view_id=home["id"]))
        await self.settled()

    async def open_home(self, user: str) -> None:
        await self.workspace.human_open_home(user)
        await self.until(lambda: self.workspace.home(user))

    async def paste(self, user: str, text: str) -> None:
        """Write a message that is longer than the page takes."""
        parts = self.workspace.parts
        words = {"user": user, "text": text, "client_msg_id": "m1"}
        messages.post(parts, self.workspace.direct(user), words)
        await self.until(lambda: self.drafts(user))

    def whispers(self, user: str) -> list[Json]:
        """What was shown to one person only."""
        return list(self.workspace.parts.state.ephemerals.get(user, []))

    async def look_up(self, user: str, message: Json, block_id: str, typed: str) -> list[Json]:
        where = Where(UNITS, channel=message["channel"], ts=message["ts"], block_id=block_id)
        return await self.workspace.human_options(user, where, typed)

    def last_blocks(self, user: str) -> list[Json]:
        return list(self.last(self.direct(user))["blocks"])

    async def until(self, holds: Callable[[], Any]) -> None:
        for _ in range(6000):
            if holds():
                break
            await asyncio.sleep(0.01)
        else:
            pytest.fail("it did not happen within a minute")
        await self.settled()

    def words(self, user: str) -> str:
        return words_of(self.modal(user))

    def home(self, user: str) -> str:
        return words_of(self.workspace.home(user))


FILLED: Mapping[str, Any] = {
    "samtycke": "ja",
    "mottagare": [VC],
    "arendet_ar": "nytt",
    "onskas_av_mottagaren": "bekraftelse",
    "aterkoppling": "Samordnaren på hemtjänsten.",
    "kontaktorsak": "Har ramlat två gånger.",
    "normaltillstand": "Går själv med rollator.",
    "forandring": "Orkar bara några steg.",
    "adl": "Rollator inne.",
    "insatser": "Hemtjänst fyra gånger om dagen.",
    "kontakter": "Patientansvarig sjuksköterska.",
}


@pytest.fixture
async def house(
    data_dir: Path, embedder: Embedder, caplog: pytest.LogCaptureFixture, anyio_backend: str
) -> AsyncIterator[House]:
    caplog.set_level(logging.INFO)
    workspace = Workspace(InstalledApp.from_manifest(read_manifest().words))
    house = House(workspace, data_dir, embedder)
    async with serve(workspace):
        await house.start()
        house.import_units()
        yield house
        await house.stop()
    assert workspace.found == []
