"""Shows the text of a draft that has no place in its form, and a draft that is thrown away."""

from collections.abc import Iterator
from datetime import datetime

from bot.desk.drafts import DraftReply
from bot.slack.ports import Message
from bot.slack.sender.messages import cut
from bot.slack.views import draft_words as words
from bot.slack.views import parts
from bot.slack.views.draft_marks import DROP_LEFT, ERASE, TAKE_BACK, DraftMark
from bot.slack.views.parts import Json
from bot.units.hours import ZONE

_PIECE, _CLIPPED = 2900, 600


def left_blocks(reply: DraftReply, *, is_whole: bool = False) -> Iterator[Json]:
    """Give what has no place, under the headings it stood under; whole where there is room."""
    if not reply.left:
        return
    yield parts.said(words.LEFT_TITLE, bold=True)
    yield parts.small(words.LEFT_ABOUT)
    for one in reply.left:
        heading = parts.paragraph(parts.words(one.label, bold=True))
        text = parts.clean(one.text) if is_whole else parts.clipped(one.text, _CLIPPED)
        first, *rest = cut(text, _PIECE)
        yield parts.rich(heading, _box(first))
        yield from (parts.rich(_box(piece)) for piece in rest)
    drop = parts.button(words.LEFT_DROP, DROP_LEFT, DraftMark.of(reply).value, confirm=_confirm())
    yield parts.actions(drop)


def discarded_message(draft_id: str, until: datetime, mark: str | None = None) -> Message:
    """Say that a draft is thrown away, and let it be taken back."""
    said = words.DISCARDED.format(until=said_day(until))
    value = DraftMark(draft_id, 0).value
    back = parts.button(words.TAKE_BACK, TAKE_BACK, value, style="primary")
    erase = parts.button(words.ERASE, ERASE, value)
    return Message(parts.escaped(said), [parts.said(said), parts.actions(back, erase)], mark)


def said_day(at: datetime | None) -> str:
    """Give a day and time as it is said, in Swedish time."""
    return f"{at.astimezone(ZONE):%Y-%m-%d kl. %H.%M}" if at else "–"


def _box(text: str) -> Json:
    return {"type": "rich_text_preformatted", "elements": [parts.words(text)]}


def _confirm() -> Json:
    return {
        "title": parts.plain(words.LEFT_DROP_TITLE, 100),
        "text": parts.plain(words.LEFT_DROP_TEXT, 300),
        "confirm": parts.plain(words.LEFT_DROP, 30),
        "deny": parts.plain(words.DISCARD_DENY, 30),
    }
