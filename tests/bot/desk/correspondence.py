"""Units that write to each other, on a real database, with a clock that the test moves."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.desk.deviations.desk import DeviationDesk
from bot.desk.deviations.prefilling import Prefill
from bot.desk.drafts import DraftDesk, DraftParts
from bot.desk.drafts.desk import Author
from bot.desk.messages import InboxDesk, MessageParts, SendDesk
from bot.desk.messages.parts import Stored
from bot.desk.policy import Policy
from bot.privacy import mask
from bot.units.register import UnitRegister, stored_of
from bot.units.unit import Unit
from flows.forms.sorting import Embed
from storage.additions import Additions
from storage.audit import Audit, AuditRow
from storage.database import Database
from storage.drafts import Drafts
from storage.messages import Messages
from storage.outbox import Notice, Outbox
from storage.readings import Readings
from storage.receipts import Receipts
from storage.statistics_register import DeviationRegister
from storage.units import Change, Origin, Units

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)  # 10.00 in Sweden, an ordinary Monday
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
WEEK = {day: ["08:00-16:00"] for day in DAYS}
ELSA = Author("T1", "UELSA")  # hemtjänst
KERSTIN = Author("T1", "UKERSTIN")  # vårdcentral
SARA = Author("T1", "USARA")  # mottagning
STRANGER = Author("T1", "USTRANGER")
ELSEWHERE = Author("T2", "UELSA")
COMPLETE: Mapping[str, Any] = {
    "samtycke": "ja",
    "arendet_ar": "nytt",
    "onskas_av_mottagaren": "atgard",
    "aterkoppling": "Samordnaren, vardagar.",
    "arende": "Ändrad tid",
    "meddelande": "Mötet är flyttat till fredag samma tid.",
    "passar_annan_rubrik": "nej",
}


def unit(unit_id: str, name: str, *members: str, **more: Any) -> Unit:
    """Give a unit with a mailbox of its own and ordinary hours."""
    fields = {
        "id": unit_id, "name": name, "type": "vardcentral", "organisation": "Demoby",
        "has_samsa": True, "members": [{"user": member} for member in members],
        "inboxes": [{"kind": "mail", "address": f"{unit_id}@demoby.se"}], "hours": WEEK,
    }  # fmt: skip
    return Unit.model_validate(fields | more, strict=False)


def ordinary() -> list[Unit]:
    """Give four units: one of them outside SAMSA."""
    slack = {"kind": "slack", "address": "C0HTJ00003"}
    return [
        unit("hemtjanst", "Hemtjänsten Lärkan", "UELSA", "UEVA", inboxes=[slack]),
        unit("vardcentral", "Vårdcentralen Demoby", "UKERSTIN", "UKIM",
             contact_point={"mail": "kontakt@demoby.se"}),
        unit("mottagning", "Medicinmottagningen", "USARA"),
        unit("privat", "Privata mottagningen", "UPER", has_samsa=False,
             contact_point={"phone": "0500-12 34 56"}),
    ]  # fmt: skip


@dataclass
class Clock:
    """The time, as the test says it is."""

    now: datetime = MONDAY

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **amount: float) -> None:
        self.now += timedelta(**amount)


def _no_model() -> Embed:
    raise AssertionError("no text is sorted here")


class Correspondence:
    """Everything around messages, joined as the bot joins it."""

    def __init__(
        self, folder: Path, units: Sequence[Unit] | None = None, clock: Clock | None = None
    ) -> None:
        self.folder = folder
        self.clock = clock or Clock()
        self.database = Database(folder / "lotsen.sqlite3")
        self.audit = Audit(self.database, self.clock)
        self.units = Units(self.database, self.audit)
        self.register = UnitRegister(self.units)
        self.put(*(ordinary() if units is None else units))
        messages = Messages(self.database, self.audit)
        receipts = Receipts(self.database, messages)
        self.stored = Stored(
            messages,
            receipts,
            Additions(self.database, messages),
            Outbox(self.database),
            Readings(self.database),
            DeviationRegister(self.database, messages),
        )
        self.embed: Callable[[], Embed] = _no_model
        self.drafts = DraftDesk(
            DraftParts(
                Drafts(self.database), lambda: self.embed(), self.register.names, self.clock,
                prefill=Prefill(self.register, messages.find),
            )
        )  # fmt: skip
        policy = Policy(self.register, self.audit, self.clock)
        self.parts = MessageParts(
            self.stored, self.drafts, self.register, policy, self.audit, self.clock, group="group"
        )
        self.sending, self.inboxes = SendDesk(self.parts), InboxDesk(self.parts)
        self.deviations = DeviationDesk(self.parts)

    def put(self, *units: Unit, remove: Sequence[str] = ()) -> None:
        """Import units."""
        seen = self.units.version("T1")
        change = Change([stored_of(one) for one in units], remove, (), (), seen)
        self.units.apply("T1", change, Origin(self.clock.now, "test", "hash"))

    def draft(
        self, author: Author = ELSA, to: Sequence[str] = ("vardcentral",), **more: Any
    ) -> str:
        """Give the id of a draft with everything filled in."""
        begun = self.drafts.begin("administrativt_meddelande", author)
        fields = {**COMPLETE, "mottagare": list(to), **more}
        return self.drafts.fill(begun.draft_id, author, fields).draft_id

    def message(
        self, author: Author = ELSA, to: Sequence[str] = ("vardcentral",), **more: Any
    ) -> str:
        """Give the id of a message that was sent."""
        return self.sending.send(self.draft(author, to, **more), author).message_id

    def say(self, text: str) -> Any:
        """Give a text as the desk takes it."""
        return mask(text)

    def notices(self, message_id: str) -> list[Notice]:
        """Give the notices of a message."""
        return self.stored.outbox.of_message(message_id)

    def noted(self) -> list[AuditRow]:
        """Give the audit trail, latest first."""
        return self.audit.rows("T1")
