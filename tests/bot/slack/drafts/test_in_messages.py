"""Drafts that are talked about in the direct messages."""

from typing import Any

import pytest

from bot.slack.views import draft_words as words
from bot.slack.views.draft_marks import (
    CHANGE_FORM,
    CHOOSE,
    DISCARD,
    PICKED,
    SHOW,
    SKIP,
    DraftMark,
)
from flows.forms.draft import Origin
from tests.bot.slack.drafts.conftest import ALLA, ELSA, FILLED, TEXT, VC, House, words_of

pytestmark = pytest.mark.anyio


async def _begun(house: House) -> dict[str, Any]:
    await house.command(ELSA, f"utkast vårdbegäran {TEXT}")
    return house.last(house.direct(ELSA))


async def test_the_command_puts_the_sorted_draft_in_the_direct_messages(house: House) -> None:
    shown = words_of((await _begun(house))["blocks"])
    assert words.TITLE.format(form="Vårdbegäran") in shown
    assert "Går vanligtvis själv inomhus med rollator." in shown
    assert "(från dig)" in shown
    assert "(saknas)" in shown
    assert words.NEXT.format(label="Samtycke") in shown


async def test_a_choice_fills_in_the_field_and_asks_for_the_next(house: House) -> None:
    message = await _begun(house)
    await house.press(ELSA, message, CHOOSE, "ja")
    assert house.draft(ELSA).field("samtycke").value == "ja"
    shown = words_of(house.last(house.direct(ELSA))["blocks"])
    assert words.NEXT.format(label="Mottagande enheter") in shown


async def test_units_are_looked_up_and_picked_in_the_message(house: House) -> None:
    draft = house.begin(ELSA, samtycke="ja")
    await house.press_home_resume_and_close(ELSA)
    message = house.last(house.direct(ELSA))
    mark = DraftMark(draft.draft_id, draft.version, "mottagare").value
    offered = await house.look_up(ELSA, message, f"{mark}_units", "vårdc")
    assert [one["value"] for one in offered] == [VC]
    picked = {f"{mark}_units": ("draft_units", offered)}
    await house.press(ELSA, message, PICKED, **picked)
    assert house.draft(ELSA).field("mottagare").value == [VC]


async def test_what_is_written_in_the_thread_is_the_answer(house: House) -> None:
    message = await _begun(house)
    await house.press(ELSA, message, CHOOSE, "ja")
    reply = await house.say(ELSA, "Vårdcentralen Demoby", message["ts"])
    assert house.draft(ELSA).field("mottagare").value == [VC]
    shown = words_of(reply["blocks"])
    assert "Noterat under Mottagande enheter" in shown
    assert words.NEXT.format(label="Ärendet är") in shown
    whole = words_of(house.said(house.direct(ELSA))[0]["blocks"])
    assert "Vårdcentralen Demoby" in whole, "the draft's own message follows"


async def test_what_is_written_at_the_bottom_just_after_is_the_answer_too(house: House) -> None:
    await _begun(house)
    await house.say(ELSA, "ja")
    assert house.draft(ELSA).field("samtycke").value == "ja"
    await house.say(ELSA, "Vårdcentralen Demoby")
    assert house.draft(ELSA).field("mottagare").value == [VC]


async def test_an_edited_answer_changes_the_field_that_it_answered(house: House) -> None:
    fields = {name: value for name, value in FILLED.items() if name not in ("adl", "insatser")}
    house.begin(ELSA, **fields)
    await house.press_home_resume_and_close(ELSA)
    message = house.last(house.direct(ELSA))
    await house.say(ELSA, "Rollator inne.", message["ts"])
    written = house.workspace.channels[house.direct(ELSA)].messages
    own = next(ts for ts in sorted(written) if written[ts].get("user") == ELSA)
    await house.workspace.human_edit(ELSA, house.direct(ELSA), own, "Rullstol inne.")
    await house.until(lambda: house.draft(ELSA).field("adl").value == "Rullstol inne.")
    assert house.draft(ELSA).field("insatser").origin is Origin.MISSING


async def test_an_edited_beginning_leaves_the_draft_and_says_so(house: House) -> None:
    await house.say(ELSA, f"Skriv utkast till vårdbegäran: {TEXT}")
    before = house.draft(ELSA)
    written = house.workspace.channels[house.direct(ELSA)].messages
    own = next(ts for ts in sorted(written) if written[ts].get("user") == ELSA)
    await house.workspace.human_edit(ELSA, house.direct(ELSA), own, "Skriv utkast till MVO: hej")
    await house.until(lambda: words.BEGINNING_EDITED in words_of(house.last_blocks(ELSA)))
    assert house.draft(ELSA) == before


async def test_a_question_is_answered_and_leaves_the_draft_alone(house: House) -> None:
    message = await _begun(house)
    before = house.draft(ELSA)
    reply = await house.say(ELSA, "När ska vi svara på en vårdbegäran?", message["ts"])
    assert "answer_feedback" in str(reply["blocks"])
    assert house.draft(ELSA) == before


async def test_a_word_that_is_no_choice_is_asked_again(house: House) -> None:
    message = await _begun(house)
    before = house.draft(ELSA).version
    reply = await house.say(ELSA, "kanske", message["ts"])
    assert words.NOT_UNDERSTOOD in words_of(reply["blocks"])
    assert house.draft(ELSA).version == before


async def test_more_text_where_a_choice_is_asked_for_is_sorted_in(house: House) -> None:
    message = await _begun(house)
    await house.say(ELSA, "Hör dåligt på vänster öra och har ramlat förut.", message["ts"])
    assert "vänster öra" in house.draft(ELSA).text


async def test_what_is_skipped_comes_last(house: House) -> None:
    message = await _begun(house)
    await house.press(ELSA, message, SKIP)
    assert house.draft(ELSA).next_field == "mottagare"
    house.later()
    await house.say(ELSA, "hoppa över", message["ts"])
    assert house.draft(ELSA).next_field == "arendet_ar"


async def test_in_a_channel_the_draft_is_put_in_the_direct_messages(house: House) -> None:
    await house.workspace.human_post(ELSA, ALLA, f"@Lotsen skriv utkast till vårdbegäran: {TEXT}")
    await house.until(lambda: house.said(house.direct(ELSA)))
    await house.settled()
    assert "rollator" not in words_of(house.said(ALLA))
    assert "rollator" in words_of(house.last_blocks(ELSA))
    draft = house.draft(ELSA)
    await house.say(ELSA, "ja")
    assert house.draft(ELSA).version == draft.version + 1


async def test_the_whole_draft_can_be_shown_from_a_question(house: House) -> None:
    message = await _begun(house)
    reply = await house.say(ELSA, "ja", message["ts"])
    await house.press(ELSA, reply, SHOW)
    assert words.TITLE.format(form="Vårdbegäran") in words_of(house.last_blocks(ELSA))


async def test_another_message_type_takes_the_words_along(house: House) -> None:
    message = await _begun(house)
    await house.press(ELSA, message, CHANGE_FORM, "mvo")
    draft = house.draft(ELSA)
    assert draft.form == "mvo"
    assert "rollator" in draft.text
    assert draft.form_title in words_of(house.last_blocks(ELSA))


async def test_a_discarded_draft_is_gone_and_its_message_says_so(house: House) -> None:
    message = await _begun(house)
    await house.press(ELSA, message, DISCARD)
    assert house.drafts(ELSA) == []
    shown = words_of(house.last_blocks(ELSA))
    assert words.DISCARDED.split("{")[0] in shown
    assert "rollator" not in shown


async def test_a_late_press_on_a_discarded_draft_says_that_it_is_gone(house: House) -> None:
    message = await _begun(house)
    house.lotsen.draft_desk.discard(house.draft(ELSA).draft_id, house.author(ELSA))
    await house.press(ELSA, message, CHOOSE, "ja")
    assert "finns inte längre" in words_of(house.whispers(ELSA))


async def test_a_wish_without_a_form_is_asked_what_it_is_about(house: House) -> None:
    reply = await house.say(ELSA, "Skriv ett utkast")
    assert "Vad vill du skriva?" in words_of(reply["blocks"])


async def test_a_pasted_text_of_20000_characters_is_kept_whole(house: House) -> None:
    sentence = "Går vanligtvis själv inomhus med rollator. "
    text = (sentence * 500)[:20_000]
    await house.paste(ELSA, f"Skriv utkast till vårdbegäran: {text}")
    draft = house.draft(ELSA)
    assert draft.field("normaltillstand").value.count("rollator") == text.count("rollator")
    assert draft.field("normaltillstand").fault
    assert "visas kortad" in words_of(house.last_blocks(ELSA))


async def test_emoji_and_turned_text_are_kept_and_harmless(house: House) -> None:
    await house.command(ELSA, "utkast vårdbegäran Går vanligtvis själv 👩‍🦽 med rollator\u202e nu.")
    value = house.draft(ELSA).field("normaltillstand").value
    assert "👩‍🦽" in value
    assert "\u202e" not in words_of(house.last_blocks(ELSA))
