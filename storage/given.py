"""An answer as it was given, found again when somebody presses a button under it."""

from dataclasses import dataclass

from storage.answers import Quoted
from storage.database import Database


@dataclass(frozen=True)
class Given:
    """The masked question of an answer, who asked, and what was quoted."""

    answer_id: str
    asker: str
    question: str
    quoted: tuple[Quoted, ...]

    def quote(self, number: int) -> Quoted | None:
        """Give the quote with a number."""
        return next((one for one in self.quoted if one.number == number), None)


class GivenAnswers:
    """Reads the table of answers, one answer at a time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, answer_id: str) -> Given | None:
        """Give an answer, or None when it is not kept."""
        with self._database.reading() as connection:
            answer = connection.execute(
                "SELECT asker, question FROM answers WHERE id = ?", (answer_id,)
            ).fetchone()
            rows = connection.execute(
                "SELECT number, document_id, version, section, passage_id FROM quoted "
                "WHERE answer_id = ? ORDER BY number",
                (answer_id,),
            ).fetchall()
        if answer is None:
            return None
        quoted = tuple(Quoted(**dict(row)) for row in rows)
        return Given(answer_id, answer["asker"], answer["question"], quoted)
