"""Many questions at once: a limit for each person, and a friendly line when many wait."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.slack import words

House = Any  # the conftest's; a folder of tests is no package to import from
Until = Callable[[Callable[[], Any]], Awaitable[Any]]
ELSA, AMIR, ALLA = "U0ELSA001", "U0AMIR002", "C0ALLA0001"
QUESTION = "När ska vi svara på en vårdbegäran?"

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("house", [{"limit_per_user": 2}], indirect=True)
async def test_a_person_with_too_many_waiting_is_told_and_nothing_more_is_kept(
    house: House,
) -> None:
    house.gate.is_open.clear()
    direct = house.direct(ELSA)
    for text in ("Vad är MVO?", "Vad är SIP?", "Vad är SAMSA?"):
        await house.post(ELSA, direct, text)
        await house.workspace.dispatcher.settle()
    assert [job["question"] for job in house.all_jobs()] == ["Vad är MVO?", "Vad är SIP?"]
    house.gate.is_open.set()
    await house.settled()
    said = [one["text"] for one in house.said(direct)]
    assert len(said) == 3
    assert said.count(words.TOO_MANY_OF_YOURS.format(count=2)) == 1


@pytest.mark.parametrize("house", [{"limit_per_user": 1}], indirect=True)
async def test_one_person_at_the_limit_does_not_stop_another(house: House) -> None:
    house.gate.is_open.clear()
    await house.post(ELSA, house.direct(ELSA))
    await house.workspace.dispatcher.settle()
    await house.post(AMIR, house.direct(AMIR))
    await house.workspace.dispatcher.settle()
    assert len(house.all_jobs()) == 2
    house.gate.is_open.set()
    await house.settled()
    assert len(house.said(house.direct(AMIR))) == 1


@pytest.mark.parametrize("house", [{"limit_per_user": 1}], indirect=True)
@pytest.mark.parametrize("mention_first", [True, False])
async def test_the_limit_counts_a_mention_and_its_message_as_one(
    house: House, mention_first: bool
) -> None:
    house.workspace.parts.events.mention_first = mention_first
    house.gate.is_open.clear()
    await house.post(ELSA, ALLA, f"{house.mention} {QUESTION}")
    await house.workspace.dispatcher.settle()
    house.gate.is_open.set()
    await house.settled()
    assert house.whispered(ELSA) == []
    assert len(house.said(ALLA)) == 1


@pytest.mark.parametrize("house", [{"limit_per_user": 1}], indirect=True)
async def test_what_was_too_much_can_be_asked_by_editing_it(house: House) -> None:
    house.gate.is_open.clear()
    direct = house.direct(ELSA)
    await house.post(ELSA, direct, "Vad är MVO?")
    await house.workspace.dispatcher.settle()
    ts = await house.post(ELSA, direct, "Vad är SIP?")
    await house.workspace.dispatcher.settle()
    house.gate.is_open.set()
    await house.settled()
    await house.workspace.human_edit(ELSA, direct, ts, "Vad är SAMSA?")
    await house.settled()
    assert house.job(direct, ts).state == "answered"


@pytest.mark.parametrize("house", [{"waiting_limit": 1, "answer_workers": 1}], indirect=True)
async def test_when_many_wait_the_question_is_kept_and_a_friendly_line_is_said(
    house: House, until: Until
) -> None:
    house.gate.is_open.clear()
    await house.post(ELSA, house.direct(ELSA))
    await until(lambda: house.gate.asked)
    ts = await house.post(AMIR, ALLA, f"{house.mention} {QUESTION}")
    await until(lambda: house.whispered(AMIR))
    assert house.whispered(AMIR) == [words.MANY_WAIT]
    assert house.job(ALLA, ts).question == QUESTION
    house.gate.is_open.set()
    await house.settled()
    assert len(house.said(ALLA, ts)) == 1
    assert house.whispered(AMIR) == [words.MANY_WAIT]


@pytest.mark.parametrize("house", [{"answer_workers": 2}], indirect=True)
async def test_no_more_answers_are_made_at_once_than_there_are_workers(
    house: House, until: Until
) -> None:
    house.gate.is_open.clear()
    for _ in range(5):
        await house.post(ELSA, house.direct(ELSA))
    await house.workspace.dispatcher.settle()
    await until(lambda: house.hub.pool._waiting == 5)
    assert len(house.gate.asked) <= 2
    house.gate.is_open.set()
    await house.settled()
    assert len(house.said(house.direct(ELSA))) == 5
