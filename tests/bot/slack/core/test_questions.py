"""What is asked in Slack is answered once, where it was asked."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot import texts
from bot.slack import words

House = Any  # the conftest's; a folder of tests is no package to import from
Until = Callable[[Callable[[], Any]], Awaitable[Any]]
Json = dict[str, Any]
ELSA, AMIR, ALLA = "U0ELSA001", "U0AMIR002", "C0ALLA0001"
QUESTION = "När ska vi svara på en vårdbegäran?"

pytestmark = pytest.mark.anyio


async def test_a_question_in_the_messages_is_answered_in_its_thread(house: House) -> None:
    direct = house.direct(ELSA)
    ts = await house.ask(ELSA, direct)
    (reply,) = house.said(direct)
    assert reply["thread_ts"] == ts
    assert reply["text"]
    job = house.job(direct, ts)
    assert (job.state, job.reply_ts, job.attempts) == ("answered", reply["ts"], 1)
    assert job.answer_id


async def test_a_mention_in_a_channel_is_answered_in_its_thread(house: House) -> None:
    ts = await house.ask(ELSA, ALLA, f"{house.mention} {QUESTION}")
    (reply,) = house.said(ALLA)
    assert reply["thread_ts"] == ts
    assert house.gate.asked[0].text.text == QUESTION
    assert len(house.all_jobs()) == 1


async def test_a_message_in_a_channel_that_is_not_to_lotsen_leaves_no_trace(house: House) -> None:
    await house.ask(ELSA, ALLA, QUESTION)
    assert house.said(ALLA) == []
    assert house.all_jobs() == []


@pytest.mark.parametrize("mention_first", [True, False])
async def test_mention_and_message_are_one_question_in_either_order(
    house: House, mention_first: bool
) -> None:
    house.workspace.parts.events.mention_first = mention_first
    await house.ask(ELSA, ALLA, f"{house.mention} {QUESTION}")
    assert house.door.statuses == [200, 200, 200]  # the reply's own echo is the third
    assert len(house.said(ALLA)) == len(house.gate.asked) == 1


async def test_a_repeated_delivery_is_answered_once(house: House) -> None:
    direct = house.direct(ELSA)
    event = house.unheard(ELSA, direct)
    for attempt in range(4):
        assert await house.event(event, event_id="Ev1", attempt=attempt)
    assert len(house.gate.asked) == 1


async def test_a_question_is_kept_before_it_is_acknowledged(house: House) -> None:
    house.gate.is_open.clear()
    ts = await house.post(ELSA, house.direct(ELSA))
    await house.workspace.dispatcher.settle()
    assert house.door.statuses == [200]
    assert house.job(house.direct(ELSA), ts).question == QUESTION
    house.gate.is_open.set()
    await house.settled()


async def test_a_message_that_can_not_be_kept_is_not_acknowledged(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    with house.lotsen.guidances._database.writing():  # somebody else writes for too long
        monkeypatch.setattr("storage.database._BUSY_S", 0.01)
        event = house.unheard(ELSA, house.direct(ELSA))
        assert not await house.workspace.deliver(event, event_id="Ev1")
    assert house.door.statuses == [500]
    monkeypatch.undo()
    assert await house.event(event, event_id="Ev1", attempt=1)
    assert [job["state"] for job in house.all_jobs()] == ["answered"]


async def test_a_request_with_another_signature_is_turned_away(house: House) -> None:
    house.door._secret = b"another secret"
    assert not await house.event(house.unheard(ELSA, house.direct(ELSA)))
    assert house.door.statuses == [401]
    assert house.all_jobs() == []


async def test_a_follow_up_in_a_thread_needs_no_mention(house: House) -> None:
    ts = await house.ask(ELSA, ALLA, f"{house.mention} Vad gäller för samtycke?")
    await house.ask(ELSA, ALLA, "Och om personen inte kan samtycka?", ts)
    first, second = house.gate.asked
    assert second.conversation == first.conversation
    assert len(house.said(ALLA, ts)) == 2


async def test_what_others_say_in_a_thread_is_left_alone(house: House) -> None:
    ts = await house.ask(ELSA, ALLA, f"{house.mention} {QUESTION}")
    await house.ask(AMIR, ALLA, "Jag brukar ringa i stället, vad säger ni?", ts)
    assert len(house.said(ALLA, ts)) == len(house.all_jobs()) == 1


async def test_what_the_asker_says_to_somebody_else_is_left_alone(house: House) -> None:
    ts = await house.ask(ELSA, ALLA, f"{house.mention} {QUESTION}")
    await house.ask(ELSA, ALLA, f"<@{AMIR}> hur gör ni på er enhet?", ts)
    assert len(house.said(ALLA, ts)) == len(house.all_jobs()) == 1


async def test_somebody_else_in_the_thread_is_answered_when_lotsen_is_mentioned(
    house: House,
) -> None:
    ts = await house.ask(ELSA, ALLA, f"{house.mention} {QUESTION}")
    await house.ask(AMIR, ALLA, f"{house.mention} Vad är MVO?", ts)
    assert len(house.said(ALLA, ts)) == 2


async def test_a_thank_you_is_answered_shortly_and_not_searched(house: House) -> None:
    direct = house.direct(ELSA)
    await house.ask(ELSA, direct, "Tack så mycket!")
    (reply,) = house.said(direct)
    assert reply["text"] == texts.YOU_ARE_WELCOME
    assert house.all_jobs()[0]["answer_id"] is None


async def test_a_mention_without_words_is_greeted_and_nothing_is_kept(house: House) -> None:
    await house.ask(ELSA, ALLA, house.mention)
    assert house.whispered(ELSA) == [texts.HELLO]
    assert house.all_jobs() == []


@pytest.mark.parametrize(
    "words",
    [
        {"subtype": "bot_message", "bot_id": "B1", "user": None},
        {"bot_id": "B1"},  # an app that writes as a person
        {"user": "U0LOTSEN1"},  # what Lotsen wrote itself
        {"subtype": "channel_join"},
        {"subtype": "something_new"},
        {"type": "something_new"},
    ],
)
async def test_what_no_person_wrote_is_acknowledged_and_not_kept(house: House, words: Json) -> None:
    event = {**house.unheard(ELSA, house.direct(ELSA)), **words}
    assert await house.event(event)
    assert house.all_jobs() == []
    assert house.gate.asked == []


async def test_a_shared_channel_is_refused_once_and_nothing_is_kept(house: House) -> None:
    house.workspace.channels[ALLA].is_shared = True
    ts = await house.ask(ELSA, ALLA, f"{house.mention} {QUESTION}")
    assert house.whispered(ELSA) == [words.SHARED_CHANNEL]
    await house.ask(ELSA, ALLA, "Och sen?", ts)
    assert house.whispered(ELSA) == [words.SHARED_CHANNEL]
    assert house.all_jobs() == house.said(ALLA) == []


async def test_an_event_from_a_workspace_without_lotsen_leaves_no_trace(house: House) -> None:
    payload = house.workspace.parts.events.envelope(house.unheard(ELSA, house.direct(ELSA)))
    other = {"team_id": "T0OTHER", "context_team_id": "T0OTHER", "authorizations": []}
    house.workspace.dispatcher.event(payload | other)
    await house.settled()
    assert house.door.statuses == [200]
    assert house.all_jobs() == []
    assert house.said(house.direct(ELSA)) == []


async def test_two_questions_in_a_thread_are_answered_in_their_order(
    house: House, until: Until
) -> None:
    house.gate.is_open.clear()
    direct = house.direct(ELSA)
    ts = await house.post(ELSA, direct, "Vad är MVO?")
    await house.workspace.dispatcher.settle()
    await house.post(ELSA, direct, "Vad är en vårdbegäran?", ts)
    await house.workspace.dispatcher.settle()
    await until(lambda: house.hub.pool._waiting == 2 and house.gate.asked)
    assert [asked.text.text for asked in house.gate.asked] == ["Vad är MVO?"]
    house.gate.is_open.set()
    await house.settled()
    asked = [one.text.text for one in house.gate.asked]
    assert asked == ["Vad är MVO?", "Vad är en vårdbegäran?"]


async def test_a_question_of_another_thread_does_not_wait(house: House, until: Until) -> None:
    house.gate.is_open.clear()
    direct = house.direct(ELSA)
    await house.post(ELSA, direct, "Vad är MVO?")
    await house.post(ELSA, direct, "Vad är en vårdbegäran?")
    await until(lambda: len(house.gate.asked) == 2)
    house.gate.is_open.set()
    await house.settled()
