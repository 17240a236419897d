"""Shows the list of a month's reports: units and days, each with a button that opens it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from bot.desk.messages import words as desk_words
from bot.report.listing import ListedReport, ReportList
from bot.report.period import month_before, month_named
from bot.slack.ports import View
from bot.slack.views import parts
from bot.slack.views import report_words as own
from bot.slack.views.inbox_marks import OPEN_MESSAGE
from bot.slack.views.parts import Json
from bot.slack.words import CLOSE
from flows.forms.model import Register

LIST, TURN, MODAL = "open_report_list", "report_list_turn", "report_list"
_MARK = re.compile(r"(\d{4}-\d{2}):(\d{1,4})")


@dataclass(frozen=True)
class ListMark:
    """Which page of which month's list."""

    month: str
    page: int = 0

    @property
    def value(self) -> str:
        """Give it as a button carries it."""
        return f"{self.month}:{self.page}"

    @staticmethod
    def read(value: str) -> "ListMark | None":
        """Read it back; None when it is none of ours."""
        found = _MARK.fullmatch(value)
        return ListMark(found[1], int(found[2])) if found else None


def report_list_modal(listed: ReportList, mark: ListMark) -> View:
    """Give the list as a modal."""
    title = own.LISTED.format(period=listed.period.text)
    blocks = [parts.header(parts.clipped(title, parts.HEADER_TEXT)), parts.small(own.LIST_ABOUT)]
    blocks += [_row(one) for one in listed.rows] or [parts.said(own.LIST_EMPTY)]
    return parts.modal(
        own.LIST_TITLE, [*blocks, *_turning(listed, mark)], close=CLOSE, callback_id=MODAL
    )


def _row(one: ListedReport) -> Json:
    way = f"{one.sender} → {', '.join(one.receivers)}"
    state = own.NUMBERED.format(number=one.number) if one.number else ""
    transferred = desk_words.transferred(Register.MEDCONTROL, done=False)
    about = [one.title, desk_words.said_time(one.reported_at), state or transferred]
    said = f"{way}\n{' · '.join(about)}"
    return parts.beside(said, parts.button(own.READ, OPEN_MESSAGE, one.message_id))


def _turning(listed: ReportList, mark: ListMark) -> Iterator[Json]:
    buttons = []
    if listed.has_more:
        more = ListMark(mark.month, listed.page + 1)
        buttons.append(parts.button(own.LIST_MORE, f"{TURN}_more", more.value))
    if listed.page:
        first = ListMark(mark.month)
        buttons.append(parts.button(own.LIST_FIRST, f"{TURN}_first", first.value))
    before, after = _months(mark)
    buttons.append(parts.button(own.MONTH_BEFORE, f"{TURN}_before", ListMark(before).value))
    buttons.append(parts.button(own.MONTH_AFTER, f"{TURN}_after", ListMark(after).value))
    yield parts.actions(*buttons)


def _months(mark: ListMark) -> tuple[str, str]:
    month = month_named(mark.month)
    before, after = month_before(month.first).first, month.last + timedelta(days=1)
    return f"{before:%Y-%m}", f"{after:%Y-%m}"
