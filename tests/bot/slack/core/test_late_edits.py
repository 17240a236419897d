"""What was written last is what is answered, in whatever order Slack tells of it."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

House = Any  # the conftest's; a folder of tests is no package to import from
Until = Callable[[Callable[[], Any]], Awaitable[Any]]
Json = dict[str, Any]
ELSA, ALLA = "U0ELSA001", "C0ALLA0001"
FIRST, SECOND, LAST = "Vad är MVO?", "Vad är en vårdbegäran?", "Vad gäller för samtycke?"
PERSONAL = "Gäller det även 19640823-3234?"

pytestmark = pytest.mark.anyio


def edit(event: Json, text: str, after_s: float) -> Json:
    """Give the event that tells that a message reads otherwise since some seconds after it."""
    at = f"{float(event['ts']) + after_s:.6f}"
    message = {name: event[name] for name in ("type", "user", "ts")}
    edited = {"user": event["user"], "ts": f"{int(float(at))}.000000"}  # Slack's, in seconds
    return {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "channel": event["channel"],
        "channel_type": event["channel_type"],
        "ts": at,
        "event_ts": at,
        "message": {**message, "text": text, "edited": edited},
        "previous_message": {**message, "text": event["text"]},
    }


async def test_of_two_edits_in_the_wrong_order_the_later_stands(house: House) -> None:
    direct = house.direct(ELSA)
    event = house.unheard(ELSA, direct, FIRST)
    await house.event(event)
    await house.event(edit(event, LAST, 0.2))
    await house.event(edit(event, SECOND, 0.1))
    assert house.job(direct, event["ts"]).question == LAST
    assert [asked.text.text for asked in house.gate.asked] == [FIRST, LAST]


async def test_two_edits_in_the_same_second_are_both_followed(house: House) -> None:
    direct = house.direct(ELSA)
    event = house.unheard(ELSA, direct, FIRST)
    await house.event(event)
    await house.event(edit(event, SECOND, 0.001))
    await house.event(edit(event, LAST, 0.002))
    assert house.job(direct, event["ts"]).question == LAST
    assert len(house.said(direct)) == 1


async def test_an_edit_that_comes_before_the_question_is_what_is_answered(house: House) -> None:
    direct = house.direct(ELSA)
    event = house.unheard(ELSA, direct, FIRST)
    await house.event(edit(event, SECOND, 1))
    await house.event(event)
    assert house.job(direct, event["ts"]).question == SECOND
    assert len(house.said(direct)) == 1


async def test_an_edit_that_is_told_again_is_answered_once(house: House) -> None:
    event = house.unheard(ELSA, house.direct(ELSA), FIRST)
    await house.event(event)
    for attempt in range(3):
        await house.event(edit(event, SECOND, 1), event_id="EvEdit", attempt=attempt)
    assert len(house.gate.asked) == 2


async def test_an_edit_that_comes_after_the_removal_brings_nothing_back(house: House) -> None:
    direct = house.direct(ELSA)
    ts = await house.ask(ELSA, direct, FIRST)
    event = {**house.unheard(ELSA, direct, FIRST), "ts": ts}
    await house.workspace.human_delete(ELSA, direct, ts)
    await house.settled()
    await house.event(edit(event, SECOND, 1))
    assert house.said(direct) == []
    assert [(job["question"], job["state"]) for job in house.all_jobs()] == [("", "dropped")]


async def test_an_edit_where_the_channel_has_become_shared_is_not_answered(house: House) -> None:
    text = f"{house.mention} {FIRST}"
    ts = await house.ask(ELSA, ALLA, text)
    house.workspace.channels[ALLA].is_shared = True
    await house.workspace.human_edit(ELSA, ALLA, ts, f"{house.mention} {SECOND}")
    await house.settled()
    assert len(house.gate.asked) == 1


async def test_personal_data_that_is_edited_out_moves_the_answer_to_the_thread(
    house: House,
) -> None:
    ts = await house.ask(ELSA, ALLA, f"{house.mention} {PERSONAL}")
    assert (len(house.said(ALLA)), len(house.said(house.direct(ELSA)))) == (0, 1)
    await house.workspace.human_edit(ELSA, ALLA, ts, f"{house.mention} {SECOND}")
    await house.settled()
    assert (len(house.said(ALLA, ts)), len(house.said(house.direct(ELSA)))) == (1, 0)


async def test_an_open_answer_to_what_became_personal_is_removed_even_if_it_takes_a_while(
    house: House, until: Until
) -> None:
    ts = await house.ask(ELSA, ALLA, f"{house.mention} {FIRST}")
    house.client.retry_handlers = []
    house.workspace.faults.fail_share(1.0, method="chat.delete")
    await house.workspace.human_edit(ELSA, ALLA, ts, f"{house.mention} {PERSONAL}")
    await until(lambda: len(house.pauses) > 1)
    house.workspace.faults.clear()
    await house.settled()
    assert (len(house.said(ALLA)), len(house.said(house.direct(ELSA)))) == (0, 1)


async def test_a_new_wording_is_tried_afresh_after_faults(house: House, until: Until) -> None:
    direct = house.direct(ELSA)
    house.gate.faults = 3
    event = house.unheard(ELSA, direct, FIRST)
    assert await house.workspace.deliver(event)
    await until(lambda: house.gate.faults == 1)
    assert await house.workspace.deliver(edit(event, SECOND, 1))
    await house.settled()
    assert house.job(direct, event["ts"]).answer_id is not None
