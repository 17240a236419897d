"""An outcome is kept as an answer when it is given, and is found when a source is recalled."""

import pytest

from bot.desk.guide import GuideDesk
from bot.privacy import mask
from storage.answers import Answers
from storage.database import StorageError
from tests.bot.desk.conftest import GATES

TEXT = "Hemtjänsten vill informera vårdcentralen om att kunden ramlat."


def outcome_of(desk: GuideDesk, asker: str = "U1") -> str:
    """Go all the way, and give the id of the document behind the outcome."""
    begun = desk.begin(mask(TEXT), asker, "T1", "C1")
    desk.answer(begun.guidance_id, asker, GATES)
    reply = desk.answer(begun.guidance_id, asker, {"syfte": "information"})
    assert reply.outcome
    return reply.citations[0].document_id


def test_an_outcome_nobody_pressed_anything_on_is_recalled(
    desk: GuideDesk, answers: Answers
) -> None:
    document = outcome_of(desk)
    recalled = answers.recall(document)
    assert {one.asker for one in recalled} == {"T1/U1"}
    assert "Guiden kom fram till Vårdbegäran" in recalled[0].question
    assert "ramlat" not in recalled[0].question


def test_an_outcome_given_at_once_is_recalled(desk: GuideDesk, answers: Answers) -> None:
    facts = {**GATES, "syfte": "information"}
    reply = desk.begin(mask(TEXT), "terminal", given=facts)
    assert reply.outcome
    assert {one.asker for one in answers.recall(reply.citations[0].document_id)} == {"terminal"}


def test_seeing_an_outcome_again_is_no_new_answer(desk: GuideDesk, answers: Answers) -> None:
    begun = desk.begin(mask(TEXT), "U1", "T1", "C1", {**GATES, "syfte": "information"})
    before = answers.recall(begun.citations[0].document_id)
    desk.show(begun.guidance_id, "U1")
    desk.why(begun.guidance_id, "U1")
    desk.answer(begun.guidance_id, "U1", {"syfte": "information"})
    assert answers.recall(begun.citations[0].document_id) == before


def test_an_outcome_is_given_though_it_can_not_be_kept_as_an_answer(
    desk: GuideDesk, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: object) -> None:
        raise StorageError("disk full")

    monkeypatch.setattr(answers, "record", full)
    document = outcome_of(desk)
    assert answers.recall(document) == []
