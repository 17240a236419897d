"""Time the bot in the practice workspace: acks while it answers, answers one by one and in load.

The bot is a process of its own, as `lotsen run` starts it; the workspace and the clock are here.
Its time for a question is held against `lotsen ask` on the same question, warm, in this process.
"""

import asyncio
import itertools
from functools import partial
from pathlib import Path

from bot.desk.ask import AskDesk, Question
from bot.privacy import mask
from tests.benchmarks import harness
from tests.rig.bot_process import Rig, Spot, rig

_ALONE, _AT_ONCE, _ACKS, _SECONDS, _A_SECOND, _STARTS = 100, 20, 200, 30, 10, 5
_MORE_MS, _TAIL_MS, _ACK_MS, _NEVER_MS, _READY_MS = 100.0, 1500.0, 100.0, 3000.0, 3000.0


def main() -> None:
    """Print the table."""
    chosen = harness.options(__doc__ or "")
    with harness.folder(chosen) as data_dir:
        lotsen = harness.services(data_dir, bundled=True)
        lotsen.library.ensure()
        harness.introduce("In the practice workspace")
        asyncio.run(_measure(data_dir, lotsen.ask_desk, 0.05 if chosen.tiny else 1.0))


async def _measure(data_dir: Path, desk: AskDesk, size: float) -> None:
    async with rig(data_dir, LOTSEN_LIMIT_PER_USER="1000") as running:
        starts = await _start_times(running, max(1, int(_STARTS * size)))
        await running.bot.start()
        spots = running.spots()
        alone, asked = await _one_by_one(running, spots, desk, max(2, int(_ALONE * size)))
        acks = await _acks_while_answering(running, spots, max(4, int(_ACKS * size)))
        load = await _in_load(running, spots, max(2, int(_SECONDS * size)))
        _print(starts, (alone, asked), acks, load)
        problems = running.workspace.found
        print(f"{len(problems)} faulty payloads; {dict(running.states())}")
        await running.bot.stop()


async def _start_times(running: Rig, count: int) -> list[float]:
    times = []
    for _ in range(count):
        times.append(await running.bot.start() * 1000)
        await running.bot.stop()
    return times


async def _one_by_one(
    running: Rig, spots: list[Spot], desk: AskDesk, count: int
) -> tuple[list[float], list[float]]:
    """Time questions from being received to the answer in the thread, and the desk alone."""
    answered, asked = [], []
    for spot in itertools.islice(itertools.cycle(spots), count):
        started = asyncio.get_running_loop().time()
        ts = await running.ask(spot)
        await running.until_replied(spot[1], ts)
        answered.append((asyncio.get_running_loop().time() - started) * 1000)
        text = running.workspace.channels[spot[1]].messages[ts]["text"].partition("> ")[2]
        question = Question(mask(text or "Vad är en vårdbegäran?"), "benchmark")
        asked.append(harness.milliseconds(partial(desk.ask, question)))
        await asyncio.sleep(1.05 / len(spots))
    return answered, asked


async def _acks_while_answering(running: Rig, spots: list[Spot], count: int) -> list[float]:
    """Time how soon a command is acknowledged, with many questions under way all the time."""
    times: list[float] = []
    load = asyncio.create_task(_keep_asking(running, spots))
    await asyncio.sleep(0.2)
    for user in itertools.islice(itertools.cycle(running.workspace.people), count):
        channel = running.workspace.direct(user).id
        started = asyncio.get_running_loop().time()
        await running.workspace.human_command(user, channel, "/lotsen hjälp")
        times.append((asyncio.get_running_loop().time() - started) * 1000)
        await asyncio.sleep(0.02)
    load.cancel()
    await asyncio.gather(load, return_exceptions=True)
    return times


async def _keep_asking(running: Rig, spots: list[Spot]) -> None:
    """Keep so many questions under way."""
    for spot in itertools.cycle(spots):
        while running.open_jobs() >= _AT_ONCE:
            await asyncio.sleep(0.05)
        await running.ask(spot)
        await asyncio.sleep(0.02)  # the workspace shares this loop and must get to deliver


async def _in_load(running: Rig, spots: list[Spot], seconds: int) -> list[float]:
    """Ask ten questions a second over ten channels, evenly, and time each answer."""
    while running.open_jobs():
        await asyncio.sleep(0.2)
    await asyncio.sleep(1.1)
    loop, asked = asyncio.get_running_loop(), []
    started = loop.time()
    ten = list(itertools.islice(itertools.cycle(spots), _A_SECOND))
    for number, spot in enumerate(itertools.islice(itertools.cycle(ten), seconds * _A_SECOND)):
        await asyncio.sleep(max(0.0, started + number / _A_SECOND - loop.time()))
        at = loop.time()
        ts = await running.ask(spot)
        asked.append(asyncio.create_task(_timed(running, spot, ts, at)))
    return await asyncio.gather(*asked)


async def _timed(running: Rig, spot: Spot, ts: str, at: float) -> float:
    await running.until_replied(spot[1], ts, patience_s=60.0)
    return (asyncio.get_running_loop().time() - at) * 1000


def _print(
    starts: list[float],
    one_by_one: tuple[list[float], list[float]],
    acks: list[float],
    load: list[float],
) -> None:
    alone, asked = one_by_one
    more = harness.p50(alone) - harness.p50(asked)
    rows = [
        ("start to ready", f"{harness.p50(starts):.0f} ms p50 of {len(starts)}", _READY_MS,
         harness.verdict(harness.p50(starts), _READY_MS)),
        (f"answer posted, one by one, beyond `ask` ({harness.p50(asked):.1f} ms)",
         f"{more:.1f} ms p50 of {len(alone)}", _MORE_MS, harness.verdict(more, _MORE_MS)),
        (f"answer posted at {_A_SECOND} questions a second", f"{harness.p99(load):.0f} ms p99",
         _TAIL_MS, harness.verdict(harness.p99(load), _TAIL_MS)),
        (f"ack of a command while {_AT_ONCE} questions wait", f"{harness.p99(acks):.1f} ms p99",
         _ACK_MS, harness.verdict(harness.p99(acks), _ACK_MS)),
        ("slowest ack", f"{max(acks):.1f} ms", _NEVER_MS, harness.verdict(max(acks), _NEVER_MS)),
    ]  # fmt: skip
    harness.print_table(("what", "measured", "limit ms", ""), rows)


if __name__ == "__main__":
    main()
