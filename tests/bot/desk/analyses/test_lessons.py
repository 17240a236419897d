"""A lesson is told when somebody has looked it through, and never once it is withdrawn."""

import tomllib

import pytest

from bot.desk.analyses.document import document_of
from knowledge.model import Basis, Kind, StaffError
from storage.lessons import Post
from tests.bot.desk.analyses.working import GITA, LESSON, Working
from tests.bot.desk.correspondence import ELSA, ELSEWHERE, KERSTIN, SARA, STRANGER


def test_nothing_is_told_before_somebody_publishes(working: Working) -> None:
    analysis = working.finished()
    assert working.shelf.stands == {}
    with pytest.raises(StaffError, match="Publicera lärdomen först"):
        working.telling.to_post(analysis, KERSTIN)
    published = working.telling.publish(analysis, KERSTIN)
    assert published.is_told
    assert list(working.shelf.stands) == [published.lesson_id]


def test_to_publish_twice_is_the_same_as_once(working: Working) -> None:
    analysis = working.finished()
    first = working.telling.publish(analysis, KERSTIN)
    working.clock.forward(days=1)
    assert working.telling.publish(analysis, ELSA) == first


def test_a_withdrawn_lesson_is_never_told_again(working: Working) -> None:
    analysis = working.finished()
    working.telling.publish(analysis, KERSTIN)
    withdrawn = working.telling.withdraw(analysis, ELSA)
    assert (withdrawn.is_told, working.shelf.stands) == (False, {})
    assert working.telling.withdraw(analysis, ELSA) == withdrawn
    for act in (working.telling.publish, working.telling.to_post):
        with pytest.raises(StaffError, match="tillbakatagen"):
            act(analysis, KERSTIN)
    assert working.shelf.stands == {}


def test_one_that_is_withdrawn_while_it_is_published_does_not_stand(working: Working) -> None:
    analysis = working.finished()
    put = working.shelf.put

    def meanwhile(lesson: object) -> None:
        put(lesson)  # type: ignore[arg-type]
        working.telling.withdraw(analysis, ELSA)
        put(lesson)  # type: ignore[arg-type]

    working.shelf.put = meanwhile  # type: ignore[method-assign]
    with pytest.raises(StaffError, match="tillbakatagen"):
        working.telling.publish(analysis, KERSTIN)
    assert working.shelf.stands == {}


@pytest.mark.parametrize("author", [SARA, STRANGER, ELSEWHERE])
def test_whoever_did_not_take_part_decides_nothing(working: Working, author: object) -> None:
    analysis = working.finished()
    for act in (working.telling.show, working.telling.publish, working.telling.withdraw):
        with pytest.raises(StaffError, match="hör till en enhet som deltar"):
            act(analysis, author)  # type: ignore[arg-type]
        assert working.audit.rows()[0].outcome == "refused_no_member"
    assert working.shelf.stands == {}


def test_the_patient_safety_group_spreads_lessons_and_reads_no_analysis(working: Working) -> None:
    analysis = working.finished()
    assert [one.is_told for one in working.telling.rows(GITA)] == [False]
    working.telling.publish(analysis, GITA)
    assert [one.is_told for one in working.telling.rows(GITA)] == [True]
    assert working.telling.rows(KERSTIN) == ()
    with pytest.raises(StaffError):
        working.desk.show(analysis, GITA)


def test_where_a_lesson_was_posted_is_known(working: Working) -> None:
    analysis = working.finished()
    reply = working.telling.publish(analysis, KERSTIN)
    posted = working.telling.posted(analysis, KERSTIN, Post("C0ALLA0001", "1.2"))
    assert posted.channels == ("C0ALLA0001",)
    assert working.telling.posts(reply.lesson_id) == [Post("C0ALLA0001", "1.2")]


def test_a_lesson_is_an_example_of_its_own_kind_word_for_word(working: Working) -> None:
    lesson = working.lessons.of_analysis("T1", working.finished())
    assert lesson is not None
    document = document_of(lesson)
    assert (document.header.kind, document.header.status) == (Kind.LARDOM, Basis.EXAMPLE)
    said = [block.text for section in document.sections for block in section.blocks]
    assert said == [LESSON["lardom"], LESSON["vad_hande"], LESSON["varfor"]]
    assert "Demoby" not in document.model_dump_json()


def test_a_lesson_becomes_a_training_case_that_waits_for_review(working: Working) -> None:
    lesson = working.lessons.of_analysis("T1", working.finished())
    assert lesson is not None
    working.cases.put(lesson)
    (file,) = (working.folder / "training").iterdir()
    case = tomllib.loads(file.read_text())
    assert (case["situation"], case["choose"]) == (LESSON["vad_hande"], LESSON["lardom"])
    assert case["reviewed_by"] == "ej granskad"
    file.write_text(file.read_text().replace("ej granskad", "MAS 2026-03-09"))
    working.cases.put(lesson)
    assert "MAS 2026-03-09" in file.read_text()
    working.cases.take(lesson)
    working.cases.take(lesson)
    assert not file.exists()
