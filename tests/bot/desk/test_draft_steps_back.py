"""A draft that is thrown away can be taken back for a day; then nothing of it is left."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.desk.drafts.desk import Author
from bot.desk.drafts.expiry import DraftExpiry
from knowledge.model import StaffError
from storage.database import Database
from storage.drafts import DraftState
from storage.unsent import About, Typed, Unsent
from tests.bot.desk.correspondence import ELSA, KERSTIN, Correspondence

SAID = "Växeln på Hemtjänsten."


@pytest.fixture
def kept(tmp_path: Path) -> Correspondence:
    return Correspondence(tmp_path)


def _rows(kept: Correspondence) -> str:
    with Database(kept.folder / "lotsen.sqlite3").reading() as connection:
        return str([tuple(row) for row in connection.execute("SELECT * FROM drafts")])


def _expiry(kept: Correspondence, unsent: Unsent | None = None) -> DraftExpiry:
    drafts = kept.drafts._parts.drafts
    return DraftExpiry(drafts, kept.drafts, kept.clock, unsent)


def test_a_discarded_draft_is_taken_back_with_all_that_stood_in_it(kept: Correspondence) -> None:
    draft = kept.draft(aterkoppling=SAID)
    until = kept.drafts.discard(draft, ELSA)
    assert until - kept.clock.now == timedelta(hours=24)
    assert kept.drafts.open_drafts(ELSA) == []
    kept.clock.forward(hours=23)
    _expiry(kept).end()
    back = kept.drafts.take_back(draft, ELSA)
    assert back.field("aterkoppling").value == SAID
    assert [one.draft_id for one in kept.drafts.open_drafts(ELSA)] == [draft]
    assert back.expires_at == kept.clock.now + timedelta(days=7)
    assert kept.sending.send(draft, ELSA).is_first


def test_after_a_day_nothing_of_it_is_left(kept: Correspondence) -> None:
    draft = kept.draft(aterkoppling=SAID)
    kept.drafts.discard(draft, ELSA)
    assert SAID in _rows(kept)
    kept.clock.forward(hours=24, seconds=1)
    with pytest.raises(StaffError, match="inte att ta tillbaka"):
        kept.drafts.take_back(draft, ELSA)
    assert _expiry(kept).end() == 1
    assert SAID not in _rows(kept)
    assert _expiry(kept).end() == 0


def test_it_can_be_erased_without_waiting(kept: Correspondence) -> None:
    draft = kept.draft(aterkoppling=SAID)
    kept.drafts.discard(draft, ELSA)
    kept.drafts.erase(draft, ELSA)
    assert SAID not in _rows(kept)
    with pytest.raises(StaffError, match="inte att ta tillbaka"):
        kept.drafts.take_back(draft, ELSA)


@pytest.mark.parametrize("who", [KERSTIN, Author("T2", "UELSA")])
def test_nobody_else_takes_it_back_or_erases_it(kept: Correspondence, who: Author) -> None:
    draft = kept.draft(aterkoppling=SAID)
    kept.drafts.discard(draft, ELSA)
    kept.drafts.erase(draft, who)
    with pytest.raises(StaffError):
        kept.drafts.take_back(draft, who)
    assert kept.drafts.take_back(draft, ELSA).field("aterkoppling").value == SAID


@pytest.mark.parametrize("state", [DraftState.SENT, DraftState.OPEN])
def test_only_what_was_thrown_away_is_taken_back_or_erased(
    kept: Correspondence, state: DraftState
) -> None:
    draft = kept.draft(aterkoppling=SAID)
    if state is DraftState.SENT:
        kept.sending.send(draft, ELSA)
    kept.drafts.erase(draft, ELSA)
    with pytest.raises(StaffError):
        kept.drafts.take_back(draft, ELSA)
    if state is DraftState.OPEN:
        assert kept.drafts.show(draft, ELSA).field("aterkoppling").value == SAID


def test_what_was_typed_and_never_sent_goes_after_the_days_of_a_draft(
    kept: Correspondence,
) -> None:
    unsent = Unsent(kept.database)
    about = About("T1", "UELSA", "message", "complete")
    unsent.keep(about, Typed("Klockan 14.", "V1", 1.0), kept.clock.now)
    kept.clock.forward(days=7)
    _expiry(kept, unsent).end()
    assert unsent.of(about) == "Klockan 14."
    kept.clock.forward(seconds=1)
    _expiry(kept, unsent).end()
    assert unsent.of(about) == ""
