"""What people thought of answers: one verdict for each person and answer, which can be changed."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.database import Database


class Verdict(StrEnum):
    """Whether an answer helped."""

    GOOD = "good"
    BAD = "bad"


@dataclass(frozen=True)
class About:
    """The passage, in a version of a document, that a verdict is about."""

    document_id: str
    version: str
    passage_id: str


@dataclass(frozen=True)
class Feedback:
    """One person's verdict on one answer; `note` is masked before it comes here."""

    team: str
    answer_id: str
    person: str
    verdict: Verdict
    at: datetime
    reason: str | None = None
    note: str = ""
    about: About | None = None


_COLUMNS = "team, answer_id, person, verdict, reason, note, document_id, version, passage_id, at"


class FeedbackStore:
    """The table of verdicts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, feedback: Feedback) -> None:
        """Keep a verdict instead of the person's earlier one on the same answer."""
        about = feedback.about
        with self._database.writing() as connection:
            connection.execute(
                f"INSERT OR REPLACE INTO feedback ({_COLUMNS}) "  # noqa: S608 - own names
                f"VALUES ({', '.join('?' * 10)})",
                (
                    feedback.team,
                    feedback.answer_id,
                    feedback.person,
                    feedback.verdict,
                    feedback.reason,
                    feedback.note,
                    about.document_id if about else None,
                    about.version if about else None,
                    about.passage_id if about else None,
                    feedback.at.isoformat(),
                ),
            )

    def find(self, team: str, answer_id: str, person: str) -> Feedback | None:
        """Give a person's verdict on an answer."""
        with self._database.reading() as connection:
            row = connection.execute(
                f"SELECT {_COLUMNS} FROM feedback "  # noqa: S608 - own names
                "WHERE (team, answer_id, person) = (?, ?, ?)",
                (team, answer_id, person),
            ).fetchone()
        if row is None:
            return None
        is_bound = row["passage_id"] is not None
        about = About(row["document_id"], row["version"], row["passage_id"]) if is_bound else None
        return Feedback(
            team=row["team"],
            answer_id=row["answer_id"],
            person=row["person"],
            verdict=Verdict(row["verdict"]),
            at=datetime.fromisoformat(row["at"]),
            reason=row["reason"],
            note=row["note"],
            about=about,
        )
