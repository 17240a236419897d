"""Where somebody works: their units, those they stand in for now, and who they are here as."""

from collections.abc import Iterable

from bot.desk.drafts.desk import Author
from bot.desk.messages import words
from bot.desk.messages.parts import MessageParts
from bot.desk.messages.reply import UnitInbox, UnitName, UnitsReply
from bot.desk.policy import substitutes
from bot.units.unit import Unit
from knowledge.model import StaffError


class UnitsDesk:
    """Shows which inboxes somebody may look in, and lets them say which unit they are here as."""

    def __init__(self, parts: MessageParts) -> None:
        self._parts = parts

    def show(self, author: Author) -> UnitsReply:
        """Give the units of somebody, with how much lies in each inbox."""
        register = self._parts.units
        own = register.of_user(author.team, author.user)
        here_as = register.standing_in(author.team, author.user)
        return UnitsReply(
            own=tuple(self._inbox(author, unit) for unit in own),
            covered=tuple(self._inbox(author, unit) for unit in self._covered(author, own)),
            here_as=UnitName(id=here_as.id, name=here_as.name) if here_as else None,
        )

    def choose(self, author: Author, unit_id: str) -> UnitsReply:
        """Note which unit somebody is here as; one that they don't belong to is refused."""
        if not self._parts.units.choose(author.team, author.user, unit_id, self._parts.clock()):
            self._parts.refuse(author, "choose_unit", unit_id)
            raise StaffError(words.NOT_YOUR_UNIT)
        return self.show(author)

    def _inbox(self, author: Author, unit: Unit) -> UnitInbox:
        counts = self._parts.stored.receipts.counts(author.team, unit.id)
        return UnitInbox(unit=UnitName(id=unit.id, name=unit.name), counts=dict(counts))

    def _covered(self, author: Author, own: Iterable[Unit]) -> list[Unit]:
        """Give the closed units that somebody's own stand in for now."""
        units = {one.id: one for one in self._parts.units.all(author.team)}
        mine, now = {one.id for one in own}, self._parts.clock()
        others = [one for one in units.values() if one.id not in mine and one.substitute]
        return [one for one in others if mine & substitutes([one.id], units, now)]
