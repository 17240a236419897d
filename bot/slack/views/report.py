"""Shows the compilation: as a room of the Home tab, as a modal, and as the monthly post."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.report import words
from bot.report.compilation import Compilation, Table
from bot.slack.ports import Message, View
from bot.slack.views import parts
from bot.slack.views import report_words as own
from bot.slack.views.parts import Json
from bot.slack.views.report_list import LIST, ListMark
from bot.slack.words import CLOSE

OPEN, FILE, MODAL = "open_report", "report_file", "report_modal"
_ON_HOME = ("typ", "overgang", "avsnitt")
_ROWS_AT_HOME, _ROWS, _LINE = 3, 8, 150
_MARK = re.compile(r"(\d{4}-\d{2})(?::([a-z0-9_-]{2,60}))?")


@dataclass(frozen=True)
class ReportMark:
    """Which compilation a modal shows: a month, and a unit or all."""

    month: str
    unit: str | None = None

    @property
    def value(self) -> str:
        """Give it as it is kept in a view."""
        return f"{self.month}:{self.unit}" if self.unit else self.month

    @staticmethod
    def read(value: str) -> "ReportMark | None":
        """Read it back; None when it is none of ours."""
        found = _MARK.fullmatch(value)
        return ReportMark(found[1], found[2]) if found else None


def report_on_home(compilation: Compilation, mark: ReportMark) -> list[Json]:
    """Give the room of the Home tab."""
    return [
        parts.header(own.ON_HOME),
        *_summary(compilation, _ROWS_AT_HOME),
        parts.actions(
            parts.button(own.OPEN, OPEN, mark.value),
            parts.button(own.LIST, LIST, ListMark(mark.month).value),
        ),
        parts.divider(),
    ]


def unread_on_home() -> list[Json]:
    """Say that the compilation can't be read now."""
    return [parts.header(own.ON_HOME), parts.said(own.UNREAD), parts.divider()]


def report_modal(compilation: Compilation, mark: ReportMark, said: str = "") -> View:
    """Give the modal with every table, and the files to take."""
    files = (parts.button(text, f"{FILE}_{kind}", kind) for kind, text in own.AS_FILE.items())
    blocks = [
        parts.header(parts.clipped(compilation.title, parts.HEADER_TEXT)),
        *_said(compilation),
        parts.said(said or own.COLLECT, bold=True),
        parts.actions(*files),
        *(block for table in compilation.tables for block in _table(table, _ROWS)),
        *_list(words.UNANSWERED, [words.asked_line(one) for one in compilation.unanswered]),
        parts.small(*compilation.notes),
    ]
    return parts.modal(
        own.TITLE, blocks, close=CLOSE, callback_id=MODAL, private_metadata=mark.value
    )


def monthly_message(compilation: Compilation, mark: str) -> Message:
    """Give the post of a month; the text alone says what matters too."""
    text = f"{compilation.title}. {compilation.headline}"
    blocks = [
        parts.header(parts.clipped(compilation.title, parts.HEADER_TEXT)),
        *_summary(compilation, _ROWS),
        parts.small(own.MONTHLY, *compilation.notes),
    ]
    return Message(parts.escaped(text), blocks, mark)


def _summary(compilation: Compilation, rows: int) -> Iterator[Json]:
    yield from _said(compilation)
    tables = (compilation.table(name) for name in _ON_HOME)
    for table in tables:
        if table:
            yield from _table(table, rows)


def _said(compilation: Compilation) -> Iterator[Json]:
    yield parts.said(compilation.headline, bold=True)
    yield from _list(words.GROWN, words.grown_lines(compilation))
    yield from _list(words.LEADS, [words.lead_line(lead) for lead in compilation.leads])


def _table(table: Table, most: int) -> Iterator[Json]:
    lines = [f"{row.label}: {row.figure.text}" for row in table.rows]
    # What is left out is the smallest, save for months: there it is the oldest.
    shown = lines[-most:] if table.id == "manad" else lines[:most]
    left = len(lines) - len(shown)
    yield from _list(table.title, [*shown, *([own.MORE.format(count=left)] if left else ())])


def _list(heading: str, lines: Sequence[str]) -> Iterator[Json]:
    if lines:
        title = parts.paragraph(parts.words(heading, bold=True))
        yield parts.rich(title, parts.bullets([parts.clipped(line, _LINE) for line in lines]))
