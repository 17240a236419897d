"""Only what Slack has signed gets in over HTTP, once, and never more than Slack would send."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import aiohttp
import pytest
from starlette.applications import Starlette

from bot.slack.serving.http import MOST_BYTES, EventsDoor
from bot.slack.serving.listen import listening
from bot.workspace import Workspace, serve
from tests.bot.slack.serving.conftest import SECRET, Bare, event, signed

pytestmark = pytest.mark.anyio
Sent = tuple[int, str]


class Door:
    """A served door, and a way to knock on it."""

    def __init__(self, bare: Bare, url: str) -> None:
        self.bare = bare
        self.url = url

    async def post(self, body: bytes, headers: dict[str, str]) -> Sent:
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"{self.url}/slack/events", data=body, headers=headers) as answer,
        ):
            return answer.status, await answer.text()


@pytest.fixture(scope="module")
async def served(anyio_backend: str) -> AsyncIterator[Door]:
    workspace = Workspace()
    async with serve(workspace):
        bare = Bare(workspace.api_url, workspace.bot_token)
        app = Starlette(routes=[EventsDoor(bare.app, SECRET).route()])
        async with listening(app, "127.0.0.1", 0) as url:
            yield Door(bare, url)


@pytest.fixture
async def door(served: Door) -> Door:
    served.bare.taken.clear()
    return served


async def test_what_is_signed_is_taken(door: Door) -> None:
    body = event(event_id="Ev1")
    assert (await door.post(body, signed(body)))[0] == 200
    assert [one["event_id"] for one in door.bare.taken] == ["Ev1"]


async def test_a_wrong_signature_is_turned_away(door: Door) -> None:
    body = event()
    assert (await door.post(body, signed(body, secret="another")))[0] == 401
    assert (await door.post(body + b" ", signed(body)))[0] == 401
    assert door.bare.taken == []


async def test_no_signature_is_turned_away(door: Door) -> None:
    assert (await door.post(event(), {"Content-Type": "application/json"}))[0] == 401


@pytest.mark.parametrize("age_s", [301, 3600, -3600])
async def test_an_old_signature_or_one_of_a_clock_gone_wrong_is_turned_away(
    door: Door, age_s: float
) -> None:
    body = event()
    assert (await door.post(body, signed(body, age_s=age_s)))[0] == 401
    assert door.bare.taken == []


@pytest.mark.parametrize("when", ["", "nu", "1e3", "-", "99999999999999999999"])
async def test_a_time_stamp_that_is_none_is_turned_away(door: Door, when: str) -> None:
    body = event()
    headers = signed(body) | {"X-Slack-Request-Timestamp": when}
    assert (await door.post(body, headers))[0] == 401


async def test_a_replayed_request_is_answered_and_not_acted_on(door: Door) -> None:
    body = event()
    headers = signed(body)
    assert [(await door.post(body, headers))[0] for _ in range(3)] == [200, 200, 200]
    assert len(door.bare.taken) == 1


async def test_a_request_that_failed_may_come_again_in_the_same_second(door: Door) -> None:
    body, failures = event("app_mention"), [RuntimeError("first")]

    async def fails_once() -> None:
        if failures:
            raise failures.pop()
        door.bare.taken.append({})

    door.bare.app.event("app_mention")(fails_once)
    headers = signed(body)
    assert [(await door.post(body, headers))[0] for _ in range(2)] == [500, 200]
    assert len(door.bare.taken) == 1


@pytest.mark.parametrize(
    "body",
    [b"{", b'{"a":', b"[]", b"1", b"null", b'"text"', b"[" * 100_000, b""],
)
async def test_malformed_json_is_turned_away(door: Door, body: bytes) -> None:
    assert (await door.post(body, signed(body)))[0] == 400


async def test_bytes_that_are_no_text_are_turned_away(door: Door) -> None:
    body = b"\xff\xfe{}"
    assert (await door.post(body, signed(body)))[0] == 401


@pytest.mark.parametrize("body", [b"payload=%7B", b"payload=[]", b"payload=%ff", b"payload="])
async def test_a_malformed_interaction_is_turned_away(door: Door, body: bytes) -> None:
    headers = signed(body) | {"Content-Type": "application/x-www-form-urlencoded"}
    assert (await door.post(body, headers))[0] == 400


async def test_an_event_type_that_nobody_knows_harms_nothing(door: Door) -> None:
    body = event("something_new")
    assert (await door.post(body, signed(body)))[0] in (200, 404)
    body = event()
    assert (await door.post(body, signed(body)))[0] == 200


async def test_slack_can_check_the_address(door: Door) -> None:
    body = b'{"type":"url_verification","challenge":"abc"}'
    assert await door.post(body, signed(body)) == (200, '{"challenge": "abc"}')


async def test_ten_megabytes_are_refused_by_their_header_alone(door: Door) -> None:
    host, port = door.url.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(
        b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 10000000\r\n\r\n" + b"a" * 100
    )
    await writer.drain()
    answer = await asyncio.wait_for(reader.read(), 5)
    assert answer.startswith(b"HTTP/1.1 413")
    writer.close()


async def test_a_body_without_a_length_is_read_only_up_to_the_limit(door: Door) -> None:
    host, port = door.url.removeprefix("http://").split(":")
    _reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(b"POST /slack/events HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
    chunk = b"10000\r\n" + b"a" * 0x10000 + b"\r\n"
    sent = 0
    with contextlib.suppress(ConnectionError):  # the door is shut while the rest is on its way
        while sent < 100_000_000:
            writer.write(chunk)
            await writer.drain()
            sent += len(chunk)
    assert sent < 20_000_000  # what the system holds between the two
    body = event()
    assert (await door.post(body, signed(body)))[0] == 200
    writer.close()


async def test_the_largest_body_that_slack_sends_gets_in(door: Door) -> None:
    almost, over = event(text="a" * (MOST_BYTES - 500)), event(text="a" * MOST_BYTES)
    assert (await door.post(almost, signed(almost)))[0] == 200
    assert (await door.post(over, signed(over)))[0] == 413


async def test_the_practice_workspace_gets_in_as_slack_does(workspace: Workspace) -> None:
    async with serve(workspace):
        bare = Bare(workspace.api_url, workspace.bot_token, workspace.signing_secret)
        app = Starlette(routes=[EventsDoor(bare.app, workspace.signing_secret).route()])
        async with listening(app, "127.0.0.1", 0) as url:
            link = workspace.deliver_over_http(f"{url}/slack/events")
            assert await link.verify_url()
            await workspace.human_post("U0ELSA001", "C0ALLA0001", "hej")
            await workspace.dispatcher.settle()
        assert [one["event"]["text"] for one in bare.taken] == ["hej"]
