"""What a report departs from, at the desk: proposed while nothing is said, picked by the person."""

from pathlib import Path

import pytest

from bot.app import Lotsen
from bot.desk.deviations.departing import DepartureDesk
from bot.desk.drafts import DraftReply
from bot.desk.drafts.desk import Author
from bot.settings import Settings
from knowledge.model import StaffError

ELSA = Author("T1", "UELSA")
UNREAD = "Vårdbegäran skickades i måndags. På torsdagen hade ingen kvitterat den."
FALL = "Brukaren snubblade på mattan i sovrummet och slog knäet."


@pytest.fixture
def lotsen(data_dir: Path) -> Lotsen:
    return Lotsen(Settings(data_dir=data_dir))


@pytest.fixture
def desk(lotsen: Lotsen) -> DepartureDesk:
    return lotsen.departure_desk


def written(lotsen: Lotsen, text: str, form: str = "avvikelse") -> DraftReply:
    draft = lotsen.draft_desk.begin(form, ELSA).draft_id
    field = "vad_hande" if form == "avvikelse" else "vad_ser_du"
    return lotsen.departure_desk.proposed(lotsen.draft_desk.fill(draft, ELSA, {field: text}))


def test_the_document_and_the_section_are_written_as_picked(
    lotsen: Lotsen, desk: DepartureDesk
) -> None:
    reply = written(lotsen, UNREAD)
    assert reply.departed
    first = reply.departed.sections[0]
    assert first.quotes
    assert "Lotsens beskrivning" in first.source
    after = desk.pick(reply.draft_id, ELSA, first.key)
    assert after.field("dokument").value == first.document
    assert after.field("punkt").value == first.section
    assert "version" not in first.document
    assert after.departed is None


def test_the_first_look_at_a_draft_does_not_wait_for_it(lotsen: Lotsen) -> None:
    draft = lotsen.draft_desk.begin("avvikelse", ELSA).draft_id
    assert lotsen.draft_desk.fill(draft, ELSA, {"vad_hande": UNREAD}).departed is None
    known = {"rubrik": "Okvitterat", "handelse_datum": "2026-01-12", "mottagare": ["vc"],
             "rapporterande_enhet": "ht", "overgang_fran": "hemtjanst",
             "overgang_till": "vardcentral"}  # fmt: skip
    asked = lotsen.draft_desk.fill(draft, ELSA, known)
    assert asked.next_field == "dokument"
    assert asked.departed
    assert 1 <= len(asked.departed.sections) <= 3


def test_not_to_know_is_an_answer(lotsen: Lotsen, desk: DepartureDesk) -> None:
    reply = desk.not_known(written(lotsen, UNREAD).draft_id, ELSA)
    assert reply.field("dokument").value == "vet ej"
    assert reply.departed is None
    assert "dokument" not in reply.missing


def test_where_none_fits_a_proposal_is_made_with_every_word(
    lotsen: Lotsen, desk: DepartureDesk
) -> None:
    reply = written(lotsen, FALL)
    assert reply.departed
    assert reply.departed.sections == ()
    moved = desk.as_proposal(reply.draft_id, ELSA)
    assert moved.form == "forbattringsforslag"
    assert moved.departed is None
    told = [str(one.value) for one in moved.fields] + [one.text for one in moved.left]
    assert any(FALL in one for one in told)


def test_nothing_is_proposed_of_little_or_to_other_forms(lotsen: Lotsen) -> None:
    assert written(lotsen, "Det blev fel.").departed is None
    assert written(lotsen, UNREAD, "forbattringsforslag").departed is None
    assert lotsen.draft_desk.begin("mvo", ELSA).departed is None


def test_what_is_no_longer_proposed_is_not_written(lotsen: Lotsen, desk: DepartureDesk) -> None:
    reply = written(lotsen, UNREAD)
    assert reply.departed
    key = reply.departed.sections[0].key
    lotsen.draft_desk.fill(reply.draft_id, ELSA, {"dokument": "SAV om inkorgar"})
    for chosen in (key, "", "x" * 64):
        with pytest.raises(StaffError, match="gäller inte längre"):
            desk.pick(reply.draft_id, ELSA, chosen)
    assert lotsen.draft_desk.show(reply.draft_id, ELSA).field("dokument").value == "SAV om inkorgar"


def test_only_the_author_may_pick(lotsen: Lotsen, desk: DepartureDesk) -> None:
    reply = written(lotsen, UNREAD)
    for act in (desk.not_known, desk.as_proposal):
        with pytest.raises(StaffError, match="någon annans"):
            act(reply.draft_id, Author("T1", "UMAJA"))


def test_a_search_that_fails_leaves_the_draft_as_it_is(
    lotsen: Lotsen, data_dir: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for pointer in (data_dir / "index").glob("current-*"):
        pointer.unlink()
    reply = written(lotsen, UNREAD)
    assert reply.departed is None
    assert reply.field("vad_hande").value == UNREAD
    assert "Vårdbegäran" not in caplog.text
