"""The desk that takes deviations out for the register, and notes the numbers it gave them."""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bot.app import Lotsen
from bot.desk.drafts.desk import Author
from bot.desk.policy import Outcome, as_id
from bot.export import medcontrol
from bot.privacy import mask
from bot.report.access import Access, Seeing
from bot.report.desk import ReportDesk, build_report_desk
from bot.report.labels import Labels
from bot.report.period import Period
from knowledge.model import StaffError
from storage.message import Message, MessageState, Step
from storage.messages import Messages
from storage.statistics import Scope
from storage.statistics_register import FORMS, DeviationRegister, Reported

_A_NUMBER = re.compile(r"[0-9A-Za-zÅÄÖåäö][0-9A-Za-zÅÄÖåäö./_ -]{0,39}")
_NO_NUMBER = (
    "Numret går inte att använda. Skriv det nummer som MedControl PRO gav avvikelsen: högst 40 "
    "bokstäver, siffror, bindestreck eller snedstreck, och inga personuppgifter."
)
_NOT_FOUND = (
    "Det finns ingen avvikelse med det numret som du kan se. Kontrollera det med `lotsen export "
    "deviations`."
)
_OTHER = "Avvikelsen är redan markerad som överförd, med numret {number}. Det ändras inte."
_OLD = "Avvikelsen är rättad eller tillbakadragen. Markera den senaste versionen i stället."


class ExportDesk:
    """Takes out deviations for those who may see them, all from one moment."""

    def __init__(
        self, reports: ReportDesk, register: DeviationRegister, messages: Messages, own: Path
    ) -> None:
        self._reports = reports
        self._register = register
        self._messages = messages
        self._own = own  # the columns that the organisation has made its own

    @property
    def reports(self) -> ReportDesk:
        """Give the desk of the compilation."""
        return self._reports

    def take_out(
        self, period: Period, asker: Author | None, mapping: Path | None = None
    ) -> "Taken":
        """Give what somebody may take out; the columns are a file's, else the organisation's."""
        seen = self._access.allow(Seeing.EXPORT, asker, None)
        labels = self._reports.labels(seen.team)
        mapped = medcontrol.read_mapping(mapping or self._own_mapping(), labels)
        scope = Scope(period.start, period.end, seen.team, seen.unit)
        return Taken(self._register.reported(scope), mapped, labels)

    def mark(self, message_id: str, number: str, asker: Author | None, at: datetime) -> str:
        """Note the number that the register gave a deviation; the same one again is no fault."""
        message = self._messages.find(message_id)
        if message is None or message.form not in FORMS or not self._may(asker, message):
            team, user = (asker.team, asker.user) if asker else ("*", "terminal")
            noted = (as_id(user), Seeing.MARK, as_id(message_id), Outcome.NO_MEMBER)
            self._access.audit.note(team, *noted)
            raise StaffError(_NOT_FOUND)
        if message.state is not MessageState.SENT:
            raise StaffError(_OLD)
        wanted = " ".join(number.split())
        if not _A_NUMBER.fullmatch(wanted) or mask(wanted).text != wanted:
            raise StaffError(_NO_NUMBER)
        actor = as_id(asker.user) if asker else "terminal"
        step = Step(message.id, message.team, at, message.sender_unit, actor, "registered")
        stands = self._register.mark(step, wanted)
        if stands != wanted:
            raise StaffError(_OTHER.format(number=stands))
        return stands

    def put_mapping(self) -> Path:
        """Put a copy of the columns where they can be changed; one that is there is left."""
        if not self._own.exists():
            self._own.parent.mkdir(parents=True, exist_ok=True)
            self._own.write_bytes(medcontrol.MAPPING_FILE.read_bytes())
        return self._own

    def _own_mapping(self) -> Path | None:
        return self._own if self._own.exists() else None

    @property
    def _access(self) -> Access:
        return self._reports.access

    def _may(self, asker: Author | None, message: Message) -> bool:
        if asker is None:
            return True
        if asker.team != message.team:
            return False
        own = {unit.id for unit in self._access.own(asker)}
        return bool(own & message.units) or self._access.is_in_group(asker.team, asker.user)


class Taken:
    """Deviations that were taken out, in the shapes that they can be written."""

    def __init__(self, reported: list[Reported], mapped: medcontrol.Mapped, labels: Labels) -> None:
        self._parts = (reported, mapped, labels)

    @property
    def count(self) -> int:
        """Give how many there are."""
        return len(self._parts[0])

    def written(self, kind: str) -> bytes:
        """Give the file of a kind: csv, json or text."""
        make: dict[str, Callable[..., bytes]] = {
            "csv": medcontrol.deviations_csv,
            "json": medcontrol.deviations_json,
            "text": medcontrol.deviations_text,
        }
        return make[kind](*self._parts)


def build_export_desk(lotsen: Lotsen) -> ExportDesk:
    """Join the desk."""
    messages = lotsen.stored_messages.messages
    register = lotsen.stored_messages.numbers
    own = lotsen.settings.data_dir / medcontrol.MAPPING_FILE.name
    return ExportDesk(build_report_desk(lotsen), register, messages, own)
