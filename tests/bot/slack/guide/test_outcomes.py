"""What can be done with an outcome: the source, a person, a verdict, a draft."""

import pytest

from bot.desk.drafts.desk import Author
from storage.given import GivenAnswers
from tests.bot.slack.guide.conftest import ELSA, House, Until, actions_of, words_of
from tests.bot.slack.guide.test_in_messages import decided

TEAM = "T0DEMOBY1"


async def test_the_source_is_shown_with_the_sentence_marked(house: House, until: Until) -> None:
    _, message = await decided(house, until)
    await house.click(ELSA, message, "guide_section")
    await until(lambda: house.workspace.stack(ELSA))
    runs = str(house.modal(ELSA)["blocks"])
    assert "'style': {'bold': True}" in runs
    assert "Avsnittet går inte att visa" not in runs


async def test_a_draft_takes_over_the_facts_and_what_was_written(
    house: House, until: Until
) -> None:
    direct, message = await decided(house, until)
    await house.click(ELSA, message, "guide_draft")
    await until(lambda: "Utkast: Vårdbegäran" in words_of(house.last(direct)["blocks"]))
    (draft,) = house.lotsen.draft_desk.open_drafts(Author(TEAM, ELSA))
    assert draft.field("samtycke").value == "ja"
    assert "sämre" in draft.text
    await house.click(ELSA, message, "guide_draft")
    assert len(house.lotsen.draft_desk.open_drafts(Author(TEAM, ELSA))) == 1


async def test_a_person_is_asked_with_what_the_guide_came_to(house: House, until: Until) -> None:
    _, message = await decided(house, until)
    await house.click(ELSA, message, "guide_human")
    await until(lambda: house.workspace.stack(ELSA))
    assert "Guiden kom fram till Vårdbegäran" in words_of(house.modal(ELSA)["blocks"])
    await house.submit(ELSA)
    await until(lambda: house.said("C0OMBUD002"))
    assert "Guiden kom fram till Vårdbegäran" in words_of(house.last("C0OMBUD002")["blocks"])


@pytest.mark.parametrize("verdict", ["good", "bad"])
async def test_a_verdict_is_bound_to_the_guidance(house: House, until: Until, verdict: str) -> None:
    _, message = await decided(house, until)
    (feedback,) = [one for one in message["blocks"] if one["type"] == "context_actions"]
    side = "positive_button" if verdict == "good" else "negative_button"
    await house.click(ELSA, message, "guide_feedback", feedback["elements"][0][side]["value"])
    shown = house.workspace.whispers if verdict == "good" else house.workspace.stack
    await until(lambda: shown(ELSA))
    with house.database.reading() as connection:
        (row,) = connection.execute("SELECT answer_id, verdict FROM feedback").fetchall()
        (guidance,) = connection.execute("SELECT id, version FROM guidances").fetchall()
    assert row["answer_id"] == f"{guidance['id']}v{guidance['version']}"
    assert row["verdict"] == verdict
    given = GivenAnswers(house.database).find(row["answer_id"])
    assert given
    assert given.quoted


async def test_a_button_under_an_outcome_that_is_left_shows_the_step(
    house: House, until: Until
) -> None:
    direct, message = await decided(house, until)
    await house.click(ELSA, message, "guide_back")
    await until(lambda: "guide_answer" in actions_of(house.last(direct)["blocks"]))
    house.workspace.channels[direct].messages[message["ts"]]["blocks"] = message["blocks"]
    await house.click(ELSA, message, "guide_human")
    await until(lambda: "Du hade redan gått vidare" in words_of(house.last(direct)["blocks"]))
    assert house.workspace.stack(ELSA) == []
