"""An opened build finds the same rows by scan as by Chroma, and keeps rows and texts together."""

import gc
from pathlib import Path

import numpy as np
import pytest

from knowledge import index as index_module
from knowledge import retrieve
from knowledge.answering import Answerer
from knowledge.bundled import GLOSSARY_FILE, Bundle
from knowledge.embedding import Embedder
from knowledge.index import Index
from knowledge.model import Kind
from knowledge.passages import cut
from knowledge.question import Glossary
from knowledge.register import Entry
from tests.knowledge.made import answerer_of, document, library

QUESTIONS = [
    "Vad gäller när den enskilde säger nej till samtycke?",
    "skillnaden mellan MVO och vårdbegäran",
    "Vem ska utse en fast vårdkontakt?",
    "receptförnyelse via SAMSA",
    "avvikelser i MedControl PRO",
]


@pytest.fixture(scope="module")
def opened(answerer: Answerer) -> Index:
    return answerer.index()


def test_rows_are_the_passages_in_the_order_of_the_documents(opened: Index) -> None:
    wanted = [passage for one in Bundle().documents() for passage in cut(one)]
    assert [opened.passage(row) for row in range(opened.size)] == wanted
    assert [opened.entry(row).header.id for row in range(opened.size)] == [
        passage.document_id for passage in wanted
    ]


@pytest.mark.parametrize("row", [0, 7, 40])
def test_the_vectors_of_a_row_are_those_of_its_texts(
    opened: Index, embedder: Embedder, row: int
) -> None:
    passage = opened.passage(row)
    own = opened.cosines(np.array([row]), embedder.passage(passage.indexed_text))
    assert own[0] == pytest.approx(1.0, abs=1e-3)
    quotes = [passage.indexed(passage.quote(sentence)) for sentence in passage.sentences]
    wanted = np.array([embedder.passage(quote) for quote in quotes])
    np.testing.assert_allclose(opened.sentence_vectors(row), wanted, atol=1e-5)


def test_a_reviewed_question_speaks_for_its_own_passage(opened: Index, embedder: Embedder) -> None:
    asked = [row for row in range(opened.size) if opened.passage(row).questions]
    assert len(asked) > 50
    for row in asked[::9]:
        question = Glossary.read(GLOSSARY_FILE).expand(opened.passage(row).questions[-1])
        cosines = opened.question_cosines(embedder.query(question))
        assert cosines[row] == pytest.approx(1.0, abs=1e-3)


@pytest.mark.parametrize("question", QUESTIONS)
def test_chroma_finds_the_rows_that_a_scan_finds(
    opened: Index, embedder: Embedder, monkeypatch: pytest.MonkeyPatch, question: str
) -> None:
    vector = embedder.query(question)
    by_scan = np.argsort(-opened.cosines(opened.nearest(vector, 10), vector))[:10]
    monkeypatch.setattr(index_module, "SCAN_LIMIT", 0)
    assert opened.nearest(vector, 10).tolist() == by_scan.tolist()


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_is_the_same_above_the_scan_limit(
    answerer: Answerer, monkeypatch: pytest.MonkeyPatch, question: str
) -> None:
    by_scan = answerer.answer(question)
    monkeypatch.setattr(index_module, "SCAN_LIMIT", 0)
    monkeypatch.setattr(retrieve, "_NEAREST", 24)
    by_store = answerer.answer(question)
    assert by_store.model_copy(update={"elapsed_ms": by_scan.elapsed_ms}) == by_scan


def test_chroma_answers_from_a_copy_that_goes_away(
    data_dir: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(index_module, "SCAN_LIMIT", 0)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    opened = library(data_dir, embedder, Bundle()).open()
    assert len(opened.nearest(embedder.query("samtycke"), 3)) == 3
    (copy,) = tmp_path.glob("lotsen-index-*")
    del opened
    gc.collect()
    assert not copy.exists()


def test_a_filter_lets_only_its_documents_through(
    answerer: Answerer, opened: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_example(entry: Entry) -> bool:
        return entry.header.kind is Kind.EXEMPEL

    rows = opened.allowed(is_example)
    assert {opened.entry(int(row)).header.kind for row in rows} == {Kind.EXEMPEL}
    for limit in (index_module.SCAN_LIMIT, 0):
        monkeypatch.setattr(index_module, "SCAN_LIMIT", limit)
        answer = answerer.answer("Hur används SAMSA i Skara?", allows=is_example)
        kinds = {opened.entry(int(row)).header.id for row in rows}
        assert {place.document_id for place in answer.passages} <= kinds
        assert len(answer.passages) == 5


def test_a_filter_that_lets_nothing_through_finds_nothing(answerer: Answerer) -> None:
    answer = answerer.answer("Vad är MVO?", allows=lambda _: False)
    assert (answer.status, answer.passages) == ("not_found", ())


def test_an_index_without_documents_finds_nothing(data_dir: Path, embedder: Embedder) -> None:
    own = library(data_dir, embedder)
    own.ensure()
    answer = answerer_of(own, embedder).answer("Vad är MVO?")
    assert (answer.status, answer.reason) == ("not_found", "nothing_found")
    assert answer.passages == ()


def test_a_document_of_one_sentence_is_found(data_dir: Path, embedder: Embedder) -> None:
    own = library(data_dir, embedder)
    own.add([document("rutin-kort", {"Nycklar": ["Nycklar kvitteras ut i receptionen."]})])
    answer = answerer_of(own, embedder).answer("Var kvitterar man ut nycklar?")
    assert answer.passages[0].text == "Nycklar kvitteras ut i receptionen."
