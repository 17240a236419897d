"""What was typed and not sent is kept once for each form, and goes with what it is about."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage.database import Database
from storage.draft_places import DraftAnswer, DraftPlace, DraftPlaces
from storage.drafts import Drafts, StoredDraft
from storage.unsent import About, Typed, Unsent

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ABOUT = About("T1", "UELSA", "message", "complete")


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path / "lotsen.sqlite3")


def test_the_latest_text_stands_in_whichever_order_it_comes(database: Database) -> None:
    unsent = Unsent(database)
    unsent.keep(ABOUT, Typed("Klockan", "V1", 2.0), NOW)
    unsent.keep(ABOUT, Typed("Klo", "V1", 1.0), NOW)
    assert unsent.of(ABOUT) == "Klockan"
    unsent.keep(ABOUT, Typed("Ny ruta", "V2", 0.5), NOW)
    assert unsent.of(ABOUT) == "Ny ruta"


def test_what_is_sent_is_forgotten_and_late_news_of_it_is_not_kept(database: Database) -> None:
    unsent = Unsent(database)
    unsent.keep(ABOUT, Typed("Klockan 14.", "V1", 1.0), NOW)
    unsent.sent(ABOUT, "V1", NOW)
    unsent.keep(ABOUT, Typed("Klockan 14", "V1", 2.0), NOW)
    assert unsent.of(ABOUT) == ""
    unsent.keep(ABOUT, Typed("Och en sak till.", "V2", 3.0), NOW)
    assert unsent.of(ABOUT) == "Och en sak till."


@pytest.mark.parametrize(
    "other",
    [
        About("T2", "UELSA", "message", "complete"),
        About("T1", "UKIM", "message", "complete"),
        About("T1", "UELSA", "other", "complete"),
        About("T1", "UELSA", "message", "ask_more"),
    ],
)
def test_each_form_and_person_has_a_text_of_their_own(database: Database, other: About) -> None:
    unsent = Unsent(database)
    unsent.keep(ABOUT, Typed("Klockan 14.", "V1", 1.0), NOW)
    assert unsent.of(other) == ""


def _draft(database: Database, draft_id: str) -> StoredDraft:
    draft = StoredDraft(draft_id, "T1", "UELSA", "mvo", "1", "h", NOW, NOW, NOW)
    assert Drafts(database).save(draft)
    return draft


def _count(database: Database, table: str) -> int:
    with database.reading() as connection:
        row = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 - own
        return int(row[0])


def test_where_a_draft_was_talked_about_goes_when_the_draft_goes(database: Database) -> None:
    places = DraftPlaces(database)
    for name in ("a", "b"):
        _draft(database, name)
        places.put(DraftPlace(name, "T1", "UELSA", "T1:D1:1.0"))
        places.note_answer(DraftAnswer("T1", f"D1:{name}", name, "adl"))
    with database.writing() as connection:
        connection.execute("DELETE FROM drafts WHERE id = 'a'")
    assert (places.of("a"), places.answer_of("T1", "D1:a")) == (None, None)
    assert places.of("b") is not None
    assert (_count(database, "draft_places"), _count(database, "draft_answers")) == (1, 1)


def test_the_next_version_of_a_draft_leaves_its_places_alone(database: Database) -> None:
    draft, places = _draft(database, "a"), DraftPlaces(database)
    places.put(DraftPlace("a", "T1", "UELSA", "T1:D1:1.0"))
    assert Drafts(database).save(replace(draft, version=2, said="Mer."))
    assert not Drafts(database).save(replace(draft, version=2, said="Sent."))
    assert places.of("a") is not None
