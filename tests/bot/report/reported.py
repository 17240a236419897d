"""Deviations as they are sent, written straight to the messages."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from bot.units.hours import ZONE
from storage.audit import Audit
from storage.database import Database
from storage.message import Message, MessageKind, Outgoing, Step
from storage.messages import Messages
from storage.receipts import Receipts

TEAM = "T1"
FIELDS = {
    "rubrik": "Vårdbegäran utan svar",
    "dokument": "rutin-samsa",
    "punkt": "Svar på vårdbegäran",
    "typ": "svar_uteblivet",
    "overgang_fran": "hemsjukvard",
    "overgang_till": "vardcentral",
    "mojlig_skada": "nej",
    "vad_hande": "Svaret kom inte.",
}


def day(text: str, hour: int = 12) -> datetime:
    """Give a moment of a day in Sweden."""
    return datetime.fromisoformat(text).replace(hour=hour, tzinfo=ZONE)


class Reporter:
    """Sends deviations, acknowledges them and answers them."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.messages = Messages(database, Audit(database))
        self.receipts = Receipts(database, self.messages)
        self._numbers = count()

    def message(self, at: datetime, **changed: Any) -> Message:
        number = next(self._numbers)
        fields = FIELDS | {name: changed.pop(name) for name in [*changed] if name in FIELDS}
        fields |= changed.pop("more", {})
        made = Message(
            id=f"m{number}", team=TEAM, draft_id=f"d{number}", form="avvikelse", form_version="1",
            form_hash="h", sender_unit="hemtjanst", author="U1", receiver_units=("vardcentral",),
            fields=fields, paste_text="Rubrik\nSvaret kom inte.", created_at=at,
        )  # fmt: skip
        return replace(made, **changed)

    def send(self, at: datetime, times: int = 1, **changed: Any) -> list[Message]:
        sent = [self.message(at, **changed) for _ in range(times)]
        for message in sent:
            self.messages.send(Outgoing(message))
        return sent

    def acknowledge(self, message: Message, after: timedelta) -> None:
        for unit in message.receiver_units:
            step = Step(message.id, TEAM, message.created_at + after, unit, "U2", "acknowledge")
            assert self.receipts.act(step)

    def answer(self, message: Message, after: timedelta) -> None:
        self.send(
            message.created_at + after, form="avvikelsesvar", answers=message.id,
            sender_unit=message.receiver_units[0], receiver_units=(message.sender_unit,),
        )  # fmt: skip

    def correct(self, message: Message, after: timedelta, **changed: Any) -> Message:
        at = message.created_at + after
        fields = {**message.fields} | {
            name: changed.pop(name) for name in [*changed] if name in FIELDS
        }
        corrected = self.message(at, kind=MessageKind.CORRECTED, version_of=message.id, **changed)
        corrected = replace(corrected, fields=fields, receiver_units=message.receiver_units)
        self.messages.send(Outgoing(corrected))
        return corrected

    def withdraw(self, message: Message) -> None:
        gone = self.message(message.created_at, kind=MessageKind.WITHDRAWN, version_of=message.id)
        self.messages.send(Outgoing(gone))


def direct_count(database: Database, column: str, start: datetime, end: datetime) -> dict[Any, int]:
    """Count the messages themselves by a field, without any of what the compilation counts by."""
    with database.reading() as connection:
        rows = connection.execute(
            f"SELECT {column}, count(*) FROM messages WHERE form = 'avvikelse' "  # noqa: S608
            "AND state = 'sent' AND kind IN ('message', 'corrected') "
            "AND unixepoch(created_at) >= ? AND unixepoch(created_at) < ? GROUP BY 1",
            (start.timestamp(), end.timestamp()),
        ).fetchall()
    return {row[0]: row[1] for row in rows}
