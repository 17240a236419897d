"""Search ranks the passage that answers first, however the question is written."""

from pathlib import Path

import pytest

from knowledge import retrieve
from knowledge.answering import Answerer
from knowledge.bundled import GLOSSARY_FILE, Bundle
from knowledge.embedding import Embedder
from knowledge.question import Glossary, clean
from knowledge.retrieve import Hit
from tests.knowledge.made import answerer_of, document, library


def search(answerer: Answerer, embedder: Embedder, question: str) -> list[Hit]:
    asked = Glossary.read(GLOSSARY_FILE).expand(clean(question))
    prepared = retrieve.prepare(asked, answerer.index(), embedder.query)
    return retrieve.search(prepared, answerer.index(), 5)


@pytest.mark.parametrize(
    ("question", "section"),
    [
        ("Vem ska utses till fast vårdkontakt och när?", "Fast vårdkontakt"),
        ("nar ska en fvk utses", "Fast vårdkontakt"),  # abbreviation, no marks
        ("FAST VARDKONTAKT", "Fast vårdkontakt"),
        ("fast vårdkntakt utsess", "Fast vårdkontakt"),  # typos
        ("When shall a fast vårdkontakt be appointed?", "Fast vårdkontakt"),
        ("hur avslutas processen", "Avsluta öppenvårdsprocessen"),
        ("VAD GALLER OM PATIENTEN SAGER NEJ", "Nekat samtycke"),
        ("gubben vill inte att vi pratar med vc", "Nekat samtycke"),
        ("dement kan inte svara om samtycke", "Kan inte samtycka"),
    ],
)
def test_the_right_section_is_among_the_first(
    answerer: Answerer, embedder: Embedder, question: str, section: str
) -> None:
    hits = search(answerer, embedder, question)
    assert any(hit.passage.section.startswith(section) for hit in hits[:3])


def test_the_hits_are_ordered_and_as_many_as_asked_for(
    answerer: Answerer, embedder: Embedder
) -> None:
    hits = search(answerer, embedder, "Vad är en vårdbegäran?")
    assert len(hits) == 5
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert len({hit.row for hit in hits}) == 5


def test_each_sentence_of_a_hit_has_what_spoke_for_it(
    answerer: Answerer, embedder: Embedder
) -> None:
    for hit in search(answerer, embedder, "Vad är en vårdbegäran?"):
        assert len(hit.sentence_cosines) == len(hit.passage.sentences)
        assert len(hit.sentence_overlaps) == len(hit.passage.sentences)
        assert all(0 <= overlap <= 1.0001 for overlap in hit.sentence_overlaps)


@pytest.mark.parametrize(
    "question",
    [
        "Vad ska mottagaren av information göra?",
        "Vi har fått information från en annan verksamhet, vad förväntas av oss?",  # reviewed
    ],
)
def test_an_official_document_with_the_same_words_wins_over_our_description(
    data_dir: Path, embedder: Embedder, answerer: Answerer, question: str
) -> None:
    ours = answerer.answer(question).citations[0]
    index = answerer.index()
    (passage,) = [
        index.passage(row) for row in range(index.size) if index.passage(row).id == ours.passage_id
    ]
    every = library(data_dir, embedder, Bundle())
    section = {passage.section: [passage.text]}
    every.add([document("riktlinje-officiell", section, kind="riktlinje")])
    answer = answerer_of(every, embedder, Bundle()).answer(question)
    assert answer.citations[0].document_id == "riktlinje-officiell"
    assert ours.quote in {citation.quote for citation in answer.citations}
