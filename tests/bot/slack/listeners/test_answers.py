"""The buttons under an answer, pressed in the practice workspace."""

import json
from typing import Any

import pytest

from bot.slack import words
from storage.feedback import Feedback, Verdict

House = Any  # the conftest's; a folder of tests is no package to import from
Json = dict[str, Any]
ELSA, AMIR, ALLA = "U0ELSA001", "U0AMIR002", "C0ALLA0001"
QUESTION = "När ska vi svara på en vårdbegäran?"

pytestmark = pytest.mark.anyio


def answer_id_of(message: Json) -> str:
    blocks = json.dumps(message["blocks"])
    return blocks.split('"good:')[1][:32]


def feedback_of(house: House, user: str, message: Json) -> Feedback:
    kept = house.surface.verdicts._store.find(house.team, answer_id_of(message), user)
    assert kept is not None
    return kept  # type: ignore[no-any-return]


def shown(thing: object) -> str:
    return json.dumps(thing, ensure_ascii=False)


async def test_the_section_opens_with_the_quote_marked(house: House) -> None:
    answer = await house.ask(ELSA, ALLA)
    await house.press(AMIR, "show_section", answer)
    view = house.modal(AMIR)
    runs = [run for block in view["blocks"] if block["type"] == "rich_text"
            for part in block["elements"] for run in part["elements"]]  # fmt: skip
    bold = [run["text"] for run in runs if run.get("style", {}).get("bold")]
    quotes = shown(answer["blocks"])
    assert bold
    assert all(f"”{quote}”" in quotes for quote in bold)


async def test_a_section_of_a_removed_source_says_so(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = await house.ask(ELSA, ALLA)
    quoted = house.surface.verdicts.answer(answer_id_of(answer)).quoted[0]
    register = house.lotsen.library.register()
    gone = register.without([quoted.document_id], house.surface.clock())
    monkeypatch.setattr(house.lotsen.library, "register", lambda: gone)
    await house.press(ELSA, "show_section", answer)
    assert words.REMOVED in shown(house.modal(ELSA))


async def test_a_double_click_opens_one_modal(house: House) -> None:
    answer = await house.ask(ELSA, ALLA)
    await house.press(ELSA, "show_section", answer)
    await house.press(ELSA, "show_section", answer)
    assert len(house.workspace.stack(ELSA)) == 1


async def test_a_good_verdict_is_thanked_by_a_whisper_and_the_message_stays(house: House) -> None:
    answer = await house.ask(ELSA, ALLA)
    before = shown(answer["blocks"])
    await house.press(AMIR, "answer_feedback", answer, f"good:{answer_id_of(answer)}")
    assert feedback_of(house, AMIR, answer).verdict is Verdict.GOOD
    assert [one["text"] for one in house.workspace.whispers(AMIR)] == [words.FEEDBACK_THANKS]
    assert house.workspace.whispers(ELSA) == []
    assert shown(house.said(ALLA)[0]["blocks"]) == before


async def test_a_bad_verdict_is_kept_before_the_form_is_sent(house: House) -> None:
    answer = await house.ask(ELSA, ALLA)
    await house.press(ELSA, "answer_feedback", answer, f"bad:{answer_id_of(answer)}")
    assert feedback_of(house, ELSA, answer).verdict is Verdict.BAD
    assert house.modal(ELSA)["callback_id"] == "feedback_form"


async def test_a_complaint_is_bound_to_the_passage_and_version_it_is_about(house: House) -> None:
    answer = await house.ask(ELSA, ALLA)
    quoted = house.surface.verdicts.answer(answer_id_of(answer)).quoted
    await house.press(ELSA, "answer_feedback", answer, f"bad:{answer_id_of(answer)}")
    chosen = {"feedback_reason": "foraldrad", "feedback_note": "Ändrat i våras."}
    if len(quoted) > 1:
        chosen["feedback_which"] = str(quoted[-1].number)
    assert await house.submit(ELSA, **chosen) == {}
    kept = feedback_of(house, ELSA, answer)
    assert (kept.reason, kept.note) == ("foraldrad", "Ändrat i våras.")
    assert kept.about is not None
    assert (kept.about.passage_id, kept.about.version, kept.about.document_id) == (
        quoted[-1].passage_id,
        quoted[-1].version,
        quoted[-1].document_id,
    )
    assert words.FEEDBACK_THANKS_BAD in shown(house.modal(ELSA))


async def test_a_form_without_a_reason_is_not_sent(house: House) -> None:
    answer = await house.ask(ELSA, ALLA)
    await house.press(ELSA, "answer_feedback", answer, f"bad:{answer_id_of(answer)}")
    assert "feedback_reason" in await house.submit(ELSA, feedback_note="Hej")


async def test_one_person_has_one_verdict_which_can_be_changed(house: House) -> None:
    answer = await house.ask(ELSA, ALLA)
    name = answer_id_of(answer)
    await house.press(ELSA, "answer_feedback", answer, f"bad:{name}")
    await house.submit(ELSA, feedback_reason="otydlig")
    await house.press(ELSA, "answer_feedback", answer, f"good:{name}")
    await house.press(AMIR, "answer_feedback", answer, f"bad:{name}")
    assert feedback_of(house, ELSA, answer).verdict is Verdict.GOOD
    assert feedback_of(house, ELSA, answer).reason is None
    assert feedback_of(house, AMIR, answer).verdict is Verdict.BAD


async def test_a_verdict_on_an_answer_that_is_gone_says_what_to_do(house: House) -> None:
    answer = await house.ask(ELSA, ALLA)
    await house.press(ELSA, "answer_feedback", answer, f"good:{'0' * 32}")
    assert [one["text"] for one in house.workspace.whispers(ELSA)] == [words.ANSWER_GONE]
