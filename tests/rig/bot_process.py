"""Lotsen in a process of its own, joined to a practice workspace in this one."""

import asyncio
import itertools
import json
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from itertools import cycle
from pathlib import Path
from typing import Any

from bot.privacy import mask
from bot.slack.manifest import read_manifest
from bot.slack.sender.messages import mark_of
from bot.workspace import InstalledApp, Workspace, serve
from bot.workspace.clock import Clock
from storage.database import Database
from storage.jobs import Jobs, JobState

ROOT = Path(__file__).parents[2]
LOTSEN = str(Path(sys.executable).with_name("lotsen"))
QUESTIONS = ROOT / "tests" / "evaluation" / "questions.jsonl"
READY = "Lotsen är redo"
CONTACT_CHANNEL = "C0OMBUD002"
_PATIENCE_S = 120.0

Spot = tuple[str, str]
"""A person and the channel they write in."""


def questions() -> Iterator[str]:
    """Give real questions without end: those that the sources answer, each alone."""
    lines = [json.loads(line) for line in QUESTIONS.read_text("utf-8").splitlines()]
    return cycle([line["question"] for line in lines if _is_plain(line)])


def _is_plain(line: dict[str, Any]) -> bool:
    """Tell whether a question is answered where it was asked, and not for the asker alone."""
    is_alone = line["answerable"] and not line.get("history")
    return is_alone and not mask(line["question"]).kinds


class Bot:
    """The `lotsen run` process."""

    def __init__(self, workspace: Workspace, data_dir: Path, **env: str) -> None:
        self._env = {
            **{name: value for name, value in os.environ.items() if "LOTSEN_" not in name},
            "LOTSEN_DATA_DIR": str(data_dir),
            "LOTSEN_SLACK_BOT_TOKEN": workspace.bot_token,
            "LOTSEN_SLACK_APP_TOKEN": workspace.app_token,
            "LOTSEN_SLACK_SIGNING_SECRET": workspace.signing_secret,
            "LOTSEN_SLACK_API_URL": workspace.api_url,
            "LOTSEN_CONTACT_CHANNEL": CONTACT_CHANNEL,
            "PYTHONPATH": str(ROOT),
            **env,
        }
        self._process: asyncio.subprocess.Process | None = None
        self._reader: asyncio.Task[None] | None = None
        self.said: list[str] = []

    async def start(self, *arguments: str) -> float:
        """Start, wait until it says that it is ready, and give the seconds it took."""
        started = time.monotonic()
        self._process = await asyncio.create_subprocess_exec(
            LOTSEN, "run", *arguments, env=self._env, stderr=asyncio.subprocess.PIPE
        )
        self.said = []
        stderr = self._process.stderr
        assert stderr is not None
        while not self.said or READY not in self.said[-1]:
            line = await asyncio.wait_for(stderr.readline(), _PATIENCE_S)
            assert line, "the bot ended: " + "".join(self.said)
            self.said.append(line.decode())
        self._reader = asyncio.create_task(self._read(stderr))
        return time.monotonic() - started

    async def kill(self) -> None:
        """End it at once, as a power cut does."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> int:
        """End it in good order and give its exit code."""
        return await self._end(signal.SIGTERM)

    async def _end(self, how: signal.Signals) -> int:
        assert self._process is not None
        if self._process.returncode is None:
            self._process.send_signal(how)
        code = await asyncio.wait_for(self._process.wait(), _PATIENCE_S)
        if self._reader is not None:
            await self._reader
        return code

    async def _read(self, stderr: asyncio.StreamReader) -> None:
        async for line in stderr:
            self.said.append(line.decode())


class Rig:
    """The workspace, the bot, and what both know of the questions."""

    def __init__(self, workspace: Workspace, bot: Bot, data_dir: Path) -> None:
        self.workspace = workspace
        self.bot = bot
        self.data_dir = data_dir
        self.asked: list[tuple[str, str]] = []
        self._questions = questions()
        self._replied: dict[tuple[str, str], float] = {}
        self._seen: dict[str, int] = {}
        self._mention = f"<@{workspace.installed.bot_user_id}> "

    def spots(self) -> list[Spot]:
        """Give where people can ask: each in a direct message, and the open channels."""
        direct = [(user, self.workspace.direct(user).id) for user in self.workspace.people]
        bot = self.workspace.installed.bot_user_id
        return direct + [
            (channel.members[0], channel.id)
            for channel in self.workspace.channels.values()
            if channel.kind != "im" and not channel.is_shared and bot in channel.members
        ]  # fmt: skip

    async def ask(self, spot: Spot) -> str:
        """Let a person ask the next question, and give the time stamp of what they wrote."""
        user, channel = spot
        is_direct = self.workspace.channels[channel].kind == "im"
        text = ("" if is_direct else self._mention) + next(self._questions)
        message = await self.workspace.human_post(user, channel, text)
        self.asked.append((channel, message["ts"]))
        return str(message["ts"])

    def replies(self, channel: str, ts: str) -> list[dict[str, Any]]:
        """Give what the bot has written in the thread of a message."""
        thread = self.workspace.channels[channel].thread(ts)
        return [one for one in thread if one.get("bot_id") and one["ts"] != ts]

    async def until_replied(self, channel: str, ts: str, patience_s: float = 30.0) -> float:
        """Wait for the reply to a message, and give the seconds from now until it was there."""
        started = time.monotonic()
        while (channel, ts) not in self._replied:
            assert time.monotonic() - started < patience_s, "no reply in time"
            await asyncio.sleep(0.002)
            self._look()
        return self._replied[channel, ts] - started

    def _look(self) -> None:
        """Note when each reply was first seen; only what is new is looked at."""
        for channel in self.workspace.channels.values():
            seen = self._seen.get(channel.id, 0)
            for message in itertools.islice(channel.messages.values(), seen, None):
                if message.get("bot_id") and "thread_ts" in message:
                    place = (channel.id, message["thread_ts"])
                    self._replied.setdefault(place, time.monotonic())
            self._seen[channel.id] = len(channel.messages)

    def open_jobs(self) -> int:
        """Give how many claimed questions wait for their answer."""
        return len(Jobs(Database(self.data_dir / "lotsen.sqlite3")).open())

    def states(self) -> Counter[str]:
        """Give how many questions stand how."""
        with Database(self.data_dir / "lotsen.sqlite3").reading() as connection:
            rows = connection.execute("SELECT state, count(*) AS n FROM jobs GROUP BY state")
            return Counter({JobState(row["state"]).value: row["n"] for row in rows})

    def times_answered(self) -> Counter[str]:
        """Give how many messages in the workspace answer each claimed question, by its id."""
        with Database(self.data_dir / "lotsen.sqlite3").reading() as connection:
            ids = [row["id"] for row in connection.execute("SELECT id FROM jobs")]
        counts = Counter(dict.fromkeys(ids, 0))
        for channel in self.workspace.channels.values():
            for message in channel.messages.values():
                mark = mark_of(message)
                if mark is not None and mark[1] == 1 and message.get("bot_id"):
                    counts[mark[0]] += 1
        return counts


@asynccontextmanager
async def rig(data_dir: Path, clock: Clock | None = None, **env: str) -> AsyncIterator[Rig]:
    """Give a workspace and a bot that is not started yet; both are gone afterwards."""
    installed = InstalledApp.from_manifest(read_manifest().words)
    workspace = Workspace(installed, clock)
    async with serve(workspace):
        bot = Bot(workspace, data_dir, **env)
        try:
            yield Rig(workspace, bot, data_dir)
        finally:
            if bot._process is not None:
                await bot.kill()
