"""The ways into a draft that are not the command: the guide, a message, and many units."""

import pytest

from bot.slack.views import draft_words as words
from bot.slack.views.draft_inputs import unit_element, unit_options
from tests.bot.slack.drafts.conftest import ALLA, ELSA, House, words_of
from tests.bot.slack.guide.conftest import GATES, SITUATION, actions_of

pytestmark = pytest.mark.anyio


async def test_the_guide_in_a_modal_goes_on_to_the_draft(house: House) -> None:
    await house.command(ELSA, f"guide {SITUATION}")
    await house.submit(ELSA, **GATES)
    await house.settled()
    while "guide_draft" not in actions_of(house.modal(ELSA)["blocks"]):
        (block,) = [one for one in house.modal(ELSA)["blocks"] if one["type"] == "input"]
        answer = block["element"]["options"][0]["value"]
        await house.submit(ELSA, **{block["block_id"].rpartition(":")[2]: answer})
    await house.click_in_modal(ELSA, "guide_draft")
    await house.settled()
    assert words.SHOWN_SUBMIT in house.words(ELSA)
    assert house.draft(ELSA).field("samtycke").value == "ja"
    await house.close(ELSA)
    assert words.KEPT in words_of(house.last_blocks(ELSA))


async def test_a_message_is_the_beginning_of_a_deviation(house: House) -> None:
    posted = await house.workspace.human_post(ELSA, ALLA, "Inget svar på tre dagar.")
    await house.workspace.human_shortcut(ELSA, "draft_deviation", ALLA, posted["ts"])
    await house.settled()
    assert house.drafts(ELSA) == [], "nothing is kept before it is sent in"
    if "avvikelse" not in house.lotsen.draft_desk.forms():
        assert "MedControl" in house.words(ELSA)
        return
    assert "Inget svar på tre dagar." in house.words(ELSA)
    text = house.block(house.modal(ELSA), "draft_begin_text")["element"]["initial_value"]
    await house.fill(ELSA, draft_begin_text=text)
    assert house.draft(ELSA).form == "avvikelse"


def test_many_units_are_looked_up_by_name() -> None:
    names = {f"enhet-{number}": f"Vårdcentralen {number}" for number in range(300)}
    names["rehab"] = "Rehab Demoby"
    element = unit_element(names, "draft_units", ["rehab"], is_many=True)
    assert element["type"] == "multi_external_select"
    assert element["initial_options"][0]["value"] == "rehab"
    assert [one["value"] for one in unit_options(names, "reh")] == ["rehab"]
    assert len(unit_options(names, "")) == 100
