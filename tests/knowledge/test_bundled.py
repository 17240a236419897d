"""The bundled sources keep their promises: short sections, questions, and gaps that are gaps."""

from collections import Counter

import pytest

from knowledge.bundled import Bundle, read_asked, read_unknowns
from knowledge.evaluate import compact
from knowledge.model import Basis, ParsedDocument, Section
from knowledge.passages import MAX_WORDS

DOCUMENTS = Bundle().documents()
SECTIONS = [(one, section) for one in DOCUMENTS for section in one.sections]


def further(document: ParsedDocument, section: Section) -> tuple[str, ...]:
    return read_asked().get(f"{document.header.id} › {' › '.join(section.heading)}", ())


def test_every_bundled_document_says_what_it_describes() -> None:
    assert all(one.header.describes and one.header.version and one.is_bundled for one in DOCUMENTS)


def test_every_section_is_short_and_has_two_to_four_questions_of_its_own() -> None:
    wrong = [
        section.heading[-1]
        for document, section in SECTIONS
        if not 2 <= len(section.questions) - len(further(document, section)) <= 4
        or sum(len(block.text.split()) for block in section.blocks) > MAX_WORDS
    ]
    assert wrong == []


def test_no_heading_is_used_twice_in_a_document() -> None:
    headings = [(one.header.id, section.heading) for one, section in SECTIONS]
    assert len(headings) == len(set(headings))


def test_our_own_reading_is_marked_as_ours() -> None:
    for _, section in SECTIONS:
        for block in section.blocks:
            if block.text.startswith("Lotsens tolkning"):
                assert block.basis is Basis.INFERENCE, block.text


def test_every_gap_says_what_to_do_and_is_asked_in_several_ways() -> None:
    for unknown in read_unknowns():
        assert len(unknown.questions) >= 3, unknown.topic
        assert unknown.say.endswith((".", "!", "?")), unknown.topic


def test_every_gap_is_near_a_section_that_exists() -> None:
    places = {f"{one.header.id} › {' › '.join(section.heading)}" for one, section in SECTIONS}
    lost = [one.near for one in read_unknowns() if one.near and one.near not in places]
    assert lost == []


def test_no_question_is_both_answered_and_a_gap() -> None:
    answered = {compact(question) for _, section in SECTIONS for question in section.questions}
    gaps = [question for unknown in read_unknowns() for question in unknown.questions]
    assert [question for question in gaps if compact(question) in answered] == []


def test_further_wordings_ask_about_a_section_that_exists_and_are_asked_once() -> None:
    places = {f"{one.header.id} › {' › '.join(section.heading)}" for one, section in SECTIONS}
    assert set(read_asked()) <= places
    asked = Counter(compact(q) for _, section in SECTIONS for q in section.questions)
    assert [text for text, count in asked.items() if count > 1] == []


@pytest.mark.parametrize("is_included", [True, False])
def test_the_gaps_of_a_profile_are_those_of_its_sources(is_included: bool) -> None:
    bundle = Bundle(is_included=is_included)
    reasons = {unknown.reason for unknown in read_unknowns() if bundle.holds(unknown)}
    assert {"clinical", "acute", "dose", "lookup"} <= reasons
    assert ("no_support" in reasons) is is_included


def test_the_two_profiles_have_hashes_of_their_own() -> None:
    assert Bundle().content_hash != Bundle(is_included=False).content_hash
