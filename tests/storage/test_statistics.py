"""What is counted agrees with itself, keeps to its workspace, and tells no one person's words."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage.answers import Answers, GivenAnswer
from storage.database import Database
from storage.feedback import Feedback, FeedbackStore, Verdict
from storage.jobs import Job, Jobs, JobState
from storage.statistics import Scope, Statistics
from storage.statistics_register import ReportPosts

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
MARCH = Scope(datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC))
OF_T1 = Scope(MARCH.start, MARCH.end, "T1")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "lotsen.sqlite3")
    yield database
    database.close()


def ask(
    database: Database, number: int, words: str, *, status: str = "not_found", team: str = "T1"
) -> None:
    """Ask a question in a workspace, as somebody, and answer it."""
    name, asker = f"{team}-{number}-{words}", f"U{number}"
    given = GivenAnswer(name, AT, asker, None, words, status, "nothing_found", 1.0)
    Answers(database).record(given)
    job = Job(
        id=name, team=team, channel="C1", ts=name, thread_ts=None, asker=asker, is_private=False,
        conversation="c", question=words, masked=(), created_at=AT,
    )  # fmt: skip
    jobs = Jobs(database)
    assert jobs.claim(name, job)
    jobs.finish(name, JobState.ANSWERED, AT, answer_id=name)


def unanswered(database: Database, scope: Scope = OF_T1) -> list[tuple[str, int]]:
    with Statistics(database).snapshot() as counter:
        return counter.unanswered(scope)


def test_a_question_of_five_people_is_shown_and_of_four_is_not(database: Database) -> None:
    for number in range(5):
        ask(database, number, ("Vad gäller för ambulans?", "vad gäller för ambulans")[number % 2])
    for number in range(4):
        ask(database, number, "Vem äger hjälpmedlet?")
    assert unanswered(database) == [("Vad gäller för ambulans?", 5)]


def test_one_person_who_asks_often_is_one(database: Database) -> None:
    for turn in range(9):
        ask(database, 1, f"Vem äger hjälpmedlet{'?' * (turn + 1)}")
    assert unanswered(database) == []


def test_a_refused_question_is_never_shown(database: Database) -> None:
    for number in range(9):
        ask(database, number, "Hur mår hen på rum tre?", status="refused")
    assert unanswered(database) == []


def test_answers_are_counted_in_their_own_workspace(database: Database) -> None:
    for number in range(5):
        ask(database, number, "Vad gäller?")
        ask(database, number, "Vad gäller?", team="T2")
    with Statistics(database).snapshot() as counter:
        assert counter.answers(OF_T1) == {("not_found", "nothing_found"): 5}
        assert counter.answers(MARCH) == {("not_found", "nothing_found"): 10}


def test_verdicts_are_counted_by_reason(database: Database) -> None:
    ask(database, 1, "Vad gäller?")
    store = FeedbackStore(database)
    for person, reason in (("U1", "otydlig"), ("U2", "otydlig"), ("U3", None)):
        verdict = Verdict.BAD if reason else Verdict.GOOD
        store.keep(Feedback("T1", "T1-1-Vad gäller?", person, verdict, AT, reason))
    with Statistics(database).snapshot() as counter:
        assert counter.verdicts(OF_T1) == {("bad", "otydlig"): 2, ("good", ""): 1}


def test_a_snapshot_does_not_see_what_is_written_meanwhile(database: Database) -> None:
    ask(database, 1, "Vad gäller?")
    other = Database(database.path)
    with Statistics(database).snapshot() as counter:
        before = counter.answers(MARCH)
        ask(other, 2, "Vad gäller?")
        assert counter.answers(MARCH) == before
    with Statistics(database).snapshot() as counter:
        assert counter.answers(MARCH) == {("not_found", "nothing_found"): 2}
    other.close()


def test_a_post_is_noted_for_its_workspace_and_month(database: Database) -> None:
    posts = ReportPosts(database)
    posts.note("T1", "2026-03", AT)
    posts.note("T1", "2026-03", AT + timedelta(days=1))
    assert posts.is_posted("T1", "2026-03")
    assert not posts.is_posted("T2", "2026-03")
    assert not posts.is_posted("T1", "2026-04")
