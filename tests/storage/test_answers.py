"""What was answered is kept with what it quoted, so that those who got it can be told."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage.answers import Answers, GivenAnswer, Quoted
from storage.database import Database, StorageError

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def answers(tmp_path: Path) -> Answers:
    return Answers(Database(tmp_path / "lotsen.sqlite3"))


def given(
    name: str, question: str = "Fråga?", minutes: int = 0, quoted: Sequence[Quoted] = ()
) -> GivenAnswer:
    return GivenAnswer(
        id=name,
        at=AT + timedelta(minutes=minutes),
        asker=f"U{name}",
        conversation="C1",
        question=question,
        status="answered",
        reason=None,
        elapsed_ms=1.5,
        quoted=quoted,
    )


def quote(number: int, document: str, version: str = "1", section: str = "Svar") -> Quoted:
    return Quoted(number, document, version, section, f"{document}-{number}")


def test_the_latest_questions_of_a_conversation_come_in_order(answers: Answers) -> None:
    for number in range(8):
        answers.record(given(str(number), f"Fråga {number}", minutes=number))
    assert answers.history("C1", limit=3) == ["Fråga 5", "Fråga 6", "Fråga 7"]
    assert answers.history("C2") == []


def test_recall_names_those_who_were_quoted_a_document_the_latest_first(answers: Answers) -> None:
    answers.record(given("1", minutes=1, quoted=[quote(1, "rutin-a"), quote(2, "rutin-b")]))
    answers.record(given("2", minutes=2, quoted=[quote(1, "rutin-a", version="2")]))
    answers.record(given("3", minutes=3, quoted=[quote(1, "rutin-b")]))
    found = answers.recall("rutin-a")
    assert [(one.asker, one.version, one.at) for one in found] == [
        ("U2", "2", AT + timedelta(minutes=2)),
        ("U1", "1", AT + timedelta(minutes=1)),
    ]


def test_recall_names_a_section_once_for_each_answer(answers: Answers) -> None:
    answers.record(
        given(
            "1",
            quoted=[quote(1, "rutin-a"), quote(2, "rutin-a"), quote(3, "rutin-a", section="Ny")],
        )
    )
    assert [one.section for one in answers.recall("rutin-a")] == ["Svar", "Ny"]


def test_two_who_asked_the_same_are_both_named(answers: Answers) -> None:
    for name in ("1", "2"):
        answers.record(given(name, quoted=[quote(1, "rutin-a")]))
    assert {one.asker for one in answers.recall("rutin-a")} == {"U1", "U2"}


def test_a_document_that_no_one_was_quoted_is_recalled_from_no_one(answers: Answers) -> None:
    answers.record(given("1"))
    assert answers.recall("rutin-a") == []


def test_an_answer_that_cannot_be_kept_whole_is_not_kept_at_all(answers: Answers) -> None:
    twice = [quote(1, "rutin-a"), quote(1, "rutin-b")]
    with pytest.raises(StorageError):
        answers.record(given("1", quoted=twice))
    assert answers.history("C1") == []
    assert answers.recall("rutin-a") == []


def test_an_answer_is_kept_once(answers: Answers) -> None:
    answers.record(given("1"))
    with pytest.raises(StorageError):
        answers.record(given("1"))
    assert len(answers.history("C1")) == 1


@pytest.mark.parametrize("text", ["", "😀", "Robert'); DROP TABLE answers;--", "å" * 50_000])
def test_any_text_is_kept_as_it_is(answers: Answers, text: str) -> None:
    answers.record(given("1", text))
    assert answers.history("C1") == [text]
