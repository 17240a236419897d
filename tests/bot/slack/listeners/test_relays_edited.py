"""A reply in the thread of a handed on question that is edited: on the other side it is too."""

import asyncio
import json
from typing import Any

import pytest

from bot.slack import words
from storage.relays import Direction, Relay, Relays
from tests import planted

House = Any  # the conftest's; a folder of tests is no package to import from
Json = dict[str, Any]
ELSA, KERSTIN = "U0ELSA001", "U0KERS003"
OMBUD = "C0OMBUD002"

pytestmark = pytest.mark.anyio


def shown(thing: object) -> str:
    return json.dumps(thing, ensure_ascii=False)


async def rested(house: House) -> None:
    await asyncio.sleep(0.1)
    await house.settled()


async def answered(house: House, text: str) -> tuple[Json, str]:
    """Hand a question on and let a colleague answer; gives the answer and the reply's time."""
    answer: Json = await house.ask(ELSA, house.workspace.direct(ELSA).id)
    await house.press(ELSA, "ask_human", answer)
    await house.submit(ELSA)
    (root,) = house.said(OMBUD)
    posted = await house.workspace.human_post(KERSTIN, OMBUD, text, root["ts"])
    await rested(house)
    return answer, posted["ts"]


async def edit(house: House, user: str, channel: str, ts: str, text: str) -> None:
    await house.workspace.human_edit(user, channel, ts, text)
    await rested(house)


async def test_an_edited_reply_is_edited_where_it_was_brought(house: House) -> None:
    answer, ts = await answered(house, "Inom tre dagar.")
    before = house.said(answer["channel"])
    await edit(house, KERSTIN, OMBUD, ts, "Inom fem dagar.")
    after = house.said(answer["channel"])
    assert [one["ts"] for one in after] == [one["ts"] for one in before]
    assert "Inom fem dagar." in shown(after[-1])
    assert "tre dagar" not in shown(after[-1])
    assert words.RELAY_DONE in shown(after[-1]["blocks"])


async def test_it_can_be_edited_twice_and_after_a_restart(house: House) -> None:
    answer, ts = await answered(house, "Inom tre dagar.")
    await edit(house, KERSTIN, OMBUD, ts, "Inom fem dagar.")
    await house.restart()
    await edit(house, KERSTIN, OMBUD, ts, "Inom sju dagar.")
    (brought,) = house.said(answer["channel"])[1:]
    assert "Inom sju dagar." in shown(brought)


async def test_an_edit_is_masked_and_the_writer_is_told(house: House) -> None:
    answer, ts = await answered(house, "Inom tre dagar.")
    identity = planted.PLANTED[0].text
    await edit(house, KERSTIN, OMBUD, ts, f"Inom tre dagar. {identity}")
    assert identity not in shown(house.said(answer["channel"]))
    assert words.RELAY_HIDDEN in shown(house.workspace.whispers(KERSTIN))


async def test_an_edit_after_it_is_done_is_shown_without_a_button(house: House) -> None:
    answer, ts = await answered(house, "Inom tre dagar.")
    await house.press(ELSA, "handoff_done", house.said(answer["channel"])[-1])
    await edit(house, KERSTIN, OMBUD, ts, "Inom fem dagar.")
    after = house.said(answer["channel"])[-1]
    assert "Inom fem dagar." in shown(after)
    assert "handoff_done" not in shown(after)


async def test_what_the_asker_edits_is_edited_among_the_people(house: House) -> None:
    answer, _ = await answered(house, "Inom tre dagar.")
    root = answer.get("thread_ts") or answer["ts"]
    posted = await house.workspace.human_post(ELSA, answer["channel"], "Även helger?", root)
    await rested(house)
    await edit(house, ELSA, answer["channel"], posted["ts"], "Även på helger?")
    brought = house.said(OMBUD)[1:]
    assert len(brought) == 1
    assert "Även på helger?" in shown(brought)


async def test_an_edit_is_not_overtaken_by_how_it_read_before(house: House) -> None:
    answer, ts = await answered(house, "Inom tre dagar.")
    relays = Relays(house.database)
    with house.database.reading() as connection:
        row = connection.execute("SELECT * FROM relays").fetchone()
    handoff, at = row["handoff_id"], house.surface.clock()

    def kept(text: str, revision: str | None) -> bool:
        relay = Relay(
            text, house.team, handoff, Direction.TO_ASKER, ts, KERSTIN, text, at, revision=revision
        )
        return relays.keep(relay)

    assert kept("nyare", "9.2")
    (waiting,) = relays.open(handoff)
    assert not kept("äldre", "9.1")
    assert not kept("först", None)
    assert kept("nyast", "9.3")
    relays.close(waiting)  # what was under way when the last edit came
    (waiting,) = relays.open(handoff)
    assert (waiting.text, waiting.ts) == ("nyast", house.said(answer["channel"])[-1]["ts"])
    relays.close(waiting)
    assert relays.open(handoff) == []
    with house.database.reading() as connection:
        assert connection.execute("SELECT text FROM relays").fetchone()["text"] == ""
