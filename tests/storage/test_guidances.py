"""Guidances are kept as they were, two windows never overwrite each other, and outcomes stay."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage.database import Database
from storage.guidances import FlowMark, GivenOutcome, Guidance, Guidances, Step

AT = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
FLOW = FlowMark("valj_meddelande", "1", "abc")
KEPT = Guidance(
    id="g1",
    team="T1",
    asker="U1",
    conversation="C1",
    flow=FLOW,
    now=Step("Kunden [namn] är hemma", {"samtycke": "ja"}, ("akut",)),
    masked=("namn",),
    created_at=AT,
    updated_at=AT,
    changing="samtycke",
    history=(Step(), Step("Kunden [namn]", {"akut": "nej"}, ())),
)


@pytest.fixture
def guidances(tmp_path: Path) -> Guidances:
    return Guidances(Database(tmp_path / "lotsen.sqlite3"))


def given(version: int, outcome: str = "mvo") -> GivenOutcome:
    return GivenOutcome("g1", version, "T1", "U1", AT, outcome, "t2b", {"riktning": "ut"}, FLOW)


def test_a_guidance_is_found_as_it_was_kept(guidances: Guidances) -> None:
    assert guidances.save(KEPT)
    assert guidances.find("g1") == KEPT
    assert guidances.find("g2") is None


def test_the_next_version_takes_its_place(guidances: Guidances) -> None:
    guidances.save(KEPT)
    after = replace(KEPT, now=Step(), history=(), changing=None, version=2, is_finished=True)
    assert guidances.save(after)
    assert guidances.find("g1") == after


def test_a_version_that_another_window_took_is_refused(guidances: Guidances) -> None:
    guidances.save(KEPT)
    first = replace(KEPT, now=Step("a"), version=2)
    assert guidances.save(first)
    assert not guidances.save(replace(KEPT, now=Step("b"), version=2), given(2))
    assert guidances.find("g1") == first
    assert guidances.outcomes("g1") == []


def test_of_many_at_once_one_gets_the_version(guidances: Guidances) -> None:
    guidances.save(KEPT)
    nexts = [replace(KEPT, now=Step(str(number)), version=2) for number in range(8)]
    with ThreadPoolExecutor(max_workers=8) as pool:
        assert sum(pool.map(guidances.save, nexts)) == 1


def test_a_version_of_what_is_not_there_is_refused(guidances: Guidances) -> None:
    assert not guidances.save(replace(KEPT, version=2))


def test_every_outcome_is_kept_in_order_with_the_flow_that_gave_it(guidances: Guidances) -> None:
    guidances.save(KEPT, given(1))
    later = replace(given(2, "vardbegaran"), flow=FlowMark("valj_meddelande", "2", "def"))
    guidances.save(replace(KEPT, version=2), later)
    assert guidances.outcomes("g1") == [given(1), later]
    assert guidances.outcomes("g2") == []


def test_the_latest_unfinished_conversation_of_a_person_is_given(guidances: Guidances) -> None:
    def keep(number: int, **changes: object) -> None:
        at = AT + timedelta(minutes=number)
        guidances.save(replace(KEPT, id=f"g{number}", updated_at=at, **changes))  # type: ignore[arg-type]

    keep(1)
    keep(2)
    keep(3, is_finished=True)
    keep(4, conversation=None)
    keep(5, asker="U2")
    keep(6, team="T2")
    latest = guidances.latest_unfinished("T1", "U1")
    assert latest
    assert latest.id == "g2"
    assert guidances.latest_unfinished("T3", "U1") is None


def test_what_is_open_in_a_conversation_is_found(guidances: Guidances) -> None:
    guidances.save(KEPT)
    assert guidances.open_in("T1", "U1", "C1") == "g1"
    assert guidances.open_in("T1", "U1", "C2") is None
    assert guidances.open_in("T1", "U2", "C1") is None
    guidances.save(replace(KEPT, version=2, is_finished=True))
    assert guidances.open_in("T1", "U1", "C1") is None
