"""Analyses and lessons as a room of the Home tab."""

from collections.abc import Iterator, Sequence

from bot.desk.analyses.reply import AnalysisRow, LessonRow
from bot.desk.messages.words import said_time
from bot.slack.views import analysis_marks as marks
from bot.slack.views import analysis_words as words
from bot.slack.views import parts
from bot.slack.views.parts import Json

_MOST, _NAMES = 4, 400


def analyses_on_home(analyses: Sequence[AnalysisRow], lessons: Sequence[LessonRow]) -> list[Json]:
    """Give the room; nothing to those who take part in none."""
    return [*_analyses(analyses), *_lessons(lessons)]


def unread_on_home() -> list[Json]:
    """Say that the analyses can't be read now."""
    return [parts.header(words.ON_HOME), parts.said(words.UNREAD), parts.divider()]


def _analyses(rows: Sequence[AnalysisRow]) -> Iterator[Json]:
    if not rows:
        return
    yield parts.header(words.ON_HOME)
    for row in rows[:_MOST]:
        names = parts.clipped(", ".join(one.name for one in row.units), _NAMES)
        said = words.ROW_FINISHED if row.is_finished else words.ROW
        at, count = said_time(row.started_at), len(row.units)
        text = said.format(units=names, at=at, written=row.written, count=count)
        yield parts.beside(text, parts.button(words.OPEN, marks.OPEN, row.analysis_id))
    yield from _more(len(rows))


def _lessons(rows: Sequence[LessonRow]) -> Iterator[Json]:
    if not rows:
        return
    yield parts.header(words.LESSONS_ON_HOME)
    for row in rows[:_MOST]:
        state = "withdrawn" if row.is_withdrawn else "told" if row.is_told else "draft"
        said = {"title": row.title, "at": said_time(row.made_at), "state": words.STATES[state]}
        button = parts.button(words.OPEN, marks.OPEN_LESSON, row.analysis_id)
        yield parts.beside(words.LESSON_ROW.format(**said), button)
    yield from _more(len(rows))


def _more(count: int) -> Iterator[Json]:
    if count > _MOST:
        yield parts.small(words.MORE_AT_HOME.format(count=count - _MOST))
    yield parts.divider()
