"""A message is kept with its notices and its draft's end in one transaction, and never changed."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest

from storage.additions import Addition, AdditionKind, Additions, DraftLink, Relation
from storage.audit import Audit
from storage.database import Database, StorageError
from storage.drafts import Drafts, DraftState, StoredDraft
from storage.message import (
    Conflict,
    ConflictError,
    Message,
    MessageKind,
    MessageState,
    Outgoing,
    Sent,
    Step,
)
from storage.messages import Messages
from storage.outbox import Notice, NoticeState, Occasion, Outbox, notice_id
from storage.receipts import Box, Place, Receipts

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
LATER = AT + timedelta(hours=1)
DRAFT = StoredDraft(
    id="d1", team="T1", author="U1", form="mvo", form_version="1", form_hash="h",
    created_at=AT, updated_at=AT, expires_at=AT + timedelta(days=7), said="Besök i dag.",
    fields=[{"field": "besok", "value": "Besök i dag."}],
)  # fmt: skip
MESSAGE = Message(
    id="m1", team="T1", draft_id="d1", form="mvo", form_version="1", form_hash="h",
    sender_unit="mottagning", author="U1", receiver_units=("hemsjukvard", "bistand"),
    fields={"besok": "Besök i dag."}, paste_text="Besök\nBesök i dag.", created_at=AT,
    wants="atgard",
)  # fmt: skip


def notice(message: Message = MESSAGE, unit: str = "hemsjukvard", **changed: Any) -> Notice:
    made = Notice(
        id=notice_id(message.id, unit, "mail", "a@b.se", "message"), team=message.team,
        message_id=message.id, unit=unit, channel="mail", address="a@b.se",
        occasion=Occasion.MESSAGE, from_unit=message.sender_unit, created_at=message.created_at,
    )  # fmt: skip
    return replace(made, **changed)


def outgoing(message: Message = MESSAGE, **changed: Any) -> Outgoing:
    notices = [notice(message, unit) for unit in message.receiver_units]
    return replace(Outgoing(message, notices, draft_version=1), **changed)


class Kept:
    """Everything that is stored about messages, on one file."""

    def __init__(self, path: Path) -> None:
        self.database = Database(path)
        self.audit = Audit(self.database)
        self.drafts = Drafts(self.database)
        self.messages = Messages(self.database, self.audit)
        self.receipts = Receipts(self.database, self.messages)
        self.additions = Additions(self.database, self.messages)
        self.outbox = Outbox(self.database)
        self.drafts.save(DRAFT)

    def send(self, message: Message = MESSAGE, **changed: Any) -> Sent:
        return self.messages.send(outgoing(message, **changed))

    def act(self, step: str, unit: str = "hemsjukvard", other: str | None = None) -> bool:
        return self.receipts.act(Step("m1", "T1", LATER, unit, "U2", step), other=other)

    def box(self, unit: str = "hemsjukvard", message: str = "m1") -> Box:
        return next(one.box for one in self.receipts.of(message) if one.unit == unit)

    def add(self, kind: AdditionKind, unit: str = "bistand", number: int = 1) -> bool:
        added = Addition(f"a{number}", "m1", "T1", kind, unit, "U3", "Mer finns.", LATER)
        return self.additions.add(added, ())

    def count(self, table: str) -> int:
        with self.database.reading() as connection:
            return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path / "lotsen.sqlite3")


def test_a_sent_message_is_read_back_as_it_was_and_ends_its_draft(kept: Kept) -> None:
    assert kept.send() == Sent("m1", is_new=True)
    assert kept.messages.find("m1") == replace(MESSAGE, receiver_units=["hemsjukvard", "bistand"])
    draft = kept.drafts.find("d1")
    assert draft
    assert (draft.state, draft.said, draft.fields) == (DraftState.SENT, "", [])
    assert [one.box for one in kept.receipts.of("m1")] == [Box.NEW, Box.NEW]
    assert {one.unit for one in kept.outbox.of_message("m1")} == {"hemsjukvard", "bistand"}
    assert kept.audit.rows("T1")[0].subject == "m1"
    assert kept.audit.verify().is_whole


def test_a_draft_is_sent_once_however_often_it_is_asked_for(kept: Kept) -> None:
    assert kept.send().is_new
    again = kept.send(replace(MESSAGE, id="m2"))
    assert again == Sent("m1", is_new=False)
    assert (kept.count("messages"), kept.count("outbox"), kept.count("receipts")) == (1, 2, 2)


def test_of_many_that_send_a_draft_at_once_one_message_comes(tmp_path: Path) -> None:
    Kept(tmp_path / "db")
    barrier, sent = Barrier(6), []

    def send(number: int) -> None:
        kept = Kept(tmp_path / "db")
        barrier.wait()
        sent.append(kept.send(replace(MESSAGE, id=f"m{number}")))

    threads = [Thread(target=send, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(one.is_new for one in sent) == [False] * 5 + [True]
    assert len({one.message_id for one in sent}) == 1
    assert Kept(tmp_path / "db").count("messages") == 1


@pytest.mark.parametrize("version", [2, 0])
def test_a_draft_that_was_changed_after_it_was_checked_is_not_sent(
    kept: Kept, version: int
) -> None:
    with pytest.raises(ConflictError) as caught:
        kept.send(draft_version=version)
    assert caught.value.conflict is Conflict.DRAFT_CHANGED
    assert [kept.count(table) for table in ("messages", "outbox", "receipts", "audit")] == [0] * 4
    draft = kept.drafts.find("d1")
    assert draft
    assert draft.said == "Besök i dag."


def test_a_draft_that_is_thrown_away_is_not_sent(kept: Kept) -> None:
    kept.drafts.close("d1", DraftState.DISCARDED, LATER)
    with pytest.raises(ConflictError):
        kept.send()
    assert kept.messages.find("m1") is None


def test_a_fault_in_the_last_row_keeps_nothing_and_the_draft(kept: Kept) -> None:
    with pytest.raises(StorageError):
        kept.send(notices=[notice(from_unit=None)])
    assert kept.messages.find("m1") is None
    draft = kept.drafts.find("d1")
    assert draft
    assert draft.state is DraftState.OPEN


@pytest.mark.parametrize(
    "change",
    ["UPDATE messages SET paste_text = 'annat'", "UPDATE messages SET receiver_units = '[]'",
     "UPDATE additions SET text = 'annat'", "UPDATE message_steps SET actor = 'U9'"],
)  # fmt: skip
def test_what_was_sent_and_added_is_never_changed(kept: Kept, change: str) -> None:
    kept.send()
    kept.add(AdditionKind.ADDITION)
    with pytest.raises(StorageError), kept.database.writing() as connection:
        connection.execute(change)


def test_every_write_waits_for_the_disk(kept: Kept) -> None:
    with kept.database.reading() as connection:
        connection.execute("PRAGMA synchronous=OFF")
    with kept.messages.durably() as connection:
        assert connection.execute("PRAGMA synchronous").fetchone()[0] == 2


def test_a_message_goes_through_the_boxes_of_the_receiver(kept: Kept) -> None:
    kept.send()
    assert kept.box() is Box.NEW
    kept.act("open")
    assert kept.box() is Box.TO_ACKNOWLEDGE
    assert kept.act("acknowledge")
    assert not kept.act("acknowledge")
    assert kept.box() is Box.TO_ANSWER
    kept.act("close")
    assert kept.box() is Box.DONE
    assert kept.box("bistand") is Box.NEW
    receipt = next(one for one in kept.receipts.of("m1") if one.unit == "hemsjukvard")
    assert (receipt.acknowledged_by, receipt.acknowledged_at) == ("U2", LATER)
    steps = [one.step for one in kept.messages.steps("m1")]
    assert steps == ["send", "open", "acknowledge", "close"]


@pytest.mark.parametrize(
    ("wants", "box"),
    [("endast_information", Box.DONE), ("bekraftelse", Box.DONE), ("samordning", Box.TO_ANSWER)],
)
def test_what_the_sender_wants_decides_whether_an_answer_is_waited_for(
    kept: Kept, wants: str, box: Box
) -> None:
    kept.send(replace(MESSAGE, wants=wants))
    kept.act("acknowledge")
    assert kept.box() is box


def test_an_answer_is_a_message_of_its_own_that_settles_the_first(kept: Kept) -> None:
    kept.send()
    answer = replace(
        MESSAGE, id="m2", draft_id="d2", sender_unit="hemsjukvard", author="U2", answers="m1",
        receiver_units=("mottagning",), created_at=LATER,
    )  # fmt: skip
    kept.send(answer, draft_version=None)
    receipt = next(one for one in kept.receipts.of("m1") if one.unit == "hemsjukvard")
    assert (receipt.box, receipt.answered_by, receipt.answer_id) == (Box.DONE, "U2", "m2")
    assert receipt.acknowledged_by == "U2"
    assert kept.box("mottagning", "m2") is Box.NEW


@pytest.mark.parametrize("kind", [MessageKind.CORRECTED, MessageKind.WITHDRAWN])
def test_a_later_version_is_linked_and_ends_the_one_before(kept: Kept, kind: MessageKind) -> None:
    kept.send()
    later = replace(MESSAGE, id="m2", draft_id="d2", kind=kind, version_of="m1", created_at=LATER)
    kept.send(later, draft_version=None)
    first = kept.messages.find("m1")
    assert first
    assert first.state is MessageState(kind.value)
    assert first.paste_text == MESSAGE.paste_text
    found = kept.messages.later_version("m1")
    assert found
    assert found.id == "m2"
    assert kept.box() is Box.DONE
    with pytest.raises(ConflictError) as caught:
        kept.send(replace(later, id="m3", draft_id="d3"), draft_version=None)
    assert caught.value.conflict is Conflict.NOT_CURRENT
    kept.act("open")
    assert kept.box() is Box.DONE


def test_an_addition_is_signed_dated_and_news_to_the_others(kept: Kept) -> None:
    kept.send()
    kept.act("acknowledge")
    kept.act("acknowledge", "bistand")
    assert kept.add(AdditionKind.ADDITION)
    assert not kept.add(AdditionKind.ADDITION)
    (added,) = kept.additions.of("m1")
    assert (added.unit, added.author, added.at) == ("bistand", "U3", LATER)
    assert (kept.box(), kept.box("bistand")) == (Box.NEW, Box.TO_ANSWER)
    kept.act("open")
    assert kept.box() is Box.TO_ANSWER


def test_a_misdirected_message_is_done_where_it_did_not_belong(kept: Kept) -> None:
    kept.send()
    kept.add(AdditionKind.MISDIRECTED)
    assert (kept.box("bistand"), kept.box()) == (Box.DONE, Box.NEW)
    kept.add(AdditionKind.ADDITION, "hemsjukvard", 2)
    assert kept.box("bistand") is Box.DONE


def test_the_inbox_shows_what_waits_longest_first_and_page_by_page(kept: Kept) -> None:
    for number in range(5):
        message = replace(MESSAGE, id=f"m{number}", draft_id=f"x{number}")
        kept.send(message, draft_version=None)
    place = Place("T1", "bistand", Box.NEW)
    first = kept.receipts.lines(place, 3)
    rest = kept.receipts.lines(place, 3, first[-1].receipt)
    assert [one.receipt.message_id for one in first + rest] == ["m0", "m1", "m2", "m3", "m4"]
    assert kept.receipts.counts("T1", "bistand")[Box.NEW] == 5
    assert kept.receipts.counts("T2", "bistand")[Box.NEW] == 0
    assert kept.receipts.lines(Place("T2", "bistand", Box.NEW)) == []


def test_a_message_is_transferred_once_and_its_time_runs_from_then(kept: Kept) -> None:
    kept.send()
    step = Step("m1", "T1", LATER, "hemsjukvard", "U2", "transferred")
    assert kept.messages.mark_transferred(MESSAGE, step)
    assert not kept.messages.mark_transferred(MESSAGE, replace(step, actor="U9"))
    found = kept.messages.find("m1")
    assert found
    assert (found.transferred_at, found.transferred_by) == (LATER, "U2")


def test_what_is_removed_takes_all_that_belongs_to_it_along(kept: Kept) -> None:
    kept.send()
    kept.add(AdditionKind.ADDITION)
    kept.additions.link(DraftLink("d9", "m1", "bistand", Relation.ANSWERS))
    assert kept.additions.link_of("d9") == DraftLink("d9", "m1", "bistand", Relation.ANSWERS)
    with kept.database.writing() as connection:
        connection.execute("DELETE FROM messages")
    tables = ("receipts", "additions", "message_steps", "outbox", "draft_links")
    assert [kept.count(table) for table in tables] == [0] * 5


def claimed(kept: Kept, at: datetime = AT, lease: str = "l1") -> list[Notice]:
    return kept.outbox.claim(at, at + timedelta(minutes=1), lease)


def test_a_notice_is_claimed_by_one_and_comes_back_when_its_lease_is_over(kept: Kept) -> None:
    kept.send()
    assert len(claimed(kept)) == 2
    assert claimed(kept, lease="l2") == []
    again = claimed(kept, AT + timedelta(minutes=2), "l2")
    assert [one.is_repeat for one in again] == [True, True]
    assert [one.id for one in again] == [one.id for one in kept.outbox.of_message("m1")]


def test_a_notice_that_arrived_says_that_its_message_did(kept: Kept) -> None:
    kept.send()
    first, _ = claimed(kept)
    assert kept.outbox.done(first, LATER, "remote-1")
    assert not kept.outbox.done(first, LATER)
    found = kept.outbox.find(first.id)
    assert found
    assert (found.state, found.remote) == (NoticeState.DONE, "remote-1")
    delivered = {one.unit: one.delivered_at for one in kept.receipts.of("m1")}
    assert delivered == {"hemsjukvard": LATER, "bistand": None}


Late = Callable[[Outbox, Notice], bool]


@pytest.mark.parametrize(
    "late",
    [lambda box, one: box.fail(one, "x", LATER), lambda box, one: box.give_up(one, "x", LATER),
     lambda box, one: box.release(one, LATER)],
)  # fmt: skip
def test_whoever_lost_the_lease_changes_nothing(kept: Kept, late: Late) -> None:
    kept.send()
    first, _ = claimed(kept)
    claimed(kept, AT + timedelta(minutes=2), "l2")
    assert not late(kept.outbox, first)
    found = kept.outbox.find(first.id)
    assert found
    assert (found.state, found.lease) == (NoticeState.WAITING, "l2")


def test_a_dead_notice_is_told_once_and_can_be_tried_again(kept: Kept) -> None:
    kept.send()
    first, second = claimed(kept)
    assert kept.outbox.give_up(first, "refused", LATER)
    assert kept.outbox.fail(second, "timeout", LATER)
    assert [one.id for one in kept.outbox.untold()] == [first.id]
    kept.outbox.note_told(first.id)
    assert kept.outbox.untold() == []
    assert [one.fault for one in kept.outbox.dead("T1")] == ["refused"]
    assert kept.outbox.dead("T2") == []
    assert not kept.outbox.try_again("T2", first.id, LATER)
    assert kept.outbox.try_again("T1", first.id, LATER)
    assert {one.id for one in claimed(kept, LATER)} == {first.id, second.id}


def test_a_reminder_is_put_in_line_once_and_never_after_it_is_acknowledged(kept: Kept) -> None:
    kept.send(nudges={"hemsjukvard": LATER, "bistand": LATER})
    assert kept.receipts.due(AT) == []
    kept.act("acknowledge", "bistand")
    (due,) = kept.receipts.due(LATER)
    reminder = notice(id="r1", occasion=Occasion.REMINDER)
    assert kept.receipts.nudge(due, [reminder], LATER + timedelta(hours=4))
    assert not kept.receipts.nudge(due, [replace(reminder, id="r2")], None)
    assert kept.outbox.find("r1")
    assert kept.outbox.find("r2") is None
    assert kept.receipts.due(LATER) == []


def test_no_row_of_a_new_table_is_without_a_team(kept: Kept) -> None:
    with sqlite3.connect(kept.database.path) as connection:
        for table in ("messages", "receipts", "additions", "message_steps", "outbox"):
            names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            assert "team" in names, table
    connection.close()
