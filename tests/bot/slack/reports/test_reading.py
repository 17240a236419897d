"""The group reads other units' reports in Slack: a list, a reason, the report, and its number."""

from datetime import UTC, datetime

import pytest

from storage.message import Step
from tests.bot.slack.inbox.house import House, actions_of, words_of
from tests.bot.slack.inbox.test_deviations import reported

ELSA, KERSTIN, MAJA, JONAS = "U0ELSA001", "U0KERS003", "U0MAJA006", "U0JONA004"
WHY = "Genomgång av avvikelser om utskrivning."

pytestmark = pytest.mark.anyio


def _step(house: House, message: str) -> Step:
    return Step(message, house.team, datetime.now(UTC), "hemtjanst", ELSA, "registered")


async def listed(house: House, user: str = JONAS) -> str:
    """Open this month's list from a button of the room."""
    ts = await house.notice("open_report_list", f"{datetime.now(UTC):%Y-%m}:0", "C0REH00006")
    await house.press_in(user, "C0REH00006", ts, "open_report_list")
    return words_of(house.modal(user))


async def read(house: House, message: str, reason: str = WHY) -> None:
    """Go from the list, over the reason, to the report."""
    await listed(house)
    await house.press(JONAS, "open_message", message)
    assert await house.submit(JONAS, message_text=reason) == {}


async def test_the_room_has_a_way_to_the_list(house: House) -> None:
    reported(house)
    assert "open_report_list" in actions_of(await house.home(JONAS))


async def test_the_list_says_which_units_and_nothing_of_what_they_say(house: House) -> None:
    reported(house)
    said = await listed(house)
    assert "Hemtjänsten Lärkan → Vårdcentralen Demoby" in said
    assert "ej överförd till MedControl PRO" in said
    assert "Inget MVO" not in said


async def test_the_list_is_turned_to_other_months(house: House) -> None:
    reported(house)
    await listed(house)
    await house.press(JONAS, "report_list_turn_before")
    assert "Inget är rapporterat den månaden." in words_of(house.modal(JONAS))
    await house.press(JONAS, "report_list_turn_after")
    assert "Hemtjänsten Lärkan" in words_of(house.modal(JONAS))


async def test_a_report_of_others_opens_after_a_reason_that_its_units_see(house: House) -> None:
    message = reported(house)
    await listed(house)
    await house.press(JONAS, "open_message", message)
    asked = words_of(house.modal(JONAS))
    assert "Skälet sparas tillsammans med ditt namn" in asked
    assert "Inget MVO kom." not in asked
    assert "några ord" in (await house.submit(JONAS, message_text="kort"))["message_text"]
    assert await house.submit(JONAS, message_text=WHY) == {}
    shown = house.modal(JONAS)
    assert "Inget MVO kom." in words_of(shown)
    assert ELSA not in str(shown)
    assert "message_act_acknowledge" not in actions_of(shown)
    opened = await house.open(MAJA, message)
    assert WHY in words_of(opened)
    assert f"Rehabenheten Demoby · <@{JONAS}>" in words_of(opened)


async def test_the_text_to_take_out_opens_on_the_reason(house: House) -> None:
    message = reported(house)
    await read(house, message)
    await house.press(JONAS, "message_samsa")
    assert "Text för MedControl" in words_of(house.modal(JONAS))
    assert house.noted()[0].outcome == "allowed_with_reason"


async def test_a_number_is_noted_and_marks_the_report(house: House) -> None:
    message = reported(house)
    await read(house, message)
    await house.press(JONAS, "message_number")
    refused = await house.submit(JONAS, message_text="19121212-1212")
    assert "inga personuppgifter" in refused["message_text"]
    assert await house.submit(JONAS, message_text="2026-1234") == {}
    shown = house.modal(JONAS)
    assert "Numret är sparat" in words_of(shown)
    assert "Nummer i MedControl PRO: 2026-1234" in words_of(shown)
    assert "message_number" not in actions_of(shown)
    assert "MedControl PRO: 2026-1234" in await listed(house)


async def test_another_number_afterwards_is_refused_in_the_field(house: House) -> None:
    message = reported(house)
    await read(house, message)
    await house.press(JONAS, "message_number")
    house.lotsen.stored_messages.numbers.mark(_step(house, message), "A-1")
    assert "redan markerad" in (await house.submit(JONAS, message_text="A-2"))["message_text"]


async def test_who_is_outside_the_group_gets_no_form_to_fill_in(house: House) -> None:
    message = reported(house, to="rehab")
    await house.open(MAJA, message)
    ts = await house.notice("open_message", message, "C0VC000005")
    await house.press_in("U0SARA005", "C0VC000005", ts, "open_message")
    assert house.modal("U0SARA005") == {}
    assert "avsändande eller mottagande" in house.whispered("U0SARA005")[-1]
