"""`lotsen run` and `lotsen demo` as processes: start, work, stop, and say what is wrong."""

import asyncio
import json
import os
import signal
import socket
import stat
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.slack.manifest import read_manifest
from bot.workspace import InstalledApp, Workspace, serve
from tests.bot.slack.serving.conftest import Until

pytestmark = [pytest.mark.anyio, pytest.mark.slow]
LOTSEN = str(Path(sys.executable).with_name("lotsen"))
ROOT = Path(__file__).parents[4]
QUESTION = "@Lotsen Vad är en vårdbegäran?"
# Nothing of a loopback bot may go through the proxy of a network.
NOWHERE = {"HTTPS_PROXY": "http://127.0.0.1:1", "HTTP_PROXY": "http://127.0.0.1:1"}


class Running:
    """A command that runs, and what it has said so far."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.said = ""
        self._readers = [asyncio.create_task(self._read(one)) for one in
                         (process.stdout, process.stderr)]  # fmt: skip

    async def _read(self, stream: asyncio.StreamReader | None) -> None:
        assert stream
        async for line in stream:
            self.said += line.decode()

    @property
    def address(self) -> str:
        return self.said.split("redo på ")[1].split(" ")[0]

    async def ended(self, seconds: float = 60.0) -> int:
        code = await asyncio.wait_for(self.process.wait(), seconds)
        await asyncio.gather(*self._readers)
        assert "Traceback" not in self.said, self.said
        return code

    async def stop(self, by: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(by)
        return await self.ended(15)


@asynccontextmanager
async def lotsen(*words: str, **env: str) -> AsyncIterator[Running]:
    """Run the command; it is ended when the block ends without it."""
    process = await asyncio.create_subprocess_exec(
        LOTSEN, *words, stdout=PIPE, stderr=PIPE, env={**os.environ, "PYTHONPATH": str(ROOT), **env}
    )
    command = Running(process)
    try:
        yield command
    finally:
        if process.returncode is None:
            process.kill()
        await command.ended()


async def ready(command: Running) -> Running:
    for _ in range(6000):
        if "redo" in command.said and "Ctrl-C stoppar" in command.said:
            return command
        assert command.process.returncode is None, command.said
        await asyncio.sleep(0.01)
    return pytest.fail(f"never ready: {command.said}")


async def page(address: str, path: str, **deed: object) -> Any:
    async with aiohttp.ClientSession() as session:
        if not deed:
            async with session.get(address + path) as answer:
                return await answer.json()
        async with session.post(address + path, json=deed) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()


async def replies(address: str, user: str = "U0ELSA001") -> list[str]:
    state = await page(address, f"/page/state?as={user}")
    written = [message for channel in state["channels"] for message in channel["messages"]]
    return [one["text"] for one in written if one.get("bot_id")]


async def ask(address: str) -> None:
    deed = {"as": "U0ELSA001", "channel": "C0ALLA0001", "text": QUESTION}
    await page(address, "/page/do/post", **deed)


async def answered(address: str, count: int = 1) -> None:
    for _ in range(1500):
        if len(await replies(address)) >= count:
            return
        await asyncio.sleep(0.02)
    pytest.fail("no answer came")


@pytest.fixture
async def slack(anyio_backend: str) -> AsyncIterator[Workspace]:
    workspace = Workspace(InstalledApp.from_manifest(read_manifest().words))
    async with serve(workspace):
        yield workspace


def keys(workspace: Workspace) -> dict[str, str]:
    """Give the settings by the names that Slack's own tools use."""
    return {
        "SLACK_BOT_TOKEN": workspace.bot_token,
        "SLACK_APP_TOKEN": workspace.app_token,
        "SLACK_SIGNING_SECRET": workspace.signing_secret,
        "SLACK_API_URL": workspace.api_url,
        **NOWHERE,
    }


def bot_messages(workspace: Workspace) -> list[dict[str, Any]]:
    written = [one for channel in workspace.channels.values() for one in channel.messages.values()]
    return [one for one in written if one.get("bot_id")]


async def test_the_practice_workspace_starts_answers_and_stops(data_dir: Path) -> None:
    async with lotsen("demo", "--no-browser", "--port", "0", **NOWHERE) as command:
        address = (await ready(command)).address
        await ask(address)
        await answered(address)
        assert await command.stop() == 0
    assert "--fresh" in command.said
    kept = json.loads((data_dir / "practice" / "workspace.json").read_text(encoding="utf-8"))
    assert QUESTION.removeprefix("@Lotsen ") in json.dumps(kept, ensure_ascii=False)
    for file in (data_dir / "practice").iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name


async def test_what_was_practised_is_there_the_next_time_until_one_begins_afresh(
    data_dir: Path,
) -> None:
    async with lotsen("demo", "--no-browser", "--port", "0") as command:
        await ask((await ready(command)).address)
        await answered(command.address)
        assert await command.stop(signal.SIGINT) == 0
    async with lotsen("demo", "--no-browser", "--port", "0") as command:
        assert len(await replies((await ready(command)).address)) == 1
    async with lotsen("demo", "--no-browser", "--port", "0", "--fresh") as command:
        assert await replies((await ready(command)).address) == []


async def test_a_broken_snapshot_is_said_with_the_way_out(data_dir: Path) -> None:
    (data_dir / "practice").mkdir()
    (data_dir / "practice" / "workspace.json").write_text("{", encoding="utf-8")
    async with lotsen("demo", "--no-browser") as command:
        assert await command.ended() == 2
        assert "--fresh" in command.said


async def test_a_busy_port_is_named_and_another_is_found_when_none_was_asked_for(
    data_dir: Path,
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        async with lotsen("demo", "--no-browser", "--port", port) as command:
            assert await command.ended() == 2
            assert f"Porten {port} på 127.0.0.1 används redan" in command.said
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", 8350))
        taken.listen()
        async with lotsen("demo", "--no-browser") as command:
            assert not (await ready(command)).address.endswith(":8350")


async def test_a_second_one_on_the_same_data_is_turned_away(data_dir: Path) -> None:
    async with lotsen("demo", "--no-browser", "--port", "0") as first:
        await ready(first)
        async with lotsen("demo", "--no-browser", "--port", "0") as second:
            assert await second.ended() == 2
            assert "körs redan" in second.said
        assert len(second.said.splitlines()) == 1
        first.process.kill()
        await first.process.wait()
    async with lotsen("demo", "--no-browser", "--port", "0") as third:
        await ready(third)


async def test_in_slack_it_answers_once_and_never_shows_a_key(
    data_dir: Path, slack: Workspace, until: Until
) -> None:
    bolts_own = {"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "of-another-app"}
    async with lotsen("run", "--port", "0", **keys(slack), **bolts_own) as command:
        address = (await ready(command)).address
        assert (await page(address, "/ready"))["ready"] is True
        await slack.human_post("U0ELSA001", "C0ALLA0001", QUESTION)
        await until(lambda: bot_messages(slack))
        await slack.refresh_sockets()
        await slack.drop_sockets()
        slack.revoke_token()
        await slack.human_post("U0ELSA001", "C0ALLA0001", "@Lotsen Vad är hemligt-innehåll?")
        await slack.dispatcher.settle()
        await asyncio.sleep(0.5)
        assert await command.stop() == 0
    assert len(bot_messages(slack)) == 1
    for secret in (*keys(slack).values(), *bolts_own.values(), "ticket=", "hemligt-innehåll"):
        if not secret.startswith(("http", "1.2")):
            assert secret not in command.said


async def test_what_runs_when_it_is_stopped_is_answered_once_all_the_same(
    data_dir: Path, slack: Workspace, until: Until
) -> None:
    async with lotsen("run", **keys(slack)) as command:
        await ready(command)
        slack.faults.slow(0.3)
        for user in ("U0ELSA001", "U0AMIR002", "U0KERS003"):
            await slack.human_post(user, "C0ALLA0001", QUESTION)
        await slack.dispatcher.settle()
        assert await command.stop() == 0
    slack.faults.clear()
    async with lotsen("run", **keys(slack)) as command:
        await ready(command)
        await until(lambda: len(bot_messages(slack)) >= 3)
        assert await command.stop() == 0
    threads = [one["thread_ts"] for one in bot_messages(slack)]
    assert len(threads) == len(set(threads)) == 3


async def test_over_http_it_takes_what_slack_signs(
    data_dir: Path, slack: Workspace, until: Until
) -> None:
    async with lotsen("run", "--mode", "http", "--port", "0", **keys(slack)) as command:
        address = (await ready(command)).address
        assert await page(address, "/health") == {"alive": True}
        assert (await page(address, "/ready"))["checks"]["token"] == "ok"
        assert await slack.deliver_over_http(f"{address}/slack/events").verify_url()
        await slack.human_post("U0ELSA001", "C0ALLA0001", QUESTION)
        await until(lambda: bot_messages(slack))
        assert await command.stop() == 0


@pytest.mark.parametrize(
    ("words", "env", "named"),
    [
        ((), {}, "LOTSEN_SLACK_BOT_TOKEN och LOTSEN_SLACK_APP_TOKEN"),
        ((), {"SLACK_BOT_TOKEN": "xoxb-1"}, "LOTSEN_SLACK_APP_TOKEN"),
        ((), {"SLACK_BOT_TOKEN": "xapp-1", "SLACK_APP_TOKEN": "xoxb-1"}, "xoxb-"),
        (("--mode", "http"), {"SLACK_BOT_TOKEN": "xoxb-1"}, "LOTSEN_SLACK_SIGNING_SECRET"),
        (("--mode", "http"), {"SLACK_CLIENT_ID": "1", "SLACK_SIGNING_SECRET": "s"},
         "LOTSEN_SLACK_CLIENT_SECRET"),
        ((), {"LOTSEN_PORT": "många"}, "LOTSEN_PORT"),
        ((), {"LOTSEN_SLACK_API_URL": ""}, "LOTSEN_SLACK_BOT_TOKEN"),
    ],
)  # fmt: skip
async def test_what_is_missing_is_said_in_one_line(
    data_dir: Path, words: tuple[str, ...], env: dict[str, str], named: str
) -> None:
    async with lotsen("run", *words, **env) as command:
        assert await command.ended() == 2
    assert named in command.said
    assert len(command.said.splitlines()) == 1
