"""Kills a sender at random moments while every channel fails at times, and counts what arrived."""

import asyncio
import contextlib
import random
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from typing_extensions import override

from bot.slack.manifest import read_manifest
from bot.slack.sender.messages import mark_of
from bot.workspace import InstalledApp, WallClock, Workspace, serve
from tests.bot.delivery.servers import Mailbox, Received, http_receiver, mail_server
from tests.rig.bot_process import ROOT
from tests.rig.sender_process import Plan

_SHARE = 0.1
_CHANNELS = ("C0HTJ00003", "C0HSV00004", "C0VC000005", "C0OMBUD002")
_PATIENCE_S = 600.0
_LONGEST_AFTER_S = 0.1
_AT_ONCE = 10  # notices under way in one process


@dataclass(frozen=True)
class Delivered:
    """What a run left behind; `repeats` counts notices that came more than once."""

    kills: int
    confirmed: int
    lost: int
    doubled: int
    unfinished: int
    never_arrived: int
    repeats: int
    unexplained: int
    doubled_in_slack: int
    arrived: dict[str, int] = field(default_factory=dict)

    @property
    def is_clean(self) -> bool:
        """Tell whether each confirmed message is stored once and each notice came."""
        faults = (self.lost, self.doubled, self.unfinished, self.never_arrived)
        return self.confirmed > 0 and not any((*faults, self.unexplained, self.doubled_in_slack))


@dataclass
class _Told:
    """What the sender said: drafts it was about to send, and messages it was told are sent."""

    tried: set[str] = field(default_factory=set)
    sent: dict[str, str] = field(default_factory=dict)

    def hear(self, line: str) -> None:
        match line.split():
            case ["trying", draft]:
                self.tried.add(draft)
            case ["sent", draft, message]:
                self.sent[draft] = message


class _Ends:
    """The mail server, the HTTP receiver and the workspace that notices come to."""

    def __init__(self, chance: random.Random) -> None:
        self.box = _FaultyMailbox(chance)
        self.hook = _FaultyReceiver(chance)
        self.workspace: Any = None

    def came(self) -> dict[str, Counter[str]]:
        """Give how often each notice came, by the way it came."""
        mails = [str(mail["Message-ID"]).strip("<>").split("@")[0] for mail in self.box.mails]
        posts = [head["webhook-id"] for head, _ in self.hook.posts]
        said = (
            mark_of(one)
            for channel in self.workspace.channels.values()
            for one in channel.messages.values()
            if one.get("bot_id")
        )
        marks = [mark[0] for mark in said if mark]
        return {"mail": Counter(mails), "webhook": Counter(posts), "slack": Counter(marks)}

    @property
    def lost_answers(self) -> int:
        """Give how many notices were taken without saying so."""
        return self.box.lost_answers + self.hook.lost_answers


class _FaultyMailbox(Mailbox):
    """Refuses some mails, and takes some without saying so."""

    def __init__(self, chance: random.Random) -> None:
        super().__init__()
        self.chance = chance
        self.lost_answers = 0

    @override
    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        dice = self.chance.random()
        if dice < _SHARE / 2:
            return "451 try again"
        answer = await super().handle_DATA(server, session, envelope)
        if dice < _SHARE:
            self.lost_answers += 1
            return "451 taken, and not said so"
        return answer


class _FaultyReceiver(Received):
    """Refuses some posts, and takes some and says that it failed."""

    def __init__(self, chance: random.Random) -> None:
        super().__init__(answers=_Answers(chance, self))
        self.lost_answers = 0


class _Answers(list[int]):
    """Answers by chance, and never runs out; 0 hangs up."""

    def __init__(self, chance: random.Random, receiver: "_FaultyReceiver") -> None:
        super().__init__([204])
        self._chance = chance
        self._receiver = receiver

    @override
    def pop(self, _index: Any = -1) -> int:
        dice = self._chance.random()
        if dice < _SHARE / 2:
            return 0
        if dice < _SHARE:
            self._receiver.lost_answers += 1
            return 500
        return 204


async def send_and_kill(folder: Path, wanted: int, kills: int, seed: int = 1) -> Delivered:
    """Send that many messages, killing the sender that many times meanwhile, and count."""
    chance = random.Random(seed)  # noqa: S311 - chance, not secrecy
    told, began = _Told(), time.time()
    async with _open_ends(chance) as (ends, plan):
        plan = plan.model_copy(update={"folder": folder, "wanted": wanted, "began": began})
        for number in range(1, kills + 1):
            goal = wanted * number // (kills + 1)
            await _run(plan, told, lambda goal=goal: len(told.sent) >= goal, chance)
        await _run(plan, told, None, chance)
        return _counted(folder, told, ends, kills)


@asynccontextmanager
async def _open_ends(chance: random.Random) -> AsyncIterator[tuple[_Ends, Plan]]:
    ends = _Ends(chance)
    installed = InstalledApp.from_manifest(read_manifest().words)
    ends.workspace = Workspace(installed, clock=WallClock(1.0))
    for how in ("server_error", "answer_lost"):
        ends.workspace.faults.fail_share(_SHARE / 2, how, "chat.postMessage")
    with mail_server(ends.box) as port, http_receiver(ends.hook) as hook:
        async with serve(ends.workspace, 0):
            yield (
                ends,
                Plan(
                    folder=Path(), mail_port=port, hook=hook, slack_api=ends.workspace.api_url,
                    slack_token=ends.workspace.bot_token, slack_channels=_CHANNELS,
                    began=0, wanted=0,
                ),
            )  # fmt: skip


async def _run(plan: Plan, told: _Told, is_enough: Any, chance: random.Random) -> None:
    """Let the sender work until it is done, or until it is killed some time after enough."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.rig.sender_process", plan.model_dump_json(), cwd=ROOT,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    again = sorted(told.tried - set(told.sent))
    process.stdin.write((" ".join(again) + "\n").encode())
    reading = asyncio.create_task(_read(process.stdout, told))
    if is_enough is None:
        assert await asyncio.wait_for(process.wait(), _PATIENCE_S) == 0
    else:
        while not is_enough() and process.returncode is None:
            await asyncio.sleep(0.005)
        await asyncio.sleep(chance.uniform(0, _LONGEST_AFTER_S))
        with contextlib.suppress(ProcessLookupError):  # it had just finished
            process.kill()
        await process.wait()
    await reading


async def _read(stdout: asyncio.StreamReader, told: _Told) -> None:
    async for line in stdout:
        told.hear(line.decode())


def _counted(folder: Path, told: _Told, ends: _Ends, kills: int) -> Delivered:
    with closing(sqlite3.connect(folder / "lotsen.sqlite3")) as connection:
        stored = Counter(
            one for (one,) in connection.execute(
                "SELECT message_id FROM receipts JOIN messages ON messages.id = message_id "
                "GROUP BY message_id, unit HAVING count(*) = 1"
            )
        )  # fmt: skip
        drafts = Counter(one for (one,) in connection.execute("SELECT draft_id FROM messages"))
        notices = connection.execute("SELECT id, channel, state FROM outbox").fetchall()
    came = ends.came()
    times = {notice: came[channel][notice] for notice, channel, _ in notices}
    repeats = sum(count - 1 for count in times.values() if count > 1)
    return Delivered(
        kills=kills,
        confirmed=len(told.sent),
        lost=sum(not stored[message] for message in told.sent.values()),
        doubled=sum(count > 1 for count in drafts.values()),
        unfinished=sum(state != "done" for _, _, state in notices),
        never_arrived=sum(not count for count in times.values()),
        repeats=repeats,
        unexplained=max(0, repeats - ends.lost_answers - kills * _AT_ONCE),
        doubled_in_slack=sum(count > 1 for count in came["slack"].values()),
        arrived={channel: len(counts) for channel, counts in came.items()},
    )
