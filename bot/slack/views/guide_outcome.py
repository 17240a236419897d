"""Shows where the guide ended: the type, what to do, why, with the sentences behind it."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby

from bot import texts
from bot.desk.guide_reply import GuideReply, NoticeKind, ShownAdvice, ShownOutcome
from bot.slack.views import guide_words as words
from bot.slack.views import parts
from bot.slack.views.answer import Surface
from bot.slack.views.guide_marks import (
    BACK,
    BAD,
    DRAFT,
    FEEDBACK,
    GOOD,
    HUMAN,
    OVER,
    SECTION,
    StepMark,
)
from bot.slack.views.parts import Json
from bot.slack.words import DID_NOT_HELP, HELPED
from flows.forms import load_forms
from flows.words import BASIS_IN_WORDS
from knowledge.answer import Citation

_QUOTE_LENGTH, _SOURCE_LENGTH = 700, 400


def outcome_blocks(reply: GuideReply, outcome: ShownOutcome) -> Iterator[Json]:
    """Give the outcome and all that goes with it, without its buttons."""
    yield parts.header(outcome.title)
    yield parts.said(outcome.do)
    basis = parts.words(f" ({BASIS_IN_WORDS[outcome.basis]})", italic=True)
    why = parts.words(words.WHY_TITLE, bold=True)
    yield parts.rich(parts.paragraph(why, parts.words(outcome.why), basis))
    yield from _quotes(reply, set(outcome.citations))
    if outcome.unanswered_stops:
        titles = ", ".join(stop.title.lower() for stop in outcome.unanswered_stops)
        yield parts.said(words.UNANSWERED.format(titles=titles), bold=True)
    yield from _advice(reply, outcome)
    if outcome.open_questions:
        yield _titled(words.UNSETTLED, [point.text for point in outcome.open_questions])


def outcome_buttons(reply: GuideReply, outcome: ShownOutcome, surface: Surface) -> Iterator[Json]:
    """Give what can be done next, the ways back, and whether it helped."""
    if any(notice.kind is NoticeKind.NOT_SAVED for notice in reply.notices):
        return  # what is not kept can't be found again by a button
    mark = StepMark.of(reply).value
    yield parts.actions(
        *([_draft(mark)] if outcome.id in _forms() else []),
        parts.button(words.ASK_HUMAN, HUMAN, mark),
        *([parts.button(words.BACK, BACK, mark)] if reply.can_go_back else []),
        parts.button(words.OVER, OVER, mark),
    )
    yield _native_feedback(reply) if surface == "message" else _plain_feedback(mark)


def places(citations: Iterable[Citation]) -> list[list[Citation]]:
    """Give quotes together with those from the same place, in the order of their numbers."""
    groups = groupby(citations, key=lambda one: (one.document_id, one.section, one.page))
    return [list(group) for _, group in groups]


@cache
def _forms() -> frozenset[str]:
    """Give the outcomes that are a message to write."""
    return frozenset(load_forms())


def _advice(reply: GuideReply, outcome: ShownOutcome) -> Iterator[Json]:
    if not outcome.advice:
        return
    yield _titled(words.THINK_OF, [_advised(advice) for advice in outcome.advice])
    cited = {number for advice in outcome.advice for number in advice.citations}
    yield from _quotes(reply, cited - set(outcome.citations))


def _advised(advice: ShownAdvice) -> str:
    numbers = "".join(f" [{number}]" for number in advice.citations)
    return f"{advice.text} ({BASIS_IN_WORDS[advice.basis]}{numbers})"


def _titled(title: str, lines: Sequence[str]) -> Json:
    return parts.rich(parts.paragraph(parts.words(title, bold=True)), parts.bullets(lines))


def _quotes(reply: GuideReply, numbers: set[int]) -> Iterator[Json]:
    cited = [citation for citation in reply.citations if citation.number in numbers]
    for place in places(cited):
        yield parts.rich(*(_quote(citation) for citation in place))
        yield _source(reply, place[0])


def _quote(citation: Citation) -> Json:
    text = parts.clipped(citation.quote, _QUOTE_LENGTH)
    runs = [parts.words(f"[{citation.number}] ”{text}”")]
    label = texts.BASIS_WORDS[citation.basis]
    if label:
        runs.append(parts.words(f" ({label})", italic=True))
    return parts.quote(*runs)


def _source(reply: GuideReply, citation: Citation) -> Json:
    source = parts.clipped(texts.source_line(citation), _SOURCE_LENGTH)
    value = StepMark.of(reply).on(citation.number).value
    label = words.SHOW_SOURCE_LABEL.format(number=citation.number)
    return parts.beside(
        source, parts.button(words.SHOW_SOURCE, SECTION, value, accessibility_label=label)
    )


def _draft(mark: str) -> Json:
    return parts.button(words.WRITE_DRAFT, DRAFT, mark, style="primary")


def _native_feedback(reply: GuideReply) -> Json:
    mark = StepMark.of(reply)
    element = {
        "type": "feedback_buttons",
        "action_id": FEEDBACK,
        "positive_button": _thumb(HELPED, mark.on(GOOD).value, words.HELPED_LABEL),
        "negative_button": _thumb(DID_NOT_HELP, mark.on(BAD).value, words.DID_NOT_HELP_LABEL),
    }
    return {"type": "context_actions", "elements": [element]}


def _thumb(text: str, value: str, label: str) -> Json:
    return {"text": parts.plain(text, 75), "value": value, "accessibility_label": label}


def _plain_feedback(mark: str) -> Json:
    return parts.actions(
        parts.button(HELPED, GOOD, mark, accessibility_label=words.HELPED_LABEL),
        parts.button(DID_NOT_HELP, BAD, mark, accessibility_label=words.DID_NOT_HELP_LABEL),
    )
