"""Modals and Home tabs: triggers, the stack, hashes, filling in, errors and closing."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.workspace import ManualClock, NoAnswerError, PracticeError, Where, Workspace

Bot = Any  # the conftest's SmallBot; a folder of tests is no package to import from
Until = Callable[[Callable[[], object]], Awaitable[None]]

pytestmark = pytest.mark.anyio
ELSA = "U0ELSA001"
AMIR = "U0AMIR002"
by_hand = pytest.mark.parametrize("clock", [ManualClock()], ids=["by hand"])


def plain(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


def field(block_id: str, **element: object) -> dict[str, Any]:
    kept = {"type": "plain_text_input", "action_id": "text", **element}
    return {"type": "input", "block_id": block_id, "label": plain(block_id), "element": kept}


def modal(title: str = "Utkast", *blocks: object, **fields: object) -> dict[str, Any]:
    words = {"title": plain(title), "submit": plain("Spara"), "callback_id": "utkast"}
    return {"type": "modal", "blocks": list(blocks) or [field("lage")], **words, **fields}


async def opened(
    workspace: Workspace, bot: Bot, view: dict[str, Any] | None = None
) -> dict[str, Any]:
    trigger = workspace.parts.triggers.give(ELSA)
    answer = await bot.client.views_open(trigger_id=trigger, view=view or modal())
    return dict(answer["view"])


@by_hand
async def test_a_trigger_holds_three_seconds_and_once(
    workspace: Workspace, bot: Bot, clock: ManualClock
) -> None:
    late = workspace.parts.triggers.give(ELSA)
    await clock.advance(3.1)
    used = workspace.parts.triggers.give(ELSA)
    await bot.client.views_open(trigger_id=used, view=modal())
    for trigger, error in (
        (late, "expired_trigger_id"),
        (used, "exchanged_trigger_id"),
        ("1.2.3", "invalid_trigger_id"),
    ):
        with pytest.raises(SlackApiError, match=error):
            await bot.client.views_open(trigger_id=trigger, view=modal())


async def test_at_most_three_modals_stand_on_each_other(workspace: Workspace, bot: Bot) -> None:
    view = await opened(workspace, bot)
    for _ in range(2):
        trigger = workspace.parts.triggers.give(ELSA, view["id"])
        await bot.client.views_push(trigger_id=trigger, view=modal("Nästa"))
    trigger = workspace.parts.triggers.give(ELSA, view["id"])
    with pytest.raises(SlackApiError, match="push_limit_reached"):
        await bot.client.views_push(trigger_id=trigger, view=modal("För många"))
    stack = workspace.stack(ELSA)
    assert [one["title"]["text"] for one in stack] == ["Utkast", "Nästa", "Nästa"]
    assert stack[2]["previous_view_id"] == stack[1]["id"]
    assert {one["root_view_id"] for one in stack} == {view["id"]}


async def test_a_push_needs_a_trigger_from_within_a_modal(workspace: Workspace, bot: Bot) -> None:
    await opened(workspace, bot)
    trigger = workspace.parts.triggers.give(ELSA)
    with pytest.raises(SlackApiError, match="not_found"):
        await bot.client.views_push(trigger_id=trigger, view=modal())


async def test_a_bad_view_is_refused_with_a_pointer(workspace: Workspace, bot: Bot) -> None:
    with pytest.raises(SlackApiError) as caught:
        await opened(workspace, bot, modal("En rubrik som är alldeles för lång"))
    answer = caught.value.response.data
    assert answer["error"] == "invalid_arguments"
    assert "[json-pointer:/view/title/text]" in answer["response_metadata"]["messages"][0]


async def test_an_update_with_an_old_hash_is_refused(workspace: Workspace, bot: Bot) -> None:
    view = await opened(workspace, bot, modal(external_id="ett"))
    fresh = await bot.client.views_update(view_id=view["id"], hash=view["hash"], view=modal("Ny"))
    assert fresh["view"]["id"] == view["id"]
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await bot.client.views_update(view_id=view["id"], hash=view["hash"], view=modal())
    await bot.client.views_update(external_id="ett", view=modal("Tredje"))
    assert workspace.stack(ELSA)[0]["title"]["text"] == "Tredje"


async def test_what_was_filled_in_stays_when_the_modal_is_updated(
    workspace: Workspace, bot: Bot
) -> None:
    view = await opened(workspace, bot, modal("A", field("lage"), field("extra")))
    button = {
        "type": "actions",
        "block_id": "knappar",
        "elements": [{"type": "button", "action_id": "mer", "text": plain("Mer")}],
    }

    async def add_a_field(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        grown = modal("B", field("lage"), field("nytt", initial_value="start"), button)
        await client.views_update(view_id=body["view"]["id"], view=grown)

    bot.app.action("mer")(add_a_field)
    await bot.connect()
    await bot.client.views_update(view_id=view["id"], view=modal("A", field("lage"), button))
    await workspace.human_click(
        ELSA, Where("mer", view_id=view["id"]), values={"lage": {"text": "Trött"}}
    )
    values = workspace.stack(ELSA)[0]["state"]["values"]
    assert values["lage"]["text"]["value"] == "Trött"
    assert values["nytt"]["text"]["value"] == "start"


async def test_a_submission_carries_what_was_filled_in_and_closes_the_modal(
    workspace: Workspace, bot: Bot
) -> None:
    seen: list[dict[str, Any]] = []

    async def keep(ack: AsyncAck, view: dict[str, Any]) -> None:
        await ack()
        seen.append(view)

    bot.app.view("utkast")(keep)
    await bot.connect()
    options = [{"text": plain(one), "value": one} for one in ("ja", "nej", "okänt")]
    choices = [
        field("samtycke", type="radio_buttons", options=options),
        field("enheter", type="multi_static_select", options=options),
        field("dag", type="datepicker"),
        field("vem", type="users_select", initial_user=AMIR),
        field("tal", type="number_input", is_decimal_allowed=False),
    ]
    view = await opened(workspace, bot, modal("Val", *choices, private_metadata="kvar"))
    typed: dict[str, dict[str, object]] = {
        "samtycke": {"text": "nej"},
        "enheter": {"text": ["ja", "okänt"]},
        "dag": {"text": "2026-11-23"},
        "tal": {"text": "3"},
    }
    assert await workspace.human_submit_view(ELSA, view["id"], typed) == {}
    values = {name: one["text"] for name, one in seen[0]["state"]["values"].items()}
    assert values["samtycke"]["selected_option"]["value"] == "nej"
    assert [one["value"] for one in values["enheter"]["selected_options"]] == ["ja", "okänt"]
    assert values["dag"] == {"type": "datepicker", "selected_date": "2026-11-23"}
    assert values["vem"]["selected_user"] == AMIR
    assert values["tal"]["value"] == "3"
    assert seen[0]["private_metadata"] == "kvar"
    assert workspace.stack(ELSA) == []


@pytest.mark.parametrize(
    ("element", "value", "said"),
    [
        ({}, "", "Fyll i"),
        ({"min_length": 5}, "abc", "minst 5"),
        ({"max_length": 2}, "abc", "högst 2"),
        ({"type": "number_input", "is_decimal_allowed": False}, "tre", "ett tal"),
        ({"type": "number_input", "is_decimal_allowed": False}, "1.5", "heltal"),
        ({"type": "number_input", "is_decimal_allowed": True, "max_value": "9"}, "10", "högst 9"),
        ({"type": "email_text_input"}, "elsa", "e-post"),
        ({"type": "url_text_input"}, "exempel", "https"),
    ],
)
async def test_slack_itself_refuses_before_the_bot_is_asked(
    workspace: Workspace, bot: Bot, element: dict[str, Any], value: str, said: str
) -> None:
    view = await opened(workspace, bot, modal("A", field("a", **element)))
    errors = await workspace.human_submit_view(ELSA, view["id"], {"a": {"text": value}})
    assert said in errors["a"]
    assert len(workspace.stack(ELSA)) == 1


async def test_the_bots_own_errors_keep_the_modal_open(workspace: Workspace, bot: Bot) -> None:
    async def refuse(ack: AsyncAck) -> None:
        await ack(response_action="errors", errors={"lage": "Skriv utan personnummer."})

    bot.app.view("utkast")(refuse)
    await bot.connect()
    view = await opened(workspace, bot)
    errors = await workspace.human_submit_view(ELSA, view["id"], {"lage": {"text": "x"}})
    assert errors == {"lage": "Skriv utan personnummer."}
    assert workspace.stack(ELSA)[0]["state"]["values"]["lage"]["text"]["value"] == "x"


async def test_errors_for_no_input_are_found_out(workspace: Workspace, bot: Bot) -> None:
    async def refuse(ack: AsyncAck) -> None:
        await ack(response_action="errors", errors={"fel_id": "Nej."})

    bot.app.view("utkast")(refuse)
    await bot.connect()
    view = await opened(workspace, bot)
    with pytest.raises(PracticeError, match="finns kvar"):
        await workspace.human_submit_view(ELSA, view["id"], {"lage": {"text": "x"}})
    assert workspace.found[0].problem.pointer == "/errors/fel_id"


@pytest.mark.parametrize(("action", "titles"), [("update", ["B"]), ("push", ["A", "B"])])
async def test_a_submission_may_be_answered_with_another_view(
    workspace: Workspace, bot: Bot, action: str, titles: list[str]
) -> None:
    async def answer(ack: AsyncAck) -> None:
        await ack(response_action=action, view=modal("B"))

    bot.app.view("utkast")(answer)
    await bot.connect()
    view = await opened(workspace, bot, modal("A"))
    await workspace.human_submit_view(ELSA, view["id"], {"lage": {"text": "x"}})
    assert [one["title"]["text"] for one in workspace.stack(ELSA)] == titles


async def test_clear_closes_all(workspace: Workspace, bot: Bot) -> None:
    async def answer(ack: AsyncAck) -> None:
        await ack(response_action="clear")

    bot.app.view("utkast")(answer)
    await bot.connect()
    view = await opened(workspace, bot)
    trigger = workspace.parts.triggers.give(ELSA, view["id"])
    pushed = await bot.client.views_push(trigger_id=trigger, view=modal("B"))
    await workspace.human_submit_view(ELSA, pushed["view"]["id"], {"lage": {"text": "x"}})
    assert workspace.stack(ELSA) == []


async def test_a_closed_modal_is_told_with_its_words_where_asked_for(
    workspace: Workspace, bot: Bot
) -> None:
    closed: list[dict[str, Any]] = []

    async def keep(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        closed.append(body)

    bot.app.view_closed("utkast")(keep)
    await bot.connect()
    view = await opened(workspace, bot, modal("A", notify_on_close=True))
    trigger = workspace.parts.triggers.give(ELSA, view["id"])
    await bot.client.views_push(trigger_id=trigger, view=modal("B"))
    await workspace.human_close_view(ELSA, view["id"], everything=True)
    assert [(one["view"]["id"], one["is_cleared"]) for one in closed] == [(view["id"], True)]
    assert workspace.stack(ELSA) == []


@by_hand
async def test_a_bot_that_is_silent_leaves_the_modal_as_it_was(
    workspace: Workspace, bot: Bot, clock: ManualClock
) -> None:
    view = await opened(workspace, bot)
    work = asyncio.ensure_future(
        workspace.human_submit_view(ELSA, view["id"], {"lage": {"text": "kvar"}})
    )
    await clock.advance(3.1)
    with pytest.raises(NoAnswerError):
        await work
    assert workspace.stack(ELSA)[0]["state"]["values"]["lage"]["text"]["value"] == "kvar"


async def test_nobody_reaches_another_persons_modal(workspace: Workspace, bot: Bot) -> None:
    view = await opened(workspace, bot)
    with pytest.raises(PracticeError, match="ändrats eller tagits bort"):
        await workspace.human_submit_view(AMIR, view["id"], {})
