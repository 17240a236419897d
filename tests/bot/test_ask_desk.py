"""The desk answers masked questions in their conversation, and keeps what was answered."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.desk.ask import AskDesk, Question
from bot.privacy import mask
from knowledge.answering import Answerer
from storage.answers import Answers
from storage.database import Database

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
SUBJECT = "Vad gäller när den enskilde ska samtycka?"


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path / "lotsen.sqlite3")


@pytest.fixture
def desk(answerer: Answerer, database: Database) -> AskDesk:
    return AskDesk(answerer, Answers(database), clock=lambda: AT)


def ask(desk: AskDesk, text: str, conversation: str | None = None) -> list[str]:
    reply = desk.ask(Question(mask(text), "U1", conversation))
    return [citation.quote for citation in reply.answer.citations]


def test_an_answer_is_kept_with_its_quotes(desk: AskDesk, database: Database) -> None:
    reply = desk.ask(Question(mask("När ska en fast vårdkontakt utses?"), "U1", "C1"))
    with database.reading() as connection:
        (kept,) = connection.execute("SELECT * FROM answers").fetchall()
        quoted = connection.execute("SELECT * FROM quoted ORDER BY number").fetchall()
    assert (kept["id"], kept["at"], kept["asker"]) == (reply.answer_id, AT.isoformat(), "U1")
    assert (kept["status"], kept["reason"]) == ("answered", None)
    assert [row["passage_id"] for row in quoted] == [
        citation.passage_id for citation in reply.answer.citations
    ]
    assert all(row["passage_id"] for row in quoted)


def test_a_question_without_an_answer_is_kept_too(desk: AskDesk, database: Database) -> None:
    desk.ask(Question(mask("Hur många mg Alvedon ska jag ge?"), "U1"))
    with database.reading() as connection:
        (kept,) = connection.execute("SELECT status, reason FROM answers").fetchall()
    assert tuple(kept) == ("refused", "dose")


def test_a_conversation_is_remembered_and_another_is_not(desk: AskDesk) -> None:
    ask(desk, SUBJECT, "C1")
    after = ask(desk, "och om hon säger nej?", "C1")
    assert any("nekat samtycke" in quote.lower() for quote in after)
    other = ask(desk, "och om hon säger nej?", "C2")
    assert ask(desk, "och om hon säger nej?") == other


def test_a_history_that_is_given_is_used_instead(desk: AskDesk) -> None:
    ask(desk, "Vad är en SIP?", "C1")
    question = Question(mask("och om hon säger nej?"), "U1", "C1", history=[mask(SUBJECT)])
    quotes = [citation.quote for citation in desk.ask(question).answer.citations]
    assert any("nekat samtycke" in quote.lower() for quote in quotes)


def test_what_was_masked_is_told_and_not_kept(desk: AskDesk, database: Database) -> None:
    reply = desk.ask(Question(mask("Gäller samtycke för 19121212-1212?"), "U1", "C1"))
    assert reply.masked == ("personnummer",)
    assert Answers(database).history("C1") == ["Gäller samtycke för [personnummer]?"]


def test_a_database_that_cannot_be_written_does_not_stop_an_answer(
    answerer: Answerer, tmp_path: Path
) -> None:
    (tmp_path / "db").mkdir()
    desk = AskDesk(answerer, Answers(Database(tmp_path / "db")))
    reply = desk.ask(Question(mask("När ska en fast vårdkontakt utses?"), "U1", "C1"))
    assert reply.answer.status == "answered"
    assert reply.notice is not None
    assert "kunde inte sparas" in reply.notice
