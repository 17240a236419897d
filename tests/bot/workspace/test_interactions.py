"""Clicks, menus, commands, shortcuts, response URLs, streams and the pane around them."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.workspace import ManualClock, PracticeError, Where, Workspace

Bot = Any  # the conftest's SmallBot; a folder of tests is no package to import from
Until = Callable[[Callable[[], object]], Awaitable[None]]

pytestmark = pytest.mark.anyio
ELSA = "U0ELSA001"
ROOM = "C0ALLA0001"
by_hand = pytest.mark.parametrize("clock", [ManualClock()], ids=["by hand"])


def plain(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


def option(value: str) -> dict[str, Any]:
    return {"text": plain(value), "value": value}


FEEDBACK = {
    "type": "feedback_buttons",
    "action_id": "hjalpte",
    "positive_button": {"text": plain("Ja"), "value": "ja"},
    "negative_button": {"text": plain("Nej"), "value": "nej"},
}
BUTTON = {"type": "button", "action_id": "visa", "text": plain("Visa"), "value": "3"}
SELECT = {"type": "static_select", "action_id": "val", "options": [option("a"), option("b")]}
MORE = {"type": "overflow", "action_id": "mer", "options": [option("ta bort")]}
BLOCKS = [
    {"type": "actions", "block_id": "rad", "elements": [BUTTON, SELECT, MORE]},
    {"type": "context_actions", "elements": [FEEDBACK]},
]


async def acting(bot: Bot) -> list[dict[str, Any]]:
    """Let the bot acknowledge every action, and keep them."""
    seen: list[dict[str, Any]] = []

    async def keep(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        seen.append(body)

    for name in ("visa", "val", "mer", "hjalpte"):
        bot.app.action(name)(keep)
    bot.app.shortcut("fraga_om")(keep)
    bot.app.shortcut("nytt_utkast")(keep)
    await bot.connect()
    return seen


async def shown(bot: Bot, **words: object) -> str:
    posted = await bot.client.chat_postMessage(channel=ROOM, text="Svar", blocks=BLOCKS, **words)
    return str(posted["ts"])


@pytest.mark.parametrize(
    ("action_id", "value", "said"),
    [
        ("visa", None, {"type": "button", "value": "3"}),
        ("val", "b", {"type": "static_select", "selected_option": option("b")}),
        ("mer", "ta bort", {"type": "overflow", "selected_option": option("ta bort")}),
        ("hjalpte", "nej", {"type": "feedback_buttons", "value": "nej"}),
    ],
)
async def test_a_click_says_what_was_chosen_and_where(
    workspace: Workspace, bot: Bot, action_id: str, value: object, said: dict[str, Any]
) -> None:
    seen = await acting(bot)
    ts = await shown(bot)
    await workspace.human_click(ELSA, Where(action_id, channel=ROOM, ts=ts), value)
    done = seen[0]["actions"][0]
    assert {name: done[name] for name in said} == said
    assert (seen[0]["user"]["id"], seen[0]["container"]["message_ts"]) == (ELSA, ts)
    assert seen[0]["message"]["ts"] == ts
    assert seen[0]["trigger_id"]


async def test_a_menu_shows_in_the_messages_state(workspace: Workspace, bot: Bot) -> None:
    seen = await acting(bot)
    ts = await shown(bot)
    await workspace.human_click(ELSA, Where("val", channel=ROOM, ts=ts), "a")
    assert seen[0]["state"]["values"]["rad"]["val"]["selected_option"] == option("a")


async def test_a_click_on_what_is_gone_says_so(workspace: Workspace, bot: Bot) -> None:
    await acting(bot)
    ts = await shown(bot)
    await bot.client.chat_update(channel=ROOM, ts=ts, text="Ändrat", blocks=[])
    with pytest.raises(PracticeError, match="Titta igen"):
        await workspace.human_click(ELSA, Where("visa", channel=ROOM, ts=ts))


async def test_a_click_in_what_only_one_sees_carries_no_message(
    workspace: Workspace, bot: Bot
) -> None:
    seen = await acting(bot)
    await bot.client.chat_postEphemeral(channel=ROOM, user=ELSA, text="Svar", blocks=BLOCKS)
    ts = workspace.whispers(ELSA)[0]["ts"]
    await workspace.human_click(ELSA, Where("visa", channel=ROOM, ts=ts))
    assert seen[0]["container"]["is_ephemeral"] is True
    assert "message" not in seen[0]
    hook = AsyncWebhookClient(seen[0]["response_url"])
    await hook.send(text="Ersatt", replace_original=True)
    assert [one["text"] for one in workspace.whispers(ELSA)] == ["Ersatt"]
    await hook.send(delete_original=True)
    assert workspace.whispers(ELSA) == []


async def test_a_response_url_answers_five_times(workspace: Workspace, bot: Bot) -> None:
    seen = await acting(bot)
    ts = await shown(bot)
    await workspace.human_click(ELSA, Where("visa", channel=ROOM, ts=ts))
    hook = AsyncWebhookClient(seen[0]["response_url"])
    await hook.send(text="Nytt", replace_original=True)
    await hook.send(text="Alla", response_type="in_channel")
    for number in range(3):
        assert (await hook.send(text=f"Bara du {number}")).status_code == 200
    assert (await hook.send(text="Sjätte")).body == "used_url"
    said = [one["text"] for one in workspace.channels[ROOM].root_messages()]
    assert said == ["Nytt", "Alla"]
    assert len(workspace.whispers(ELSA)) == 3


@by_hand
async def test_a_response_url_holds_half_an_hour(
    workspace: Workspace, bot: Bot, clock: ManualClock
) -> None:
    number = workspace.parts.response_urls.give(ELSA, ROOM, None)
    await clock.advance(30 * 60 + 1)
    answer = await AsyncWebhookClient(f"{workspace.url}/response/{number}").send(text="Sent")
    assert (answer.status_code, answer.body) == (404, "expired_url")


async def test_a_bad_answer_to_a_response_url_is_refused(workspace: Workspace, bot: Bot) -> None:
    number = workspace.parts.response_urls.give(ELSA, ROOM, None)
    hook = AsyncWebhookClient(f"{workspace.url}/response/{number}")
    answer = await hook.send(text="a", blocks=[{"type": "hittepå"}])
    assert (answer.status_code, json.loads(answer.body)["error"]) == (400, "invalid_blocks")


async def test_a_command_is_answered_by_its_acknowledgement_or_later(
    workspace: Workspace, bot: Bot, until: Until
) -> None:
    async def answer(ack: AsyncAck, respond: AsyncRespond, command: dict[str, Any]) -> None:
        await ack({"response_type": "in_channel", "text": f"Söker {command['text']}"})
        await respond("Klart")

    bot.app.command("/lotsen")(answer)
    await bot.connect()
    await workspace.human_command(ELSA, ROOM, "/lotsen  vad är SIP? ")
    await until(lambda: workspace.whispers(ELSA))
    assert [one["text"] for one in workspace.channels[ROOM].root_messages()] == [
        "Söker vad är SIP?"
    ]
    with pytest.raises(PracticeError, match="/annat finns inte"):
        await workspace.human_command(ELSA, ROOM, "/annat")


async def test_a_shortcut_carries_the_message_or_none(workspace: Workspace, bot: Bot) -> None:
    seen = await acting(bot)
    said = await workspace.human_post(ELSA, ROOM, "Får jag skicka utan samtycke?")
    await workspace.human_shortcut(ELSA, "fraga_om", ROOM, said["ts"])
    await workspace.human_shortcut(ELSA, "nytt_utkast")
    assert seen[0]["message"]["text"] == "Får jag skicka utan samtycke?"
    assert seen[0]["type"] == "message_action"
    assert (seen[1]["type"], "message" in seen[1]) == ("shortcut", False)


async def test_an_external_menu_asks_the_bot_for_options(workspace: Workspace, bot: Bot) -> None:
    async def offer(ack: AsyncAck, payload: dict[str, Any]) -> None:
        await ack(options=[option(f"{payload['value']} {n}") for n in range(2)])

    bot.app.options("enhet")(offer)
    await bot.connect()
    menu = {"type": "external_select", "action_id": "enhet", "min_query_length": 1}
    blocks = [{"type": "actions", "elements": [menu]}]
    posted = await bot.client.chat_postMessage(channel=ROOM, text="Välj", blocks=blocks)
    where = Where("enhet", channel=ROOM, ts=posted["ts"])
    options = await workspace.human_options(ELSA, where, "rehab")
    assert [one["value"] for one in options] == ["rehab 0", "rehab 1"]


async def test_a_stream_grows_and_ends_with_its_blocks(workspace: Workspace, bot: Bot) -> None:
    asked = await workspace.human_post(ELSA, ROOM, "@Lotsen?")
    stream = await bot.client.chat_stream(
        channel=ROOM,
        thread_ts=asked["ts"],
        recipient_team_id="T0DEMOBY1",
        recipient_user_id=ELSA,
        buffer_size=1,
    )
    await stream.append(markdown_text="**Vård")
    await stream.append(markdown_text="begäran** är")
    growing = workspace.channels[ROOM].thread(asked["ts"])[1]
    assert growing["text"] == "**Vårdbegäran** är"
    assert growing["streaming_state"] == "in_progress"
    await stream.stop(markdown_text=" information.", blocks=[BLOCKS[1]])
    kinds = [one["type"] for one in growing["blocks"]]
    assert (growing["text"], kinds) == (
        "**Vårdbegäran** är information.",
        ["markdown", "context_actions"],
    )


@by_hand
async def test_a_stream_is_closed_after_five_minutes(
    workspace: Workspace, bot: Bot, clock: ManualClock
) -> None:
    asked = await workspace.human_post(ELSA, ROOM, "Hej")
    place = {"channel": ROOM, "thread_ts": asked["ts"]}
    with pytest.raises(SlackApiError, match="missing_recipient_team_id"):
        await bot.client.chat_startStream(**place)
    started = await bot.client.chat_startStream(
        **place, recipient_team_id="T", recipient_user_id=ELSA
    )
    await clock.advance(301)
    for call in (bot.client.chat_appendStream, bot.client.chat_stopStream):
        with pytest.raises(SlackApiError, match="message_not_in_streaming_state"):
            await call(channel=ROOM, ts=started["ts"], markdown_text="sent")
    await bot.client.chat_update(channel=ROOM, ts=started["ts"], text="Räddat")
    assert workspace.channels[ROOM].messages[started["ts"]]["text"] == "Räddat"


async def test_a_status_is_shown_until_the_bot_speaks(workspace: Workspace, bot: Bot) -> None:
    direct = workspace.direct(ELSA)
    asked = await workspace.human_post(ELSA, direct.id, "Hej")
    await bot.client.assistant_threads_setStatus(
        channel_id=direct.id, thread_ts=asked["ts"], status="söker i källorna"
    )
    pane = workspace.parts.state.pane(direct.id)
    assert pane.statuses[asked["ts"]]["status"] == "söker i källorna"
    await bot.client.chat_postMessage(channel=direct.id, text="Svar", thread_ts=asked["ts"])
    assert pane.statuses == {}


async def test_prompts_show_only_without_a_thread(workspace: Workspace, bot: Bot) -> None:
    direct = workspace.direct(ELSA)
    prompts = [{"title": "SIP", "message": "Vad är en SIP?"}]
    pane = workspace.parts.state.pane(direct.id)
    await bot.client.assistant_threads_setSuggestedPrompts(
        channel_id=direct.id, thread_ts="1700000000.000100", prompts=prompts
    )
    assert pane.prompts == {}
    await bot.client.assistant_threads_setSuggestedPrompts(
        channel_id=direct.id, thread_ts=None, prompts=prompts
    )
    assert pane.prompts["prompts"] == prompts
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        await bot.client.assistant_threads_setSuggestedPrompts(
            channel_id=direct.id, thread_ts=None, prompts=prompts * 5
        )


async def test_the_pane_tells_which_channel_the_person_looks_at(
    workspace: Workspace, bot: Bot, until: Until
) -> None:
    await bot.connect()
    await workspace.human_open_messages(ELSA, ROOM)
    await workspace.human_look_at(ELSA, "C0HTJ00003")
    await workspace.human_look_at(ELSA, "C0HTJ00003")
    await until(lambda: bot.events("app_context_changed"))
    opened = bot.events("app_home_opened")[0]
    assert (opened["tab"], opened["context"]["entities"][0]["value"]) == ("messages", ROOM)
    changed = [one["context"]["entities"][0]["value"] for one in bot.events("app_context_changed")]
    assert changed == ["C0HTJ00003"]
