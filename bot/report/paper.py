"""The compilation as PDF for a meeting."""

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.export.pdf import paragraph
from bot.report import words
from bot.report.charts import charts_of, png
from bot.report.compilation import Compilation, Table

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

_MARGIN_MM, _NUMBER_MM, _MOST_HEIGHT_MM = 20, 35, 235


def compilation_pdf(compilation: Compilation) -> bytes:
    """Give the pages."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.units import mm
    from reportlab.platypus import SimpleDocTemplate

    story = list(_story(compilation))
    target = io.BytesIO()
    margin = _MARGIN_MM * mm
    document = SimpleDocTemplate(
        target, pagesize=A4, leftMargin=margin, rightMargin=margin, topMargin=margin,
        bottomMargin=margin, title=compilation.title, author="Lotsen", lang="sv-SE", invariant=1,
    )  # fmt: skip
    document.build(story)
    return target.getvalue()


def _story(compilation: Compilation) -> "Iterator[Flowable]":
    yield paragraph(compilation.title, "title")
    yield paragraph(compilation.headline, "notice")
    yield from _list(words.GROWN, words.grown_lines(compilation))
    yield from _list(words.LEADS, [words.lead_line(lead) for lead in compilation.leads])
    for chart in charts_of(compilation):
        yield _picture(png(compilation, (chart.id,)))
    for table in compilation.tables:
        yield paragraph(table.title, "heading")
        if table.about:
            yield paragraph(table.about, "text")
        yield _table(table)
    yield from _list(words.UNANSWERED, [words.asked_line(one) for one in compilation.unanswered])
    for note in compilation.notes:
        yield paragraph(note, "foot")


def _list(heading: str, lines: list[str]) -> "Iterator[Flowable]":
    if lines:
        yield paragraph(heading, "heading")
        yield from (paragraph(f"• {line}", "text") for line in lines)


def _picture(content: bytes) -> "Flowable":
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.units import mm
    from reportlab.platypus import Image

    image = Image(io.BytesIO(content))
    width = A4[0] - 2 * _MARGIN_MM * mm
    scale = min(width / image.imageWidth, _MOST_HEIGHT_MM * mm / image.imageHeight)
    image.drawWidth, image.drawHeight = image.imageWidth * scale, image.imageHeight * scale
    flowable: Flowable = image
    return flowable


def _table(table: Table) -> "Flowable":
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.units import mm
    from reportlab.platypus import Table as Grid

    rows = [[paragraph(row.label, "text"), paragraph(row.figure.text, "text")]
            for row in table.rows]  # fmt: skip
    width = A4[0] - (2 * _MARGIN_MM + _NUMBER_MM) * mm
    style = [("LINEBELOW", (0, 0), (-1, -1), 0.3, colors.lightgrey)]
    grid: Flowable = Grid(rows, colWidths=[width, _NUMBER_MM * mm], style=style)
    return grid
