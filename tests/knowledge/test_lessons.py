"""A lesson is an example of what happened once: quoted where no other source answers."""

import shutil
from pathlib import Path

import pytest

from knowledge.answering import Answerer
from knowledge.bundled import Bundle
from knowledge.embedding import Embedder
from tests.knowledge.made import answerer_of, document, library

LESSON = {
    "Lärdomen": ["Kom överens om vem som bevakar inkorgen på fredagskvällar."],
    "Det som hände": ["Vårdbegäran skickades till fel inkorg och ingen läste den under helgen."],
}
ANSWERED = (
    "Vad ska en vårdbegäran innehålla?",
    "När används MVO?",
    "Vad händer när den enskilde nekar samtycke?",
    "Vem har ansvar för planeringen?",
    "När avslutas en öppenvårdsprocess?",
)


@pytest.fixture(scope="module")
def with_lesson(
    tmp_path_factory: pytest.TempPathFactory, embedder: Embedder, published: Path
) -> Answerer:
    folder = tmp_path_factory.mktemp("lesson") / "data"
    shutil.copytree(published, folder)
    both = library(folder, embedder, Bundle())
    lesson = document("lardom-1", LESSON, kind="lardom", title="Kom överens om bevakningen")
    both.add([lesson])
    return answerer_of(both, embedder, Bundle())


def test_a_lesson_answers_what_no_other_source_does(
    answerer: Answerer, with_lesson: Answerer
) -> None:
    question = "Vem bevakar inkorgen på fredagskvällar?"
    assert answerer.answer(question).status == "not_found"
    citations = with_lesson.answer(question).citations
    assert [one.kind for one in citations] == ["lardom"]
    assert citations[0].quote == LESSON["Lärdomen"][0]


@pytest.mark.parametrize("question", ANSWERED)
def test_what_the_sources_answer_is_answered_as_before(
    answerer: Answerer, with_lesson: Answerer, question: str
) -> None:
    before, after = answerer.answer(question), with_lesson.answer(question)
    assert before.status == "answered"
    assert after.citations == before.citations


@pytest.mark.parametrize("question", ["Vad kostar SAMSA?", "Vilken dos ska patienten ha?"])
def test_a_lesson_fills_no_other_gap(with_lesson: Answerer, question: str) -> None:
    assert with_lesson.answer(question).citations == ()
