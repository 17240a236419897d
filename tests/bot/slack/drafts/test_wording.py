"""Wording in a report: pointed out with a proposal beside, and nothing changes but by a tap."""

import pytest

from bot.slack.views import draft_words as words
from bot.slack.views.draft_marks import OWN_WORDS, REVIEW, REWORD
from tests.bot.slack.drafts.conftest import ELSA, VC, House
from tests.bot.slack.inbox.test_deviations import FACTS

pytestmark = pytest.mark.anyio
SAID = "Patienten föll kl. 21 och bröt höften. Avdelningen struntade i att ringa på fredagen."
TAKEN = "Patienten föll kl. 21 och bröt höften. Avdelningen ringde inte på fredagen."


async def reviewed(house: House, form: str = "avvikelse") -> str:
    """Write a report with a sentence that blames, and look it through."""
    house.here_as(ELSA, "hemtjansten-larkan")
    draft = house.begin(ELSA, form, **{**FACTS, "vad_hande": SAID, "mottagare": [VC]})
    await house.open_home(ELSA)
    await house.press_on_home(ELSA, "draft_open")
    await house.close(ELSA)
    await house.press(ELSA, house.last(house.direct(ELSA)), REVIEW)
    return draft.draft_id


def told(house: House, draft: str) -> str:
    reply = house.lotsen.draft_desk.show(draft, house.author(ELSA))
    return str(reply.field("vad_hande").value)


async def test_the_place_the_reason_and_the_proposal_stand_beside_the_text(house: House) -> None:
    draft = await reviewed(house)
    shown = house.words(ELSA)
    assert "struntade i" in shown
    assert house.lotsen.wording().remarks(SAID)[0].why in shown
    assert "Avdelningen ringde inte på fredagen." in shown
    assert told(house, draft) == SAID


async def test_the_proposal_is_taken_by_a_tap_and_facts_stay(house: House) -> None:
    draft = await reviewed(house)
    await house.press_in_modal(ELSA, REWORD)
    assert told(house, draft) == TAKEN
    assert words.TAKE_PROPOSAL not in house.words(ELSA)


async def test_own_words_stand_and_are_not_asked_of_again(house: House) -> None:
    draft = await reviewed(house)
    await house.press_in_modal(ELSA, OWN_WORDS)
    assert told(house, draft) == SAID
    assert words.TAKE_PROPOSAL not in house.words(ELSA)
    reply = house.lotsen.draft_desk.fill(draft, house.author(ELSA), {"forslag": "Ring alltid."})
    assert not [one for one in reply.remarks if one.field == "vad_hande" and one.place]


async def test_a_wording_stops_no_report(house: House) -> None:
    draft = await reviewed(house)
    assert words.TAKE_PROPOSAL in house.words(ELSA)
    await house.workspace.human_submit_view(ELSA, house.modal(ELSA)["id"])
    await house.settled()
    sent = house.lotsen.stored_messages.messages.of_draft(house.team, draft)
    assert sent is not None
    assert SAID in str(sent.fields)


async def test_a_proposal_from_the_draft_in_the_talk(house: House) -> None:
    draft = await reviewed(house)
    await house.close(ELSA)
    await house.press(ELSA, house.last(house.direct(ELSA)), REWORD)
    assert told(house, draft) == TAKEN
    assert "ringde inte" in str(house.last(house.direct(ELSA)))


async def test_messages_are_not_read_for_wording(house: House) -> None:
    house.here_as(ELSA, "hemtjansten-larkan")
    reply = house.begin(ELSA, "mvo", bedomning=SAID)
    assert not [one for one in reply.remarks if one.place]
