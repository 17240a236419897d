"""A unit's inbox: who may read, what can be done, and what the sender sees of it."""

import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.desk.drafts.desk import Author
from bot.desk.policy import RefusedError
from bot.privacy import mask
from knowledge.model import StaffError
from storage.additions import AdditionKind
from storage.message import MessageKind
from storage.outbox import Occasion
from storage.receipts import Box, Place
from tests.bot.desk.correspondence import (
    ELSA,
    ELSEWHERE,
    KERSTIN,
    SARA,
    STRANGER,
    Correspondence,
    unit,
)
from tests.planted import assert_logs_clean, assert_nothing_planted, scan_tree, texts

EVA = Author("T1", "UEVA")
SAID = mask("Vilken tid gäller?")


@pytest.fixture
def kept(tmp_path: Path) -> Correspondence:
    return Correspondence(tmp_path)


def boxes(kept: Correspondence, place: str = "vardcentral", who: Author = KERSTIN) -> list[int]:
    return [part.count for part in kept.inboxes.show(place, who).parts]


@pytest.mark.parametrize("who", [STRANGER, SARA, ELSEWHERE])
def test_an_inbox_is_shown_to_its_own_people_alone(kept: Correspondence, who: Author) -> None:
    message = kept.message()
    tries: list[Callable[[], Any]] = [
        lambda: kept.inboxes.show("vardcentral", who),
        lambda: kept.inboxes.sent("vardcentral", who),
        lambda: kept.inboxes.page(Place("T1", "vardcentral", Box.NEW), who, message),
        lambda: kept.inboxes.show("nosuchunit", who),
    ]
    for one in tries:
        with pytest.raises(StaffError, match="hör inte till den enheten"):
            one()
        assert kept.audit.rows(who.team)[0].outcome == "refused_no_member"


def test_who_has_left_the_unit_reads_no_more(kept: Correspondence) -> None:
    message = kept.message()
    kept.inboxes.open(message, KERSTIN)
    kept.put(unit("vardcentral", "Vårdcentralen Demoby", "UKIM"))
    with pytest.raises(RefusedError):
        kept.inboxes.open(message, KERSTIN)


def test_a_message_goes_from_new_to_done_and_the_sender_sees_each_step(
    kept: Correspondence,
) -> None:
    message = kept.message()
    assert boxes(kept) == [1, 0, 0, 0]
    kept.inboxes.open(message, KERSTIN)
    assert boxes(kept) == [0, 1, 0, 0]
    kept.inboxes.acknowledge(message, KERSTIN)
    assert boxes(kept) == [0, 0, 1, 0]
    (shown,) = kept.inboxes.sent("hemtjanst", ELSA).messages
    assert "kvitterad måndag 2026-03-02 kl. 10.00 av UKERSTIN" in shown.receipts[0].text
    assert shown.receipts[0].delivered_at
    kept.inboxes.close(message, KERSTIN)
    assert boxes(kept) == [0, 0, 0, 1]
    assert [one.occasion for one in kept.notices(message)] == [
        Occasion.MESSAGE, Occasion.ACKNOWLEDGED,
    ]  # fmt: skip
    assert all(one.actor == "UKERSTIN" for one in kept.noted()[:2])


def test_what_a_list_shows_holds_nothing_of_what_is_said(kept: Correspondence) -> None:
    kept.message()
    shown = kept.inboxes.show("vardcentral", KERSTIN).model_dump_json()
    assert "fredag" not in shown
    assert "Ändrad tid" not in shown
    assert "Hemtjänsten Lärkan" in shown


def test_completion_is_asked_for_and_given_signed_and_dated(kept: Correspondence) -> None:
    message = kept.message(to=["vardcentral", "mottagning"])
    kept.inboxes.ask_completion(message, KERSTIN, kept.say("Vilken tid gäller?"))
    notice = kept.notices(message)[-1]
    assert (notice.unit, notice.occasion) == ("hemtjanst", Occasion.COMPLETION_WANTED)
    assert notice.from_unit == "vardcentral"
    kept.clock.forward(hours=1)
    kept.inboxes.complete(message, ELSA, kept.say("Klockan 14 gäller."))
    kept.inboxes.complete(message, ELSA, kept.say("Klockan 14 gäller."))
    shown = kept.inboxes.open(message, SARA)
    assert [one.kind for one in shown.additions] == [
        AdditionKind.COMPLETION_WANTED, AdditionKind.ADDITION,
    ]  # fmt: skip
    assert "Komplettering, Hemtjänsten Lärkan, UELSA, måndag 2026-03-02 kl. 11.00" in shown.text
    told = {one.unit for one in kept.notices(message) if one.occasion is Occasion.COMPLETED}
    assert told == {"vardcentral", "mottagning"}
    assert boxes(kept) == [1, 0, 0, 0]


@pytest.mark.parametrize(
    ("text", "say"),
    [("  ", "Skriv några ord"), ("x" * 20_001, "för lång"), ("Ge Alvedon 500 mg nu.", "dos")],
)
def test_what_must_not_stand_in_a_message_is_not_added(
    kept: Correspondence, text: str, say: str
) -> None:
    message = kept.message()
    with pytest.raises(StaffError, match=say):
        kept.inboxes.complete(message, ELSA, kept.say(text))
    assert kept.stored.additions.of(message) == []


def test_a_long_addition_is_kept_whole(kept: Correspondence) -> None:
    message = kept.message()
    long = "Så här var det. " * 250
    kept.inboxes.complete(message, ELSA, kept.say(long))
    (added,) = kept.inboxes.open(message, KERSTIN).additions
    assert len(added.text) > 3001
    assert added.text.strip() == long.strip()


def test_an_mvo_answers_the_message_and_asks_for_consent_anew(kept: Correspondence) -> None:
    message = kept.message(arendenummer="S-17")
    draft = kept.inboxes.answer(message, KERSTIN)
    assert draft.form == "mvo"
    assert draft.field("mottagare").value == ["hemtjanst"]
    assert draft.field("arendenummer").value == "S-17"
    assert "samtycke" in draft.missing
    values = dict.fromkeys(("besok", "bedomning", "ny_information", "uppfoljning"), "Allt är som.")
    more = {"samtycke": "ja", "onskas_av_mottagaren": "bekraftelse", "aterkoppling": "Växeln.",
            "svar_pa_vardbegaran": "nej"}  # fmt: skip
    kept.drafts.fill(draft.draft_id, KERSTIN, values | more)
    answer = kept.sending.send(draft.draft_id, KERSTIN)
    assert answer.sender.id == "vardcentral"
    (shown,) = kept.inboxes.sent("hemtjanst", ELSA).messages
    assert shown.receipts[0].answer_id == answer.message_id
    assert "besvarad" in shown.receipts[0].text
    assert boxes(kept) == [0, 0, 0, 1]
    assert kept.inboxes.open(answer.message_id, ELSA).answers == message


def test_a_planering_is_begun_with_the_sender(kept: Correspondence) -> None:
    draft = kept.inboxes.plan(kept.message(), KERSTIN)
    assert draft.form == "planering"
    assert draft.field("mottagare").value == ["hemtjanst"]


def test_a_message_is_given_to_a_colleague_and_to_nobody_else(kept: Correspondence) -> None:
    message = kept.message()
    shown = kept.inboxes.forward(message, KERSTIN, "UKIM")
    assert shown.receipts[0].assigned_to == "UKIM"
    with pytest.raises(StaffError, match="hör inte till Vårdcentralen Demoby"):
        kept.inboxes.forward(message, KERSTIN, "UELSA")


def test_a_misdirected_message_leaves_the_inbox_and_the_sender_is_told(
    kept: Correspondence,
) -> None:
    message = kept.message()
    kept.inboxes.misdirected(message, KERSTIN, kept.say("Hör till rehab."))
    assert boxes(kept) == [0, 0, 0, 1]
    assert kept.notices(message)[-1].occasion is Occasion.MISDIRECTED
    assert "felsänt" in kept.inboxes.sent("hemtjanst", ELSA).text


def test_the_sender_closes_for_all(kept: Correspondence) -> None:
    message = kept.message(to=["vardcentral", "mottagning"])
    shown = kept.inboxes.close(message, EVA)
    assert all(one.is_closed for one in shown.receipts)
    assert boxes(kept) == [0, 0, 0, 1]


def test_a_message_says_that_it_is_not_in_samsa_until_it_is_marked(kept: Correspondence) -> None:
    message = kept.message()
    assert "Ej överförd till SAMSA" in kept.inboxes.open(message, KERSTIN).text
    shown = kept.inboxes.mark_transferred(message, ELSA)
    assert "Överförd till SAMSA" in shown.text
    assert "transferred" not in [one.id for one in shown.actions]


def test_only_what_the_reader_can_do_now_is_offered(kept: Correspondence) -> None:
    message = kept.message()
    receiver = {one.id for one in kept.inboxes.open(message, KERSTIN).actions}
    sender = {one.id for one in kept.inboxes.open(message, ELSA).actions}
    assert {"acknowledge", "ask_more", "answer", "plan", "misdirected", "forward"} <= receiver
    assert {"withdraw", "correct", "consent_withdrawn"} <= sender
    assert not receiver & {"withdraw", "correct", "consent_withdrawn"}
    assert "acknowledge" not in sender


def test_a_substitute_reads_for_a_closed_unit_and_not_for_an_open_one(tmp_path: Path) -> None:
    kept = Correspondence(tmp_path)
    kept.put(unit("vardcentral", "Vårdcentralen Demoby", "UKERSTIN", substitute="mottagning"))
    kept.put(unit("mottagning", "Medicinmottagningen", "USARA", hours=None))
    message = kept.message()
    with pytest.raises(RefusedError):
        kept.inboxes.open(message, SARA)
    kept.clock.forward(hours=12)
    assert kept.inboxes.show("vardcentral", SARA).parts[0].count == 1
    shown = kept.inboxes.acknowledge(message, SARA)
    (receipt,) = shown.receipts
    assert (receipt.unit.id, receipt.acknowledged_by) == ("vardcentral", "USARA")


def test_the_next_page_goes_on_where_the_first_ended(kept: Correspondence) -> None:
    sent = [kept.message() for _ in range(5)]
    first = kept.inboxes.show("vardcentral", KERSTIN, 2).parts[0]
    assert (first.count, len(first.rows)) == (5, 2)
    place = Place("T1", "vardcentral", Box.NEW)
    rest = kept.inboxes.page(place, KERSTIN, first.rows[-1].message_id)
    assert sorted(row.message_id for row in first.rows + rest.rows) == sorted(sent)


def test_planted_identities_are_found_nowhere(
    kept: Correspondence, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        message = kept.message(meddelande=texts()[0][:200])
        replies = []
        for text in texts():
            replies += _answered(kept, message, text)
        withdrawn = kept.sending.withdraw(message, ELSA, mask(texts()[-1]))
        replies.append(kept.inboxes.open(withdrawn.message_id, KERSTIN).model_dump_json())
    assert withdrawn.is_first
    assert kept.inboxes.open(withdrawn.message_id, KERSTIN).kind is MessageKind.WITHDRAWN
    assert_nothing_planted(json.dumps(replies, ensure_ascii=False), "replies")
    assert_logs_clean(caplog.records)
    assert scan_tree(kept.folder) > 0


def _answered(kept: Correspondence, message: str, text: str) -> list[str]:
    said = mask(text)
    asked = kept.inboxes.ask_completion(message, KERSTIN, said)
    added = kept.inboxes.complete(message, ELSA, said)
    with pytest.raises(StaffError) as refused:
        kept.inboxes.open(text, STRANGER)
    with pytest.raises(StaffError):
        kept.inboxes.show(text, Author("T1", text))
    return [asked.model_dump_json(), added.model_dump_json(), str(refused.value)]
