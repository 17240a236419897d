"""What somebody typed in a form and did not send: there when the form is opened again."""

from dataclasses import dataclass
from datetime import datetime

from storage.database import Database

_SENT = 9e18  # later than anything that is typed in the window


@dataclass(frozen=True)
class About:
    """What a form is about: whose it is, the message or other thing, and what is to be done."""

    team: str
    author: str
    subject: str
    act: str = ""


@dataclass(frozen=True)
class Typed:
    """A text as it stood in a window at a moment; masked before it comes here."""

    text: str
    window: str
    at: float


class Unsent:
    """The table of texts that were typed and not sent; one for each form and person."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, about: About, typed: Typed, now: datetime) -> None:
        """Keep what was typed, unless something later in the same window was kept before."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO unsent "
                "(team, author, subject, act, text, window, typed_at, updated_at) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
                "ON CONFLICT (team, author, subject, act) DO UPDATE SET text = excluded.text, "
                "window = excluded.window, typed_at = excluded.typed_at, "
                "updated_at = excluded.updated_at "
                "WHERE window <> excluded.window OR typed_at <= excluded.typed_at",
                (about.team, about.author, about.subject, about.act, typed.text, typed.window,
                 typed.at, now.isoformat()),
            )  # fmt: skip

    def of(self, about: About) -> str:
        """Give what was typed; empty when nothing was, or when it was sent."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT text FROM unsent WHERE (team, author, subject, act) = (?, ?, ?, ?)",
                (about.team, about.author, about.subject, about.act),
            ).fetchone()
        return str(row["text"]) if row else ""

    def sent(self, about: About, window: str, now: datetime) -> None:
        """Forget what was typed, now that it is sent; what is still on its way is late."""
        self.keep(about, Typed("", window, _SENT), now)

    def expire(self, before: datetime) -> int:
        """Remove what has not been touched since a moment, and give how many texts that was."""
        with self._database.writing() as connection:
            gone = connection.execute(
                "DELETE FROM unsent WHERE updated_at < ?", (before.isoformat(),)
            )
            return gone.rowcount
