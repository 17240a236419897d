"""The compilation as CSV: every figure that is shown anywhere, one a line."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from bot.report.compilation import Compilation
from bot.report.small import Figure
from bot.report.words import number

HEAD = ("tabell", "nyckel", "rad", "antal", "visas")
_QUARTILES = {"lower": "en fjärdedel inom", "median": "hälften inom",
              "upper": "tre fjärdedelar inom"}  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def safe(text: str) -> str:
    """Give a text that a spreadsheet does not run as a formula (OWASP, CSV injection)."""
    is_formula = text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA)
    return f"'{text}" if is_formula else text


def as_csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Give rows as Swedish spreadsheets read them: semicolons, and a mark for UTF-8."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerows([safe(cell) for cell in row] for row in (head, *rows))
    return target.getvalue().encode("utf-8-sig")


def compilation_csv(compilation: Compilation) -> bytes:
    """Give the compilation as CSV."""
    return as_csv(HEAD, _rows(compilation))


def _rows(compilation: Compilation) -> Iterator[tuple[str, ...]]:
    yield _row(("period", "", compilation.period), None)
    yield _row(("alla", "", "Avvikelser"), compilation.total)
    for table in compilation.tables:
        for row in table.rows:
            yield _row((table.id, " | ".join(row.key), row.label), row.figure)
    for lead in compilation.leads:
        yield _row((lead.id, "klara", f"{lead.title}: klara"), lead.done)
        for name, label in _QUARTILES.items():
            value = getattr(lead, name)
            if value is not None:
                yield lead.id, name, f"{lead.title}: {label}, timmar", *(number(value),) * 2
    for grown in compilation.grown:
        yield _row(("okat", "", f"{grown.table}: {grown.label}"), grown.now)
    for asked in compilation.unanswered:
        yield "obesvarat", "", asked.question, str(asked.people), str(asked.people)


def _row(names: tuple[str, str, str], figure: Figure | None) -> tuple[str, ...]:
    if figure is None:
        return (*names, "", "")
    return (*names, "" if figure.count is None else str(figure.count), figure.text)
