"""A question that compares two things gets a quote about each."""

import pytest

from knowledge import compare
from knowledge.answering import Answerer


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        ("Vad är skillnaden mellan MVO och vårdbegäran?", ("MVO", "vårdbegäran")),
        ("skillnad på planering kontra mvo", ("planering", "mvo")),
        ("Hur skiljer sig SIP från Planering?", ("SIP", "Planering")),
        ("What is the difference between MVO and SIP?", ("MVO", "SIP")),
        ("jämför avvikelse med förbättringsförslag", ("avvikelse", "förbättringsförslag")),
        ("MVO jämfört med Planering", ("MVO", "Planering")),
        ("mvo vs vb", ("mvo", "vb")),
    ],
)
def test_the_two_sides_are_seen(question: str, sides: tuple[str, str]) -> None:
    assert compare.sides(question) == sides


@pytest.mark.parametrize(
    "question",
    ["Vad är MVO?", "Hur samverkar kommun och region?", "Är skillnaden stor?", "skillnaden mellan"],
)
def test_a_question_about_one_thing_compares_nothing(question: str) -> None:
    assert compare.sides(question) is None


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("skillnaden mellan MVO och vårdbegäran", ("mvo", "vårdbegäran")),
        ("Vad är skillnaden mellan MVO och Planering?", ("mvo", "planering")),
        (
            "Vad är skillnaden mellan informationsöverföring och begäran om samordning?",
            ("informationsöverföring", "begäran om samordning"),
        ),
    ],
)
def test_both_sides_are_quoted(answerer: Answerer, question: str, words: tuple[str, str]) -> None:
    answer = answerer.answer(question)
    assert answer.status == "answered"
    about = [f"{citation.section} {citation.quote}".lower() for citation in answer.citations]
    assert len(about) >= 2
    assert all(any(word in text for text in about) for word in words)


def test_nothing_found_leaves_nothing_to_compare() -> None:
    assert compare.chosen("skillnaden mellan MVO och VB", []) == []
