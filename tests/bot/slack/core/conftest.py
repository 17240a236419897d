"""The whole bot in a practice workspace, with requests signed as Slack signs them."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from typing_extensions import override

from bot.app import Lotsen
from bot.desk.front import Asked, FrontDesk
from bot.desk.reply import Reply
from bot.settings import Settings
from bot.slack.app import build_app
from bot.slack.hub import Hub, build_hub
from bot.slack.manifest import read_manifest
from bot.slack.sender import SlackSender
from bot.slack.sender.messages import mark_of
from bot.slack.serving.clients import Authorization, SingleClient, slack_client
from bot.slack.serving.socket import SocketConnections
from bot.workspace import InstalledApp, ManualClock, WallClock, Workspace, serve
from bot.workspace.clock import Clock
from bot.workspace.dispatch import DeliveryError
from bot.workspace.signed_http import SignedHttp
from knowledge.answering import Answerer
from storage.database import Database
from storage.jobs import Job, Jobs

Json = dict[str, Any]
Until = Callable[[Callable[[], Any]], Awaitable[Any]]
ELSA, ALLA, OMBUD = "U0ELSA001", "C0ALLA0001", "C0OMBUD002"
QUESTION = "När ska vi svara på en vårdbegäran?"


class Gate(FrontDesk):
    """The front desk, which can be held in the midst of an answer or made to fail."""

    def __init__(self, front: FrontDesk) -> None:
        self._front = front
        self.is_open = threading.Event()
        self.is_open.set()
        self.asked: list[Asked] = []
        self.faults = 0

    @override
    def reply(self, asked: Asked) -> Reply:
        self.asked.append(asked)
        assert self.is_open.wait(20)
        if self.faults:
            self.faults -= 1
            raise RuntimeError(asked.text.text)
        return self._front.reply(asked)


class EagerClock:
    """The sender's time, which passes at once when it would wait."""

    def __init__(self) -> None:
        self._now = 0.0

    def now(self) -> float:
        return self._now

    async def sleep(self, seconds: float) -> None:
        self._now += seconds
        await asyncio.sleep(0)


class SignedNow:
    """A clock that stands still, but with the real moment on what is signed: others are refused."""

    def __init__(self, clock: Clock) -> None:
        self.sleep = clock.sleep

    def now(self) -> float:
        return time.time()


class InProcess(SignedHttp):
    """Hands signed requests to the app itself, and remembers what it answered."""

    def __init__(self, workspace: Workspace) -> None:
        clock = workspace.parts.clock
        signing = SignedNow(clock) if isinstance(clock, ManualClock) else clock
        super().__init__("", workspace.signing_secret, signing)
        self.app: AsyncApp | None = None
        self.statuses: list[int] = []

    @override
    async def _post(self, body: bytes, headers: dict[str, str]) -> Json:
        assert self.app is not None
        request = AsyncBoltRequest(body=body.decode(), headers=dict(headers))
        answer = await self.app.async_dispatch(request)
        self.statuses.append(answer.status)
        if answer.status != 200:
            raise DeliveryError("http_error")
        return json.loads(answer.body) if answer.body.startswith("{") else {"text": answer.body}


class House:
    """The workspace, the bot in it, and what both remember."""

    def __init__(self, workspace: Workspace, settings: Settings, answerer: Answerer) -> None:
        self.workspace = workspace
        self.settings = settings
        self.pauses: list[float] = []
        self.sleep: Callable[[float], Awaitable[None]] = self._doze
        self.does_retry = True
        self.door = InProcess(workspace)
        self.sockets: SocketConnections | None = None
        self._answerer = answerer
        workspace.dispatcher.transport = self.door

    async def start(self) -> None:
        """Start the bot on what is kept, without any memory of its own."""
        self.lotsen = Lotsen(self.settings)
        self.lotsen.answerer = self._answerer
        self.gate = Gate(self.lotsen.front_desk)
        self.lotsen.front_desk = self.gate
        self.client = slack_client(self.workspace.api_url, self.workspace.bot_token)
        self.client.retry_handlers = self.client.retry_handlers if self.does_retry else []
        clients = SingleClient(self.client)
        sender = SlackSender(clients, EagerClock(), is_strict=True)
        self.hub: Hub = build_hub(self.lotsen, sender, sleep=lambda seconds: self.sleep(seconds))
        secret = self.workspace.signing_secret
        self.app = build_app(self.hub, Authorization(clients), self.client, secret)
        self.door.app = self.app
        await self.hub.runtime.start()

    async def stop(self, grace_s: float = 5.0) -> None:
        self.gate.is_open.set()
        await self.hub.runtime.stop(grace_s)

    async def kill(self) -> None:
        """End everything where it stands, as a power cut does."""
        running = {*self.hub.pool._workers, *self.hub.pool._later, *self._spawned}
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        self.gate.is_open.set()

    async def restart(self) -> None:
        await self.kill()
        await self.start()

    async def use_socket(self) -> None:
        """Let everything come over Socket Mode from now on."""
        app = build_app(self.hub, Authorization(SingleClient(self.client)), self.client)
        self.workspace.dispatcher.transport = self.workspace.parts.sockets
        self.sockets = SocketConnections(app, self.workspace.app_token, self.client, 1)
        assert await self.sockets.open()

    async def ask(
        self, user: str, channel: str, text: str = QUESTION, thread_ts: str | None = None
    ) -> str:
        """Write a message, wait until all is done, and give its time stamp."""
        ts = await self.post(user, channel, text, thread_ts)
        await self.settled()
        return ts

    async def post(
        self, user: str, channel: str, text: str = QUESTION, thread_ts: str | None = None
    ) -> str:
        message = await self.workspace.human_post(user, channel, text, thread_ts)
        return str(message["ts"])

    def unheard(self, user: str, channel: str, text: str = QUESTION) -> Json:
        """Put a message in a channel without telling the bot, and give the event it would be."""
        room = self.workspace.channels[channel]
        ts = self.workspace.parts.state.next_ts(self.workspace.parts.clock)
        room.messages[ts] = {"type": "message", "user": user, "text": text, "ts": ts}
        place = {"channel": channel, "channel_type": room.kind, "event_ts": ts}
        return {**room.messages[ts], **place}

    async def event(self, event: Json, event_id: str | None = None, attempt: int = 0) -> bool:
        """Deliver an event of choice, and wait until all is done."""
        is_taken = await self.workspace.deliver(event, event_id=event_id, attempt=attempt)
        await self.settled()
        return is_taken

    async def settled(self) -> None:
        """Wait until everything is delivered, answered and posted."""
        await self.workspace.dispatcher.settle()
        for _ in range(2000):
            if not self._spawned and not await asyncio.to_thread(self.jobs.open):
                return
            await asyncio.sleep(0.01)
        pytest.fail("questions are left after twenty seconds")

    @property
    def _spawned(self) -> set[asyncio.Task[None]]:
        return self.hub.surface.background._tasks  # type: ignore[attr-defined,no-any-return]

    @property
    def jobs(self) -> Jobs:
        return Jobs(Database(self.settings.database_file))

    @property
    def team(self) -> str:
        return self.workspace.parts.state.team.id

    @property
    def mention(self) -> str:
        return f"<@{self.workspace.installed.bot_user_id}>"

    def job(self, channel: str, ts: str) -> Job:
        job = self.jobs.find(self.team, channel, ts)
        assert job is not None
        return job

    def all_jobs(self) -> list[Json]:
        with Database(self.settings.database_file).reading() as connection:
            return [dict(row) for row in connection.execute("SELECT * FROM jobs ORDER BY ts")]

    def direct(self, user: str) -> str:
        return self.workspace.direct(user).id

    def said(self, channel: str, thread_ts: str | None = None) -> list[Json]:
        """What the bot has said in a channel or a thread, the oldest first."""
        room = self.workspace.channels[channel]
        said = [room.messages[ts] for ts in sorted(room.messages)]
        own = [one for one in said if "bot_id" in one]
        return [one for one in own if thread_ts in (None, one.get("thread_ts"))]

    def whispered(self, user: str) -> list[str]:
        return [str(one["text"]) for one in self.workspace.whispers(user)]

    def marks(self) -> list[str]:
        """The jobs that a message of the bot's answers, one for each message."""
        every = [one for channel in self.workspace.channels for one in self.said(channel)]
        marks = [mark_of(one) for one in every]
        return [mark[0] for mark in marks if mark is not None and mark[1] == 1]

    async def _doze(self, seconds: float) -> None:
        self.pauses.append(seconds)
        await asyncio.sleep(0.02)


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def workspace_clock() -> Clock:
    """Give the workspace's time; a test may put another in its place."""
    return WallClock()


@pytest.fixture
async def house(
    data_dir: Path,
    answerer: Answerer,
    workspace_clock: Clock,
    request: pytest.FixtureRequest,
    anyio_backend: str,
) -> AsyncIterator[House]:
    """Give the running house; `indirect` parameters are settings of the bot."""
    workspace = Workspace(InstalledApp.from_manifest(read_manifest().words), workspace_clock)
    settings = Settings(data_dir=data_dir, contact_channel=OMBUD, **getattr(request, "param", {}))
    house = House(workspace, settings, answerer)
    async with serve(workspace):
        await house.start()
        yield house
        if house.sockets is not None:
            await house.sockets.close()
        await house.stop()
    assert workspace.found == []


@pytest.fixture
def until() -> Until:
    """Wait until something holds, for at most a minute, and give it."""

    async def wait(holds: Callable[[], Any]) -> Any:
        for _ in range(6000):
            if found := holds():
                return found
            await asyncio.sleep(0.01)
        return pytest.fail("it did not happen within a minute")

    return wait
