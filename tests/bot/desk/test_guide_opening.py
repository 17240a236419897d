"""When a text opens the guide, and when it is a question for the sources.

opening.jsonl holds own sentences, written before the words of guide_opening.toml were chosen; those
with ”held_out” were only counted afterwards. opening_cases.jsonl holds sixty more, half of them a
case as it is told, written before the words for the end of a case; there every third is held out.
"""

import json
from pathlib import Path

import pytest

from bot.desk.guide_opening import is_for_the_sources, wants_guide
from tests.flows.situations import read, situations

FILE = Path(__file__).parent / "opening.jsonl"
CASES_FILE = FILE.with_name("opening_cases.jsonl")
SENTENCES = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
CASES = [json.loads(line) for line in CASES_FILE.read_text(encoding="utf-8").splitlines()]
EVALUATION = Path(__file__).parents[2] / "evaluation"


def test_there_are_enough_sentences_and_half_are_held_out() -> None:
    assert len(SENTENCES) >= 60
    assert sum(one["held_out"] for one in SENTENCES) == len(SENTENCES) // 2
    assert sum(one["opens"] for one in SENTENCES) >= len(SENTENCES) // 3


@pytest.mark.parametrize("one", SENTENCES, ids=lambda one: one["text"][:60])
def test_a_sentence_opens_the_guide_or_not(one: dict[str, object]) -> None:
    assert wants_guide(str(one["text"])) is one["opens"]


@pytest.mark.parametrize("is_held_out", [False, True])
def test_most_cases_as_they_are_told_open_the_guide(is_held_out: bool) -> None:
    cases = [one["text"] for one in CASES if one["opens"] and one["held_out"] is is_held_out]
    assert len(cases) == (10 if is_held_out else 20)
    missed = [text for text in cases if not wants_guide(text)]
    assert len(missed) / len(cases) <= 0.2, missed


@pytest.mark.parametrize("text", [one["text"] for one in CASES if not one["opens"]])
def test_a_question_that_looks_like_a_case_goes_to_the_sources(text: str) -> None:
    assert not wants_guide(text)


@pytest.mark.parametrize("name", ["questions.jsonl", "questions_second.jsonl"])
def test_questions_to_the_sources_seldom_open_the_guide(name: str) -> None:
    lines = map(json.loads, (EVALUATION / name).read_text(encoding="utf-8").splitlines())
    asked = [line["question"] for line in lines]
    opened = [text for text in asked if wants_guide(text)]
    assert len(opened) / len(asked) <= 0.03, opened


def test_most_situations_with_facts_open_the_guide() -> None:
    told = [one.text for one in situations() if one.facts and not one.text.endswith("?")]
    assert sum(map(wants_guide, told)) / len(told) >= 0.7


@pytest.mark.parametrize(
    "text",
    [
        "han säger att han tänker ta livet av sig i kväll",
        "pat satt i halsen, får ingen luft, vad gör jag?",
    ],
)
def test_what_may_be_acute_is_answered_at_once_instead(text: str) -> None:
    assert not wants_guide(text)


@pytest.mark.parametrize("text", ["", " ", "?", "…", "\N{GRINNING FACE}", "a" * 20_000])
def test_what_says_nothing_opens_nothing(text: str) -> None:
    assert not wants_guide(text)


@pytest.mark.parametrize(
    ("text", "is_for_them"),
    [
        ("Vad är skillnaden mellan MVO och vårdbegäran?", True),
        ("Vem skriver avvikelsen?", True),
        ("Patienten är inlagd.", False),
        ("blåbär och sylt", False),
        ("Pat. har ej samtyckt till informationsdelning med kommunen", False),
        ("vilket meddelande ska vi skicka?", False),
    ],
)
def test_a_question_in_the_guide_goes_to_the_sources(text: str, is_for_them: bool) -> None:
    assert is_for_the_sources(text, read(text)) is is_for_them
