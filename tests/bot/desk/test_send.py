"""A draft is sent once, to units that are there, by somebody who belongs to the sending unit."""

from pathlib import Path
from typing import Any

import pytest

from bot.desk.drafts.desk import Author
from bot.desk.policy import RefusedError
from knowledge.model import FaultError, StaffError
from storage.database import StorageError
from storage.message import MessageKind, MessageState
from storage.outbox import Occasion
from storage.receipts import Box
from tests.bot.desk.correspondence import (
    ELSA,
    ELSEWHERE,
    KERSTIN,
    MONDAY,
    SARA,
    STRANGER,
    WEEK,
    Correspondence,
    ordinary,
    unit,
)


@pytest.fixture
def kept(tmp_path: Path) -> Correspondence:
    return Correspondence(tmp_path)


def refused(kept: Correspondence, draft_id: str, author: Author = ELSA, **more: Any) -> str:
    """Give why a draft was not sent; it is kept, and nothing went out."""
    with pytest.raises(StaffError) as caught:
        kept.sending.send(draft_id, author, **more)
    assert kept.stored.messages.of_draft(author.team, draft_id) is None
    if author in (ELSA, KERSTIN):
        assert kept.drafts.show(draft_id, author).field("meddelande").value
    return str(caught.value)


def test_a_message_reaches_every_unit_it_is_sent_to(kept: Correspondence) -> None:
    draft = kept.draft()
    reply = kept.sending.send(draft, ELSA, ["vardcentral", "mottagning"])
    assert reply.is_first
    assert [one.name for one in reply.receivers] == ["Vårdcentralen Demoby", "Medicinmottagningen"]
    assert "ej överfört till SAMSA" in reply.text
    for author, place in ((KERSTIN, "vardcentral"), (SARA, "mottagning")):
        shown = kept.inboxes.show(place, author)
        assert shown.parts[0].rows[0].message_id == reply.message_id
    channels = {(one.unit, one.channel, one.occasion) for one in kept.notices(reply.message_id)}
    assert channels == {
        ("vardcentral", "mail", Occasion.MESSAGE), ("mottagning", "mail", Occasion.MESSAGE),
    }  # fmt: skip
    with pytest.raises(StaffError):
        kept.drafts.show(draft, ELSA)


def test_a_double_click_sends_once_and_says_so(kept: Correspondence) -> None:
    draft = kept.draft()
    first, second = kept.sending.send(draft, ELSA), kept.sending.send(draft, ELSA)
    assert (first.is_first, second.is_first) == (True, False)
    assert first.message_id == second.message_id
    assert "bara skickats en gång" in second.text
    assert kept.inboxes.show("vardcentral", KERSTIN).parts[0].count == 1


def test_what_is_missing_or_stops_is_named_and_the_draft_is_kept(kept: Correspondence) -> None:
    assert "Samtycke" in refused(kept, kept.draft(samtycke=None))
    assert "sagt nej" in refused(kept, kept.draft(samtycke="nej"))
    assert "Byt från" in refused(kept, kept.draft(passar_annan_rubrik="ja"))
    text = refused(kept, kept.draft(meddelande="x" * 501))
    assert "högst 500 tecken" in text
    assert text.endswith("Utkastet är sparat.")


def test_a_receiver_that_was_deleted_meanwhile_is_told(kept: Correspondence) -> None:
    draft = kept.draft()
    kept.put(remove=["vardcentral"])
    assert "finns inte längre" in refused(kept, draft)


def test_a_receiver_without_samsa_is_reached_another_way(kept: Correspondence) -> None:
    text = refused(kept, kept.draft(to=["privat", "vardcentral"]))
    assert "saknar åtkomst till SAMSA" in text
    assert "telefon, brev eller remiss" in text
    assert "0500-12 34 56" in text
    assert "underlaget säger inte vilken väg" in text


def test_a_unit_does_not_write_to_itself(kept: Correspondence) -> None:
    assert "egen enhet" in refused(kept, kept.draft(to=["hemtjanst"]))


def test_who_left_the_unit_meanwhile_sends_nothing(kept: Correspondence) -> None:
    draft = kept.draft()
    kept.put(unit("hemtjanst", "Hemtjänsten Lärkan", "UEVA"))
    assert "hör inte till någon enhet" in refused(kept, draft)
    assert kept.noted()[0].outcome == "refused_no_member"


def test_who_works_in_two_units_says_which(kept: Correspondence) -> None:
    kept.put(unit("mottagning", "Medicinmottagningen", "USARA", "UELSA"))
    draft = kept.draft()
    assert "flera enheter" in refused(kept, draft)
    kept.register.choose("T1", "UELSA", "mottagning", kept.clock.now)
    assert kept.sending.send(draft, ELSA).sender.id == "mottagning"
    here_as = Author("T1", "UELSA", "hemtjanst")
    assert kept.sending.send(kept.draft(), here_as).sender.id == "hemtjanst"
    assert "hör inte till den enheten" in refused(
        kept, kept.draft(), Author("T1", "UELSA", "vardcentral")
    )


@pytest.mark.parametrize("author", [KERSTIN, STRANGER, ELSEWHERE])
def test_nobody_sends_anothers_draft(kept: Correspondence, author: Author) -> None:
    draft = kept.draft()
    with pytest.raises(StaffError):
        kept.sending.send(draft, author)
    assert kept.stored.messages.of_draft("T1", draft) is None


def test_the_sender_is_told_until_when_nobody_reads(kept: Correspondence) -> None:
    draft = kept.draft()
    assert kept.sending.check(draft, ELSA).notes == ()
    kept.clock.forward(days=4, hours=8)  # Friday evening
    preview = kept.sending.check(draft, ELSA)
    assert preview.can_be_sent
    assert preview.receivers[0].is_attended is False
    (note,) = preview.notes
    assert "obemannad till måndag 2026-03-09 kl. 08.00" in note
    assert kept.sending.send(draft, ELSA).notes == (note,)


def test_a_unit_without_channels_or_hours_is_said_to_be_so(tmp_path: Path) -> None:
    gone_by = {"days": {"2020-01-07": ["08:00-16:00"]}}
    never = unit("vardcentral", "Vårdcentralen", "UKERSTIN", inboxes=[], hours=gone_by)
    kept = Correspondence(tmp_path, [*ordinary()[:1], never])
    notes = " ".join(kept.sending.check(kept.draft(), ELSA).notes)
    assert "får ingen avisering" in notes
    assert "inga öppettider framåt" in notes
    kept.put(unit("vardcentral", "Vårdcentralen", "UKERSTIN", hours=None))
    assert kept.sending.check(kept.draft(), ELSA).receivers[0].is_attended is None


def test_a_draft_that_another_window_changed_is_looked_through_again(kept: Correspondence) -> None:
    draft = kept.draft()
    seen = kept.sending.check(draft, ELSA).draft.version
    kept.drafts.fill(draft, ELSA, {"arende": "Något annat"})
    assert "har ändrats" in refused(kept, draft, seen=seen)


def test_a_full_disk_sends_nothing_and_keeps_the_draft(
    kept: Correspondence, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = kept.draft()

    def full(*_: object) -> None:
        raise StorageError("OperationalError")

    with monkeypatch.context() as patched:
        patched.setattr(kept.audit, "note_in", full)  # the last row of the transaction
        with pytest.raises(FaultError, match="inget är skickat"):
            kept.sending.send(draft, ELSA)
    assert kept.sending.send(draft, ELSA).is_first


def test_a_corrected_message_is_a_new_version_of_the_first(kept: Correspondence) -> None:
    first = kept.message()
    draft = kept.sending.correct(first, Author("T1", "UEVA"))
    assert draft.field("meddelande").value == "Mötet är flyttat till fredag samma tid."
    eva = Author("T1", "UEVA")
    kept.drafts.fill(draft.draft_id, eva, {"meddelande": "Mötet är flyttat till lördag."})
    second = kept.sending.send(draft.draft_id, eva).message_id
    shown = kept.inboxes.open(first, KERSTIN)
    assert (shown.state, shown.later_version) == (MessageState.CORRECTED, second)
    assert "fredag" in shown.text
    assert shown.actions == ()
    now = kept.inboxes.open(second, KERSTIN)
    assert (now.kind, now.version_of) == (MessageKind.CORRECTED, first)
    assert "lördag" in now.text
    assert {one.occasion for one in kept.notices(second)} == {Occasion.CORRECTED}
    with pytest.raises(StaffError, match="senare version"):
        kept.sending.correct(first, ELSA)


def test_two_corrections_at_once_leave_one_that_holds(kept: Correspondence) -> None:
    first = kept.message()
    drafts = [kept.sending.correct(first, ELSA).draft_id for _ in range(2)]
    kept.sending.send(drafts[0], ELSA)
    assert "senare version" in refused(kept, drafts[1])


def test_withdrawn_consent_tells_every_receiver_and_hides_the_text(kept: Correspondence) -> None:
    first = kept.message(to=["vardcentral", "mottagning"])
    kept.inboxes.acknowledge(first, KERSTIN)
    reply = kept.sending.withdraw_consent(first, ELSA, kept.say("Sagt i dag."))
    assert not kept.sending.withdraw_consent(first, ELSA).is_first
    for author in (KERSTIN, SARA):
        shown = kept.inboxes.open(first, author)
        assert shown.fields == ()
        assert "fredag" not in shown.text
        told = kept.inboxes.open(reply.message_id, author)
        assert "Sluta använda uppgifterna" in told.text
        assert "Skyldigheter som gäller utan samtycke" in told.text
        assert "Sagt i dag." in told.text
        assert [one.id for one in told.actions] == ["acknowledge"]
    parts = kept.inboxes.show("vardcentral", KERSTIN).parts
    assert [part.count for part in parts] == [0, 1, 0, 1]
    occasions = {one.occasion for one in kept.notices(reply.message_id)}
    assert occasions == {Occasion.CONSENT_WITHDRAWN}


def test_a_withdrawal_is_acknowledged_and_nothing_else(kept: Correspondence) -> None:
    withdrawal = kept.sending.withdraw(kept.message(), ELSA).message_id
    for act in (kept.sending.withdraw, kept.sending.correct):
        with pytest.raises(StaffError, match="bara kvitteras"):
            act(withdrawal, ELSA)
    with pytest.raises(StaffError, match="bara kvitteras"):
        kept.inboxes.answer(withdrawal, KERSTIN)
    shown = kept.inboxes.acknowledge(withdrawal, KERSTIN)
    assert shown.receipts[0].acknowledged_by == "UKERSTIN"


def test_a_withdrawn_message_that_stands_in_samsa_is_withdrawn_there_too(
    kept: Correspondence,
) -> None:
    first = kept.message()
    kept.inboxes.mark_transferred(first, ELSA)
    reply = kept.sending.withdraw(first, ELSA)
    assert "överfört till SAMSA: gör samma sak där" in reply.notes[0]
    assert kept.inboxes.show("vardcentral", KERSTIN).parts[0].rows[0].kind is MessageKind.WITHDRAWN


@pytest.mark.parametrize("act", ["correct", "withdraw", "withdraw_consent"])
@pytest.mark.parametrize("author", [KERSTIN, STRANGER, ELSEWHERE])
def test_only_the_sending_unit_changes_what_was_sent(
    kept: Correspondence, act: str, author: Author
) -> None:
    message = kept.message()
    with pytest.raises(RefusedError):
        getattr(kept.sending, act)(message, author)
    noted = kept.audit.rows(author.team)[0]
    assert (noted.actor, noted.subject) == (author.user, message)
    assert noted.outcome.startswith("refused")
    assert kept.stored.messages.later_version(message) is None


def test_a_reminder_is_due_in_the_receivers_own_hours(kept: Correspondence) -> None:
    kept.clock.now = MONDAY.replace(hour=14)  # 15.00 in Sweden, an hour before closing
    message = kept.message()
    (receipt,) = kept.stored.receipts.of(message)
    assert receipt.box is Box.NEW
    assert receipt.nudge_at == MONDAY.replace(day=3, hour=10)  # Tuesday 11.00: four open hours
    assert WEEK["monday"] == ["08:00-16:00"]
