"""Begins an event analysis from deviations that somebody may read, with the units concerned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.desk.analyses import words
from bot.desk.analyses.parts import AnalysisParts
from bot.desk.analyses.reply import Report, StartReply
from bot.desk.drafts.desk import Author
from bot.desk.messages.parts import refuse_old, told_when_not_kept
from bot.desk.messages.reading import ReportReading
from bot.desk.messages.reply import UnitName
from bot.desk.messages.showing import ABOUT
from bot.desk.policy import Action, as_id
from bot.units.unit import Unit
from knowledge.model import StaffError
from storage.analyses import Analysis
from storage.message import Message
from storage.messages import Event

DEVIATION = "avvikelse"
_LEAST = 2  # units; one alone needs no analysis in cooperation
_LOOKED_BACK = timedelta(days=365)
_MOST = 10


@dataclass(frozen=True)
class _Ground:
    """What can be chosen among: reports, and the units of them; who begins takes part too."""

    reports: Sequence[Message]
    units: Sequence[Unit]
    own: Unit


class Starting:
    """Says what can be chosen, and begins with what was; one open analysis for each report.

    A unit of the report begins it, or the patient-safety group with its reason for reading it.
    """

    def __init__(self, parts: AnalysisParts) -> None:
        self._parts = parts
        self._reading = ReportReading(parts.messages)

    def earlier(self, message_id: str, author: Author) -> str | None:
        """Give the analysis that a report has, if somebody may read the report."""
        self._reading.find(author, message_id, Action.READ)
        found = self._parts.analyses.about(author.team, message_id)
        return found.id if found else None

    def proposal(self, message_id: str, author: Author) -> StartReply:
        """Give which reports tell of the same event, and which units they concern."""
        ground = self._ground(message_id, author)
        return StartReply(
            message_id=message_id,
            reports=tuple(self._report(one) for one in ground.reports),
            units=tuple(UnitName(id=one.id, name=one.name) for one in ground.units),
            own=UnitName(id=ground.own.id, name=ground.own.name),
        )

    def start(
        self, message_id: str, author: Author, reports: Sequence[str], units: Sequence[str]
    ) -> str:
        """Begin an analysis and give its id; that of the one there is, when one is open."""
        ground = self._ground(message_id, author)
        chosen = [one for one in ground.reports if one.id in {message_id, *reports}]
        _refuse_units(ground, units)
        analysis = self._made(author, ground, chosen, units)
        with told_when_not_kept():
            is_new = self._parts.analyses.start(analysis, as_id(author.user))
        if is_new:
            return analysis.id
        found = (self._parts.analyses.about(author.team, one.id) for one in chosen)
        return next(one.id for one in found if one and one.finished_at is None)

    def _made(
        self, author: Author, ground: _Ground, chosen: Sequence[Message], units: Sequence[str]
    ) -> Analysis:
        form = self._parts.form
        reasons = [one.id for one in chosen]
        return Analysis(
            id=self._parts.messages.new_id(),
            team=author.team,
            form_version=form.version,
            form_hash=form.content_hash,
            started_by=ground.own.id,
            started_at=self._parts.messages.clock(),
            units=tuple(sorted({*units, ground.own.id})),
            messages=tuple(dict.fromkeys([*reasons, *self._about(author.team, chosen)])),
            reasons=tuple(reasons),
        )

    def _ground(self, message_id: str, author: Author) -> _Ground:
        messages = self._parts.messages
        message, group = self._reading.find(author, message_id, Action.READ)
        if message.form != DEVIATION:
            raise StaffError(words.NOT_A_REPORT)
        refuse_old(message)
        own = self._parts.own_units(author, (*message.units, group))
        if not own:  # who only stands in while a unit is closed does not take part
            messages.refuse(author, "analysis_start", message_id)
            raise StaffError(words.NOT_YOURS)
        reports = [message, *self._same_event(author, message)]
        standing = self._parts.standing(author, own)
        concerned = {unit for one in reports for unit in one.units}
        found = [messages.units.find(author.team, one) for one in sorted(concerned)]
        return _Ground(reports, [one for one in found if one is not None], standing)

    def _same_event(self, author: Author, message: Message) -> list[Message]:
        messages = self._parts.messages
        day = str(message.fields.get("handelse_datum") or "")
        since = messages.clock() - _LOOKED_BACK
        event = Event(author.team, (DEVIATION,), since, day, message.case_number or "")
        stored = messages.stored
        said = [stored.messages.find(one) for one in stored.additions.same_event(message)]
        linked = [one for one in said if one is not None and one.form == DEVIATION]
        alike = [one for one in stored.messages.of_event(event) if one.units & message.units]
        found = {one.id: one for one in [*linked, *alike] if one.id != message.id}
        readable = (one for one in found.values() if messages.allows(author, one, Action.READ))
        return list(readable)[:_MOST]

    def _about(self, team: str, chosen: Sequence[Message]) -> list[str]:
        """Give the messages that reports are about; their times are shown, never their words."""
        messages = self._parts.messages.stored.messages
        found = [messages.find(one.facts[ABOUT]) for one in chosen if ABOUT in one.facts]
        return [one.id for one in found if one is not None and one.team == team]

    def _report(self, message: Message) -> Report:
        sender = self._parts.messages.unit_name(message.team, message.sender_unit)
        return Report(message_id=message.id, sender=sender, sent_at=message.created_at)


def _refuse_units(ground: _Ground, units: Sequence[str]) -> None:
    known = {one.id for one in ground.units}
    if set(units) - {*known, ground.own.id}:
        raise StaffError(words.NOT_CONCERNED)
    if ground.own.id in known and ground.own.id not in units:
        raise StaffError(words.OWN_UNIT)
    if len(set(units) & known) < _LEAST:
        raise StaffError(words.ONE_UNIT)
