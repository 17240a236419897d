"""Asks for one missing field of a draft: what it is for, an example, and how to answer."""

from collections.abc import Iterator

from bot.desk.deviations.departing import DOCUMENT
from bot.desk.drafts import DraftReply
from bot.desk.drafts.reply import DraftField
from bot.slack.views import draft_words as words
from bot.slack.views import parts
from bot.slack.views.draft_departs import departed_blocks
from bot.slack.views.draft_inputs import choice_element, date_element, time_element, unit_search
from bot.slack.views.draft_marks import CHOOSE, OPEN, PICKED, SKIP, UNITS, DraftMark
from bot.slack.views.parts import Json
from flows.forms.model import Kind

_HOW = {
    Kind.TEXT: words.ANSWER_HERE,
    Kind.CASE_NUMBER: words.ANSWER_HERE,
    Kind.ROWS: words.ANSWER_ROWS,
    Kind.UNIT: words.ANSWER_UNITS,
    Kind.UNITS: words.ANSWER_UNITS,
}
_ELEMENTS = {Kind.DATE: date_element, Kind.TIME: time_element}


def ask_blocks(reply: DraftReply) -> Iterator[Json]:
    """Give the question for the next missing field, or what comes when none is missing."""
    if reply.next_field is None:
        yield parts.said(_done(reply), bold=True)
        return
    field = reply.field(reply.next_field)
    yield parts.divider()
    yield parts.rich(*_question(reply, field))
    mark = DraftMark.of(reply).on(field.id).value
    if field.id == DOCUMENT:
        yield from departed_blocks(reply)
    if field.kind is Kind.UNITS:
        yield _units(mark)
    elements = list(_elements(field, mark))
    if elements:
        yield parts.actions(*elements) | {"block_id": mark}
    if len(reply.missing) > 1:
        yield parts.actions(parts.button(words.SKIP, SKIP, mark))


def ask_text(reply: DraftReply) -> str:
    """Give the question as text."""
    if reply.next_field is None:
        return _done(reply)
    field = reply.field(reply.next_field)
    how = _HOW.get(field.kind, words.ANSWER_CHOOSE)
    return "\n".join([words.NEXT.format(label=field.label), field.help, how])


def _question(reply: DraftReply, field: DraftField) -> Iterator[Json]:
    count = len(reply.missing)
    left = words.ONE_LEFT if count == 1 else words.LEFT.format(count=count)
    title = parts.words(words.NEXT.format(label=field.label), bold=True)
    yield parts.paragraph(title, parts.words(f"  {left}", italic=True))
    if field.help:
        yield parts.paragraph(parts.words(field.help))
    if field.example:
        example = words.EXAMPLE.format(example=field.example)
        yield parts.paragraph(parts.words(example, italic=True))
    yield parts.paragraph(parts.words(_HOW.get(field.kind, words.ANSWER_CHOOSE)))


def _elements(field: DraftField, mark: str) -> Iterator[Json]:
    if field.kind is Kind.CHOICE:
        yield choice_element(field, CHOOSE)
    elif field.kind in _ELEMENTS:
        yield _ELEMENTS[field.kind](None, CHOOSE)
    elif field.kind is Kind.UNIT:
        yield unit_search(UNITS, is_many=False)
    elif field.kind is Kind.UNITS:
        yield parts.button(words.PICKED, PICKED, mark, style="primary")
    elif field.kind is Kind.ROWS:
        yield parts.button(words.OPEN_ROWS, OPEN, mark, style="primary")


def _units(mark: str) -> Json:
    return {
        "type": "input",
        "block_id": f"{mark}_units",
        "label": parts.plain(words.UNITS_CHOOSE, 2000),
        "element": unit_search(UNITS, is_many=True),
    }


def _done(reply: DraftReply) -> str:
    return words.ALL_THERE if reply.can_be_sent else words.STOPPED
