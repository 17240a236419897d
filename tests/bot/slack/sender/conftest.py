"""A sender at a workspace on a real socket, with a clock that does not let anyone wait."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.ports import SendFailed, Spot
from bot.slack.sender import SlackSender
from bot.workspace import Command, InstalledApp, Workspace, serve
from bot.workspace.methods.call import Call, Method, SlackError
from bot.workspace.methods.table import METHODS

Json = dict[str, Any]


class EagerClock:
    """Time that passes at once when someone waits, and a little with each look."""

    def __init__(self) -> None:
        self._now = 1000.0
        self.waits: list[float] = []

    def now(self) -> float:
        self._now += 0.0001
        return self._now

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self._now += seconds
        await asyncio.sleep(0)

    def pass_by(self, seconds: float) -> None:
        self._now += seconds


class OneTeam:
    """The client of the one workspace there is."""

    def __init__(self, team: str, client: AsyncWebClient) -> None:
        self._team = team
        self.client = client

    async def of(self, team: str) -> AsyncWebClient:
        if team != self._team:
            raise SendFailed("not_installed", is_passing=False)
        return self.client


@dataclass
class Edge:
    """A workspace, the sender that writes to it, and what has been called there."""

    workspace: Workspace
    clients: OneTeam
    clock: EagerClock
    monkeypatch: pytest.MonkeyPatch
    team: str
    room: str = "C0ALLA0001"
    user: str = "U0ELSA001"
    called: list[str] = field(default_factory=list)

    def sender(self, *, is_strict: bool = True) -> SlackSender:
        """A sender without a memory, as after a restart."""
        return SlackSender(self.clients, self.clock, is_strict=is_strict)

    def spot(self, thread_ts: str | None = None, channel: str | None = None) -> Spot:
        return Spot(self.team, channel or self.room, thread_ts)

    def messages(self, channel: str | None = None) -> list[Json]:
        """What the bot has said in a channel, the oldest first."""
        room = self.workspace.channels[channel or self.room]
        said = [room.messages[ts] for ts in sorted(room.messages)]
        return [one for one in said if "bot_id" in one]

    def refuse(self, method: str, error: str, count: int = 10_000, passed: int = 0) -> None:
        """Let a method answer an error, after it has been let through a few times."""
        real = METHODS[method]
        seen = 0

        async def handler(call: Call) -> Json:
            nonlocal seen
            seen += 1
            if passed < seen <= passed + count:
                raise SlackError(error)
            return await real.handler(call)

        self._put(method, Method(handler, real.scopes))

    def watch(self) -> None:
        """Note each call by its method."""
        for name, real in METHODS.items():
            self._put(name, Method(self._noting(name, real), real.scopes))

    def _noting(self, name: str, real: Method) -> Callable[[Call], Any]:
        async def handler(call: Call) -> Json:
            self.called.append(name)
            return await real.handler(call)

        return handler

    def _put(self, name: str, method: Method) -> None:
        self.monkeypatch.setitem(METHODS, name, method)


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def edge(anyio_backend: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Edge]:
    workspace = Workspace(InstalledApp(commands=(Command("/lotsen"),)))
    workspace.faults.retry_after = 0
    async with serve(workspace):
        client = AsyncWebClient(workspace.bot_token, base_url=workspace.api_url, timeout=1)
        client.retry_handlers += [
            AsyncRateLimitErrorRetryHandler(max_retry_count=1),
            AsyncServerErrorRetryHandler(max_retry_count=1),
        ]
        team = workspace.parts.state.team.id
        yield Edge(workspace, OneTeam(team, client), EagerClock(), monkeypatch, team)
