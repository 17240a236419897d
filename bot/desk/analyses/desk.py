"""The desk of event analyses: shows one, lists those that are open, and finishes with a lesson."""

import re

from bot.desk.analyses import words
from bot.desk.analyses.lessons import lesson_reply
from bot.desk.analyses.parts import AnalysisParts
from bot.desk.analyses.reply import (
    AnalysisReply,
    AnalysisRow,
    LessonReply,
    ShownPart,
    Told,
)
from bot.desk.analyses.starting import Starting
from bot.desk.analyses.timeline import Timeline
from bot.desk.analyses.writing import LESSON_FIELDS, OWN_FIELDS, Writing, latest_of, shown
from bot.desk.drafts.desk import Author
from bot.desk.messages.parts import told_when_not_kept
from bot.desk.messages.reply import UnitName
from bot.desk.policy import as_id
from bot.units.unit import Unit
from knowledge.model import StaffError
from storage.analyses import TOGETHER, Analysis, Part
from storage.lessons import Lesson

_TITLE, _SENTENCE = 90, re.compile(r"(?<=[.!?])\s")


class FieldRefusedError(StaffError):
    """The lesson can't be told as it stands; `field` says where."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(text)
        self.field = field


class AnalysisDesk:
    """Lets the units of an event look at it together: what happened and why, never who."""

    def __init__(self, parts: AnalysisParts) -> None:
        self._parts = parts
        self._timeline = Timeline(parts.messages)
        self.starting = Starting(parts)
        self.writing = Writing(parts)

    def show(self, analysis_id: str, author: Author) -> AnalysisReply:
        """Give an analysis to a member of a participating unit; every reading is noted."""
        analysis, unit = self._parts.find(author, analysis_id, "analysis_read")
        return self._shown(analysis, unit)

    def finish(self, analysis_id: str, author: Author) -> AnalysisReply:
        """End an analysis; what the units say together becomes the lesson, looked through first."""
        analysis, unit = self._parts.find(author, analysis_id, "analysis_finish")
        if analysis.finished_at is not None:
            return self._shown(analysis, unit)
        together = self._ready(analysis)
        lesson = self._lesson(analysis, together)
        ended = Analysis(**{**vars(analysis), "finished_by": unit.id})
        actor = as_id(author.user)
        with told_when_not_kept():
            kept = self._parts.analyses.finish(ended, lesson, together.version, actor)
        found = self._parts.analyses.find(author.team, analysis_id) or analysis
        if not kept and found.finished_at is None:
            raise StaffError(words.CHANGED)
        return self._shown(found, unit)

    def rows(self, author: Author) -> tuple[AnalysisRow, ...]:
        """Give the analyses that somebody's units take part in, with nothing of what they say."""
        own = self._parts.messages.units.of_user(author.team, author.user)
        if not own:
            return ()
        ids = [one.id for one in own]
        return tuple(self._row(one) for one in self._parts.analyses.of_units(author.team, ids))

    def _ready(self, analysis: Analysis) -> Part:
        parts = self._parts.analyses.parts(analysis.id)
        together = latest_of(parts, TOGETHER)
        if together is None:
            raise StaffError(words.NO_LESSON)
        if all(one.part == TOGETHER for one in parts):
            raise StaffError(words.NO_PARTS)
        form = self._parts.form
        for name in LESSON_FIELDS:
            if not together.fields.get(name):
                raise FieldRefusedError(name, words.MISSING.format(label=form.field(name).label))
        names = [self._name(analysis, one).name for one in analysis.units]
        refusal = self._parts.review.refusal(form, together.fields, names)
        if refusal:
            raise FieldRefusedError(*refusal)
        return together

    def _lesson(self, analysis: Analysis, together: Part) -> Lesson:
        fields = together.fields
        return Lesson(
            id=self._parts.messages.new_id(),
            team=analysis.team,
            analysis_id=analysis.id,
            title=title_of(fields["lardom"]),
            situation=fields["vad_hande"],
            lesson=fields["lardom"],
            why=fields["varfor"],
            made_at=self._parts.messages.clock(),
        )

    def _shown(self, analysis: Analysis, unit: Unit) -> AnalysisReply:
        parts = self._parts.analyses.parts(analysis.id)
        together = latest_of(parts, TOGETHER)
        own = [latest_of(parts, one) for one in analysis.units]
        return AnalysisReply(
            analysis_id=analysis.id,
            form_title=self._parts.form.title,
            as_unit=UnitName(id=unit.id, name=unit.name),
            started_by=self._name(analysis, analysis.started_by),
            started_at=analysis.started_at,
            units=tuple(self._name(analysis, one) for one in analysis.units),
            parts=tuple(self._part(analysis, one) for one in own if one),
            together=self._part(analysis, together) if together else None,
            timeline=self._timeline.of(analysis.team, analysis.messages),
            advice=self._advice(together) if together and not analysis.finished_at else (),
            finished_at=analysis.finished_at,
            lesson=self._told(analysis),
        )

    def _told(self, analysis: Analysis) -> LessonReply | None:
        lesson = self._parts.lessons.of_analysis(analysis.team, analysis.id)
        return lesson_reply(self._parts.lessons, lesson) if lesson else None

    def _advice(self, together: Part) -> tuple[Told, ...]:
        form = self._parts.form
        return tuple(
            Told(label=form.field(one.field).label, sentence=one.sentence, text=one.text,
                 proposal=one.proposal)
            for one in self._parts.review.advice(form, together.fields)
        )  # fmt: skip

    def _part(self, analysis: Analysis, part: Part) -> ShownPart:
        names = LESSON_FIELDS if part.part == TOGETHER else OWN_FIELDS
        filled = [one for one in names if part.fields.get(one)]
        return ShownPart(
            unit=self._name(analysis, part.unit),
            version=part.version,
            at=part.at,
            fields=tuple(shown(self._parts.form, filled, part.fields)),
        )

    def _row(self, analysis: Analysis) -> AnalysisRow:
        written = {one.part for one in self._parts.analyses.parts(analysis.id)} - {TOGETHER}
        return AnalysisRow(
            analysis_id=analysis.id,
            started_at=analysis.started_at,
            units=tuple(self._name(analysis, one) for one in analysis.units),
            written=len(written),
            is_finished=analysis.finished_at is not None,
        )

    def _name(self, analysis: Analysis, unit: str) -> UnitName:
        return self._parts.messages.unit_name(analysis.team, unit)


def title_of(lesson: str) -> str:
    """Give a title: the first sentence of the lesson, whole words of it where it is long."""
    first = " ".join(_SENTENCE.split(lesson.strip(), maxsplit=1)[0].split()).rstrip(".")
    if len(first) <= _TITLE:
        return first
    return first[:_TITLE].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"
