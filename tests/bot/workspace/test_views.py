"""Modals and Home tabs: triggers, the stack, hashes, filling in, errors and closing."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from bot.workspace import ManualClock, NoAnswerError, PracticeError, Where

pytestmark = pytest.mark.anyio
ELSA = "U0ELSA001"
AMIR = "U0AMIR002"
by_hand = pytest.mark.parametrize("clock", [ManualClock()], ids=["by hand"])


def plain(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


def field(block_id: str, **element: Any) -> dict[str, Any]:
    kept = {"type": "plain_text_input", "action_id": "text", **element}
    return {"type": "input", "block_id": block_id, "label": plain(block_id), "element": kept}


def modal(title: str = "Utkast", *blocks: Any, **fields: Any) -> dict[str, Any]:
    words = {"title": plain(title), "submit": plain("Spara"), "callback_id": "utkast"}
    return {"type": "modal", "blocks": list(blocks) or [field("lage")], **words, **fields}


async def opened(workspace: Any, bot: Any, view: dict[str, Any] | None = None) -> dict[str, Any]:
    trigger = workspace.parts.triggers.give(ELSA)
    answer = await bot.client.views_open(trigger_id=trigger, view=view or modal())
    return dict(answer["view"])


@by_hand
async def test_a_trigger_holds_three_seconds_and_once(workspace: Any, bot: Any, clock: Any) -> None:
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


async def test_at_most_three_modals_stand_on_each_other(workspace: Any, bot: Any) -> None:
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


async def test_a_push_needs_a_trigger_from_within_a_modal(workspace: Any, bot: Any) -> None:
    await opened(workspace, bot)
    trigger = workspace.parts.triggers.give(ELSA)
    with pytest.raises(SlackApiError, match="not_found"):
        await bot.client.views_push(trigger_id=trigger, view=modal())


async def test_a_bad_view_is_refused_with_a_pointer(workspace: Any, bot: Any) -> None:
    with pytest.raises(SlackApiError) as caught:
        await opened(workspace, bot, modal("En rubrik som är alldeles för lång"))
    answer = caught.value.response.data
    assert answer["error"] == "invalid_arguments"
    assert "[json-pointer:/view/title/text]" in answer["response_metadata"]["messages"][0]


async def test_an_update_with_an_old_hash_is_refused(workspace: Any, bot: Any) -> None:
    view = await opened(workspace, bot, modal(external_id="ett"))
    fresh = await bot.client.views_update(view_id=view["id"], hash=view["hash"], view=modal("Ny"))
    assert fresh["view"]["id"] == view["id"]
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await bot.client.views_update(view_id=view["id"], hash=view["hash"], view=modal())
    await bot.client.views_update(external_id="ett", view=modal("Tredje"))
    assert workspace.stack(ELSA)[0]["title"]["text"] == "Tredje"


async def test_what_was_filled_in_stays_when_the_modal_is_updated(workspace: Any, bot: Any) -> None:
    view = await opened(workspace, bot, modal("A", field("lage"), field("extra")))
    button = {
        "type": "actions",
        "block_id": "knappar",
        "elements": [{"type": "button", "action_id": "mer", "text": plain("Mer")}],
    }

    async def add_a_field(ack: Any, body: dict[str, Any], client: Any) -> None:
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
    workspace: Any, bot: Any
) -> None:
    seen: list[dict[str, Any]] = []

    async def keep(ack: Any, view: dict[str, Any]) -> None:
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
    typed = {
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
    workspace: Any, bot: Any, element: dict[str, Any], value: str, said: str
) -> None:
    view = await opened(workspace, bot, modal("A", field("a", **element)))
    errors = await workspace.human_submit_view(ELSA, view["id"], {"a": {"text": value}})
    assert said in errors["a"]
    assert len(workspace.stack(ELSA)) == 1


async def test_the_bots_own_errors_keep_the_modal_open(workspace: Any, bot: Any) -> None:
    async def refuse(ack: Any) -> None:
        await ack(response_action="errors", errors={"lage": "Skriv utan personnummer."})

    bot.app.view("utkast")(refuse)
    await bot.connect()
    view = await opened(workspace, bot)
    errors = await workspace.human_submit_view(ELSA, view["id"], {"lage": {"text": "x"}})
    assert errors == {"lage": "Skriv utan personnummer."}
    assert workspace.stack(ELSA)[0]["state"]["values"]["lage"]["text"]["value"] == "x"


async def test_errors_for_no_input_are_found_out(workspace: Any, bot: Any) -> None:
    async def refuse(ack: Any) -> None:
        await ack(response_action="errors", errors={"fel_id": "Nej."})

    bot.app.view("utkast")(refuse)
    await bot.connect()
    view = await opened(workspace, bot)
    with pytest.raises(PracticeError, match="finns kvar"):
        await workspace.human_submit_view(ELSA, view["id"], {"lage": {"text": "x"}})
    assert workspace.found[0].problem.pointer == "/errors/fel_id"


@pytest.mark.parametrize(("action", "titles"), [("update", ["B"]), ("push", ["A", "B"])])
async def test_a_submission_may_be_answered_with_another_view(
    workspace: Any, bot: Any, action: str, titles: list[str]
) -> None:
    async def answer(ack: Any) -> None:
        await ack(response_action=action, view=modal("B"))

    bot.app.view("utkast")(answer)
    await bot.connect()
    view = await opened(workspace, bot, modal("A"))
    await workspace.human_submit_view(ELSA, view["id"], {"lage": {"text": "x"}})
    assert [one["title"]["text"] for one in workspace.stack(ELSA)] == titles


async def test_clear_closes_all(workspace: Any, bot: Any) -> None:
    async def answer(ack: Any) -> None:
        await ack(response_action="clear")

    bot.app.view("utkast")(answer)
    await bot.connect()
    view = await opened(workspace, bot)
    trigger = workspace.parts.triggers.give(ELSA, view["id"])
    pushed = await bot.client.views_push(trigger_id=trigger, view=modal("B"))
    await workspace.human_submit_view(ELSA, pushed["view"]["id"], {"lage": {"text": "x"}})
    assert workspace.stack(ELSA) == []


async def test_a_closed_modal_is_told_with_its_words_where_asked_for(
    workspace: Any, bot: Any
) -> None:
    closed: list[dict[str, Any]] = []

    async def keep(ack: Any, body: dict[str, Any]) -> None:
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
    workspace: Any, bot: Any, clock: Any
) -> None:
    import asyncio

    view = await opened(workspace, bot)
    work = asyncio.ensure_future(
        workspace.human_submit_view(ELSA, view["id"], {"lage": {"text": "kvar"}})
    )
    await clock.advance(3.1)
    with pytest.raises(NoAnswerError):
        await work
    assert workspace.stack(ELSA)[0]["state"]["values"]["lage"]["text"]["value"] == "kvar"


async def test_nobody_reaches_another_persons_modal(workspace: Any, bot: Any) -> None:
    view = await opened(workspace, bot)
    with pytest.raises(PracticeError, match="ändrats eller tagits bort"):
        await workspace.human_submit_view(AMIR, view["id"], {})


async def test_home_is_published_opened_and_clicked_in(
    workspace: Any, bot: Any, until: Any
) -> None:
    seen: list[dict[str, Any]] = []
    search = field("sok", dispatch_action_config={"trigger_actions_on": ["on_enter_pressed"]})

    async def show(client: Any, event: dict[str, Any]) -> None:
        view = {"type": "home", "blocks": [search | {"dispatch_action": True}]}
        await client.views_publish(user_id=event["user"], view=view)

    async def keep(ack: Any, body: dict[str, Any]) -> None:
        await ack()
        seen.append(body)

    bot.app.event("app_home_opened")(show)
    bot.app.action("text")(keep)
    await bot.connect()
    await workspace.human_open_home(ELSA)
    await until(lambda: workspace.home(ELSA))
    where = Where("text", "sok", view_id=workspace.home(ELSA)["id"])
    await workspace.human_click(ELSA, where, "vårdbegäran")
    assert seen[0]["actions"][0]["value"] == "vårdbegäran"
    assert seen[0]["view"]["state"]["values"]["sok"]["text"]["value"] == "vårdbegäran"
    await workspace.human_open_home(ELSA)
    await until(lambda: len(bot.events("app_home_opened")) == 2)
    assert bot.events("app_home_opened")[1]["view"]["type"] == "home"
