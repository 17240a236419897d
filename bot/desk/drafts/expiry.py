"""Drafts whose time runs out: their authors are told a day before, and then they are emptied."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.desk.drafts.desk import DraftDesk
from bot.desk.drafts.parts import Author
from bot.desk.drafts.reply import DraftReply
from storage.drafts import Drafts
from storage.unsent import Unsent

_TOLD_BEFORE = timedelta(days=1)


@dataclass(frozen=True)
class Expiring:
    """A draft that is soon gone, and whose it is."""

    author: Author
    draft: DraftReply


class DraftExpiry:
    """Ends drafts when their time has run out, never without a word before."""

    def __init__(
        self,
        drafts: Drafts,
        desk: DraftDesk,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        unsent: Unsent | None = None,
    ) -> None:
        self._drafts = drafts
        self._unsent = unsent
        self._desk = desk
        self._clock = clock

    def soon_gone(self) -> list[Expiring]:
        """Give the drafts whose authors are to be told now."""
        found = []
        for stored in self._drafts.soon_gone(self._clock() + _TOLD_BEFORE):
            author = Author(stored.team, stored.author)
            found.append(Expiring(author, self._desk.show(stored.id, author)))
        return found

    def told(self, draft_id: str) -> None:
        """Note that the author knows."""
        self._drafts.note_told(draft_id)

    def end(self) -> int:
        """Empty the drafts whose time has run out, and give how many they were.

        What was typed in a form and never sent goes after the same days.
        """
        now = self._clock()
        if self._unsent is not None:
            self._unsent.expire(now - self._desk.kept_for)
        return self._drafts.expire(now)
