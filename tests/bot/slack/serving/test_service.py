"""The service starts in order, says when it is ready, and stops in the opposite order."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, cast

import aiohttp
import pytest
from pydantic import SecretStr
from slack_bolt.async_app import AsyncApp

from bot.app import Lotsen
from bot.settings import Settings
from bot.slack.serving import socket
from bot.slack.serving.clients import Authorization, slack_client
from bot.slack.serving.health import TokenCheck
from bot.slack.serving.link import Link
from bot.slack.serving.service import Bot, Service, Started
from bot.workspace import Workspace, serve
from knowledge.model import StaffError
from tests.bot.slack.serving.conftest import Until

pytestmark = pytest.mark.anyio


EVERY = {"index": "ok", "database": "ok", "token": "ok", "socket": "ok"}


class Counting:
    """A bot that counts what it takes, and when it is started and stopped."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.texts: list[str] = []

    def build(self, lotsen: Lotsen, link: Link) -> Bot:
        signing_secret = lotsen.settings.slack_signing_secret
        app = AsyncApp(
            client=link.anonymous,
            authorize=cast(Any, Authorization(link.clients)),
            process_before_response=True,
            name="prov",
            signing_secret=signing_secret.get_secret_value() if signing_secret else "",
        )
        app.event("message")(self._take)
        return Bot(app, self)

    async def _take(self, event: dict[str, Any]) -> None:
        self.texts.append(event["text"])

    async def start(self) -> None:
        self.seen.append("started")

    async def stop(self, grace_s: float) -> None:
        self.seen.append(f"stopped {grace_s:.0f}")


@pytest.fixture
def counting() -> Counting:
    return Counting()


def settings_for(workspace: Workspace, data_dir: Path, **more: Any) -> Settings:
    return Settings(
        data_dir=data_dir,
        slack_bot_token=workspace.bot_token,
        slack_app_token=workspace.app_token,
        slack_api_url=workspace.api_url,
        **more,
    )


@asynccontextmanager
async def running(settings: Settings, counting: Counting) -> AsyncIterator[Started]:
    told, started = asyncio.Event(), asyncio.get_running_loop().create_future()
    service = Service(Lotsen(settings), counting.build)
    task = asyncio.create_task(service.run(told, started.set_result))
    await asyncio.wait({task, started}, return_when=asyncio.FIRST_COMPLETED)
    if task.done():
        await task
    try:
        yield started.result()
    finally:
        told.set()
        await task


async def got(started: Started, path: str) -> tuple[int, dict[str, Any]]:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{started.address}{path}") as answer,
    ):
        return answer.status, await answer.json()


async def ready(started: Started) -> tuple[int, dict[str, Any]]:
    return await got(started, "/ready")


async def test_what_is_written_reaches_the_bot_over_two_connections(
    workspace: Workspace, data_dir: Path, counting: Counting
) -> None:
    async with serve(workspace):
        async with running(settings_for(workspace, data_dir), counting) as started:
            assert started == Started(None, is_connected=True)
            await workspace.human_post("U0ELSA001", "C0ALLA0001", "hej")
            await workspace.dispatcher.settle()
            assert counting.texts == ["hej"]
            assert counting.seen == ["started"]
        assert counting.seen == ["started", "stopped 20"]
        assert not workspace.parts.sockets.is_connected


async def test_deliveries_go_on_while_connections_are_renewed(
    workspace: Workspace, data_dir: Path, counting: Counting
) -> None:
    async with serve(workspace), running(settings_for(workspace, data_dir), counting):
        for number in range(6):
            if number % 2:
                await workspace.refresh_sockets()
            await workspace.human_post("U0ELSA001", "C0ALLA0001", f"nummer {number}")
            await asyncio.sleep(0.1)
        await workspace.dispatcher.settle()
        assert sorted(set(counting.texts)) == [f"nummer {number}" for number in range(6)]


async def test_it_is_ready_until_the_index_is_gone(
    workspace: Workspace, data_dir: Path, counting: Counting
) -> None:
    async with serve(workspace):
        settings = settings_for(workspace, data_dir, port=0)
        async with running(settings, counting) as started:
            assert await ready(started) == (200, {"ready": True, "checks": EVERY})
            next(settings.index_dir.glob("current-*")).unlink()
            status, words = await ready(started)
            assert (status, words["checks"]) == (503, EVERY | {"index": "missing"})
            assert await got(started, "/health") == (200, {"alive": True})


async def test_it_is_not_ready_when_the_database_cannot_be_written(
    workspace: Workspace, data_dir: Path, counting: Counting
) -> None:
    async with serve(workspace):
        settings = settings_for(workspace, data_dir, port=0)
        settings.database_file.mkdir()
        async with running(settings, counting) as started:
            status, words = await ready(started)
            assert (status, words["checks"]) == (503, EVERY | {"database": "unwritable"})


async def test_it_is_not_ready_when_the_token_is_revoked(workspace: Workspace) -> None:
    async with serve(workspace):
        check = TokenCheck(slack_client(workspace.api_url, workspace.bot_token), known_seconds=0)
        assert await check() == "ok"
        workspace.revoke_token()
        assert await check() == "token_revoked"


async def test_slack_is_asked_about_the_token_once_in_a_while(workspace: Workspace) -> None:
    async with serve(workspace):
        check = TokenCheck(slack_client(workspace.api_url, workspace.bot_token))
        assert await check() == "ok"
        workspace.revoke_token()
        assert await check() == "ok"


async def test_it_is_not_ready_when_slack_is_gone(
    workspace: Workspace, data_dir: Path, counting: Counting, until: Until
) -> None:
    async with serve(workspace):
        settings = settings_for(workspace, data_dir, port=0)
        async with running(settings, counting) as started:
            workspace.faults.go_down(60)
            await workspace.drop_sockets()
            await until(lambda: not workspace.parts.sockets.is_connected)
            status, words = await ready(started)
            assert (status, words["checks"]["socket"]) == (503, "disconnected")


async def test_it_starts_when_slack_is_down_and_joins_when_it_comes_back(
    workspace: Workspace, data_dir: Path, counting: Counting, until: Until,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(socket, "_PATIENCE_S", 0.2)
    monkeypatch.setattr(socket, "_PING_S", 1)
    async with serve(workspace):
        workspace.faults.go_down(7)
        async with running(settings_for(workspace, data_dir), counting) as started:
            assert started == Started(None, is_connected=False)
            await until(lambda: workspace.parts.sockets.is_connected)
            await workspace.human_post("U0ELSA001", "C0ALLA0001", "hej")
            await workspace.dispatcher.settle()
            assert counting.texts == ["hej"]


async def test_an_address_that_ran_out_is_not_tried_for_ever(
    workspace: Workspace, data_dir: Path, counting: Counting, until: Until,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(socket, "_PATIENCE_S", 0.2)
    monkeypatch.setattr(socket, "_PING_S", 1)
    monkeypatch.setattr(socket, "_LOOK_S", 0.5)
    async with serve(workspace):
        sockets = workspace.parts.sockets
        monkeypatch.setattr(sockets, "ticket", lambda: "ran-out")
        settings = settings_for(workspace, data_dir, socket_connections=1)
        async with running(settings, counting) as started:
            assert not started.is_connected
            monkeypatch.delattr(sockets, "ticket")
            await until(lambda: sockets.is_connected)


@pytest.mark.parametrize(
    ("setting", "value"),
    [("slack_bot_token", "xoxb-wrong"), ("slack_app_token", "xapp-wrong")],
)
async def test_a_token_that_slack_refuses_is_named(
    workspace: Workspace, data_dir: Path, counting: Counting, setting: str, value: str
) -> None:
    async with serve(workspace):
        settings = settings_for(workspace, data_dir)
        wrong = settings.model_copy(update={setting: SecretStr(value)})
        with pytest.raises(StaffError, match=f"LOTSEN_{setting.upper()}") as refused:
            async with running(wrong, counting):
                pass
        assert value not in str(refused.value)


async def test_no_proxy_stands_between_the_bot_and_this_computer(
    workspace: Workspace, data_dir: Path, counting: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    async with serve(workspace):
        settings = settings_for(workspace, data_dir)
        async with running(settings, counting) as started:
            assert started.is_connected


async def test_over_http_what_slack_signs_reaches_the_bot(
    workspace: Workspace, data_dir: Path, counting: Counting
) -> None:
    async with serve(workspace):
        settings = settings_for(workspace, data_dir, mode="http", port=0,
                                slack_signing_secret=workspace.signing_secret)  # fmt: skip
        async with running(settings, counting) as started:
            assert (await ready(started))[0] == 200
            workspace.deliver_over_http(f"{started.address}/slack/events")
            await workspace.human_post("U0ELSA001", "C0ALLA0001", "hej")
            await workspace.dispatcher.settle()
            assert counting.texts == ["hej"]
