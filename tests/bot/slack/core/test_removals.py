"""A question that its writer removes is forgotten, and its answer goes, whatever happens."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

House = Any  # the conftest's; a folder of tests is no package to import from
Until = Callable[[Callable[[], Any]], Awaitable[Any]]
Json = dict[str, Any]
ELSA, AMIR, ALLA = "U0ELSA001", "U0AMIR002", "C0ALLA0001"
QUESTION = "När ska vi svara på en vårdbegäran?"

pytestmark = pytest.mark.anyio


def removal(event: Json, at: str) -> Json:
    """Give the event that tells that a message was removed."""
    place = {"channel": event["channel"], "channel_type": event["channel_type"]}
    times = {"ts": at, "event_ts": at, "deleted_ts": event["ts"]}
    hidden = {"type": "message", "subtype": "message_deleted", "hidden": True}
    return {**hidden, **place, **times, "previous_message": dict(event)}


async def test_an_answer_that_slack_will_not_remove_yet_is_removed_later(
    house: House, until: Until
) -> None:
    direct = house.direct(ELSA)
    ts = await house.ask(ELSA, direct)
    house.client.retry_handlers = []
    house.workspace.faults.fail_share(1.0, method="chat.delete")
    await house.workspace.human_delete(ELSA, direct, ts)
    await until(lambda: len(house.pauses) > 2)
    assert len(house.said(direct)) == 1
    assert [(job["state"], job["question"]) for job in house.all_jobs()] == [("removed", "")]
    house.workspace.faults.clear()
    await house.settled()
    assert house.said(direct) == []
    assert house.all_jobs()[0]["state"] == "dropped"


async def test_an_answer_that_was_not_removed_at_the_last_stop_is_removed_after_the_start(
    house: House, until: Until
) -> None:
    direct = house.direct(ELSA)
    ts = await house.ask(ELSA, direct)
    house.client.retry_handlers = []
    house.workspace.faults.fail_share(1.0, method="chat.delete")
    await house.workspace.human_delete(ELSA, direct, ts)
    await until(lambda: house.pauses)
    await house.kill()
    house.workspace.faults.clear()
    await house.start()
    await house.settled()
    assert house.said(direct) == []


async def test_an_answer_that_was_posted_but_not_noted_is_found_and_removed(house: House) -> None:
    direct = house.direct(ELSA)
    ts = await house.ask(ELSA, direct)
    with house.lotsen.answers._database.writing() as connection:  # as after a crash
        connection.execute("UPDATE jobs SET state = 'running', reply_ts = NULL")
        connection.execute("UPDATE jobs SET reply_channel = NULL, answer_id = NULL")
    assert len(house.said(direct)) == 1
    await house.workspace.human_delete(ELSA, direct, ts)
    await house.settled()
    assert house.said(direct) == []


async def test_an_answer_nobody_can_remove_any_more_is_let_be(house: House) -> None:
    ts = await house.ask(ELSA, ALLA, f"{house.mention} {QUESTION}")
    await house.workspace.human_remove(ALLA, "U0LOTSEN1")
    event = {**house.unheard(ELSA, ALLA), "ts": ts}
    assert await house.event(removal(event, f"{float(ts) + 9:.6f}"))
    assert house.all_jobs()[0]["state"] == "dropped"
    assert house.pauses == []


async def test_a_question_that_comes_after_the_news_of_its_removal_is_not_answered(
    house: House,
) -> None:
    direct = house.direct(ELSA)
    event = house.unheard(ELSA, direct)
    assert await house.event(removal(event, f"{float(event['ts']) + 5:.6f}"))
    assert await house.event(event)
    assert house.said(direct) == []
    assert house.gate.asked == []
    assert [(job["question"], job["state"]) for job in house.all_jobs()] == [("", "dropped")]


async def test_what_others_remove_in_a_channel_leaves_no_trace(house: House) -> None:
    message = await house.workspace.human_post(AMIR, ALLA, QUESTION)
    await house.settled()
    await house.workspace.human_delete(AMIR, ALLA, message["ts"])
    await house.settled()
    assert house.all_jobs() == []


async def test_a_removal_that_is_told_again_changes_nothing(house: House) -> None:
    direct = house.direct(ELSA)
    event = house.unheard(ELSA, direct)
    await house.event(event)
    gone = removal(event, f"{float(event['ts']) + 5:.6f}")
    for attempt in range(3):
        assert await house.event(gone, event_id="EvGone", attempt=attempt)
    assert house.all_jobs()[0]["state"] == "dropped"
    assert house.said(direct) == []
