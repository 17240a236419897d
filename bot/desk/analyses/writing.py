"""Writes the parts of an analysis: each unit its own, all of them the lesson, nothing lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.desk.analyses import words
from bot.desk.analyses.parts import AnalysisParts
from bot.desk.analyses.reply import PartForm, ShownText, WrittenReply
from bot.desk.drafts.desk import Author
from bot.desk.messages.parts import told_when_not_kept
from bot.desk.messages.reply import UnitName
from bot.desk.policy import as_id
from bot.units.unit import Unit
from flows.forms import Form
from knowledge.model import StaffError
from storage.analyses import TOGETHER, Analysis, Part

OWN_FIELDS = ("vad_hande", "varfor", "hur_forhindras")
LESSON_FIELDS = ("vad_hande", "lardom", "varfor")
_TRIES = 5


@dataclass(frozen=True)
class Written:
    """What somebody wrote: whose part, on which version, and field by field, not yet masked."""

    is_together: bool
    version: int
    fields: Mapping[str, str]


class Writing:
    """Keeps each version; two who write at once lose nothing of either."""

    def __init__(self, parts: AnalysisParts) -> None:
        self._parts = parts

    def form(self, analysis_id: str, author: Author, *, is_together: bool) -> PartForm:
        """Give the form of a part as it stands now."""
        analysis, unit = self._open(analysis_id, author)
        latest = latest_of(self._parts.analyses.parts(analysis.id), _part(unit, is_together))
        return self._form(analysis, unit, is_together, latest)

    def write(self, analysis_id: str, author: Author, written: Written) -> WrittenReply:
        """Keep what was written, with what others wrote elsewhere in it meanwhile.

        Where two wrote in the same place nothing is kept, and the other's text is shown beside.
        """
        analysis, unit = self._open(analysis_id, author)
        names = LESSON_FIELDS if written.is_together else OWN_FIELDS
        given = {one: written.fields.get(one, "").strip() for one in names}
        if not any(given.values()):
            raise StaffError(words.NOTHING_WRITTEN)
        fields, masked = self._parts.review.masked(self._parts.form, given)
        for _ in range(_TRIES):
            beside, kept = self._try(analysis, author, unit, (written, fields))
            if beside or kept:
                form = self._form(analysis, unit, written.is_together, kept)
                mine = tuple(shown(self._parts.form, names, fields))
                return WrittenReply(form=form, beside=beside, mine=mine, masked=masked)
            analysis, unit = self._open(analysis_id, author)
        raise StaffError(words.CHANGED)

    def _try(
        self,
        analysis: Analysis,
        author: Author,
        unit: Unit,
        what: tuple[Written, Mapping[str, str]],
    ) -> tuple[tuple[ShownText, ...], Part | None]:
        written, fields = what
        name = _part(unit, written.is_together)
        parts = [one for one in self._parts.analyses.parts(analysis.id) if one.part == name]
        latest = latest_of(parts, name)
        base = next((one.fields for one in parts if one.version == written.version), {})
        theirs = latest.fields if latest else {}
        clashing = [one for one in fields if _clash(fields[one], theirs.get(one, ""),
                                                    base.get(one, ""))]  # fmt: skip
        if clashing:
            return tuple(shown(self._parts.form, clashing, theirs)), latest
        merged = {one: theirs.get(one, "") if text == base.get(one, "") else text
                  for one, text in fields.items()}  # fmt: skip
        if latest is not None and merged == dict(theirs):
            return (), latest  # the same words again are the same version
        version = latest.version + 1 if latest else 1
        now = self._parts.messages.clock()
        part = Part(analysis.team, analysis.id, name, version, unit.id, merged, now)
        with told_when_not_kept():
            kept = self._parts.analyses.write(part, as_id(author.user))
        return (), part if kept else None

    def _open(self, analysis_id: str, author: Author) -> tuple[Analysis, Unit]:
        analysis, unit = self._parts.find(author, analysis_id, "analysis_write")
        if analysis.finished_at is not None:
            raise StaffError(words.FINISHED)
        return analysis, unit

    def _form(
        self, analysis: Analysis, unit: Unit, is_together: bool, part: Part | None
    ) -> PartForm:
        names = LESSON_FIELDS if is_together else OWN_FIELDS
        return PartForm(
            analysis_id=analysis.id,
            is_together=is_together,
            version=part.version if part else 0,
            fields=tuple(shown(self._parts.form, names, part.fields if part else {})),
            unit=UnitName(id=unit.id, name=unit.name),
        )


def shown(form: Form, names: Sequence[str], fields: Mapping[str, str]) -> list[ShownText]:
    """Give headings with what stands under each."""
    return [
        ShownText(id=name, label=form.field(name).label, text=fields.get(name, ""))
        for name in names
    ]


def latest_of(parts: Sequence[Part], name: str) -> Part | None:
    """Give the latest version of a part, or None when nobody has written."""
    own = (one for one in parts if one.part == name)
    return max(own, key=lambda one: one.version, default=None)


def _part(unit: Unit, is_together: bool) -> str:
    return TOGETHER if is_together else unit.id


def _clash(mine: str, theirs: str, base: str) -> bool:
    """Tell whether both have written in the same place since, and not the same."""
    return base not in (mine, theirs) and mine != theirs
