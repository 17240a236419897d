"""The desk of the compilation: one wish in, one compilation out, for every surface alike."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from bot.app import Lotsen
from bot.desk.drafts.desk import Author
from bot.report.access import NO_SUCH_UNIT, Access, Seeing
from bot.report.compilation import Compilation
from bot.report.compiling import Whose, compiled
from bot.report.labels import Labels
from bot.report.period import Period
from bot.units import UnitRegister
from bot.units.hours import ZONE
from flows.forms import Form
from knowledge.model import StaffError
from storage.statistics import Statistics


@dataclass(frozen=True)
class ReportParts:
    """What the desk works with."""

    statistics: Statistics
    access: Access
    units: UnitRegister
    forms: Callable[[], Mapping[str, Form]]
    documents: Callable[[], Mapping[str, str]]
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)


class ReportDesk:
    """Compiles the deviations of a period for those who may see them."""

    def __init__(self, parts: ReportParts) -> None:
        self._parts = parts

    @property
    def access(self) -> Access:
        """Give the rules for who may see what."""
        return self._parts.access

    def today(self) -> date:
        """Give the day in Sweden."""
        return self._parts.clock().astimezone(ZONE).date()

    def compile(
        self, period: Period, asker: Author | None = None, unit: str | None = None
    ) -> Compilation:
        """Give the compilation that somebody may see; no asker is the one who runs Lotsen."""
        seen = self._parts.access.allow(Seeing.REPORT, asker, unit)
        return self._compiled(seen.team, seen.unit, period)

    def of_team(self, team: str, period: Period) -> Compilation:
        """Give the compilation that Lotsen itself posts to a workspace."""
        return self._compiled(team, None, period)

    def labels(self, team: str | None) -> Labels:
        """Give what units, documents and choices are called."""
        teams = self._parts.statistics.teams() if team is None else [team]
        names: dict[str, str] = {}
        for one in teams or [""]:
            names |= self._parts.units.names(one)
        return Labels(names, self._parts.documents(), self._parts.forms())

    def _compiled(self, team: str | None, unit: str | None, period: Period) -> Compilation:
        labels = self.labels(team)
        if team is None and unit is not None and unit not in labels.units:
            raise StaffError(NO_SUCH_UNIT)
        with self._parts.statistics.snapshot() as counter:
            return compiled(counter, Whose(labels, team, unit), period)


def build_report_desk(lotsen: Lotsen) -> ReportDesk:
    """Join the desk of the compilation."""
    access = Access(lotsen.unit_register, lotsen.audit, lotsen.settings.report_group)
    parts = ReportParts(
        Statistics(lotsen.open_database()),
        access,
        lotsen.unit_register,
        lotsen.draft_desk.forms,
        lambda: _titles(lotsen),
        lotsen.now,
    )
    return ReportDesk(parts)


def _titles(lotsen: Lotsen) -> Mapping[str, str]:
    """Give the titles of the documents; none where the index has not been built."""
    try:
        entries = lotsen.library.register().current()
    except (OSError, ValueError):
        return {}
    return {entry.header.id: entry.header.title for entry in entries}
