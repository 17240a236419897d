"""emulate, another's stand-in for Slack, checks scopes strictly: the manifest's are enough."""

import subprocess
from collections.abc import AsyncIterator, Awaitable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import anyio.to_thread
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from typing_extensions import override

from bot.slack.manifest import read_manifest
from bot.slack.ports import File, Message, Sender, SendFailed, Spot
from bot.slack.probe import Probe
from bot.slack.sender import SlackSender

pytestmark = pytest.mark.anyio
SCRIPT = Path(__file__).parent / "emulated_slack.mjs"
TEAM = "T000000001"
TEXT = {"type": "plain_text", "text": "Hej"}
BLOCKS = [{"type": "section", "text": TEXT}]
MODAL = {"type": "modal", "title": TEXT, "blocks": BLOCKS}
HOME = {"type": "home", "blocks": BLOCKS}
NOT_EMULATED = {
    "assistant.threads.setStatus",
    "assistant.threads.setSuggestedPrompts",
    "chat.startStream",
    "chat.appendStream",
    "chat.stopStream",
    "usergroups.list",
}
"""What emulate does not have; the table of scopes in `test_manifest.py` covers these."""


class Client(AsyncWebClient):
    """Keeps what came of each call; puts arguments where emulate looks, in the body of a POST."""

    came_of: dict[str, set[str]]

    @override
    async def api_call(self, api_method: str, **words: Any) -> AsyncSlackResponse:
        words["http_verb"] = "POST"
        if "params" in words:
            words["data"] = words.pop("params")
        outcomes = self.came_of.setdefault(api_method, set())
        try:
            answer = await super().api_call(api_method, **words)
        except SlackApiError as error:
            outcomes.add(str(error.response.get("error", "no_such_method")))
            raise
        outcomes.add("ok")
        return answer


@dataclass
class Emulated:
    """emulate with its address, and what came of the calls to it."""

    url: str
    came_of: dict[str, set[str]] = field(default_factory=dict)
    token: str = "xoxb-manifest"

    async def of(self, team: str) -> AsyncWebClient:  # noqa: ARG002 - there is one workspace
        return self.client(self.token)

    def client(self, token: str) -> Client:
        client = Client(token, base_url=f"{self.url}/api/")
        client.came_of = self.came_of
        return client


@pytest.fixture
def address(modules: Path, tmp_path: Path) -> Iterator[str]:
    (tmp_path / "node_modules").symlink_to(modules, target_is_directory=True)
    script = tmp_path / SCRIPT.name
    script.write_bytes(SCRIPT.read_bytes())
    command = ["node", str(script), ",".join(sorted(read_manifest().scopes)), "chat:write"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdin is not None
        assert run.stdout is not None
        yield run.stdout.readline().strip().replace("localhost", "127.0.0.1")
        run.stdin.close()
        assert run.wait(timeout=10) == 0


class QuickClock:
    """A clock that goes as far as it is waited for, at once."""

    def __init__(self) -> None:
        self._now = 0.0

    def now(self) -> float:
        return self._now

    async def sleep(self, seconds: float) -> None:
        self._now += seconds


async def places(emulated: Emulated) -> tuple[list[str], str]:
    """Give an open channel and a closed one, and a person."""
    looking = emulated.client("xoxp-looking")
    looking.came_of = {}
    listed = await looking.conversations_list(types="public_channel,private_channel")
    ids = {one["name"]: one["id"] for one in listed["channels"]}
    members = (await looking.users_list())["members"]
    (person,) = [one["id"] for one in members if one["name"] == "elsa"]
    return [ids["oppen"], ids["stangd"]], person


async def permit(emulated: Emulated, **more: str) -> str:
    """Give a trigger id; emulate's own method, which stands for a person's click."""
    client = emulated.client("xoxp-looking")
    client.came_of = {}
    made = await client.api_call("views.generateTriggerId", data=more)
    return str(made["trigger_id"])


@dataclass
class Everything:
    """Does all that the sender can, as far as Slack's answers let it."""

    emulated: Emulated
    done: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.sender: Sender = SlackSender(self.emulated, QuickClock())

    async def run(self) -> None:
        channels, person = await places(self.emulated)
        direct = await self._try("direct_channel", TEAM, person)
        for channel in [*channels, *([direct] if direct else [])]:
            await self._messages(Spot(TEAM, channel), person)
        await self._views(person)

    async def _messages(self, spot: Spot, person: str) -> None:
        ts = await self._try("post", spot, Message("Hej", BLOCKS, mark="m1"))
        thread = Spot(TEAM, spot.channel, ts)
        await self._try("edit", spot, ts, Message("Hej igen", BLOCKS))
        await self._try("find", spot, "m1")
        await self._try("find", thread, "m1")
        await self._try("post_to_one", spot, person, Message("Bara du"))
        await self._try("permalink", spot, ts)
        await self._try("status", thread, "Söker")
        await self._try("suggest", TEAM, spot.channel, [("Titel", "Fråga")])
        await self._try("stream", thread, person, _words())
        await self._try("delete", spot, ts)
        await self._try("upload", spot, File("utkast.txt", "Utkast", b"Hej"), "Här är filen.")

    async def _views(self, person: str) -> None:
        view_id = await self._try("open_view", TEAM, await permit(self.emulated), MODAL)
        await self._try("update_view", TEAM, view_id, MODAL)
        trigger_id = await permit(self.emulated, view_id=view_id)
        await self._try("push_view", TEAM, trigger_id, MODAL)
        await self._try("publish_home", TEAM, person, HOME)

    async def _try(self, name: str, *words: Any) -> Any:
        self.done.add(name)
        work: Awaitable[Any] = getattr(self.sender, name)(*words)
        try:
            return await work
        except SendFailed:
            return None


async def _words() -> AsyncIterator[str]:
    yield "Hej"


async def test_no_call_of_the_sender_lacks_a_scope(address: str) -> None:
    everything = Everything(Emulated(address))
    await everything.run()
    came_of = everything.emulated.came_of
    answered = {name: words for name, words in came_of.items() if name not in NOT_EMULATED}
    assert {name: words for name, words in answered.items() if words != {"ok"}} == {}
    assert len(answered) >= 12
    offered = {name for name in vars(Sender) if not name.startswith("_")}
    # A response URL is its own permission: it takes no token.
    assert everything.done == offered - {"respond"}


async def test_a_scope_that_is_missing_is_reported(address: str) -> None:
    everything = Everything(Emulated(address, token="xoxb-lacking"))
    await everything.run()
    came_of = everything.emulated.came_of
    lacking = {name for name, words in came_of.items() if "missing_scope" in words}
    assert lacking == {
        "conversations.open",
        "conversations.history",
        "conversations.replies",
        "files.getUploadURLExternal",
    }


async def test_the_doctors_calls_lack_no_scope(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    emulated = Emulated(address)
    (public, private), _ = await places(emulated)
    probe = Probe(f"{address}/api/", "xoxb-manifest")
    monkeypatch.setattr(probe, "_client", emulated.client("xoxb-manifest"))
    await anyio.to_thread.run_sync(probe.identity)
    for channel in (public, private):
        await anyio.to_thread.run_sync(probe.channel, channel)
    assert emulated.came_of == {"auth.test": {"ok"}, "conversations.info": {"ok"}}
