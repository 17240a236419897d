"""What the message desks reply: what will happen, what was sent, an inbox, and one message."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from bot.desk.drafts import DraftReply
from flows.forms.model import Register
from storage.additions import AdditionKind
from storage.message import MessageKind, MessageState
from storage.receipts import Box


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class UnitName(_Frozen):
    """A unit by its id and name."""

    id: str
    name: str


class Receiver(_Frozen):
    """A receiving unit before sending: `opens_at` is when its inbox is attended next, if known.

    `is_attended` is None where its opening hours are not known; `fault` says why it gets nothing.
    """

    unit: UnitName
    is_attended: bool | None = None
    opens_at: datetime | None = None
    notes: tuple[str, ...] = ()
    fault: str | None = None


class SendPreview(_Frozen):
    """What happens when a draft is sent, and what stops it."""

    draft: DraftReply
    sender: UnitName
    receivers: tuple[Receiver, ...]
    faults: tuple[str, ...] = ()

    @property
    def can_be_sent(self) -> bool:
        """Tell whether nothing stops it."""
        return not self.faults

    @property
    def notes(self) -> tuple[str, ...]:
        """Give what the sender should know before sending."""
        return tuple(note for receiver in self.receivers for note in receiver.notes)

    @property
    def is_private(self) -> bool:
        """Tell that a draft is its author's alone until it is sent."""
        return True


class SentReply(_Frozen):
    """A message that was sent; `is_first` is false when it had been sent before."""

    message_id: str
    is_first: bool
    sender: UnitName
    receivers: tuple[UnitName, ...]
    notes: tuple[str, ...] = ()
    text: str

    @property
    def is_private(self) -> bool:
        """Tell that it is for the one who sent it."""
        return True


class InboxRow(_Frozen):
    """A message in a list: what kind it is and how it stands, and nothing of what it says."""

    message_id: str
    box: Box
    form: str
    form_title: str
    kind: MessageKind
    state: MessageState
    sender: UnitName
    sent_at: datetime
    wants: str = ""
    assigned_to: str | None = None
    is_transferred: bool = False
    entered_in: Register = Register.SAMSA
    text: str


class InboxPart(_Frozen):
    """A part of an inbox: how many there are, and a page of them; `has_more` comes after it."""

    box: Box
    title: str
    count: int
    rows: tuple[InboxRow, ...] = ()
    has_more: bool = False


class InboxReply(_Frozen):
    """The inbox of a unit."""

    unit: UnitName
    parts: tuple[InboxPart, ...]
    text: str

    @property
    def is_private(self) -> bool:
        """Tell that it is for the members of the unit alone."""
        return True


class ShownReceipt(_Frozen):
    """How a message stands with a receiving unit: levererad, kvitterad, besvarad."""

    unit: UnitName
    delivered_at: datetime | None = None
    acknowledged_at: datetime | None = None
    acknowledged_by: str | None = None
    answered_at: datetime | None = None
    answered_by: str | None = None
    answer_id: str | None = None
    assigned_to: str | None = None
    is_closed: bool = False
    closed_at: datetime | None = None
    closed_by: str | None = None
    is_misdirected: bool = False
    text: str


class ShownField(_Frozen):
    """A heading of a message with what stands under it."""

    id: str
    label: str
    text: str


class ShownAddition(_Frozen):
    """What a unit added after the message was sent, signed and dated."""

    kind: AdditionKind
    unit: UnitName
    author: str | None
    at: datetime
    text: str


class ShownReading(_Frozen):
    """Who outside the units concerned has read a report, and why."""

    unit: UnitName
    author: str
    at: datetime
    reason: str


class Action(_Frozen):
    """Something the reader may do with a message."""

    id: str
    text: str


class MessageReply(_Frozen):
    """One message, opened by a member of a unit concerned.

    `fields` is empty where a later version says that it is taken back; `as_unit` is the unit that
    the reader reads for: one of `own_units`, the reader's units that are concerned, or the
    patient-safety group.
    """

    message_id: str
    form: str
    form_title: str
    kind: MessageKind
    state: MessageState
    as_unit: UnitName
    own_units: tuple[UnitName, ...] = ()
    sender: UnitName
    author: str | None
    sent_at: datetime
    wants: str
    fields: tuple[ShownField, ...] = ()
    additions: tuple[ShownAddition, ...] = ()
    receipts: tuple[ShownReceipt, ...] = ()
    version_of: str | None = None
    later_version: str | None = None
    answers: str | None = None
    about: str | None = None
    same_event: tuple[str, ...] = ()
    readings: tuple[ShownReading, ...] = ()
    register_number: str | None = None
    case_number: str | None = None
    is_transferred: bool = False
    entered_in: Register = Register.SAMSA
    actions: tuple[Action, ...] = ()
    text: str

    @property
    def is_report(self) -> bool:
        """Tell whether it is a deviation or an answer to one, whose author is shown as a unit."""
        return self.entered_in is Register.MEDCONTROL

    @property
    def is_numbered(self) -> bool:
        """Tell whether its register gives it a number of its own; an answer gets none."""
        return self.is_report and self.answers is None

    @property
    def is_private(self) -> bool:
        """Tell that it is for the members of the units concerned alone."""
        return True


class SentListReply(_Frozen):
    """What a unit has sent, the latest first, with how each stands and nothing of what it says."""

    unit: UnitName
    messages: tuple[MessageReply, ...]
    has_more: bool = False
    text: str

    @property
    def is_private(self) -> bool:
        """Tell that it is for the members of the unit alone."""
        return True


class UnitInbox(_Frozen):
    """An inbox that somebody may look in, and how much lies in each part of it."""

    unit: UnitName
    counts: dict[Box, int]


class UnitsReply(_Frozen):
    """Where somebody works: their units, those they stand in for now, and who they are here as."""

    own: tuple[UnitInbox, ...] = ()
    covered: tuple[UnitInbox, ...] = ()
    here_as: UnitName | None = None

    @property
    def is_private(self) -> bool:
        """Tell that it is for the one it is about."""
        return True
