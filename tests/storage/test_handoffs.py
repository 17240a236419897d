"""Handed on questions and replies: taken by one, kept once, found from either side."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage.database import Database
from storage.handoffs import Handoff, Handoffs, HandoffState
from storage.relays import Direction, Relay, Relays

NOW = datetime(2026, 3, 2, tzinfo=UTC)
HANDOFF = Handoff(
    id="h1", team="T1", answer_id="a1", asker="U1", asker_channel="D1", asker_thread="1.1",
    question="Fråga?", channel="C1", created_at=NOW,
)  # fmt: skip
RELAY = Relay("r1", "T1", "h1", Direction.TO_ASKER, "3.3", "U2", "Svar.", NOW)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path / "lotsen.sqlite3")


@pytest.fixture
def handoffs(database: Database) -> Handoffs:
    handoffs = Handoffs(database)
    assert handoffs.open(HANDOFF)
    return handoffs


def test_of_many_that_take_a_question_at_once_one_gets_it(handoffs: Handoffs) -> None:
    handoffs.shown("h1", "2.2", 1)
    with ThreadPoolExecutor(8) as threads:
        taken = list(threads.map(lambda n: handoffs.take("h1", f"U{n}", NOW), range(24)))
    assert taken.count(True) == 1
    kept = handoffs.find("h1")
    assert kept is not None
    assert kept.taken_by == f"U{taken.index(True)}"
    assert not kept.is_shown


def test_a_person_hands_an_answer_on_once(handoffs: Handoffs) -> None:
    assert not handoffs.open(replace(HANDOFF, id="h2"))
    assert handoffs.open(replace(HANDOFF, id="h3", asker="U9"))
    assert handoffs.open(replace(HANDOFF, id="h4", team="T2"))


@pytest.mark.parametrize(
    "end",
    [lambda one: one.fail("h1", NOW), lambda one: one.finish("h1", "U1", NOW)],
    ids=["failed", "done"],
)
def test_what_failed_or_is_done_can_be_handed_on_again(
    end: Callable[[Handoffs], object], handoffs: Handoffs
) -> None:
    handoffs.shown("h1", "2.2", 1)
    end(handoffs)
    assert handoffs.open(replace(HANDOFF, id="h2"))


def test_a_question_is_found_from_the_peoples_thread_by_anybody(handoffs: Handoffs) -> None:
    assert handoffs.find_by_thread("T1", "C1", "2.2", "U2") is None
    handoffs.shown("h1", "2.2", 1)
    assert handoffs.find_by_thread("T1", "C1", "2.2", "U2") is not None
    assert handoffs.find_by_thread("T2", "C1", "2.2", "U2") is None


def test_the_askers_thread_counts_for_the_asker_once_a_reply_has_arrived(
    handoffs: Handoffs, database: Database
) -> None:
    relays = Relays(database)
    handoffs.shown("h1", "2.2", 1)
    relays.keep(RELAY)
    assert handoffs.find_by_thread("T1", "D1", "1.1", "U1") is None
    relays.close(RELAY)
    assert handoffs.find_by_thread("T1", "D1", "1.1", "U1") is not None
    assert handoffs.find_by_thread("T1", "D1", "1.1", "U2") is None
    handoffs.finish("h1", "U1", NOW)
    assert handoffs.find_by_thread("T1", "D1", "1.1", "U1") is None


def test_a_reply_is_kept_once_and_its_words_no_longer_than_needed(
    handoffs: Handoffs, database: Database
) -> None:
    relays = Relays(database)
    assert relays.keep(RELAY)
    assert not relays.keep(replace(RELAY, id="r2"))
    assert [one.text for one in relays.open("h1")] == ["Svar."]
    relays.close(RELAY)
    assert relays.open("h1") == []
    with database.reading() as connection:
        assert connection.execute("SELECT text FROM relays").fetchone()["text"] == ""


def test_what_is_left_to_do_is_known_after_a_restart(
    handoffs: Handoffs, database: Database
) -> None:
    assert handoffs.unfinished() == ["h1"]
    handoffs.shown("h1", "2.2", 1)
    assert handoffs.unfinished() == []
    handoffs.take("h1", "U2", NOW)
    assert handoffs.unfinished() == ["h1"]
    handoffs.shown("h1", "2.2", 1)  # an edit that was late shows the state before
    assert handoffs.unfinished() == ["h1"]
    handoffs.shown("h1", "2.2", 2)
    Relays(database).keep(RELAY)
    assert handoffs.unfinished() == ["h1"]


def test_one_that_can_not_be_posted_is_left_alone(handoffs: Handoffs) -> None:
    handoffs.fail("h1", NOW)
    assert handoffs.unfinished() == []
    kept = handoffs.find("h1")
    assert kept is not None
    assert kept.state is HandoffState.FAILED
