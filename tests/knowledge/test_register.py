"""The register knows every version and where it stands; files are written whole or not at all."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from knowledge import register
from knowledge.register import Ledger, Register, SourceArchive, State, text_key
from tests.knowledge.made import document

MONDAY, TUESDAY = datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 3, 3, tzinfo=UTC)
ONE = document("rutin-ett", {"A": ["Ett."]})
CHANGED = document("rutin-ett", {"A": ["Ett, ändrat."]})
BUNDLED = document("beskrivning", {"B": ["Vår text."]}).model_copy(update={"is_bundled": True})


def test_a_change_gives_a_new_register_and_leaves_the_old() -> None:
    before = Register()
    after = before.with_added([ONE], MONDAY)
    assert before.entries == ()
    assert [entry.added_at for entry in after.entries] == [MONDAY]


def test_a_version_ends_when_the_next_comes() -> None:
    both = Register().with_added([ONE], MONDAY).with_added([CHANGED], TUESDAY)
    assert [(e.state, e.ended_at) for e in both.versions("rutin-ett")] == [
        (State.SUPERSEDED, TUESDAY),
        (State.CURRENT, None),
    ]
    assert len(both.current()) == 1


def test_what_has_ended_stays_ended_as_it_was() -> None:
    gone = Register().with_added([ONE], MONDAY).without(["rutin-ett"], MONDAY)
    again = gone.with_added([CHANGED], TUESDAY).without(["rutin-ett"], TUESDAY)
    assert [(e.state, e.ended_at) for e in again.entries] == [
        (State.REMOVED, MONDAY),
        (State.REMOVED, TUESDAY),
    ]


def test_a_bundled_document_that_no_longer_ships_ends() -> None:
    before = Register().with_added([BUNDLED, ONE], MONDAY)
    other = document("annan", {"C": ["Ny."]}).model_copy(update={"is_bundled": True})
    after = before.with_bundle([other], TUESDAY)
    assert {e.header.id for e in after.current()} == {"rutin-ett", "annan"}


def test_leaving_the_bundle_out_ends_nothing() -> None:
    before = Register().with_added([BUNDLED], MONDAY)
    assert before.with_bundle([], TUESDAY) == before


def test_the_same_text_has_one_key_and_another_text_another() -> None:
    assert text_key(ONE) == text_key(ONE.model_copy())
    assert text_key(ONE) != text_key(CHANGED)


def test_a_kept_text_is_read_back(tmp_path: Path) -> None:
    archive = SourceArchive(tmp_path / "sources")
    archive.keep(ONE)
    archive.keep(ONE)
    assert archive.read(text_key(ONE)) == ONE


def test_the_ledger_is_read_back(tmp_path: Path) -> None:
    ledger = Ledger(generation=3, sources=Register().with_added([ONE], MONDAY))
    register.write_atomically(tmp_path / "register.json", ledger.model_dump_json())
    assert register.read_ledger(tmp_path / "register.json") == ledger


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff", b'{"generation": "x"}'])
def test_a_ledger_that_cannot_be_read_is_as_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "register.json"
    path.write_bytes(content)
    assert register.read_ledger(path) is None
    assert register.read_ledger(tmp_path / "none.json") is None


def test_a_write_that_fails_leaves_the_old_file_and_no_scratch(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    register.write_atomically(path, "gammal")
    with pytest.raises(UnicodeEncodeError):
        register.write_atomically(path, "\ud800")
    assert path.read_text(encoding="utf-8") == "gammal"
    assert [one.name for one in tmp_path.iterdir()] == ["register.json"]


@pytest.mark.parametrize(
    ("valid_to", "day", "is_valid"),
    [
        (None, "2030-01-01", True),
        ("2026", "2026-12-31", True),
        ("2026", "2027-01-01", False),
        ("2026-03", "2026-03-31", True),
        ("2026-03", "2026-04-01", False),
        ("2026-03-15", "2026-03-15", True),
        ("2026-03-15", "2026-03-16", False),
    ],
)
def test_a_document_holds_through_its_last_day(
    valid_to: str | None, day: str, is_valid: bool
) -> None:
    header = document("rutin-dag", {}, valid_to=valid_to).header
    at = datetime.fromisoformat(day).replace(tzinfo=UTC)
    assert header.is_valid_on(at.date()) is is_valid
