"""Whoever belongs to none of the units is refused by every way there is, and it is noted."""

import asyncio
import json
from typing import Any

import pytest
import typer

from bot.commands.messages import open_message
from bot.delivery.webhook import payload
from tests.bot.slack.inbox.house import House

Of = Any
ELSA, KERSTIN, SARA, MAJA = "U0ELSA001", "U0KERS003", "U0SARA005", "U0MAJA006"
JONAS, AMIR = "U0JONA004", "U0AMIR002"
ALLA = "C0ALLA0001"
REFUSED = "Meddelandet kan bara öppnas av den som hör till"
NOT_YOURS = "Du hör inte till den enheten."
SECRET = "fredag samma tid"

pytestmark = pytest.mark.anyio


def assert_noted(house: House, user: str, subject: str) -> None:
    """The latest that is noted is the refusal."""
    row = house.noted()[0]
    assert (row.actor, row.subject, row.outcome) == (user, subject, "refused_no_member")


def assert_nothing_seen(house: House, user: str) -> None:
    """Nothing that the person can see holds what the message says."""
    shown = json.dumps(
        [house.workspace.stack(user), house.whispered(user), house.said(house.direct(user)),
         house.workspace.home(user)],
        ensure_ascii=False,
    )  # fmt: skip
    assert SECRET not in shown


async def test_a_button_in_a_channel_opens_nothing_for_a_stranger(house: House) -> None:
    message = house.send()
    ts = await house.notice("open_message", message, ALLA)
    await house.press_in(JONAS, ALLA, ts, "open_message")
    assert REFUSED in house.whispered(JONAS)[-1]
    assert_noted(house, JONAS, message)
    assert_nothing_seen(house, JONAS)


async def test_the_inbox_button_opens_nothing_for_a_stranger(house: House) -> None:
    house.send()
    ts = await house.notice("open_inbox", "vardcentral", ALLA)
    await house.press_in(JONAS, ALLA, ts, "open_inbox")
    assert NOT_YOURS in house.whispered(JONAS)[-1]
    assert_noted(house, JONAS, "vardcentral")
    assert_nothing_seen(house, JONAS)


async def test_who_left_the_unit_presses_the_old_button_of_a_notice_in_vain(house: House) -> None:
    message = house.send()
    ts = await house.notice("open_message", message)
    await house.press_in(SARA, "C0VC000005", ts, "open_message")
    await house.workspace.human_close_view(SARA, house.modal(SARA)["id"])
    house.put_units(vardcentral=(KERSTIN,))
    await house.press_in(SARA, "C0VC000005", ts, "open_message")
    assert REFUSED in house.whispered(SARA)[-1]
    assert_noted(house, SARA, message)
    assert_nothing_seen(house, SARA)


async def test_who_left_the_unit_presses_an_old_row_of_the_home_tab_in_vain(
    house: House, words: Of
) -> None:
    message = house.send()
    await house.home(SARA)
    house.put_units(vardcentral=(KERSTIN,))
    where = (await house.home(SARA))["id"]
    await _click(house, SARA, "open_message", where, message)
    assert REFUSED in house.whispered(SARA)[-1] or REFUSED in words(house.modal(SARA))
    assert_noted(house, SARA, message)
    home = words(await house.home(SARA))
    assert "Du hör inte till någon enhet" in home


@pytest.mark.parametrize(
    "act",
    ["acknowledge", "ask_more", "complete", "answer", "plan", "forward", "misdirected", "close",
     "transferred"],
)  # fmt: skip
async def test_who_left_the_unit_can_do_nothing_in_a_message_that_is_still_open(
    house: House, words: Of, act: str
) -> None:
    message = house.send()
    await house.open(SARA, message)
    steps = house.lotsen.stored_messages.messages.steps(message)
    house.put_units(vardcentral=(KERSTIN,))
    await house.press(SARA, f"message_act_{act}")
    assert REFUSED in words(house.modal(SARA))
    assert_noted(house, SARA, message)
    assert house.lotsen.stored_messages.messages.steps(message) == steps
    assert house.lotsen.draft_desk.open_drafts(house.who(SARA)) == []


@pytest.mark.parametrize("act", ["withdraw", "correct", "consent_withdrawn"])
async def test_who_left_the_sending_unit_can_take_nothing_back(
    house: House, words: Of, act: str
) -> None:
    message = house.send()
    await house.open(ELSA, message)
    house.put_units(hemtjanst=(MAJA,))
    await house.press(ELSA, f"message_act_{act}")
    assert REFUSED in words(house.modal(ELSA))
    assert_noted(house, ELSA, message)


@pytest.mark.parametrize("act", ["ask_more", "complete", "misdirected"])
async def test_who_left_the_unit_sends_no_form_that_is_still_open(house: House, act: str) -> None:
    message = house.send()
    await house.open(SARA, message)
    await house.press(SARA, f"message_act_{act}")
    house.put_units(vardcentral=(KERSTIN,))
    errors = await house.submit(SARA, message_text="Vilken tid gäller?")
    assert REFUSED in errors["message_text"]
    assert_noted(house, SARA, message)
    assert house.lotsen.stored_messages.additions.of(message) == []


@pytest.mark.parametrize("action_id", ["message_samsa", "message_file_text", "message_page_next"])
async def test_who_left_the_unit_takes_nothing_out(house: House, words: Of, action_id: str) -> None:
    message = house.send()
    await house.open(SARA, message)
    if action_id != "message_samsa":
        await house.press(SARA, "message_samsa")
    before = len(house.said(house.direct(SARA)))
    house.put_units(vardcentral=(KERSTIN,))
    view, value = house.modal(SARA)["id"], {"message_samsa": message}.get(action_id, "text")
    value = "0" if action_id == "message_page_next" else value
    await _click(house, SARA, action_id, view, value)
    assert REFUSED in words(house.modal(SARA))
    assert_noted(house, SARA, message)
    assert len(house.said(house.direct(SARA))) == before


async def test_an_inbox_that_is_still_open_turns_no_page_for_who_left(
    house: House, words: Of
) -> None:
    house.send()
    await house.workspace.human_command(SARA, ALLA, "/lotsen inkorg")
    await house.settled()
    house.put_units(vardcentral=(KERSTIN,))
    await house.press(SARA, "inbox_shelf_done")
    assert NOT_YOURS in words(house.modal(SARA))
    assert_noted(house, SARA, "vardcentral")


async def test_nobody_is_here_as_a_unit_they_are_not_in(house: House, words: Of) -> None:
    await house.home(KERSTIN)
    view = (await house.home(KERSTIN))["id"]
    await _click(house, KERSTIN, "inbox_here_as", view, "hemtjanst")
    row = house.noted()[0]
    assert (row.actor, row.action, row.outcome) == (KERSTIN, "choose_unit", "refused_no_member")
    assert house.lotsen.unit_register.standing_in(house.team, KERSTIN) is None


async def test_a_made_up_id_is_refused_like_any_other_and_not_kept(house: House) -> None:
    ts = await house.notice("open_message", "Gunvor 19640823-3234", ALLA)
    await house.press_in(SARA, ALLA, ts, "open_message")
    assert REFUSED in house.whispered(SARA)[-1]
    assert_noted(house, SARA, "unknown")


async def test_a_colleague_of_the_sender_can_read_but_not_acknowledge(
    house: House, words: Of
) -> None:
    message = house.send()
    await house.open(MAJA, message)
    view = house.modal(MAJA)["id"]
    await _click(house, MAJA, "message_act_acknowledge", view, "acknowledge")
    assert "Det där gör den andra enheten" in words(house.modal(MAJA))
    row = house.noted()[0]
    assert (row.actor, row.outcome) == (MAJA, "refused_not_this_side")


async def test_the_command_line_obeys_the_same_rule(
    house: House, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    message = house.send()
    monkeypatch.setenv("LOTSEN_DATA_DIR", str(house.folder))
    with pytest.raises(typer.Exit) as caught:
        await asyncio.to_thread(open_message, message, user=f"{house.team}/{JONAS}")
    assert caught.value.exit_code == 2
    shown = capsys.readouterr()
    assert REFUSED in shown.err
    assert SECRET not in shown.out + shown.err
    assert_noted(house, JONAS, message)


async def test_a_notice_on_its_way_holds_nothing_of_the_message(house: House) -> None:
    house.send()
    await house.deliver()
    (letter,) = house.mailbox.letters
    assert SECRET not in letter.text + letter.subject
    assert SECRET not in payload(letter).decode()


async def _click(house: House, user: str, action_id: str, view_id: str, value: str) -> None:
    """Press something that the page may not show any more, as an old window would send it."""
    state, is_menu = house.workspace.parts, action_id.endswith("here_as")
    kind = "static_select" if is_menu else "button"
    chosen = {"selected_option": {"value": value}} if is_menu else {"value": value}
    action = {"action_id": action_id, "block_id": "b", "type": kind, "action_ts": "1700000000.1"}
    view = next(
        one for one in (*house.workspace.stack(user), house.workspace.home(user))
        if one and one["id"] == view_id
    )  # fmt: skip
    pressed = {
        "type": "block_actions", "team": {"id": house.team}, "user": {"id": user},
        "api_app_id": state.app.app_id, "actions": [action | chosen], "view": view,
        "container": {"type": "view", "view_id": view_id},
        "trigger_id": state.triggers.give(user, view_id if view["type"] == "modal" else None),
    }  # fmt: skip
    await house.workspace.dispatcher.ask("interactive", pressed)
    await house.settled()
