"""Delivery over HTTP, signed as Slack signs, with Bolt's own signature check at the other end."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.workspace import ManualClock, NoAnswerError, WallClock, Workspace

Bot = Any  # the conftest's SmallBot; a folder of tests is no package to import from

NEVER_AGAIN = {"status": 500, "headers": {"X-Slack-No-Retry": "1"}}
pytestmark = pytest.mark.anyio
ELSA = "U0ELSA001"
ROOM = "C0ALLA0001"


@asynccontextmanager
async def listening(
    bot: Bot, canned: dict[str, Any] | None = None
) -> AsyncIterator[tuple[str, list[dict[str, str]]]]:
    """Serve the bot's request URL; what is canned is answered in its place."""
    bot.take_the_rest()
    seen: list[dict[str, str]] = []

    async def take(request: web.Request) -> web.Response:
        seen.append(dict(request.headers))
        if canned:
            return web.Response(**canned)
        words = AsyncBoltRequest(body=await request.text(), headers=dict(request.headers))
        answer = await bot.app.async_dispatch(words)
        kind = answer.first_headers().get("content-type", "text/plain").split(";")[0]
        return web.Response(status=answer.status, text=answer.body, content_type=kind)

    server = web.Application()
    server.router.add_post("/slack/events", take)
    runner = web.AppRunner(server)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    try:
        yield f"http://127.0.0.1:{port}/slack/events", seen
    finally:
        await runner.cleanup()


async def test_the_url_gives_the_challenge_back(workspace: Workspace, bot: Bot) -> None:
    async with listening(bot) as (url, _):
        assert await workspace.deliver_over_http(url).verify_url()


async def test_a_signed_event_passes_the_check_and_is_taken_once(
    workspace: Workspace, bot: Bot
) -> None:
    async with listening(bot) as (url, seen):
        workspace.deliver_over_http(url)
        await workspace.human_post(ELSA, ROOM, "Räksmörgås & <b>")
        await workspace.dispatcher.settle()
    assert bot.events("message")[0]["text"] == "Räksmörgås &amp; &lt;b&gt;"
    assert len(seen) == 1
    assert "X-Slack-Retry-Num" not in seen[0]


@pytest.mark.parametrize("clock", [WallClock(offset=3600)], ids=["an hour off"])
async def test_a_clock_an_hour_off_is_refused_by_the_check(workspace: Workspace, bot: Bot) -> None:
    async with listening(bot) as (url, _):
        workspace.deliver_over_http(url)
        event = {"type": "message", "channel": ROOM, "text": "a", "ts": "1.2"}
        assert not await workspace.deliver(event)
    assert bot.received == []


@pytest.mark.parametrize("clock", [ManualClock(time.time())], ids=["by hand"])
async def test_a_failing_url_is_tried_at_once_after_a_minute_and_after_five(
    workspace: Workspace, bot: Bot, clock: ManualClock
) -> None:
    async with listening(bot, {"status": 500}) as (url, seen):
        workspace.deliver_over_http(url)
        started = clock.now()
        await workspace.human_post(ELSA, ROOM, "Hej")
        for seconds in [0.5] * 8 + [50] + [1] * 12 + [280] + [1] * 25:
            await clock.advance(seconds)
        await workspace.dispatcher.settle()
    stamps = [int(one["X-Slack-Request-Timestamp"]) - int(started) for one in seen]
    assert [one.get("X-Slack-Retry-Num") for one in seen] == [None, "1", "2", "3"]
    assert {one.get("X-Slack-Retry-Reason") for one in seen[1:]} == {"http_error"}
    assert stamps[1] <= 3
    assert 60 <= stamps[2] <= 70
    assert 360 <= stamps[3] <= 380


async def test_a_no_retry_header_ends_the_tries(workspace: Workspace, bot: Bot) -> None:
    async with listening(bot, NEVER_AGAIN) as (url, seen):
        workspace.deliver_over_http(url)
        await workspace.human_post(ELSA, ROOM, "Hej")
        await workspace.dispatcher.settle()
    assert (len(seen), len(workspace.dispatcher.lost)) == (1, 1)


async def test_a_command_is_answered_over_http(workspace: Workspace, bot: Bot) -> None:
    async def answer(ack: AsyncAck, command: dict[str, str]) -> None:
        await ack(f"Du frågade: {command['text']}")

    bot.app.command("/lotsen")(answer)
    async with listening(bot) as (url, _):
        workspace.deliver_over_http(url)
        await workspace.human_command(ELSA, ROOM, "/lotsen vad är en SIP?")
    assert workspace.whispers(ELSA)[0]["text"] == "Du frågade: vad är en SIP?"


async def test_where_nobody_listens_the_person_is_told(workspace: Workspace, bot: Bot) -> None:
    workspace.deliver_over_http("http://127.0.0.1:9/slack/events")
    with pytest.raises(NoAnswerError, match="svarade inte i tid"):
        await workspace.human_command(ELSA, ROOM, "/lotsen hej")
