"""What the message desks work with, and how they find and guard a message."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from bot.desk.audit import Audit
from bot.desk.drafts import DraftDesk
from bot.desk.drafts.desk import Author
from bot.desk.messages import words
from bot.desk.messages.notices import About, notices_to_author
from bot.desk.messages.reply import UnitName
from bot.desk.policy import (
    Action,
    Asked,
    Outcome,
    Policy,
    RefusedError,
    as_id,
    substitutes,
)
from bot.units.register import UnitRegister
from bot.units.unit import Unit
from flows.forms.model import Register
from knowledge.model import FaultError, StaffError
from storage.additions import Additions
from storage.database import StorageError
from storage.message import Message, MessageKind, MessageState, Step
from storage.messages import Messages
from storage.outbox import Notice, Outbox
from storage.readings import Readings
from storage.receipts import Receipts
from storage.statistics_register import DeviationRegister


@dataclass(frozen=True)
class Stored:
    """Where messages are kept."""

    messages: Messages
    receipts: Receipts
    additions: Additions
    outbox: Outbox
    readings: Readings
    numbers: DeviationRegister


@dataclass(frozen=True)
class MessageParts:
    """Everything around a message.

    `remind_after` is counted in the receiver's own opening hours; `sent` is called when there is
    something new to deliver. With `tells_authors` who wrote a message is told how it goes.
    `group` is the unit that may read every report, with a reason.
    """

    stored: Stored
    drafts: DraftDesk
    units: UnitRegister
    policy: Policy
    audit: Audit
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    remind_after: timedelta = timedelta(hours=4)
    sent: Callable[[], None] = lambda: None
    new_id: Callable[[], str] = lambda: uuid4().hex
    tells_authors: bool = False
    group: str | None = None

    def unit_name(self, team: str, unit_id: str) -> UnitName:
        """Give the name of a unit; one that is gone is called by its id."""
        unit = self.units.find(team, unit_id)
        return UnitName(id=unit_id, name=unit.name if unit else unit_id)

    def register_of(self, form_id: str) -> Register:
        """Give where a form's content is entered in the end."""
        form = self.drafts.forms().get(form_id)
        return form.entered_in if form else Register.SAMSA

    def find(self, author: Author, message_id: str, action: Action) -> tuple[Message, str]:
        """Give a message and the unit somebody acts for; refuse, noted, those who may not.

        One that is not there is refused in the same words, so that nobody learns which exist.
        """
        message = self.stored.messages.find(message_id)
        if message is None or message.team != author.team:
            self.refuse(author, action, message_id)
            raise RefusedError(Outcome.NO_MEMBER)
        asked = Asked(action, message.id, message.sender_unit, message.receiver_units)
        return message, self.policy.allow(author.team, author.user, asked)

    def allows(self, author: Author, message: Message, action: Action) -> bool:
        """Tell whether somebody may do something, without noting that it was asked."""
        asked = Asked(action, message.id, message.sender_unit, message.receiver_units)
        return self.policy.decision(author.team, author.user, asked).is_allowed

    def refuse(self, author: Author, action: str, subject: str) -> None:
        """Note that somebody was refused."""
        self.audit.note(author.team, as_id(author.user), action, as_id(subject), Outcome.NO_MEMBER)

    def receiving(self, message: Message, unit: str) -> str | None:
        """Give the receiver that a unit acts as: itself, or the closed one it stands in for."""
        if unit in message.receiver_units:
            return unit
        units = {one.id: one for one in self.units.all(message.team)}
        now = self.clock()
        covered = (one for one in message.receiver_units if unit in substitutes([one], units, now))
        return next(covered, None)

    def to_author(self, message: Message, about: About) -> list[Notice]:
        """Give the notice to who wrote a message, where authors are told."""
        if not self.tells_authors:
            return []
        return notices_to_author(self.units.find(message.team, message.sender_unit), message, about)

    def own_units(self, author: Author, message: Message) -> tuple[UnitName, ...]:
        """Give the units of somebody that are concerned: sender, receivers, and who stands in."""
        units = {one.id: one for one in self.units.all(message.team)}
        concerned = message.units | substitutes(message.receiver_units, units, self.clock())
        own = self.units.of_user(message.team, author.user)
        return tuple(UnitName(id=one.id, name=one.name) for one in own if one.id in concerned)

    def member_unit(self, author: Author, unit_id: str, action: str) -> Unit:
        """Give a unit whose inbox somebody may list; members, and who stands in while closed."""
        units = {one.id: one for one in self.units.all(author.team)}
        stand_in = substitutes([unit_id], units, self.clock())
        open_to = [units[one] for one in (unit_id, *stand_in) if one in units]
        if unit_id not in units or not any(one.has_member(author.user) for one in open_to):
            self.refuse(author, action, unit_id)
            raise StaffError(words.NOT_YOUR_UNIT)
        return units[unit_id]

    def sender_unit(self, author: Author) -> Unit:
        """Give the unit somebody writes for: the one they are here as, or their only one."""
        own = self.units.of_user(author.team, author.user)
        if author.unit is not None:
            chosen = next((one for one in own if one.id == author.unit), None)
        else:
            chosen = self.units.standing_in(author.team, author.user)
        if chosen is None:
            if not own or author.unit is not None:
                self.refuse(author, "send", author.unit or "no_unit")
                raise StaffError(words.NOT_YOUR_UNIT if author.unit else words.NO_UNIT)
            raise StaffError(words.WHICH_UNIT.format(units=", ".join(one.name for one in own)))
        return chosen

    def step(self, author: Author, message: Message, unit: str, what: str) -> Step:
        """Give a step as it is logged."""
        return Step(message.id, message.team, self.clock(), unit, as_id(author.user), what)


@contextmanager
def told_when_not_kept() -> Iterator[None]:
    """Say in plain words that nothing was kept, as when the disk is full."""
    try:
        yield
    except StorageError as error:
        raise FaultError(words.NOT_SAVED) from error


def refuse_old(message: Message, *, is_acknowledged: bool = False) -> None:
    """Refuse a step with a version that no longer holds; a withdrawal is only acknowledged."""
    if message.state is not MessageState.SENT:
        raise StaffError(words.NOT_CURRENT)
    is_withdrawal = message.kind in (MessageKind.WITHDRAWN, MessageKind.CONSENT_WITHDRAWN)
    if is_withdrawal and not is_acknowledged:
        raise StaffError(words.ONLY_ACKNOWLEDGED)
