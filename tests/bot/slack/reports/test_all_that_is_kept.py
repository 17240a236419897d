"""One run of everything with identities planted in each text: none in any table, log or payload."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.report.exporting import build_export_desk
from bot.report.period import month_named
from bot.slack.manifest import read_manifest
from bot.workspace import InstalledApp, Where, Workspace, serve
from flows.forms.model import Kind
from knowledge.embedding import Embedder
from tests import planted
from tests.bot.desk.analyses.working import LESSON, OWN
from tests.bot.slack.analyses import steps
from tests.bot.slack.inbox.house import House
from tests.bot.slack.inbox.test_deviations import FACTS
from tests.bot.slack.watching import Watch, filled_tables

ELSA, KERSTIN, SARA, JONAS = "U0ELSA001", "U0KERS003", "U0SARA005", "U0JONA004"
ALLA, OMBUD = "C0ALLA0001", "C0OMBUD002"
ALL = planted.texts()[-1]
# Rows of these come by other ways than what people write.
NOT_WRITTEN = {"audit_checkpoints", "followed_up", "followups", "report_posts"}

pytestmark = pytest.mark.anyio


def texts_of(house: House, form: str) -> dict[str, Any]:
    """Give a text with an identity for each field of a form that takes text."""
    fields = house.lotsen.draft_desk.forms()[form].fields
    names = [one.id for one in fields if one.kind is Kind.TEXT]
    return {
        name: f"Det här hände. {planted.PLANTED[number % len(planted.PLANTED)].text}"
        for number, name in enumerate(names)
    }


@pytest.fixture
async def house(
    data_dir: Path,
    embedder: Embedder,
    monkeypatch: pytest.MonkeyPatch,
    anyio_backend: str,
) -> AsyncIterator[House]:
    """Give the bot with a group and a channel for contact persons."""
    monkeypatch.setenv("LOTSEN_REPORT_GROUP", "rehab")
    monkeypatch.setenv("LOTSEN_CONTACT_CHANNEL", OMBUD)
    workspace = Workspace(InstalledApp.from_manifest(read_manifest().words))
    house = House(workspace, data_dir, embedder)
    async with serve(workspace):
        await house.start()
        house.put_units()
        yield house
        await house.stop()
    assert workspace.found == []


async def until_said(house: House, channel: str, count: int) -> dict[str, Any]:
    """Wait until the bot has said so many things in a channel, and give the latest."""
    for _ in range(1000):
        if len(house.said(channel)) >= count:
            break
        await asyncio.sleep(0.01)
    await house.settled()
    return house.said(channel)[-1]


async def asked(house: House) -> None:
    """Ask, complain, hand the question on, and write to and fro in its threads."""
    direct = house.direct(ELSA)
    await house.workspace.human_post(ELSA, direct, f"När ska vi svara på vårdbegäran? {ALL}")
    answer = await until_said(house, direct, 1)
    bad = "bad:" + json.dumps(answer["blocks"]).split('"bad:')[1][:32]
    where = Where("answer_feedback", channel=direct, ts=answer["ts"])
    await house.workspace.human_click(ELSA, where, bad)
    await house.settled()
    await house.submit(ELSA, feedback_reason="saknas", feedback_note=ALL)
    await house.press_in(ELSA, direct, answer["ts"], "ask_human")
    await house.submit(ELSA)
    posted = await until_said(house, OMBUD, 1)
    await house.workspace.human_post(KERSTIN, OMBUD, ALL, posted["ts"])
    await until_said(house, direct, 2)


async def guided(house: House) -> None:
    """Describe a situation to the guide."""
    line = " ".join(ALL.split())
    await house.workspace.human_command(ELSA, house.direct(ELSA), f"/lotsen guide {line}")
    await house.settled()


async def drafted(house: House) -> None:
    """Begin a draft from free text, answer in its thread, and leave it open."""
    direct, before = house.direct(ELSA), len(house.said(house.direct(ELSA)))
    line = " ".join(ALL.split())
    told = f"/lotsen utkast mvo Besöket är gjort. {line}"
    await house.workspace.human_command(ELSA, direct, told)
    shown = await until_said(house, direct, before + 1)
    await house.workspace.human_post(ELSA, direct, ALL, shown["ts"])
    await asyncio.sleep(0.2)
    await house.settled()
    (draft,) = house.lotsen.draft_desk.open_drafts(house.who(ELSA))
    house.lotsen.draft_desk.fill(draft.draft_id, house.who(ELSA), texts_of(house, "mvo"))


async def corresponded(house: House) -> None:
    """Send a message, ask for more, add to it, and leave words unsent."""
    message = house.send(**texts_of(house, "administrativt_meddelande"))
    await house.deliver()
    await house.open(SARA, message)
    await house.press(SARA, "message_act_ask_more")
    assert await house.submit(SARA, message_text=ALL) == {}
    await house.press(SARA, "message_act_complete")
    typed = Where("message_text", view_id=house.modal(SARA)["id"])
    await house.workspace.human_click(SARA, typed, ALL)
    await house.settled()
    await house.deliver()


async def reported(house: House) -> None:
    """Report a deviation, answer it, read it as the group, number it, and take it out."""
    desk, sending = house.lotsen.draft_desk, house.lotsen.send_desk
    writer, receiver = house.who(ELSA), house.who(SARA)
    draft = desk.begin("avvikelse", writer).draft_id
    filled = {**FACTS, **texts_of(house, "avvikelse"), "mottagare": ["vardcentral"]}
    desk.fill(draft, writer, filled)
    message = sending.send(draft, writer).message_id
    again = desk.begin("avvikelse", writer).draft_id
    desk.fill(again, writer, filled)
    house.lotsen.deviation_desk.link(again, writer, message)
    sending.send(again, writer)
    answer = house.lotsen.inbox_desk.answer(message, receiver).draft_id
    desk.fill(answer, receiver, texts_of(house, "avvikelsesvar"))
    sending.send(answer, receiver)
    await house.deliver()
    ts = await house.notice("open_message", message, "C0REH00006")
    await house.press_in(JONAS, "C0REH00006", ts, "open_message")
    assert await house.submit(JONAS, message_text=f"Genomgång. {ALL}"[:500]) == {}
    await house.press(JONAS, "message_number")
    refused = await house.submit(JONAS, message_text=planted.PLANTED[0].value)
    planted.assert_nothing_planted(json.dumps(refused, ensure_ascii=False), "errors")
    assert await house.submit(JONAS, message_text="2026-77") == {}


async def compiled(house: House) -> list[bytes]:
    """Show the compilation, and give the files for the register."""
    month = f"{datetime.now(UTC):%Y-%m}"
    told = f"/lotsen rapport {month}"
    await house.workspace.human_command(JONAS, house.direct(JONAS), told)
    await house.settled()
    taken = build_export_desk(house.lotsen).take_out(month_named(month), house.who(JONAS))
    assert taken.count == 2
    return [taken.written(kind) for kind in ("csv", "json", "text")]


async def analysed(house: House) -> None:
    """Look at an event together, leave words unsent, and tell what it taught."""
    analysis = await steps.begun(house)
    assert await steps.written(house, ELSA, "own", **dict.fromkeys(OWN, ALL)) == {}
    await house.press(ELSA, "open_analysis_part_own")
    await house.press(ELSA, "analysis_text_varfor", ALL)
    await house.workspace.human_close_view(ELSA, house.modal(ELSA)["id"])
    await steps.opened(house, SARA, analysis)
    assert await steps.written(house, SARA, "together", **dict.fromkeys(LESSON, ALL)) == {}
    assert await steps.written(house, SARA, "together", **LESSON) == {}
    await house.press(SARA, "analysis_finish")
    await house.press(SARA, "open_analysis_lesson")
    await house.press(SARA, "lesson_publish")
    assert await house.submit(SARA, channel=steps.CHANNEL) == {}


async def test_a_run_of_everything_keeps_logs_and_sends_no_identity(
    house: House,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
) -> None:
    caplog.set_level(logging.DEBUG)
    watch = Watch(house, monkeypatch)
    house.lotsen.units.choose(house.team, ELSA, "hemtjanst", datetime.now(UTC))
    for part in (asked, guided, drafted, corresponded, reported):
        await part(house)
    for content in await compiled(house):
        planted.assert_nothing_planted(content, "file")
        assert b"[personnummer]" in content
    await analysed(house)
    for letter in house.mailbox.letters:
        planted.assert_nothing_planted(letter.text + letter.subject, "notice")
    watch.assert_clean(caplog.records, tmp_path / "kept")
    empty = {table for table, rows in filled_tables(tmp_path / "kept").items() if rows == 0}
    assert empty == NOT_WRITTEN
