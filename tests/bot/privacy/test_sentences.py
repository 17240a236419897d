"""Misses and false alarms on reviewed sentences, the tuned part and the held-out part apart."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.privacy import mask
from tests.bot.privacy.measure import Measured, parts, report, sentences

ROOT = Path(__file__).parents[3]
NAMES = "namn"
LEAST_RECALL = {"tuned": 0.97, "held out": 0.93}
MOST_FALSE_ALARMS = 0.02


@pytest.fixture(scope="module")
def measured() -> dict[str, Measured]:
    return parts()


def test_the_set_is_large_enough_to_say_something() -> None:
    reviewed = sentences()
    assert len(reviewed) >= 300
    assert sum(not sentence.identities for sentence in reviewed) >= 120
    assert sum(sentence.is_held_out for sentence in reviewed) >= len(reviewed) // 3 - 3
    assert len({sentence.text for sentence in reviewed}) == len(reviewed)


def test_the_spans_of_a_sentence_are_words_of_it() -> None:
    spans = [
        sentence.text[identity.start : identity.end]
        for sentence in sentences()
        for identity in sentence.identities
    ]
    assert [span for span in spans if not span or span != span.strip()] == []


@pytest.mark.parametrize("part", ["tuned", "held out"])
def test_no_number_or_address_is_missed(measured: dict[str, Measured], part: str) -> None:
    print(report(measured[part], part))  # noqa: T201 - the figures, with -s
    missed = {kind: count for kind, count in measured[part].missed.items() if kind != NAMES}
    assert not missed, measured[part].missed_in


@pytest.mark.parametrize("part", ["tuned", "held out"])
def test_names_are_found_as_well_as_measured(measured: dict[str, Measured], part: str) -> None:
    assert measured[part].recall(NAMES) >= LEAST_RECALL[part], measured[part].missed_in


@pytest.mark.parametrize("part", ["tuned", "held out"])
def test_sentences_without_identity_are_left_alone(
    measured: dict[str, Measured], part: str
) -> None:
    assert measured[part].false_alarm_rate <= MOST_FALSE_ALARMS, measured[part].false_alarms


def _questions() -> Iterator[str]:
    lines = (ROOT / "tests/evaluation/questions.jsonl").read_text(encoding="utf-8").splitlines()
    for fields in map(json.loads, lines):
        if "lookup" not in fields["expected_reasons"]:
            yield fields["question"]


def test_questions_about_the_guideline_are_left_alone() -> None:
    questions = list(_questions())
    masked = [question for question in questions if mask(question).findings]
    assert len(masked) <= 0.01 * len(questions), masked


def test_the_bundled_sources_hold_nothing_that_looks_like_an_identity() -> None:
    files = list((ROOT / "knowledge/documents").glob("*.md"))
    assert files
    masked = {file.name: mask(file.read_text(encoding="utf-8")).findings for file in files}
    assert not any(masked.values()), masked
