"""What is closed or thrown away by mistake comes back, and what can't be sent yet says why."""

import pytest

from bot.slack.views import draft_words as words
from bot.slack.views.draft_marks import (
    CHANGE_FORM,
    DISCARD,
    DROP_LEFT,
    ERASE,
    OTHER,
    REVIEW,
    START,
    TAKE_BACK,
)
from tests.bot.slack.drafts.conftest import ELSA, FILLED, TEXT, House, words_of

pytestmark = pytest.mark.anyio
SAID = "Går vanligtvis själv inomhus med rollator."


async def _thrown_away(house: House) -> None:
    await house.command(ELSA, f"utkast vårdbegäran {TEXT}")
    await house.press(ELSA, house.last(house.direct(ELSA)), DISCARD)


async def test_a_discarded_draft_is_taken_back_from_its_own_message(house: House) -> None:
    await _thrown_away(house)
    message = house.last(house.direct(ELSA))
    assert "Ångrar du dig kan du ta tillbaka det till" in words_of(message)
    assert SAID not in words_of(message)
    assert house.drafts(ELSA) == []
    await house.press(ELSA, message, TAKE_BACK)
    shown = words_of(house.last_blocks(ELSA))
    assert SAID in shown
    assert words.REVIEW in shown
    assert house.draft(ELSA).field("normaltillstand").value == SAID


async def test_what_is_erased_is_gone_at_once(house: House) -> None:
    await _thrown_away(house)
    message = house.last(house.direct(ELSA))
    await house.press(ELSA, message, ERASE)
    assert words.ERASED in words_of(house.last_blocks(ELSA))
    assert "button" not in str(house.last_blocks(ELSA))
    assert house.drafts(ELSA) == []


async def test_what_was_typed_before_a_draft_was_made_is_there_again(house: House) -> None:
    await house.open_home(ELSA)
    await house.press_on_home(ELSA, f"{START}_vardbegaran")
    for end in (10, len(SAID)):
        await house.type(ELSA, "draft_begin_text", SAID[:end])
    await house.close(ELSA)
    assert house.drafts(ELSA) == []
    await house.command(ELSA, "utkast mvo")
    shown = house.modal(ELSA)
    assert words.NOT_SENT_BEFORE in words_of(shown)
    assert house.block(shown, "draft_begin_text")["element"]["initial_value"] == SAID
    assert await house.fill(ELSA, draft_begin_text=SAID) == {}
    await house.close(ELSA)
    await house.command(ELSA, "utkast mvo")
    assert words.NOT_SENT_BEFORE not in words_of(house.modal(ELSA))


async def test_two_texts_in_one_field_are_chosen_between_before_sending(house: House) -> None:
    house.here_as(ELSA, "hemtjansten-larkan")
    draft = house.begin(ELSA, **FILLED)
    desk, author = house.lotsen.draft_desk, house.author(ELSA)
    for text in ("Orkar inte gå.", "Ligger mest i sängen."):
        desk.fill(draft.draft_id, author, {"forandring": text}, draft.version)
    await house.press_home_resume_and_close(ELSA)
    await house.press(ELSA, house.last(house.direct(ELSA)), REVIEW)
    shown = house.words(ELSA)
    assert "skrevs på två ställen samtidigt" in shown
    assert "Orkar inte gå." in shown
    assert "Ligger mest i sängen." in shown
    assert "submit" not in {key for key, value in house.modal(ELSA).items() if value}
    await house.press_in_modal(ELSA, OTHER)
    assert words.READY in house.words(ELSA)
    assert house.draft(ELSA).field("forandring").value == "Ligger mest i sängen."


async def test_text_that_does_not_fit_in_another_form_is_shown_until_taken_away(
    house: House,
) -> None:
    house.begin(ELSA, "planering", ansvar=[{"insats": "Omläggning av sår"}])
    await house.press_home_resume_and_close(ELSA)
    await house.press(ELSA, house.last(house.direct(ELSA)), CHANGE_FORM, "mvo")
    shown = words_of(house.last_blocks(ELSA))
    assert words.LEFT_TITLE in shown
    assert "Omläggning av sår" in shown
    await house.press(ELSA, house.last(house.direct(ELSA)), DROP_LEFT)
    assert words.LEFT_TITLE not in words_of(house.last_blocks(ELSA))
