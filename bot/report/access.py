"""Who may see a compilation: the patient-safety group sees every unit, the others their own.

The group is a unit of the register, named by the setting; the operator of the command line, who
has the data folder, sees what is stored there. Everybody else is refused, and the refusal noted.
"""

from dataclasses import dataclass
from enum import StrEnum

from bot.desk.audit import Audit
from bot.desk.drafts.desk import Author
from bot.desk.policy import NO_ID, Outcome, as_id
from bot.units import Unit, UnitRegister
from knowledge.model import StaffError

_NO_UNIT = (
    "Du hör inte till någon enhet i Lotsen. Be den som sköter Lotsen lägga till dig i den, så ser "
    "du enhetens avvikelser."
)
_NOT_YOURS = (
    "Du kan se din egen enhets avvikelser. Alla enheters ser den som hör till "
    "patientsäkerhetsgruppen."
)
_WHICH = "Du hör till flera enheter. Välj vilken du vill se: {units}."
NO_SUCH_UNIT = "Det finns ingen enhet med det id:t. Kör `lotsen units list` för att se dem."


class Seeing(StrEnum):
    """What somebody wants of the deviations; the word that is noted."""

    REPORT = "report"
    EXPORT = "export_deviations"
    MARK = "mark_deviation"
    LIST = "list_deviations"


@dataclass(frozen=True)
class Seen:
    """What somebody may see: a workspace, and a unit or all of it; no workspace means every one."""

    team: str | None
    unit: str | None


class Access:
    """Decides what each person may see of the deviations, and notes it."""

    def __init__(self, units: UnitRegister, audit: Audit, group: str | None) -> None:
        self._units = units
        self._audit = audit
        self._group = group

    @property
    def audit(self) -> Audit:
        """Give where it is noted."""
        return self._audit

    def is_in_group(self, team: str, user: str) -> bool:
        """Tell whether somebody belongs to the patient-safety group."""
        group = self._units.find(team, self._group) if self._group else None
        return group is not None and group.has_member(user)

    def allow(self, seeing: Seeing, asker: Author | None, unit: str | None) -> Seen:
        """Give what may be seen, noted; refuse, noted, those who may not."""
        if asker is None:
            self._note("*", "terminal", seeing, (unit, Outcome.ALLOWED))
            return Seen(None, unit)
        try:
            seen = self._seen(asker, unit)
        except StaffError:
            self._note(asker.team, asker.user, seeing, (unit, Outcome.NO_MEMBER))
            raise
        self._note(asker.team, asker.user, seeing, (seen.unit, Outcome.ALLOWED))
        return seen

    def own(self, asker: Author) -> tuple[Unit, ...]:
        """Give the units whose deviations somebody may see, where it is not all of them."""
        return self._units.of_user(asker.team, asker.user)

    def _seen(self, asker: Author, unit: str | None) -> Seen:
        if self.is_in_group(asker.team, asker.user):
            if unit is not None and self._units.find(asker.team, unit) is None:
                raise StaffError(NO_SUCH_UNIT)
            return Seen(asker.team, unit)
        own = {one.id: one for one in self.own(asker)}
        if not own:
            raise StaffError(_NO_UNIT)
        if unit is not None:
            if unit not in own:
                raise StaffError(_NOT_YOURS)
            return Seen(asker.team, unit)
        here = self._units.standing_in(asker.team, asker.user)
        if here is None:
            raise StaffError(_WHICH.format(units=", ".join(one.id for one in own.values())))
        return Seen(asker.team, here.id)

    def _note(self, team: str, user: str, seeing: Seeing, how: tuple[str | None, Outcome]) -> None:
        unit, outcome = how
        actor = as_id(user) if user else NO_ID
        self._audit.note(team, actor, seeing, as_id(unit) if unit else "all", outcome)
