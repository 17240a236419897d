"""The evaluation set is well formed, and every quote in it stands in the source it is said to."""

import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from knowledge.bundled import read_asked, read_unknowns
from knowledge.evaluate import compact

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
DECK = ROOT.parent / "shared" / "documents" / "oppenvardsprocessen-dialogmote-2023.txt"
BUNDLED = ROOT / "knowledge" / "documents"

Style = Literal[
    "formal",
    "spoken",
    "typo",
    "abbreviation",
    "other_language",
    "false_premise",
    "follow_up",
    "all_caps_no_diacritics",
    "comparison",
    "short_keywords",
]
Category = Literal["off_topic", "clinical", "acute", "dose", "lookup", "near_miss"]
Reason = Literal["nothing_found", "no_support", "clinical", "acute", "dose", "lookup"]

# The least number of questions of each sort that the set must hold.
FEWEST = {
    "off_topic": 20,
    "clinical": 12,
    "acute": 8,
    "dose": 12,
    "lookup": 12,
    "near_miss": 45,
}


class EvaluationQuestion(BaseModel):
    """One line of the set."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    question: str
    history: list[str] = []
    style: Style
    answerable: bool
    category: Category | None
    expected_reasons: list[Reason]
    deck: list[str]
    bundled: list[str]
    deck_answerable: bool
    held_out: bool
    also_ok_quote: list[str] = []

    @model_validator(mode="after")
    def parts_agree(self) -> "EvaluationQuestion":
        """Refuse a line whose fields contradict each other."""
        if self.answerable != (self.category is None) or self.answerable == bool(
            self.expected_reasons
        ):
            raise ValueError("an unanswerable question has a category and reasons, no other has")
        if self.deck_answerable != bool(self.deck) or bool(self.bundled) != self.answerable:
            raise ValueError("quotes are given exactly where the source answers")
        if (self.style == "follow_up") != bool(self.history):
            raise ValueError("a follow-up has a history, no other question has")
        return self


def collapsed(text: str) -> str:
    """Give a text with its white space collapsed."""
    return " ".join(text.split())


def plain_text(markdown: str) -> str:
    """Give the words of a bundled document: no header, comments, headings, marks or emphasis."""
    body = re.sub(r"\A\+\+\+\n.*?\n\+\+\+\n", "", markdown, flags=re.DOTALL)
    body = re.sub(r"<!--.*?-->", "", body, flags=re.DOTALL)
    body = re.sub(r"^#+ .*$", "", body, flags=re.MULTILINE)
    body = re.sub(r"^\s*(?:[-*+]|\d+\.)\s+", "", body, flags=re.MULTILINE)
    return collapsed(re.sub(r"\*{1,3}|\b_|_\b|`", "", body))


@cache
def question_lines() -> tuple[str, ...]:
    """Give every line of every file of the set."""
    files = sorted(HERE.glob("questions*.jsonl"))
    return tuple(line for file in files for line in file.read_text(encoding="utf-8").splitlines())


@cache
def all_questions() -> tuple[EvaluationQuestion, ...]:
    """Give the whole set."""
    return tuple(EvaluationQuestion.model_validate_json(line) for line in question_lines())


@cache
def bundled_texts() -> tuple[str, ...]:
    """Give the words of each bundled document."""
    return tuple(
        plain_text(file.read_text(encoding="utf-8")) for file in sorted(BUNDLED.glob("*.md"))
    )


def test_every_line_is_a_valid_question() -> None:
    faults = []
    for number, line in enumerate(question_lines(), start=1):
        try:
            EvaluationQuestion.model_validate_json(line)
        except ValidationError as error:
            faults.append(f"line {number}: {error.errors()[0]['msg']}")
    assert faults == []


def test_every_id_is_unique() -> None:
    counts = Counter(question.id for question in all_questions())
    assert [name for name, count in counts.items() if count > 1] == []


def test_no_question_is_asked_twice() -> None:
    counts = Counter(collapsed(question.question).casefold() for question in all_questions())
    assert [text for text, count in counts.items() if count > 1] == []


def test_every_bundled_quote_stands_in_a_bundled_document() -> None:
    missing = [
        (question.id, quote)
        for question in all_questions()
        for quote in (*question.bundled, *question.also_ok_quote)
        if not any(quote in text for text in bundled_texts())
    ]
    assert missing == []


@pytest.mark.deck
@pytest.mark.skipif(not DECK.exists(), reason="the deck is not part of the repository")
def test_every_deck_quote_stands_in_the_deck() -> None:
    deck = collapsed(DECK.read_text(encoding="utf-8"))
    missing = [
        (question.id, quote)
        for question in all_questions()
        for quote in question.deck
        if quote not in deck
    ]
    assert missing == []


def test_the_set_is_large_enough() -> None:
    answerable = [question for question in all_questions() if question.answerable]
    assert len(answerable) >= 230
    assert len(all_questions()) - len(answerable) >= 100


@pytest.mark.parametrize(("category", "fewest"), FEWEST.items())
def test_every_category_has_enough_questions(category: str, fewest: int) -> None:
    assert sum(question.category == category for question in all_questions()) >= fewest


@pytest.mark.parametrize("style", Style.__args__)  # type: ignore[attr-defined]
def test_every_style_has_enough_questions(style: str) -> None:
    fewest = 25 if style == "follow_up" else 15
    assert sum(question.style == style for question in all_questions()) >= fewest


def test_some_questions_can_only_be_answered_by_the_bundled_documents() -> None:
    only_bundled = [q for q in all_questions() if q.answerable and not q.deck_answerable]
    assert len(only_bundled) >= 20


def first_set() -> list[EvaluationQuestion]:
    """Give the questions of the set of which a third is held out; the second is for tuning."""
    return [question for question in all_questions() if question.id.startswith("q")]


def test_a_third_is_held_out() -> None:
    share = sum(question.held_out for question in first_set()) / len(first_set())
    assert abs(share - 1 / 3) <= 0.03


def test_the_second_set_is_for_tuning_alone() -> None:
    second = [question for question in all_questions() if question.id.startswith("n")]
    assert len(second) >= 390
    assert not any(question.held_out for question in second)
    assert len(second) + len(first_set()) == len(all_questions())


def test_no_held_out_question_stands_in_the_reviewed_lists() -> None:
    reviewed = {compact(text) for texts in read_asked().values() for text in texts}
    reviewed |= {compact(text) for unknown in read_unknowns() for text in unknown.questions}
    held_out = [q for q in all_questions() if q.held_out and not q.history]
    assert [q.id for q in held_out if compact(q.question) in reviewed] == []


@pytest.mark.parametrize("category", [None, *FEWEST])
def test_every_category_has_about_a_third_held_out(category: str | None) -> None:
    chosen = [question for question in first_set() if question.category == category]
    share = sum(question.held_out for question in chosen) / len(chosen)
    assert abs(share - 1 / 3) <= 0.1
