"""Shows a unit's inbox, on the Home tab and in a modal: its parts, their rows, and the way on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.desk.messages import words as desk_words
from bot.desk.messages.reply import (
    InboxPart,
    InboxRow,
    MessageReply,
    SentListReply,
    UnitInbox,
    UnitName,
    UnitsReply,
)
from bot.slack.ports import View
from bot.slack.views import inbox_words as words
from bot.slack.views import parts
from bot.slack.views.inbox_marks import HERE_AS, INBOX, OPEN_MESSAGE, SENT, SHELF, ShelfMark
from bot.slack.views.message_receipts import mention, standings
from bot.slack.views.parts import Json
from storage.receipts import Box

_TO_DO = (Box.NEW, Box.TO_ACKNOWLEDGE, Box.TO_ANSWER)
ROWS_ON_HOME, ROWS_IN_MODAL = 5, 10  # Home is shared with others, and a view holds only so much
_MOST_UNITS, _MOST_RECEIVERS = 5, 4
_OPTION, _MENU = 75, 100


@dataclass(frozen=True)
class ShownInbox:
    """What is shown: where the person works, and a page of a part of one unit's inbox.

    `mark` of None is when it is not chosen which unit's.
    """

    units: UnitsReply
    mark: ShelfMark | None = None
    unit: UnitInbox | None = None
    page: InboxPart | SentListReply | None = None


def inbox_blocks(shown: ShownInbox) -> list[Json]:
    """Give the room of the inbox."""
    units = shown.units
    if not units.own and not units.covered:
        return [parts.header(words.TITLE), parts.said(words.NO_UNIT), parts.divider()]
    blocks = [parts.header(words.TITLE), parts.small(words.ABOUT), *_here_as(units)]
    if shown.unit and shown.mark and shown.page:
        blocks += _of_unit(shown, shown.unit, shown.mark, shown.page)
    elif units.own:
        blocks.append(parts.said(words.CHOOSE_FIRST))
    return [*blocks, *_others(shown), parts.divider()]


def inbox_modal(shown: ShownInbox) -> View:
    """Give the inbox as a modal."""
    blocks = inbox_blocks(shown)[:-1]
    return parts.modal(words.INBOX_TITLE, blocks, close=words.CLOSE, callback_id=INBOX)


def here_as_menu(action_id: str, units: tuple[UnitName, ...], chosen: UnitName | None) -> Json:
    """Give the menu of units that somebody may be here as."""
    options = {one.id: _option(one) for one in units[:_MENU]}
    menu: Json = {
        "type": "static_select",
        "action_id": action_id,
        "placeholder": parts.plain(words.CHOOSE_UNIT, 150),
        "options": list(options.values()),
    }
    initial = options.get(chosen.id) if chosen else None
    return menu | ({"initial_option": initial} if initial else {})


def _option(unit: UnitName) -> Json:
    return {"text": parts.plain(unit.name, _OPTION), "value": unit.id}


def _here_as(units: UnitsReply) -> Iterator[Json]:
    if len(units.own) > 1:
        own = tuple(one.unit for one in units.own)
        menu = here_as_menu(HERE_AS, own, units.here_as)
        yield parts.beside(words.HERE_AS, menu) | {"block_id": HERE_AS}


def _of_unit(
    shown: ShownInbox, unit: UnitInbox, mark: ShelfMark, page: InboxPart | SentListReply
) -> Iterator[Json]:
    yield parts.said(unit.unit.name, bold=True)
    yield _tabs(unit, mark, is_own=unit in shown.units.own)
    rows = page.rows if isinstance(page, InboxPart) else page.messages
    for row in rows:
        text = _sent_row(row) if isinstance(row, MessageReply) else _row(row)
        yield _beside(text, parts.button(words.OPEN, OPEN_MESSAGE, row.message_id))
    if not rows:
        yield parts.said(words.EMPTY[mark.part or Box.NEW.value])
    yield from _paging(mark, page, len(rows))


def _tabs(unit: UnitInbox, mark: ShelfMark, *, is_own: bool) -> Json:
    """Give a button for each part; what a unit has sent is for its own people."""
    titles = {box.value: f"{desk_words.BOXES[box]} ({unit.counts[box]})" for box in Box}
    titles |= {SENT: words.SENT} if is_own else {}
    buttons = []
    for part, title in titles.items():
        value = ShelfMark(unit.unit.id, part).value
        style = {"style": "primary"} if part == mark.part else {}
        buttons.append(parts.button(title, f"{SHELF}_{part}", value, **style))
    return parts.actions(*buttons)


def _row(row: InboxRow) -> str:
    kind, state = desk_words.KINDS[row.kind], desk_words.STATES[row.state]
    title = " · ".join(part for part in (row.form_title, kind, state) if part)
    given = words.GIVEN_TO.format(who=mention(row.assigned_to)) if row.assigned_to else ""
    about = [
        parts.escaped(words.FROM.format(unit=row.sender.name)),
        words.SENT_AT.format(at=desk_words.said_time(row.sent_at)),
        parts.escaped(words.ROW_WANTS.format(wanted=row.wants)) if row.wants else "",
        "" if row.is_transferred else desk_words.transferred(row.entered_in, done=False),
        given,
    ]
    return f"*{parts.escaped(title)}*\n{' · '.join(part for part in about if part)}"


def _sent_row(row: MessageReply) -> str:
    kind, state = desk_words.KINDS[row.kind], desk_words.STATES[row.state]
    title = " · ".join(part for part in (row.form_title, kind, state) if part)
    sent = words.SENT_AT.format(at=desk_words.said_time(row.sent_at))
    lines = standings(row.receipts, _MOST_RECEIVERS)
    return "\n".join([f"*{parts.escaped(title)}* · {sent}", *lines])


def _beside(mrkdwn: str, button: Json) -> Json:
    """Give a text that names people beside a button; all in it is escaped before."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": mrkdwn}, "accessory": button}


def _paging(mark: ShelfMark, page: InboxPart | SentListReply, shown: int) -> Iterator[Json]:
    rows = page.rows if isinstance(page, InboxPart) else page.messages
    first = parts.button(words.FIRST, f"{SHELF}_first", ShelfMark(mark.unit, mark.part).value)
    buttons = [first] if mark.after else []
    if page.has_more:
        after = ShelfMark(mark.unit, mark.part, rows[-1].message_id)
        buttons.append(parts.button(words.MORE, f"{SHELF}_more", after.value))
    if buttons and isinstance(page, InboxPart):
        yield parts.small(words.SHOWN_OF.format(shown=shown, total=page.count))
    if buttons:
        yield parts.actions(*buttons)


def _others(shown: ShownInbox) -> Iterator[Json]:
    """Give a line for each other inbox that the person may look in."""
    now = shown.mark.unit if shown.mark else None
    lines = [(words.COUNTS, one) for one in shown.units.own]
    lines += [(words.COVERED, one) for one in shown.units.covered]
    others = [(text, one) for text, one in lines if one.unit.id != now]
    for number, (text, one) in enumerate(others[:_MOST_UNITS]):
        said = text.format(unit=one.unit.name, counts=_counts(one.counts))
        value = ShelfMark(one.unit.id).value
        yield parts.beside(said, parts.button(words.SHOW_INBOX, f"{SHELF}_{number}", value))


def _counts(counts: Mapping[Box, int]) -> str:
    said = [f"{counts[box]} {desk_words.BOXES[box].lower()}" for box in _TO_DO if counts[box]]
    return ", ".join(said) or words.NOTHING_WAITS
