"""Drafts that are thrown away: kept a day in case somebody regrets it, and then emptied."""

from datetime import datetime, timedelta

from bot.desk.drafts.parts import Author, DraftParts
from knowledge.model import StaffError
from storage.drafts import DraftState

REGRET = timedelta(hours=24)  # long enough for a slip, and no longer than it is needed
NOTHING_LEFT = "Utkastet finns inte längre, så det går inte att ta tillbaka."


class Discarding:
    """Throws drafts away, and takes them back; everything is the author's alone."""

    def __init__(self, parts: DraftParts) -> None:
        self._parts = parts

    def discard(self, draft_id: str) -> datetime:
        """Throw an open draft away, and give until when it can be taken back."""
        now = self._parts.clock()
        self._parts.drafts.discard(draft_id, now, now + REGRET)
        return now + REGRET

    def take_back(self, draft_id: str, author: Author) -> None:
        """Open a draft that was thrown away, with all that stood in it."""
        now = self._parts.clock()
        until = now + timedelta(days=self._parts.keep_days)
        if not self._is_own(draft_id, author) or not self._parts.drafts.take_back(
            draft_id, now, until
        ):
            raise StaffError(NOTHING_LEFT)

    def erase(self, draft_id: str, author: Author) -> None:
        """Empty a draft that was thrown away, without waiting out the day."""
        if self._is_own(draft_id, author):
            self._parts.drafts.erase(draft_id, self._parts.clock())

    def _is_own(self, draft_id: str, author: Author) -> bool:
        stored = self._parts.drafts.find(draft_id)
        if stored is None or stored.state is not DraftState.DISCARDED:
            return False
        return (stored.team, stored.author) == (author.team, author.user)
