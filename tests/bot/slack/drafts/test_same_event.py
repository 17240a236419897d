"""Two reports of one event: proposed before sending, linked by the person, seen by the receiver."""

import pytest

from bot.slack.views import draft_words as words
from bot.slack.views.draft_marks import NOT_SAME, REVIEW, SAME
from tests.bot.slack.drafts.conftest import ELSA, KERSTIN, VC, House
from tests.bot.slack.inbox.test_deviations import FACTS

pytestmark = pytest.mark.anyio
FILLED = {**FACTS, "mottagare": [VC]}


async def reviewed(house: House) -> str:
    """Send a report, write another of the same day, and look that through."""
    house.here_as(ELSA, "hemtjansten-larkan")
    first = house.begin(ELSA, "avvikelse", **FILLED)
    sent = house.lotsen.send_desk.send(first.draft_id, house.author(ELSA)).message_id
    house.begin(ELSA, "avvikelse", **{**FILLED, "rubrik": "MVO saknades"})
    await looked_through(house)
    return sent


async def looked_through(house: House) -> None:
    await house.open_home(ELSA)
    await house.press_on_home(ELSA, "draft_open")
    await house.close(ELSA)
    await house.press(ELSA, house.last(house.direct(ELSA)), REVIEW)


async def test_another_report_of_the_event_is_proposed_and_linked_by_the_person(
    house: House,
) -> None:
    first = await reviewed(house)
    assert words.SAME_EVENT in house.words(ELSA)
    await house.press_in_modal(ELSA, SAME)
    assert "Kopplad till Avvikelse i samverkan från Hemtjänsten Lärkan" in house.words(ELSA)
    await house.workspace.human_submit_view(ELSA, house.modal(ELSA)["id"])
    await house.settled()
    (other,) = house.lotsen.inbox_desk.open(first, house.author(KERSTIN)).same_event
    assert house.lotsen.inbox_desk.open(other, house.author(KERSTIN)).same_event == (first,)


async def test_a_link_is_taken_back_and_nothing_is_linked_by_itself(house: House) -> None:
    first = await reviewed(house)
    await house.press_in_modal(ELSA, SAME)
    house.later()
    await house.press_in_modal(ELSA, NOT_SAME)
    assert words.IS_SAME in house.words(ELSA)
    await house.workspace.human_submit_view(ELSA, house.modal(ELSA)["id"])
    await house.settled()
    assert house.lotsen.inbox_desk.open(first, house.author(KERSTIN)).same_event == ()


async def test_a_message_that_is_no_report_is_asked_nothing(house: House) -> None:
    house.here_as(ELSA, "hemtjansten-larkan")
    house.begin(ELSA)
    await looked_through(house)
    assert words.SAME_EVENT not in house.words(ELSA)
