"""A sent message as it is kept, and what it takes to send one."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from storage.outbox import Notice, as_text


class MessageKind(StrEnum):
    """What a message is: one of its own, or a later version of another."""

    MESSAGE = "message"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    CONSENT_WITHDRAWN = "consent_withdrawn"


class MessageState(StrEnum):
    """How a message stands; all but the first have a later version that says so."""

    SENT = "sent"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    CONSENT_WITHDRAWN = "consent_withdrawn"


@dataclass(frozen=True)
class Message:
    """A message as it was sent; all that people wrote is masked before it comes here.

    `draft_id` says what it was made of, and is sent once however often it is asked for.
    """

    id: str
    team: str
    draft_id: str
    form: str
    form_version: str
    form_hash: str
    sender_unit: str
    author: str
    receiver_units: Sequence[str]
    fields: Mapping[str, Any]
    paste_text: str
    created_at: datetime
    kind: MessageKind = MessageKind.MESSAGE
    version_of: str | None = None
    answers: str | None = None
    case_number: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    wants: str = ""
    state: MessageState = MessageState.SENT
    transferred_at: datetime | None = None
    transferred_by: str | None = None

    @property
    def units(self) -> frozenset[str]:
        """Give the units whose members may open it."""
        return frozenset((self.sender_unit, *self.receiver_units))


@dataclass(frozen=True)
class Outgoing:
    """A message about to be sent: when each receiver is reminded, and the notices to send.

    `draft_version` is the version of the draft that was checked; None when there is no draft.
    """

    message: Message
    notices: Sequence[Notice] = ()
    nudges: Mapping[str, datetime] = field(default_factory=dict)
    draft_version: int | None = None


@dataclass(frozen=True)
class Sent:
    """The id that a message got; `is_new` is false when it had been sent before."""

    message_id: str
    is_new: bool


class Conflict(StrEnum):
    """Why a message can't be sent after all."""

    DRAFT_CHANGED = "draft_changed"
    NOT_CURRENT = "not_current"  # what it is a version of has a later version already


class ConflictError(Exception):
    """Something else came first; nothing was kept."""

    def __init__(self, conflict: Conflict) -> None:
        super().__init__(conflict.value)
        self.conflict = conflict


@dataclass(frozen=True)
class Step:
    """Something that was done with a message, by whom and for which unit."""

    message_id: str
    team: str
    at: datetime
    unit: str
    actor: str
    step: str


COLUMNS = (
    "id, team, draft_id, form, form_version, form_hash, sender_unit, author, receiver_units, "
    "fields, paste_text, created_at, kind, version_of, answers, case_number, facts, wants, state, "
    "transferred_at, transferred_by"
)
_JSON = ("receiver_units", "fields", "facts")
_DATES = ("created_at", "transferred_at")


def values_of(message: Message) -> tuple[object, ...]:
    """Give a message as a row."""
    values = {name: getattr(message, name) for name in COLUMNS.split(", ")}
    values |= {name: _packed(values[name]) for name in _JSON}
    values |= {name: values[name] and as_text(values[name]) for name in _DATES}
    return tuple(values.values())


def _packed(value: object) -> str:
    whole = list(value) if isinstance(value, (tuple, list)) else value
    return json.dumps(whole, ensure_ascii=False)


def message_of(row: sqlite3.Row) -> Message:
    """Give the message of a row."""
    values = {name: row[name] for name in COLUMNS.split(", ")}
    values |= {name: json.loads(values[name]) for name in _JSON}
    values |= {
        name: datetime.fromisoformat(values[name]) if values[name] else None for name in _DATES
    }
    return Message(
        **values | {"kind": MessageKind(values["kind"]), "state": MessageState(values["state"])}
    )
