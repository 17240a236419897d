"""A lesson in Slack: looked through, published, posted by somebody's own choice, taken back."""

import pytest

from bot.slack.views import analysis_marks as marks
from tests.bot.desk.analyses.working import LESSON
from tests.bot.slack.analyses.steps import CHANNEL, ELSA, JONAS, SARA, finished, published
from tests.bot.slack.inbox.house import House, actions_of, words_of

QUESTION = "Vem bevakar inkorgen på fredagskvällar?"
pytestmark = pytest.mark.anyio


def kinds(house: House, question: str = QUESTION) -> list[str]:
    """Give the kinds of the sources that a question is answered from."""
    return [one.kind for one in house.lotsen.answerer.answer(question).citations]


async def test_a_lesson_is_shown_word_for_word_before_anybody_else_sees_it(house: House) -> None:
    await finished(house)
    await house.press(SARA, marks.OPEN_LESSON)
    shown = house.modal(SARA)
    for text in LESSON.values():
        assert text in words_of(shown)
    assert {marks.PUBLISH, marks.WITHDRAW} <= set(actions_of(shown))
    assert marks.CHANNEL not in actions_of(shown)
    assert kinds(house) == []
    assert house.said(CHANNEL) == []


async def test_a_published_lesson_is_quoted_with_its_kind_and_a_withdrawn_one_never(
    house: House,
) -> None:
    await published(house)
    assert "Lärdomen är publicerad." in words_of(house.modal(SARA))
    assert set(kinds(house)) == {"lardom"}
    (case,) = (house.folder / "training").iterdir()
    assert LESSON["lardom"] in case.read_text()
    await house.press(SARA, marks.WITHDRAW)
    assert "tillbakatagen" in words_of(house.modal(SARA))
    assert kinds(house) == []
    assert not case.exists()


async def test_it_is_posted_only_where_somebody_says_and_only_once(house: House) -> None:
    await published(house)
    assert house.said(CHANNEL) == []
    assert await house.submit(SARA) == {marks.CHANNEL: "Välj en kanal."}
    assert await house.submit(SARA, channel=CHANNEL) == {}
    (post,) = house.said(CHANNEL)
    said = words_of(post["blocks"])
    assert LESSON["lardom"] in said
    assert "Lärdom från en händelseanalys, inte riktlinjen" in said
    for unit in ("Lärkan", "Vårdcentralen Demoby", SARA, ELSA):
        assert unit not in str(post["blocks"])
    assert "Lärdomen ligger i kanalen." in words_of(house.modal(SARA))
    errors = await house.submit(SARA, channel=CHANNEL)
    assert "redan" in errors[marks.CHANNEL]
    assert len(house.said(CHANNEL)) == 1


async def test_a_withdrawn_lesson_is_taken_back_where_it_was_posted(house: House) -> None:
    await published(house)
    await house.submit(SARA, channel=CHANNEL)
    await house.press(SARA, marks.WITHDRAW)
    (post,) = house.said(CHANNEL)
    assert "tillbakatagen" in words_of(post["blocks"])
    assert LESSON["lardom"] not in str(post)


async def test_a_channel_without_lotsen_is_said_so(house: House) -> None:
    await published(house)
    await house.workspace.human_remove(CHANNEL, house.workspace.parts.app.bot_user_id)
    assert await house.submit(SARA, channel=CHANNEL) == {}
    assert "Bjud in Lotsen" in words_of(house.modal(SARA))
    house.workspace.found.clear()


async def test_the_group_finds_lessons_at_home_and_spreads_them(house: House) -> None:
    await finished(house)
    home = await house.home(JONAS)
    assert "väntar på granskning" in words_of(home)
    await house.press_home(JONAS, marks.OPEN_LESSON)
    await house.press(JONAS, marks.PUBLISH)
    assert set(kinds(house)) == {"lardom"}
    assert "publicerad" in words_of(house.workspace.home(JONAS))
