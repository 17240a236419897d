"""Socket Mode as Slack speaks it, with Slack's own client at the other end."""

from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from slack_bolt.context.say.async_say import AsyncSay
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.workspace import ManualClock, Workspace

Bot = Any  # the conftest's SmallBot; a folder of tests is no package to import from
Until = Callable[[Callable[[], object]], Awaitable[None]]

pytestmark = pytest.mark.anyio
ELSA = "U0ELSA001"
ROOM = "C0ALLA0001"
by_hand = pytest.mark.parametrize("clock", [ManualClock()], ids=["by hand"])
FIKA = "C0FIKA0009"


async def test_a_mention_comes_as_two_events_and_is_answered_in_the_thread(
    workspace: Workspace, bot: Bot, until: Until
) -> None:
    async def answer(event: dict[str, Any], say: AsyncSay) -> None:
        await say("Hej!", thread_ts=event["ts"])

    bot.app.event("app_mention")(answer)
    await bot.connect()
    asked = await workspace.human_post(ELSA, ROOM, "@Lotsen vad är en vårdbegäran?")
    await until(lambda: len(workspace.channels[ROOM].thread(asked["ts"])) == 2)
    heard = bot.events("message")[0]
    assert heard["text"] == "<@U0LOTSEN1> vad är en vårdbegäran?"
    assert (heard["channel_type"], heard["ts"]) == ("channel", asked["ts"])
    assert len({one["event_id"] for one in bot.received}) == len(bot.received)


async def test_the_twins_can_come_with_the_mention_first(
    workspace: Workspace, bot: Bot, until: Until
) -> None:
    await bot.connect()
    workspace.parts.events.mention_first = True
    await workspace.human_post(ELSA, ROOM, "@Lotsen hej")
    await until(lambda: len(bot.received) == 2)
    assert [one["event"]["type"] for one in bot.received] == ["app_mention", "message"]


async def test_the_bot_hears_its_own_message_back_marked_as_its_own(
    workspace: Workspace, bot: Bot
) -> None:
    await bot.connect()
    await bot.client.chat_postMessage(channel=ROOM, text="Hej")
    await workspace.dispatcher.settle()
    taken = [one for one in workspace.dispatcher.attempts if one.outcome == "ok"]
    said = workspace.channels[ROOM].root_messages()[-1]
    assert (len(taken), said["bot_id"]) == (1, "B0LOTSEN1")


async def test_nothing_is_heard_of_a_channel_the_bot_is_not_in(
    workspace: Workspace, bot: Bot
) -> None:
    await bot.connect()
    await workspace.human_post(ELSA, FIKA, "@Lotsen är du här?")
    await workspace.dispatcher.settle()
    assert bot.received == []


@by_hand
async def test_an_event_whose_acknowledgement_is_lost_comes_again_with_the_same_id(
    workspace: Workspace, bot: Bot, clock: ManualClock, until: Until
) -> None:
    await bot.connect()
    workspace.faults.lose_acks(2)
    await workspace.human_post(ELSA, ROOM, "Hej")
    await until(lambda: len(bot.received) == 1)
    await clock.advance(3)
    await until(lambda: len(bot.received) == 2)
    await clock.advance(3)
    await clock.advance(60)
    await until(lambda: len(bot.received) == 3)
    await workspace.dispatcher.settle()
    assert len({one["event_id"] for one in bot.received}) == 1
    assert [one.attempt for one in workspace.dispatcher.attempts] == [0, 1, 2]


@by_hand
async def test_an_event_nobody_acknowledges_is_lost_after_three_retries(
    workspace: Workspace, bot: Bot, clock: ManualClock
) -> None:
    await workspace.human_post(ELSA, ROOM, "Hej")
    for seconds in (3, 3, 60, 3, 300, 3):
        await clock.advance(0.1)
        await clock.advance(seconds)
    await workspace.dispatcher.settle()
    outcomes = [one.outcome for one in workspace.dispatcher.attempts]
    assert outcomes == ["connection_failed"] * 4
    assert len(workspace.dispatcher.lost) == 1


async def test_the_retry_is_told_in_the_headers_bolt_reads(
    workspace: Workspace, bot: Bot, until: Until
) -> None:
    seen: list[str] = []

    async def keep(req: AsyncBoltRequest) -> None:
        seen.append(req.headers["x-slack-retry-num"][0])

    bot.app.event("message")(keep)
    await bot.connect()
    event = {"type": "message", "channel": ROOM, "user": ELSA, "text": "a", "ts": "1.2"}
    assert await workspace.deliver(event, event_id="Ev1")
    assert await workspace.deliver(event, event_id="Ev1", attempt=1)
    assert seen == ["0", "1"]


async def test_after_a_refresh_the_bot_comes_back_and_hears_again(
    workspace: Workspace, bot: Bot, until: Until
) -> None:
    await bot.connect()
    await until(lambda: workspace.parts.sockets.is_connected)
    await workspace.refresh_sockets()
    await until(lambda: workspace.parts.sockets.is_connected)
    await workspace.human_post(ELSA, ROOM, "Hej igen")
    await until(lambda: bot.events("message"))


async def test_a_socket_broken_before_the_acknowledgement_has_the_event_come_again(
    workspace: Workspace, bot: Bot, until: Until
) -> None:
    broken: list[str] = []

    async def breaks_first(body: dict[str, Any]) -> None:
        broken.append(body["event_id"])
        if len(broken) == 1:
            await workspace.drop_sockets()

    bot.app.event("message")(breaks_first)
    await bot.connect()
    await workspace.human_post(ELSA, ROOM, "Hej")
    await until(lambda: len(broken) == 2)
    assert broken[0] == broken[1]


async def test_a_ticket_opens_one_connection_only(workspace: Workspace, bot: Bot) -> None:
    ticket = workspace.parts.sockets.ticket()
    address = workspace.url.replace("http", "ws") + f"/link?ticket={ticket}"
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(address) as first:
            hello = await first.receive_json()
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(address)
    assert (hello["type"], hello["connection_info"]["app_id"]) == ("hello", "A0LOTSEN1")
