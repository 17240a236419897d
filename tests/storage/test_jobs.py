"""A question from Slack is claimed once and kept until it is answered."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest

from storage.answers import Answers, GivenAnswer
from storage.database import Database
from storage.jobs import Job, Jobs, JobState

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
JOB = Job(
    id="j1",
    team="T1",
    channel="C1",
    ts="1.0",
    thread_ts=None,
    asker="U1",
    is_private=True,
    conversation="T1:C1",
    question="Vad gäller [namn]?",
    masked=("namn",),
    created_at=AT,
)
EDITED = replace(JOB, question="Ny fråga?", masked=(), revision="2.0")


@pytest.fixture
def jobs(tmp_path: Path) -> Jobs:
    return Jobs(Database(tmp_path / "lotsen.sqlite3"))


def test_a_claimed_question_is_read_back_as_it_was(jobs: Jobs) -> None:
    assert jobs.claim("E1", JOB)
    assert jobs.open() == [JOB]
    assert jobs.find("T1", "C1", "1.0") == JOB
    assert jobs.find("T1", "C1", "2.0") is None


def test_the_same_event_is_claimed_once(jobs: Jobs) -> None:
    assert jobs.claim("E1", JOB)
    assert not jobs.claim("E1", replace(JOB, id="j2", ts="2.0"))
    assert jobs.open() == [JOB]


def test_twin_events_of_one_message_are_one_question(jobs: Jobs) -> None:
    assert jobs.claim("E1", JOB)
    assert not jobs.claim("E2", replace(JOB, id="j2"))
    assert jobs.open() == [JOB]


def test_the_same_event_of_another_workspace_is_another(jobs: Jobs) -> None:
    assert jobs.claim("E1", JOB)
    assert jobs.claim("E1", replace(JOB, id="j2", team="T2"))


def test_of_many_that_claim_at_once_one_gets_it(tmp_path: Path) -> None:
    path, barrier, won = tmp_path / "db", Barrier(8), []
    Jobs(Database(path)).open()

    def claim(number: int) -> None:
        barrier.wait()
        if Jobs(Database(path)).claim("E1", replace(JOB, id=f"j{number}")):
            won.append(number)

    threads = [Thread(target=claim, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1


def test_an_event_that_is_no_question_is_claimed_once(jobs: Jobs) -> None:
    assert jobs.claim_event("T1", "E9", AT)
    assert not jobs.claim_event("T1", "E9", AT)
    assert jobs.open() == []


def test_each_start_is_counted(jobs: Jobs) -> None:
    jobs.claim("E1", JOB)
    for attempt in (1, 2):
        started = jobs.start("j1", AT)
        assert started is not None
        assert (started.state, started.attempts) == (JobState.RUNNING, attempt)


@pytest.mark.parametrize("state", [JobState.ANSWERED, JobState.DROPPED, JobState.FAILED])
def test_a_question_that_has_ended_is_not_started_again(jobs: Jobs, state: JobState) -> None:
    jobs.claim("E1", JOB)
    jobs.finish("j1", state, AT)
    assert jobs.start("j1", AT) is None
    assert jobs.open() == []


def test_a_question_that_was_running_when_the_bot_died_is_still_open(tmp_path: Path) -> None:
    path = tmp_path / "db"
    before = Jobs(Database(path))
    before.claim("E1", JOB)
    before.start("j1", AT)
    (again,) = Jobs(Database(path)).open()
    assert (again.id, again.state, again.attempts) == ("j1", JobState.RUNNING, 1)


def test_how_it_ended_is_kept(jobs: Jobs) -> None:
    jobs.claim("E1", JOB)
    jobs.finish("j1", JobState.ANSWERED, AT, reply_ts="5.0", answer_id="a1")
    jobs.finish("j1", JobState.ANSWERED, AT)
    found = jobs.find("T1", "C1", "1.0")
    assert found is not None
    assert (found.reply_ts, found.answer_id) == ("5.0", "a1")


def test_an_edited_question_is_put_back_in_line_with_its_reply(jobs: Jobs) -> None:
    jobs.claim("E1", JOB)
    jobs.finish("j1", JobState.ANSWERED, AT, reply_ts="5.0", answer_id="a1")
    jobs.rewrite(EDITED, AT)
    (again,) = jobs.open()
    assert (again.question, again.masked, again.reply_ts) == ("Ny fråga?", (), "5.0")


def test_the_questions_that_wait_are_counted_for_each_person(jobs: Jobs) -> None:
    for number in range(3):
        jobs.claim(f"E{number}", replace(JOB, id=f"j{number}", ts=f"{number}.0"))
    jobs.claim("E9", replace(JOB, id="j9", ts="9.0", asker="U2"))
    jobs.finish("j0", JobState.ANSWERED, AT)
    assert jobs.open_count("T1", "U1") == 2
    assert jobs.open_count("T1", "U3") == 0


def test_the_first_to_come_waits_first_and_the_newest_is_shown_first(jobs: Jobs) -> None:
    for number in (2, 0, 1):  # the clock was set back after the first
        at = AT + timedelta(minutes=number)
        jobs.claim(f"E{number}", replace(JOB, id=f"j{number}", ts=f"{number}.0", created_at=at))
    assert [job.id for job in jobs.open()] == ["j2", "j0", "j1"]
    assert [job.id for job in jobs.recent("T1", "U1", 2)] == ["j2", "j1"]


def test_a_question_edited_while_it_is_answered_stays_open_with_its_reply(jobs: Jobs) -> None:
    jobs.claim("E1", JOB)
    jobs.start("j1", AT)
    jobs.rewrite(EDITED, AT)
    assert jobs.finish("j1", JobState.ANSWERED, AT, reply_ts="5.0") is JobState.CHANGED
    (again,) = jobs.open()
    assert (again.question, again.reply_ts) == ("Ny fråga?", "5.0")
    jobs.start("j1", AT)
    assert jobs.finish("j1", JobState.ANSWERED, AT) is JobState.ANSWERED
    assert jobs.open() == []


def test_a_removed_question_is_left_open_until_its_reply_is_taken_away(jobs: Jobs) -> None:
    jobs.claim("E1", JOB)
    jobs.start("j1", AT)
    assert jobs.drop("j1", AT)
    assert not jobs.drop("j1", AT)
    assert jobs.finish("j1", JobState.ANSWERED, AT, reply_ts="5.0") is JobState.REMOVED
    (left,) = jobs.open()
    assert (left.question, left.masked, left.state) == ("", (), JobState.REMOVED)
    started = jobs.start("j1", AT)
    assert started is not None
    assert (started.state, started.reply_ts) == (JobState.REMOVED, "5.0")
    jobs.taken_away("j1", AT)
    assert jobs.open() == []
    assert not jobs.drop("j1", AT)


def test_a_removed_question_is_not_brought_back_by_an_edit_that_comes_late(jobs: Jobs) -> None:
    jobs.claim("E1", JOB)
    jobs.drop("j1", AT)
    assert not jobs.rewrite(EDITED, AT)
    jobs.taken_away("j1", AT)
    assert not jobs.rewrite(EDITED, AT)
    found = jobs.find("T1", "C1", "1.0")
    assert found is not None
    assert (found.question, found.state) == ("", JobState.DROPPED)


def test_only_what_was_removed_is_noted_as_taken_away(jobs: Jobs) -> None:
    jobs.claim("E1", JOB)
    jobs.taken_away("j1", AT)
    assert jobs.open() == [JOB]


def test_the_latest_edit_stands_in_whatever_order_they_come(jobs: Jobs) -> None:
    jobs.claim("E1", JOB)
    assert jobs.rewrite(replace(EDITED, question="Sist?", revision="3.0"), AT)
    assert not jobs.rewrite(EDITED, AT)
    assert not jobs.rewrite(replace(EDITED, question="Igen?", revision="3.0"), AT)
    assert jobs.open()[0].question == "Sist?"


def test_a_delivery_is_claimed_by_all_its_names_or_none(jobs: Jobs) -> None:
    assert jobs.claim_events("T1", ("E1", "message:C1:1.0"), AT)
    assert not jobs.claim_events("T1", ("E2", "message:C1:1.0"), AT)  # the twin
    assert not jobs.claim_events("T1", ("E1", "message:C1:2.0"), AT)


def test_an_unknown_question_has_no_end(jobs: Jobs) -> None:
    assert jobs.finish("j9", JobState.ANSWERED, AT) is None


@pytest.mark.parametrize("how", ["drop", "rewrite"])
def test_the_words_that_were_answered_are_forgotten_with_the_question(
    tmp_path: Path, how: str
) -> None:
    database = Database(tmp_path / "lotsen.sqlite3")
    jobs, answers = Jobs(database), Answers(database)
    answers.record(GivenAnswer("a1", AT, "T1/U1", "T1:C1", "Vad är MVO?", "answered", None, 1.0))
    jobs.claim("E1", JOB)
    jobs.finish("j1", JobState.ANSWERED, AT, answer_id="a1")
    if how == "drop":
        jobs.drop("j1", AT)
    else:
        jobs.rewrite(EDITED, AT)
    with database.reading() as connection:
        (row,) = connection.execute("SELECT question, conversation FROM answers").fetchall()
    assert tuple(row) == ("", None)
    assert answers.history("T1:C1") == []


def test_a_question_is_found_by_its_reply_and_by_who_asked_in_a_thread(jobs: Jobs) -> None:
    jobs.claim("E1", JOB)
    jobs.finish("j1", JobState.ANSWERED, AT, reply_ts="5.0", reply_channel="D1")
    found = jobs.find_by_reply("T1", "D1", "5.0")
    assert found is not None
    assert found.id == "j1"
    assert jobs.find_by_reply("T1", "C1", "5.0") is None
    assert jobs.has_asked_in("T1", "U1", ("C1", "1.0"))
    assert not jobs.has_asked_in("T1", "U2", ("C1", "1.0"))
    jobs.drop("j1", AT)
    assert not jobs.has_asked_in("T1", "U1", ("C1", "1.0"))
