"""Questions of a conversation are worked on in order, those of others meanwhile."""

import asyncio
from datetime import UTC, datetime

import pytest

from bot.slack.pool import Pool
from storage.jobs import Job

pytestmark = pytest.mark.anyio


class Desk:
    """Works on questions as it is told to, and notes the order."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.ended: list[str] = []
        self.again: dict[str, list[float]] = {}
        self.broken: set[str] = set()
        self.may_go_on = asyncio.Event()
        self.may_go_on.set()

    async def work(self, job: Job) -> float | None:
        self.begun.append(job.id)
        await self.may_go_on.wait()
        await asyncio.sleep(0)
        if job.id in self.broken:
            raise RuntimeError(job.id)
        if self.again.get(job.id):
            return self.again[job.id].pop()
        self.ended.append(job.id)
        return None


class Pauses:
    """Pauses that last until they are let go."""

    def __init__(self) -> None:
        self.asked_for: list[float] = []
        self.over = asyncio.Event()

    async def __call__(self, seconds: float) -> None:
        self.asked_for.append(seconds)
        await self.over.wait()


def job(name: str, conversation: str) -> Job:
    at = datetime(2026, 3, 1, tzinfo=UTC)
    return Job(name, "T1", "C1", name, None, "U1", False, conversation, "Vad är MVO?", (), at)


async def rest() -> None:
    for _ in range(50):
        await asyncio.sleep(0)


async def test_a_conversation_keeps_its_order_however_many_work_at_once() -> None:
    desk = Desk()
    pool = Pool(desk.work, 8, 100)
    names = [f"{conversation}{number}" for number in range(5) for conversation in "abc"]
    for name in names:
        pool.submit(job(name, name[0]))
    pool.start()
    await rest()
    for conversation in "abc":
        own = [name for name in desk.ended if name[0] == conversation]
        assert own == sorted(own)
    assert len(desk.ended) == len(names)
    await pool.stop(1)


async def test_of_one_conversation_no_two_are_worked_on_at_once() -> None:
    desk = Desk()
    desk.may_go_on.clear()
    pool = Pool(desk.work, 8, 100)
    pool.start()
    for number in range(4):
        pool.submit(job(f"a{number}", "a"))
    await rest()
    assert desk.begun == ["a0"]
    desk.may_go_on.set()
    await pool.stop(1)


async def test_one_that_is_tried_again_keeps_its_place_and_others_go_on() -> None:
    desk, pauses = Desk(), Pauses()
    desk.again["a0"] = [7.0]
    pool = Pool(desk.work, 1, 100, pauses)
    pool.start()
    for name in ("a0", "a1", "b0"):
        pool.submit(job(name, name[0]))
    await rest()
    assert (desk.ended, pauses.asked_for) == (["b0"], [7.0])
    pauses.over.set()
    await rest()
    assert desk.ended == ["b0", "a0", "a1"]
    await pool.stop(1)


async def test_a_long_conversation_does_not_keep_a_short_one_waiting() -> None:
    desk = Desk()
    pool = Pool(desk.work, 1, 100)
    for name in ("a0", "a1", "a2", "a3", "b0"):
        pool.submit(job(name, name[0]))
    pool.start()
    await rest()
    assert desk.ended.index("b0") == 1
    await pool.stop(1)


async def test_a_fault_ends_one_question_and_no_other() -> None:
    desk = Desk()
    desk.broken.add("a0")
    pool = Pool(desk.work, 1, 100)
    pool.start()
    for name in ("a0", "a1", "b0"):
        pool.submit(job(name, name[0]))
    await rest()
    assert sorted(desk.ended) == ["a1", "b0"]
    await pool.stop(1)


async def test_it_is_busy_while_as_many_wait_as_may() -> None:
    desk, pauses = Desk(), Pauses()
    desk.again["a0"] = [1.0]
    pool = Pool(desk.work, 1, 2, pauses)
    pool.start()
    seen = [pool.is_busy]
    for name in ("a0", "a1"):
        pool.submit(job(name, "a"))
        await rest()
        seen.append(pool.is_busy)
    pauses.over.set()
    await rest()
    assert [*seen, pool.is_busy] == [False, False, True, False]
    assert pool._queues == {}
    await pool.stop(1)


async def test_a_stop_finishes_what_runs_and_begins_nothing_more() -> None:
    desk = Desk()
    desk.may_go_on.clear()
    pool = Pool(desk.work, 2, 100)
    pool.start()
    for name in ("a0", "a1", "b0", "c0"):
        pool.submit(job(name, name[0]))
    await rest()
    stopping = asyncio.ensure_future(pool.stop(5))
    await rest()
    pool.submit(job("d0", "d"))
    desk.may_go_on.set()
    await asyncio.wait_for(stopping, 1)
    await rest()
    assert sorted(desk.ended) == ["a0", "b0"]
    assert sorted(desk.begun) == ["a0", "b0"]


async def test_a_stop_does_not_wait_longer_than_it_may() -> None:
    desk, pauses = Desk(), Pauses()
    desk.again["a0"] = [60.0]
    pool = Pool(desk.work, 2, 100, pauses)
    pool.start()
    pool.submit(job("a0", "a"))
    await rest()
    desk.may_go_on.clear()
    pool.submit(job("b0", "b"))
    await rest()
    await asyncio.wait_for(pool.stop(0.05), 1)
    assert desk.ended == []
    assert not pool._later


async def test_one_that_must_be_tried_again_during_a_stop_is_left_where_it_is_kept() -> None:
    desk, pauses = Desk(), Pauses()
    desk.again["a0"] = [60.0]
    desk.may_go_on.clear()
    pool = Pool(desk.work, 1, 100, pauses)
    pool.start()
    pool.submit(job("a0", "a"))
    await rest()
    stopping = asyncio.ensure_future(pool.stop(5))
    await rest()
    desk.may_go_on.set()
    await asyncio.wait_for(stopping, 1)
    assert pauses.asked_for == []


async def test_a_pool_that_never_began_stops() -> None:
    pool = Pool(Desk().work, 2, 100)
    pool.submit(job("a0", "a"))
    await asyncio.wait_for(pool.stop(5), 1)
