"""The words around the quotes: each reason has its own text, and a next step."""

import re
from itertools import pairwise

import pytest

from bot import texts
from knowledge.answer import Answer, Citation, Place, Reason, Status
from knowledge.bundled import Bundle, Unknown
from knowledge.model import Basis, Kind


def citation(**fields: object) -> Citation:
    stated = {
        "number": 1, "document_id": "rutin-a", "kind": "rutin", "describes": None,
        "title": "Rutin A", "section": "Svar", "page": None, "version": "2",
        "valid_from": None, "url": None, "quote": "Svara i tid.",
    }  # fmt: skip
    return Citation.model_validate(stated | fields)


def answered(*citations: Citation) -> str:
    return texts.answer_text(Answer(question="?", status=Status.ANSWERED, citations=citations))


def test_every_reason_has_a_text_of_its_own_that_says_what_to_do() -> None:
    assert set(texts.REASONS) == set(Reason)
    assert len(set(texts.REASONS.values())) == len(Reason)
    steps = ("Försök", "Pröva", "fråga", "Vänd", "ring", "Se ", "Sök", "Skriv")
    assert all(any(step in text for step in steps) for text in texts.REASONS.values())


def test_every_kind_and_basis_has_a_word() -> None:
    assert set(texts.KIND_WORDS) == {str(kind) for kind in Kind}
    assert set(texts.BASIS_WORDS) == set(Basis)


def test_a_quote_stands_with_its_place() -> None:
    shown = answered(citation(page=12, valid_from="2024-01"))
    assert shown == (
        "[1] ”Svara i tid.”\n    Rutin: Rutin A · Svar · s. 12 · version 2 · gäller från 2024-01"
    )


def test_our_own_wording_is_said_to_be_ours() -> None:
    shown = answered(citation(is_bundled=True, describes="Riktlinje B"))
    assert "Lotsens beskrivning av Riktlinje B" in shown


def test_the_version_of_our_own_wording_is_short_and_its_date_stays() -> None:
    version = "Lotsens beskrivning 1, efter dialogmötet våren 2023"
    own = {"version": version, "valid_from": "2023-03", "describes": "Riktlinje B"}
    shown = answered(citation(is_bundled=True, **own))
    assert shown.endswith("Riktlinje B · Svar · version 1 · gäller från 2023-03")
    assert version in answered(citation(**own))


def test_each_bundled_description_has_a_short_version() -> None:
    for document in Bundle().documents():
        shown = texts.version_words(document.header.version, is_bundled=True)
        assert re.fullmatch(r"version \d+", shown)


@pytest.mark.parametrize(
    ("basis", "word"), [(Basis.EXAMPLE, "exempel"), (Basis.INFERENCE, "tolkning")]
)
def test_what_is_no_rule_is_said_to_be_none(basis: Basis, word: str) -> None:
    assert word in answered(citation(basis=basis))
    assert word not in answered(citation())


def test_quotes_of_one_place_are_grouped_under_it() -> None:
    shown = answered(
        citation(), citation(number=2), citation(number=3, document_id="b", title="Rutin B")
    )
    assert shown.count("Rutin: Rutin A") == 1
    positions = [shown.index(mark) for mark in ("[1]", "[2]", "Rutin A", "[3]", "Rutin B")]
    assert all(one < other for one, other in pairwise(positions))


def test_a_reviewed_gap_says_its_own_words() -> None:
    gap = Unknown(topic="t", questions=("?",), reason="no_support", say="Ingen tid anges.")
    answer = Answer(question="?", status=Status.NOT_FOUND, reason=Reason.NO_SUPPORT, unknown=gap)
    assert texts.answer_text(answer).startswith("Ingen tid anges.")


def test_an_acute_question_is_always_told_where_to_turn() -> None:
    gap = Unknown(topic="t", questions=("?",), reason="acute", say="Det kan vara akut.")
    answer = Answer(question="?", status=Status.REFUSED, reason=Reason.ACUTE, unknown=gap)
    assert "112" in texts.answer_text(answer)
    assert "112" in texts.answer_text(answer.model_copy(update={"unknown": None}))


def test_near_places_are_offered_when_there_is_no_answer() -> None:
    place = Place(document_id="d", section="Samtycke", page=None, text="t", score=1.0)
    answer = Answer(
        question="?", status=Status.NOT_FOUND, reason=Reason.NOTHING_FOUND, passages=(place,)
    )
    assert "Samtycke" in texts.answer_text(answer)
    refused = answer.model_copy(update={"reason": Reason.DOSE, "status": Status.REFUSED})
    assert "Samtycke" not in texts.answer_text(refused)


def test_sources_that_disagree_are_both_shown_with_what_to_do() -> None:
    answer = Answer(
        question="?",
        status=Status.NOT_FOUND,
        reason=Reason.SOURCES_DISAGREE,
        citations=(citation(), citation(number=2, document_id="b", quote="Svara i går.")),
    )
    shown = texts.answer_text(answer)
    assert shown.startswith("Källorna säger olika.")
    assert "Svara i tid." in shown
    assert "Svara i går." in shown
