"""The follow-up: asked once, answered once, and tied to nobody."""

import sqlite3

import pytest

from knowledge.model import StaffError
from tests.bot.desk.analyses.working import Working
from tests.bot.desk.correspondence import COMPLETE, ELSA, KERSTIN, SARA

ANSWERS = {"delaktighet": "ja", "trygghet": "delvis", "visste_vem": "vill_inte_svara"}
FIELDS = {
    "kontaktorsak": "Sämre sedan i går.", "normaltillstand": "Går med rollator.",
    "aktuellt_tillstand": "Orkar inte upp.", "adl": "Behöver hjälp.", "insatser": "Hemtjänst.",
    "kontakter": "Samordnaren, vardagar.",
}  # fmt: skip


def request(working: Working) -> str:
    """Give a Vårdbegäran that was sent to the health centre."""
    draft = working.drafts.begin("vardbegaran", ELSA)
    form = working.drafts.forms()["vardbegaran"]
    known = {**COMPLETE, **FIELDS, "mottagare": ["vardcentral"]}
    values = {one.id: known[one.id] for one in form.fields if one.id in known}
    filled = working.drafts.fill(draft.draft_id, ELSA, values)
    missing = dict.fromkeys(filled.missing, "Som vanligt.")
    working.drafts.fill(draft.draft_id, ELSA, missing)
    return working.sending.send(draft.draft_id, ELSA).message_id


def closed(working: Working) -> str:
    message = request(working)
    working.inboxes.close(message, KERSTIN)
    return message


def stored(working: Working, sql: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(working.folder / "lotsen.sqlite3") as database:
        return database.execute(sql).fetchall()


def test_the_questions_are_offered_once_when_a_process_is_closed(working: Working) -> None:
    message = request(working)
    with pytest.raises(StaffError, match="Avsluta meddelandet först"):
        working.asking.offer(message, KERSTIN)
    working.inboxes.close(message, KERSTIN)
    form = working.asking.offer(message, KERSTIN)
    assert form is not None
    assert len(form.fields) == 3
    assert working.asking.offer(message, KERSTIN) is None
    assert working.asking.offer(message, ELSA) is None


def test_who_skipped_can_still_answer_what_is_open(working: Working) -> None:
    message = closed(working)
    working.asking.offer(message, KERSTIN)
    working.asking.answer(message, KERSTIN, ANSWERS)
    with pytest.raises(StaffError, match="redan ifylld"):
        working.asking.answer(message, ELSA, ANSWERS)


def test_the_answers_can_not_be_tied_to_a_message_or_a_day(working: Working) -> None:
    message = closed(working)
    working.asking.answer(message, KERSTIN, ANSWERS)
    ((key, since, unit, *answers),) = stored(
        working,
        "SELECT message_id, reported_at, sender_unit, delaktighet, trygghet, visste_vem "
        "FROM followups",
    )
    assert key != message
    assert working.stored.messages.find(str(key)) is None
    assert (unit, tuple(answers)) == ("vardcentral", tuple(ANSWERS.values()))
    assert str(since).startswith("2026-02-28T23:00")  # the beginning of March in Sweden
    assert stored(working, "SELECT * FROM followed_up") == [("T1", message, 1)]
    noted = [row for row in working.audit.rows() if row.action == "followup"]
    assert [row.subject for row in noted] == ["followup"]


def test_an_answer_to_a_request_is_the_same_process(working: Working) -> None:
    message = closed(working)
    working.asking.answer(message, KERSTIN, ANSWERS)
    corrected = working.sending.correct(message, ELSA).draft_id
    later = working.sending.send(corrected, ELSA).message_id
    working.inboxes.close(later, KERSTIN)
    assert working.asking.offer(later, KERSTIN) is None
    with pytest.raises(StaffError, match="redan ifylld"):
        working.asking.answer(later, KERSTIN, ANSWERS)


@pytest.mark.parametrize("answers", [{}, {**ANSWERS, "trygghet": "mycket"}])
def test_every_question_has_an_answer_of_its_own_options(
    working: Working, answers: dict[str, str]
) -> None:
    message = closed(working)
    with pytest.raises(StaffError, match="Välj ett svar"):
        working.asking.answer(message, KERSTIN, answers)
    assert stored(working, "SELECT * FROM followups") == []


def test_nobody_else_is_asked_or_answers(working: Working) -> None:
    message = closed(working)
    with pytest.raises(StaffError):
        working.asking.offer(message, SARA)
    with pytest.raises(StaffError):
        working.asking.answer(message, SARA, ANSWERS)


def test_a_report_or_an_administrative_message_is_not_followed_up(working: Working) -> None:
    message = working.message()
    working.inboxes.close(message, KERSTIN)
    with pytest.raises(StaffError, match="följs inte upp"):
        working.asking.offer(message, KERSTIN)


def test_that_it_was_followed_up_goes_with_the_message(working: Working) -> None:
    message = closed(working)
    working.asking.answer(message, KERSTIN, ANSWERS)
    with working.database.writing() as connection:
        connection.execute("DELETE FROM messages WHERE id = ?", (message,))
    assert stored(working, "SELECT * FROM followed_up") == []
    assert len(stored(working, "SELECT * FROM followups")) == 1
