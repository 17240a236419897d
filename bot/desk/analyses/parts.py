"""What the desk of analyses works with, and who may take part: members of the units, no others."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.desk.analyses import words
from bot.desk.analyses.review import Review
from bot.desk.drafts.desk import Author
from bot.desk.messages.parts import MessageParts
from bot.desk.policy import Outcome, as_id
from bot.units.unit import Unit
from flows.forms import Form
from knowledge.model import StaffError
from storage.analyses import Analyses, Analysis
from storage.lessons import Lessons

FORM = "handelseanalys"


@dataclass(frozen=True)
class AnalysisParts:
    """Everything around an analysis; `messages` is what the message desks work with."""

    analyses: Analyses
    lessons: Lessons
    messages: MessageParts
    review: Review

    @property
    def form(self) -> Form:
        """Give the form of an analysis."""
        return self.messages.drafts.forms()[FORM]

    def find(self, author: Author, analysis_id: str, action: str) -> tuple[Analysis, Unit]:
        """Give an analysis and the unit somebody acts for; refuse, noted, those who may not.

        One that is not there is refused in the same words, so that nobody learns which exist.
        """
        analysis = self.analyses.find(author.team, analysis_id)
        own = self.own_units(author, analysis.units) if analysis else ()
        if analysis is None or not own:
            self.note(author, action, (analysis_id, Outcome.NO_MEMBER))
            raise StaffError(words.NOT_YOURS)
        unit = self.standing(author, own)
        self.note(author, action, (analysis_id, Outcome.ALLOWED))
        return analysis, unit

    def is_in_group(self, author: Author) -> bool:
        """Tell whether somebody belongs to the patient-safety group, which spreads lessons."""
        group = self.messages.group
        unit = self.messages.units.find(author.team, group) if group else None
        return unit is not None and unit.has_member(author.user)

    def own_units(self, author: Author, units: Sequence[str]) -> tuple[Unit, ...]:
        """Give which of some units somebody belongs to."""
        own = self.messages.units.of_user(author.team, author.user)
        return tuple(one for one in own if one.id in units)

    def standing(self, author: Author, own: Sequence[Unit]) -> Unit:
        """Give which of their units somebody is here as; nothing is guessed where several fit."""
        here = self.messages.units.standing_in(author.team, author.user)
        if len(own) == 1:
            return own[0]
        chosen = next((one for one in own if here and one.id == here.id), None)
        if chosen is None:
            names = ", ".join(one.name for one in own)
            raise StaffError(words.WHICH_UNIT.format(units=names))
        return chosen

    def note(self, author: Author, action: str, how: tuple[str, Outcome]) -> None:
        """Note that somebody was let in, or refused."""
        subject, outcome = how
        self.messages.audit.note(author.team, as_id(author.user), action, as_id(subject), outcome)
