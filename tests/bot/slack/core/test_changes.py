"""Questions that are edited or removed, before, while and after they are answered."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.slack import words

House = Any  # the conftest's; a folder of tests is no package to import from
Until = Callable[[Callable[[], Any]], Awaitable[Any]]
ELSA, ALLA = "U0ELSA001", "C0ALLA0001"
BEFORE, AFTER = "Vad är MVO?", "Vad är en vårdbegäran?"

pytestmark = pytest.mark.anyio


async def test_an_edited_question_has_its_answer_edited(house: House) -> None:
    direct = house.direct(ELSA)
    ts = await house.ask(ELSA, direct, BEFORE)
    (before,) = [dict(one) for one in house.said(direct)]
    await house.workspace.human_edit(ELSA, direct, ts, AFTER)
    await house.settled()
    (after,) = house.said(direct)
    assert after["ts"] == before["ts"]
    assert after["text"] != before["text"]
    assert house.job(direct, ts).question == AFTER


async def test_an_edit_in_the_midst_of_the_answer_is_answered_as_it_reads_then(
    house: House, until: Until
) -> None:
    house.gate.is_open.clear()
    direct = house.direct(ELSA)
    ts = await house.post(ELSA, direct, BEFORE)
    await until(lambda: house.gate.asked)
    await house.workspace.human_edit(ELSA, direct, ts, AFTER)
    await house.workspace.dispatcher.settle()
    house.gate.is_open.set()
    await house.settled()
    assert [one.text.text for one in house.gate.asked] == [BEFORE, AFTER]
    (reply,) = house.said(direct)
    assert AFTER in json.dumps(answers(house), ensure_ascii=False)
    assert reply["edited"]


async def test_an_edit_while_slack_is_away_is_answered_as_it_reads_then(
    house: House, until: Until
) -> None:
    house.client.retry_handlers = []
    house.workspace.faults.fail_share(1.0, method="chat.postMessage")
    direct = house.direct(ELSA)
    ts = await house.post(ELSA, direct, BEFORE)
    await until(lambda: house.pauses)
    await house.workspace.human_edit(ELSA, direct, ts, AFTER)
    await house.workspace.dispatcher.settle()
    await until(lambda: house.gate.asked[-1].text.text == AFTER)
    house.workspace.faults.clear()
    await house.settled()
    assert len(house.said(direct)) == 1
    assert [one["question"] for one in answers(house)][-1] == AFTER


async def test_an_edit_that_changes_no_words_is_not_answered_again(house: House) -> None:
    direct = house.direct(ELSA)
    ts = await house.ask(ELSA, direct, BEFORE)
    await house.workspace.human_edit(ELSA, direct, ts, BEFORE)
    await house.settled()
    assert len(house.gate.asked) == 1


async def test_a_mention_that_is_edited_in_is_a_question(house: House) -> None:
    ts = await house.ask(ELSA, ALLA, BEFORE)
    assert house.said(ALLA) == []
    await house.workspace.human_edit(ELSA, ALLA, ts, f"{house.mention} {BEFORE}")
    await house.settled()
    assert len(house.said(ALLA, ts)) == 1


async def test_a_removed_question_is_forgotten_and_its_answer_removed(house: House) -> None:
    direct = house.direct(ELSA)
    ts = await house.ask(ELSA, direct, BEFORE)  # its answer is a reply, so it leaves a tombstone
    await house.workspace.human_delete(ELSA, direct, ts)
    await house.settled()
    assert house.said(direct) == []
    assert [(job["question"], job["state"]) for job in house.all_jobs()] == [("", "dropped")]
    assert [one["question"] for one in answers(house)] == [""]
    assert BEFORE not in everything_kept(house)


async def test_a_removal_before_the_answer_leaves_none(house: House, until: Until) -> None:
    house.gate.is_open.clear()
    direct = house.direct(ELSA)
    ts = await house.post(ELSA, direct, BEFORE)
    await until(lambda: house.gate.asked)
    await house.workspace.human_delete(ELSA, direct, ts)
    await house.workspace.dispatcher.settle()
    house.gate.is_open.set()
    await house.settled()
    await until(lambda: not house.hub.pool._queues)
    assert house.said(direct) == []
    assert house.all_jobs()[0]["state"] == "dropped"
    assert BEFORE not in everything_kept(house)


async def test_a_removal_between_the_answer_and_its_note_takes_the_answer_away(
    house: House, until: Until
) -> None:
    direct = house.direct(ELSA)
    house.workspace.faults.slow(0.3)
    ts = await house.post(ELSA, direct, BEFORE)
    await until(lambda: house.gate.asked)
    await until(lambda: house.all_jobs()[0]["state"] == "running")
    await house.workspace.human_delete(ELSA, direct, ts)
    house.workspace.faults.clear()
    await until(lambda: not house.hub.pool._queues)
    await house.settled()
    assert house.said(direct) == []


async def test_an_edit_that_can_not_be_masked_keeps_the_earlier_question(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    direct = house.direct(ELSA)
    ts = await house.ask(ELSA, direct, BEFORE)

    def broken(_text: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("bot.privacy.masking.find", broken)
    await house.workspace.human_edit(ELSA, direct, ts, AFTER)
    await house.settled()
    assert house.said(direct)[-1]["text"] == words.MASK_FAILED
    assert house.job(direct, ts).question == BEFORE
    assert AFTER not in everything_kept(house)


async def test_personal_data_that_is_edited_in_moves_the_answer_to_the_messages(
    house: House,
) -> None:
    ts = await house.ask(ELSA, ALLA, f"{house.mention} {BEFORE}")
    assert len(house.said(ALLA)) == 1
    text = f"{house.mention} Gäller det även 19640823-3234?"
    await house.workspace.human_edit(ELSA, ALLA, ts, text)
    await house.settled()
    assert house.said(ALLA) == []
    assert len(house.said(house.direct(ELSA))) == 1
    assert house.whispered(ELSA) == [words.ANSWERED_PRIVATELY]


def answers(house: House) -> list[dict[str, Any]]:
    with house.lotsen.answers._database.reading() as connection:
        return [dict(row) for row in connection.execute("SELECT * FROM answers ORDER BY at")]


def everything_kept(house: House) -> str:
    with house.lotsen.answers._database.reading() as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        names = [row["name"] for row in tables.fetchall()]
        rows = [connection.execute(f"SELECT * FROM {name}").fetchall() for name in names]  # noqa: S608
    return str([tuple(row) for found in rows for row in found])
