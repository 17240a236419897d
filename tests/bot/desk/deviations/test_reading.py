"""Reading a report that is not one's own: a reason first, kept with it and shown to the units."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.desk.drafts.desk import Author
from bot.desk.messages import TakingOut
from bot.desk.policy import Outcome, RefusedError
from bot.privacy import mask
from knowledge.model import StaffError
from storage.audit import AuditRow
from tests.bot.desk.correspondence import ELSA, KERSTIN, SARA, STRANGER, Correspondence, unit
from tests.bot.desk.deviations.test_reports import FACTS

LENA = Author("T1", "ULENA")
WHY = "Genomgång av avvikelser om utskrivning i mars."


@pytest.fixture
def kept(tmp_path: Path) -> Correspondence:
    """Give the units, and a group that is none of them."""
    kept = Correspondence(tmp_path)
    kept.put(unit("group", "Avvikelsegruppen", "ULENA", inboxes=[]))
    return kept


def reported(kept: Correspondence) -> str:
    draft = kept.drafts.begin("avvikelse", ELSA).draft_id
    kept.drafts.fill(draft, ELSA, {**FACTS, "mottagare": ["vardcentral"]})
    return kept.sending.send(draft, ELSA).message_id


def noted(kept: Correspondence, who: Author) -> list[AuditRow]:
    """Give what is noted of somebody, the latest first."""
    return [row for row in kept.audit.rows(who.team) if row.actor == who.user]


def test_the_group_is_asked_for_a_reason_and_reads_nothing_before(kept: Correspondence) -> None:
    message = reported(kept)
    with pytest.raises(RefusedError, match="Skriv först varför") as refused:
        kept.inboxes.open(message, LENA)
    assert refused.value.outcome is Outcome.REASON_WANTED
    assert FACTS["vad_hande"] not in str(refused.value)
    with pytest.raises(RefusedError):
        TakingOut(kept.parts).sheet(message, LENA)
    assert [row.outcome for row in noted(kept, LENA)][:2] == ["refused_reason_wanted"] * 2


def test_a_reason_opens_the_report_and_the_units_see_who_read_it_and_why(
    kept: Correspondence,
) -> None:
    message = reported(kept)
    kept.inboxes.give_reason(message, LENA, mask(WHY))
    read = kept.inboxes.open(message, LENA)
    assert FACTS["vad_hande"] in read.text
    assert (read.as_unit.id, read.author, read.actions) == ("group", None, ())
    assert TakingOut(kept.parts).sheet(message, LENA).blocks
    for member in (ELSA, KERSTIN):
        shown = kept.inboxes.open(message, member)
        (reading,) = shown.readings
        assert (reading.unit.id, reading.author, reading.reason) == ("group", "ULENA", WHY)
        assert f"Skäl: {WHY}" in shown.text
    assert noted(kept, LENA)[0].outcome == "allowed_with_reason"


def test_a_reason_holds_for_an_hour_and_for_the_one_report(kept: Correspondence) -> None:
    message, other = reported(kept), reported(kept)
    kept.inboxes.give_reason(message, LENA, mask(WHY))
    with pytest.raises(RefusedError):
        kept.inboxes.open(other, LENA)
    kept.clock.forward(minutes=59)
    kept.inboxes.open(message, LENA)
    kept.clock.forward(minutes=2)
    with pytest.raises(RefusedError):
        kept.inboxes.open(message, LENA)


def test_identity_in_a_reason_is_masked(kept: Correspondence) -> None:
    message = reported(kept)
    kept.inboxes.give_reason(message, LENA, mask("Ringde 070-174 06 35 och undrade om det."))
    (reading,) = kept.inboxes.open(message, ELSA).readings
    assert reading.reason == "Ringde [telefonnummer] och undrade om det."


@pytest.mark.parametrize(
    ("reason", "said"), [("  kort  ", "några ord"), ("x" * 1001, "högst 1000")]
)
def test_a_reason_that_says_nothing_or_too_much_is_refused(
    kept: Correspondence, reason: str, said: str
) -> None:
    message = reported(kept)
    with pytest.raises(StaffError, match=said):
        kept.inboxes.give_reason(message, LENA, mask(reason))
    assert kept.stored.readings.of(message) == ()


@pytest.mark.parametrize("who", [SARA, STRANGER, replace(LENA, team="T2")])
def test_a_reason_opens_nothing_for_those_outside_the_group(
    kept: Correspondence, who: Author
) -> None:
    message = reported(kept)
    with pytest.raises(RefusedError, match="avsändande eller mottagande"):
        kept.inboxes.give_reason(message, who, mask(WHY))
    with pytest.raises(RefusedError, match="avsändande eller mottagande"):
        kept.inboxes.open(message, who)
    assert kept.stored.readings.of(message) == ()
    assert {row.outcome for row in noted(kept, who)} == {"refused_no_member"}


def test_the_group_reads_no_message_that_is_not_a_report(kept: Correspondence) -> None:
    message = kept.message()
    with pytest.raises(RefusedError, match="avsändande eller mottagande"):
        kept.inboxes.give_reason(message, LENA, mask(WHY))


def test_a_member_of_a_unit_concerned_gives_no_reason(kept: Correspondence) -> None:
    message = reported(kept)
    kept.put(unit("vardcentral", "Vårdcentralen Demoby", "UKERSTIN", "ULENA"))
    assert kept.inboxes.open(message, LENA).readings == ()


def test_a_reading_goes_with_its_report(kept: Correspondence) -> None:
    message = reported(kept)
    kept.inboxes.give_reason(message, LENA, mask(WHY))
    with kept.database.writing() as connection:
        connection.execute("DELETE FROM messages WHERE id = ?", (message,))
    assert kept.stored.readings.of(message) == ()
