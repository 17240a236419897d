"""Nothing is lost, and nothing said twice, when Slack, a channel, a person or a key is gone."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.slack import words
from bot.workspace import ManualClock, WallClock
from bot.workspace.clock import Clock

House = Any  # the conftest's; a folder of tests is no package to import from
Until = Callable[[Callable[[], Any]], Awaitable[Any]]
ELSA, AMIR, ALLA = "U0ELSA001", "U0AMIR002", "C0ALLA0001"
QUESTION = "När ska vi svara på en vårdbegäran?"

pytestmark = pytest.mark.anyio


@pytest.fixture
def workspace_clock(request: pytest.FixtureRequest) -> Clock:
    """Give time that the test of ten minutes moves by hand."""
    return ManualClock() if "ten_minutes" in request.node.name else WallClock()


async def test_every_question_is_answered_once_when_a_tenth_of_the_calls_fail(
    house: House,
) -> None:
    house.client.retry_handlers = []
    house.workspace.faults.fail_share(0.05)
    house.workspace.faults.fail_share(0.05, "answer_lost")
    for number in range(20):
        user = (ELSA, AMIR)[number % 2]
        await house.post(user, house.direct(user))
        if number % 4 == 3:
            await house.settled()
    house.workspace.faults.clear()
    await house.settled()
    assert Counter(house.marks()) == Counter({job["id"]: 1 for job in house.all_jobs()})
    assert {job["state"] for job in house.all_jobs()} == {"answered"}


@pytest.mark.parametrize("how", ["server_error", "answer_lost", "rate_limited"])
async def test_a_post_that_fails_once_is_made_once(house: House, how: str) -> None:
    house.client.retry_handlers = []
    house.workspace.faults.fail_next(1, how, "chat.postMessage")
    direct = house.direct(ELSA)
    ts = await house.ask(ELSA, direct)
    assert len(house.said(direct)) == 1
    assert house.job(direct, ts).reply_ts == house.said(direct)[0]["ts"]
    assert len(house.gate.asked) == 1  # the answer is not made anew


async def test_what_was_not_answered_at_the_last_stop_is_answered_after_the_start(
    house: House, until: Until
) -> None:
    house.gate.is_open.clear()
    direct = house.direct(ELSA)
    await house.post(ELSA, direct)
    await until(lambda: house.gate.asked)
    await house.restart()
    await house.settled()
    assert len(house.said(direct)) == 1
    assert house.all_jobs()[0]["attempts"] == 2


async def test_an_answer_that_was_posted_but_not_noted_is_edited_after_the_start(
    house: House, until: Until
) -> None:
    house.client.retry_handlers = []
    house.sleep = _for_ever
    house.workspace.faults.fail_next(1, "answer_lost", "chat.postMessage")
    direct = house.direct(ELSA)
    ts = await house.post(ELSA, direct)
    (posted,) = await until(lambda: house.said(direct))
    assert house.job(direct, ts).reply_ts is None
    await house.restart()
    await house.settled()
    (reply,) = house.said(direct)
    assert reply["ts"] == posted["ts"] == house.job(direct, ts).reply_ts


async def test_an_orderly_stop_finishes_what_runs(house: House, until: Until) -> None:
    house.gate.is_open.clear()
    direct = house.direct(ELSA)
    await house.post(ELSA, direct)
    await until(lambda: house.gate.asked)
    await house.stop()
    assert len(house.said(direct)) == 1
    assert house.all_jobs()[0]["state"] == "answered"


async def test_what_waits_at_a_stop_is_answered_after_the_start(house: House, until: Until) -> None:
    house.client.retry_handlers = []
    house.workspace.faults.fail_share(1.0, method="chat.postMessage")
    house.sleep = _for_ever
    direct = house.direct(ELSA)
    await house.post(ELSA, direct)
    await until(lambda: house.hub.pool._later)
    await house.stop()
    house.workspace.faults.clear()
    await house.start()
    await house.settled()
    assert len(house.said(direct)) == 1


async def test_lotsen_removed_from_the_channel_answers_in_the_messages(
    house: House, until: Until
) -> None:
    house.gate.is_open.clear()
    ts = await house.post(ELSA, ALLA, f"{house.mention} {QUESTION}")
    await until(lambda: house.gate.asked)
    await house.workspace.human_remove(ALLA, house.workspace.installed.bot_user_id)
    house.gate.is_open.set()
    await house.settled()
    assert house.said(ALLA) == []
    (reply,) = house.said(house.direct(ELSA))
    assert QUESTION in str(reply["blocks"])  # it does not stand above the answer there
    assert house.job(ALLA, ts).reply_channel == house.direct(ELSA)


async def test_a_person_who_is_deactivated_is_not_written_to(house: House, until: Until) -> None:
    house.gate.is_open.clear()
    ts = await house.post(ELSA, ALLA, f"{house.mention} Gäller det även 19640823-3234?")
    await until(lambda: house.gate.asked)
    house.workspace.people[ELSA].is_deactivated = True
    house.gate.is_open.set()
    await house.settled()
    assert house.said(ALLA) == house.said(house.direct(ELSA)) == []
    assert house.job(ALLA, ts).state == "dropped"


async def test_a_question_waits_while_the_key_is_revoked(house: House, until: Until) -> None:
    house.gate.is_open.clear()
    direct = house.direct(ELSA)
    ts = await house.post(ELSA, direct)
    await until(lambda: house.gate.asked)
    house.workspace.revoke_token()
    house.gate.is_open.set()
    await until(lambda: len(house.pauses) > 3)
    assert house.job(direct, ts).state == "running"
    house.workspace.parts.is_revoked = False  # installed again
    await house.settled()
    assert len(house.said(direct)) == 1


async def test_slack_away_for_ten_minutes_loses_nothing(house: House, until: Until) -> None:
    house.client.retry_handlers = []
    clock, pauses = house.workspace.parts.clock, house.pauses

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)
        await clock.sleep(seconds)

    house.sleep = sleep
    house.gate.is_open.clear()
    direct = house.direct(ELSA)
    for _ in range(3):
        await house.post(ELSA, direct)
    await until(lambda: len(house.all_jobs()) == 3)
    house.workspace.faults.go_down(600)
    house.gate.is_open.set()
    while house.workspace.faults.is_down:
        seen = len(pauses)
        await until(lambda: len(house.hub.pool._later) == 3 or len(pauses) > seen + 2)  # noqa: B023
        await clock.advance(20)
    for _ in range(10):
        await clock.advance(20)
        await asyncio.sleep(0.05)
    await house.settled()
    assert Counter(house.marks()) == Counter({job["id"]: 1 for job in house.all_jobs()})
    assert len(house.gate.asked) == 3  # made once, kept until they could be delivered
    assert pauses[0] < max(pauses) <= 60
    assert len(pauses) < 3 * 30  # a Slack that is down is not hammered


async def test_the_socket_dropped_in_the_midst_of_an_answer_does_not_lose_it(
    house: House, until: Until
) -> None:
    await house.use_socket()
    house.gate.is_open.clear()
    direct = house.direct(ELSA)
    await house.post(ELSA, direct)
    await until(lambda: house.gate.asked)
    await house.workspace.drop_sockets()
    house.gate.is_open.set()
    await until(lambda: house.said(direct))
    await house.ask(ELSA, direct, "Vad är MVO?")
    assert len(house.said(direct)) == 2


async def test_a_lost_acknowledgement_over_the_socket_asks_nothing_twice(
    house: House, until: Until
) -> None:
    await house.use_socket()
    house.workspace.faults.lose_acks(1)
    await house.post(ELSA, house.direct(ELSA))
    await until(lambda: len(house.workspace.dispatcher.attempts) >= 2)
    await house.settled()
    assert len(house.gate.asked) == len(house.said(house.direct(ELSA))) == 1


async def test_a_desk_that_fails_for_a_moment_is_asked_again(house: House) -> None:
    house.gate.faults = 2
    direct = house.direct(ELSA)
    ts = await house.ask(ELSA, direct)
    assert len(house.gate.asked) == 3
    assert len(house.said(direct)) == 1
    assert house.job(direct, ts).answer_id


async def test_a_question_that_can_not_be_answered_is_given_up_in_plain_words(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.gate.faults = 100
    direct = house.direct(ELSA)
    await house.ask(ELSA, direct, "En fråga som inte går att besvara?")
    (reply,) = house.said(direct)
    assert reply["text"] == words.DESK_FAILED
    assert "inte går att besvara" not in caplog.text
    assert house.all_jobs()[0]["state"] == "answered"


async def test_a_failing_question_does_not_stop_the_next(house: House) -> None:
    house.gate.faults = 3
    direct = house.direct(ELSA)
    await house.ask(ELSA, direct)
    await house.ask(ELSA, direct, "Vad är MVO?")
    assert [one["text"] == words.DESK_FAILED for one in house.said(direct)] == [True, False]


async def _for_ever(_seconds: float) -> None:
    await asyncio.Event().wait()
