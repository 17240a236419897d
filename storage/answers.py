"""The answers given, with masked questions, and who got one from a document."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.database import Database


@dataclass(frozen=True)
class Quoted:
    """One quote of an answer, by its place in a version of a document."""

    number: int
    document_id: str
    version: str
    section: str
    passage_id: str


@dataclass(frozen=True)
class GivenAnswer:
    """One answer as it was given; `question` is masked before it comes here."""

    id: str
    at: datetime
    asker: str
    conversation: str | None
    question: str
    status: str
    reason: str | None
    elapsed_ms: float
    quoted: Sequence[Quoted] = ()


@dataclass(frozen=True)
class Recalled:
    """Someone who got an answer that quoted a version of a document."""

    at: datetime
    asker: str
    question: str
    version: str
    section: str


class Answers:
    """The table of answers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, given: GivenAnswer) -> None:
        """Keep an answer with its quotes, all or nothing."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    given.id,
                    given.at.isoformat(),
                    given.asker,
                    given.conversation,
                    given.question,
                    given.status,
                    given.reason,
                    given.elapsed_ms,
                ),
            )
            connection.executemany(
                "INSERT INTO quoted VALUES (?, ?, ?, ?, ?, ?)",
                [
                    (given.id, one.number, one.document_id, one.version, one.section,
                     one.passage_id)
                    for one in given.quoted
                ],
            )  # fmt: skip

    def history(self, conversation: str, limit: int = 5) -> list[str]:
        """Give the latest questions of a conversation, oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT question FROM answers WHERE conversation = ? ORDER BY at DESC LIMIT ?",
                (conversation, limit),
            ).fetchall()
        return [row["question"] for row in reversed(rows)]

    def recall(self, document_id: str) -> list[Recalled]:
        """Give who got an answer from a document, latest first, one row an answer and section."""
        with self._database.reading() as connection:
            rows = connection.execute(
                """
                SELECT DISTINCT answers.id, at, asker, question, version, section
                FROM quoted JOIN answers ON answers.id = quoted.answer_id
                WHERE document_id = ? ORDER BY at DESC, number
                """,
                (document_id,),
            ).fetchall()
        return [
            Recalled(
                at=datetime.fromisoformat(row["at"]),
                asker=row["asker"],
                question=row["question"],
                version=row["version"],
                section=row["section"],
            )
            for row in rows
        ]
