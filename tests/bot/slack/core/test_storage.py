"""A database that is slow, full or read-only loses no question and holds nobody else up."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from bot.slack import words

House = Any  # the conftest's; a folder of tests is no package to import from
Until = Callable[[Callable[[], Any]], Awaitable[Any]]
ELSA, ALLA = "U0ELSA001", "C0ALLA0001"
_LONGEST_HOLD_S = 0.4

pytestmark = pytest.mark.anyio


@contextmanager
def unwritable(house: House, what: str = "INSERT ON deliveries") -> Iterator[None]:
    """Let a kind of write fail, as on a full or read-only disk."""
    database = house.lotsen.guidances._database
    with database.writing() as connection:
        connection.execute(
            f"CREATE TRIGGER full BEFORE {what} BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
    yield
    with database.writing() as connection:
        connection.execute("DROP TRIGGER full")


async def longest_hold(work: Awaitable[object]) -> float:
    """Give the longest time in which nothing else could run while the work was done."""
    done = asyncio.ensure_future(work)
    longest, last = 0.0, time.monotonic()
    while not done.done():
        await asyncio.sleep(0.01)
        longest, last = max(longest, time.monotonic() - last), time.monotonic()
    await done
    return longest


async def test_a_database_that_is_locked_for_a_second_holds_nobody_else_up(house: House) -> None:
    event = house.unheard(ELSA, house.direct(ELSA))
    with house.lotsen.guidances._database.writing():
        delivered = asyncio.ensure_future(house.workspace.deliver(event))
        assert await longest_hold(asyncio.sleep(1)) < _LONGEST_HOLD_S
        assert not delivered.done()
    assert await delivered
    await house.settled()
    assert house.door.statuses[0] == 200
    assert len(house.said(house.direct(ELSA))) == 1


async def test_a_question_that_can_not_be_written_is_kept_when_slack_comes_again(
    house: House,
) -> None:
    event = house.unheard(ELSA, house.direct(ELSA))
    with unwritable(house):
        assert not await house.event(event, event_id="Ev1")
    assert house.all_jobs() == house.said(house.direct(ELSA)) == []
    assert await house.event(event, event_id="Ev1", attempt=1)
    assert len(house.said(house.direct(ELSA))) == 1


async def test_who_asked_is_told_when_it_could_not_be_kept_at_the_last_attempt(
    house: House,
) -> None:
    direct = house.direct(ELSA)
    event = house.unheard(ELSA, direct)
    with unwritable(house):
        for attempt in range(3):
            assert not await house.event(event, event_id="Ev1", attempt=attempt)
        assert house.said(direct) == []
        assert await house.event(event, event_id="Ev1", attempt=3)
    assert [one["text"] for one in house.said(direct)] == [words.NOT_KEPT_NOW]


async def test_of_twins_that_could_not_be_kept_one_is_apologized_for(house: House) -> None:
    event = house.unheard(ELSA, ALLA, f"{house.mention} Vad är MVO?")
    with unwritable(house):
        for kind in ("message", "app_mention"):
            assert await house.event({**event, "type": kind}, attempt=3)
    assert house.whispered(ELSA) == [words.NOT_KEPT_NOW]


async def test_an_answer_that_can_not_be_noted_is_edited_and_not_posted_again(
    house: House, until: Until
) -> None:
    direct = house.direct(ELSA)
    with unwritable(house, "UPDATE OF reply_ts ON jobs"):
        await house.post(ELSA, direct)
        await until(lambda: len(house.pauses) > 1)
    await house.settled()
    assert len(house.said(direct)) == len(house.gate.asked) == 1
    assert house.all_jobs()[0]["state"] == "answered"


async def test_an_edit_that_can_not_be_written_is_kept_when_slack_comes_again(
    house: House,
) -> None:
    direct = house.direct(ELSA)
    asked = house.unheard(ELSA, direct, "Vad är MVO?")
    await house.event(asked)
    message = {name: asked[name] for name in ("type", "user", "ts")}
    at = f"{float(asked['ts']) + 5:.6f}"
    change = {
        **asked,
        "subtype": "message_changed",
        "ts": at,
        "event_ts": at,
        "message": {**message, "text": "Vad är samtycke?"},
        "previous_message": {**message, "text": "Vad är MVO?"},
    }
    with unwritable(house, "UPDATE OF question ON jobs"):
        assert not await house.event(change, event_id="Ev1")
    assert await house.event(change, event_id="Ev1", attempt=1)
    assert house.job(direct, asked["ts"]).question == "Vad är samtycke?"
    assert len(house.said(direct)) == 1
