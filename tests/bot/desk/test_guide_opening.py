"""When a text opens the guide, and when it is a question for the sources.

opening.jsonl holds own sentences, written before the words of guide_opening.toml were chosen; those
with ”held_out” were only counted afterwards.
"""

import json
from pathlib import Path

import pytest

from bot.desk.guide_opening import is_for_the_sources, wants_guide
from tests.flows.situations import read, situations

FILE = Path(__file__).parent / "opening.jsonl"
SENTENCES = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
QUESTIONS = Path(__file__).parents[2] / "evaluation" / "questions.jsonl"


def test_there_are_enough_sentences_and_half_are_held_out() -> None:
    assert len(SENTENCES) >= 60
    assert sum(one["held_out"] for one in SENTENCES) == len(SENTENCES) // 2
    assert sum(one["opens"] for one in SENTENCES) >= len(SENTENCES) // 3


@pytest.mark.parametrize("one", SENTENCES, ids=lambda one: one["text"][:60])
def test_a_sentence_opens_the_guide_or_not(one: dict[str, object]) -> None:
    assert wants_guide(str(one["text"])) is one["opens"]


def test_questions_to_the_sources_seldom_open_the_guide() -> None:
    lines = map(json.loads, QUESTIONS.read_text(encoding="utf-8").splitlines())
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
