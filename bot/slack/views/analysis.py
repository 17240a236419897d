"""Shows an event analysis in a modal: timeline, each unit's part, the lesson, what can be done."""

from collections.abc import Iterator

from bot.desk.analyses.reply import AnalysisReply, Moment, ShownPart, ShownText, Told
from bot.desk.messages.words import said_time
from bot.slack.ports import View
from bot.slack.views import analysis_marks as marks
from bot.slack.views import analysis_words as words
from bot.slack.views import parts
from bot.slack.views.pages import pages, pieces
from bot.slack.views.parts import Json

_BODY, _PIECE = 12_000, 2500
_MOST_MOMENTS, _MOST_ADVICE, _NAMES = 40, 6, 600


def analysis_modal(reply: AnalysisReply, page: int = 0, said: str = "") -> View:
    """Give an analysis as a modal; `said` is what was just done with it."""
    bodies = pages(list(_body(reply)), _BODY)
    page = min(max(page, 0), len(bodies) - 1)
    blocks = [
        *_top(reply),
        parts.divider(),
        *bodies[page],
        *_turning(reply.analysis_id, page, len(bodies)),
        parts.divider(),
        *([parts.said(said, bold=True)] if said else []),
        parts.actions(*_actions(reply)),
    ]
    return parts.modal(
        words.TITLE, blocks, close=words.CLOSE, callback_id=marks.ANALYSIS,
        private_metadata=marks.AnalysisMark(reply.analysis_id).value,
    )  # fmt: skip


def _top(reply: AnalysisReply) -> Iterator[Json]:
    yield parts.header(reply.form_title)
    begun = words.BEGUN.format(unit=reply.started_by.name, at=said_time(reply.started_at))
    names = parts.clipped(", ".join(one.name for one in reply.units), _NAMES)
    taking = words.PARTICIPATES.format(units=names, unit=reply.as_unit.name)
    yield parts.small(begun, taking)
    if reply.finished_at is not None:
        yield parts.said(words.ENDED.format(at=said_time(reply.finished_at)), bold=True)
    elif reply.missing:
        missing = parts.clipped(", ".join(one.name for one in reply.missing), _NAMES)
        yield parts.said(words.MISSING.format(units=missing))


def _body(reply: AnalysisReply) -> Iterator[Json]:
    yield parts.said(words.TIMELINE, bold=True)
    yield from _timeline(reply.timeline)
    for part in reply.parts:
        at = said_time(part.at)
        yield parts.header(part.unit.name)
        yield parts.small(words.SIGNED.format(unit=part.unit.name, at=at, version=part.version))
        yield from _texts(part.fields)
    yield parts.header(words.TOGETHER)
    yield from _together(reply.together)
    yield from _advice(reply.advice)


def _timeline(moments: tuple[Moment, ...]) -> Iterator[Json]:
    if not moments:
        yield parts.small(words.NO_TIMELINE)
        return
    yield parts.rich(parts.bullets([one.text for one in moments[:_MOST_MOMENTS]]))
    left = len(moments) - _MOST_MOMENTS
    if left > 0:
        yield parts.small(words.MORE_MOMENTS.format(count=left))


def _together(part: ShownPart | None) -> Iterator[Json]:
    if part is None:
        yield parts.small(words.NO_TOGETHER)
        return
    signed = {"unit": part.unit.name, "at": said_time(part.at), "version": part.version}
    yield parts.small(words.TOGETHER_SIGNED.format(**signed))
    yield from _texts(part.fields)


def _texts(fields: tuple[ShownText, ...]) -> Iterator[Json]:
    for field in fields:
        first, *rest = pieces(parts.clean(field.text), _PIECE)
        heading = parts.paragraph(parts.words(f"{field.label}\n", bold=True))
        yield parts.rich(heading, parts.paragraph(parts.words(first)))
        yield from (parts.rich(parts.paragraph(parts.words(piece))) for piece in rest)


def _advice(advice: tuple[Told, ...]) -> Iterator[Json]:
    if advice:
        yield parts.said(words.LOOK_AT, bold=True)
    for one in advice[:_MOST_ADVICE]:
        proposal = words.PROPOSAL.format(text=one.proposal) if one.proposal else ""
        why = " ".join(part for part in (one.text, proposal) if part)
        said = parts.paragraph(parts.words(f"{one.label}: "), parts.words(why))
        yield parts.rich(parts.quote(parts.words(parts.clipped(one.sentence, 500))), said)


def _turning(analysis_id: str, page: int, count: int) -> Iterator[Json]:
    if count <= 1:
        return
    yield parts.small(words.PAGE.format(page=page + 1, pages=count))
    ways = (("before", words.PAGE_BEFORE, page - 1), ("next", words.PAGE_NEXT, page + 1))
    yield parts.actions(
        *(parts.button(text, f"{marks.PAGE}_{way}", marks.page_value(analysis_id, to))
          for way, text, to in ways if 0 <= to < count)
    )  # fmt: skip


def _actions(reply: AnalysisReply) -> Iterator[Json]:
    if reply.lesson is not None:
        yield parts.button(words.SHOW_LESSON, marks.OPEN_LESSON, reply.analysis_id)
        return
    for part, text in ((marks.OWN, words.WRITE_OWN), (marks.TOGETHER, words.WRITE_TOGETHER)):
        yield parts.button(text, f"{marks.OPEN_PART}_{part}", reply.analysis_id)
    if reply.together is not None:
        confirm = confirmed(words.FINISH_CONFIRM, words.FINISH)
        yield parts.button(words.FINISH, marks.FINISH, reply.analysis_id, confirm=confirm)


def confirmed(asked: tuple[str, str], yes: str) -> Json:
    """Give what is asked before something is done that others see, or that can't be undone."""
    title, text = asked
    return {
        "title": parts.plain(title, 100),
        "text": parts.plain(text, 300),
        "confirm": parts.plain(yes, 30),
        "deny": parts.plain(words.NO, 30),
    }
