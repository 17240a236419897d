"""Draws the compilation as bars that can be read in Slack, also by those who see few colours.

The colours are those of Okabe and Ito (Color Universal Design, 2008); each bar also has its number
and each panel its own pattern, so that nothing is told by colour alone.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import shorten, wrap
from typing import TYPE_CHECKING

from bot.report.compilation import Compilation, Row, Table
from bot.report.small import Figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Drawing

_DRAWN = ("manad", "typ", "overgang", "avsnitt")
_MOST_BARS = 10  # the rest is in the tables, and the chart says so; months are all drawn
_COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7")
_PATTERNS = ("", "//", "..", "xx")
_INK, _PALE = "#222222", "#767676"
_WIDTH_IN, _BAR_IN, _PANEL_IN, _DPI = 10.0, 0.42, 1.3, 120
_LABEL_LETTERS, _LABEL_LINES = 34, 2
_ROOM_FOR_NUMBER = 1.15


@dataclass(frozen=True)
class Chart:
    """One panel: exactly what is drawn, bar by bar, and how many rows it leaves to the table."""

    id: str
    title: str
    bars: tuple[Row, ...]
    left: int = 0


def charts_of(compilation: Compilation) -> tuple[Chart, ...]:
    """Give the panels of a compilation."""
    found = (compilation.table(name) for name in _DRAWN)
    return tuple(_chart(table) for table in found if table)


def _chart(table: Table) -> Chart:
    bars = table.rows if table.id == "manad" else table.rows[:_MOST_BARS]
    return Chart(table.id, table.title, bars, len(table.rows) - len(bars))


def described(charts: Sequence[Chart]) -> str:
    """Give what the charts show, for those who do not see them."""
    said = (
        f"{chart.title}: " + ", ".join(f"{bar.label} {bar.figure.text}" for bar in chart.bars)
        for chart in charts
    )
    return ". ".join(said) + "."


def png(compilation: Compilation, chart_ids: Sequence[str] = _DRAWN) -> bytes:
    """Give the panels as one picture."""
    target = io.BytesIO()
    drawn(compilation, chart_ids).savefig(target, format="png", dpi=_DPI)
    return target.getvalue()


def drawn(compilation: Compilation, chart_ids: Sequence[str] = _DRAWN) -> "Drawing":
    """Draw the panels under each other."""
    from matplotlib.figure import Figure as Drawing

    charts = [chart for chart in charts_of(compilation) if chart.id in chart_ids]
    heights = [_PANEL_IN + _BAR_IN * len(chart.bars) for chart in charts] or [_PANEL_IN]
    drawing = Drawing(figsize=(_WIDTH_IN, sum(heights) + 0.8), layout="constrained")
    if len(charts) != 1:  # one alone stands on a page that says it
        drawing.suptitle(_broken(compilation.title, 60), fontsize=15, color=_INK, weight="bold")
    panels = drawing.subplots(len(heights), 1, squeeze=False, height_ratios=heights)
    for chart, axes in zip(charts, panels[:, 0], strict=False):
        _draw(axes, chart, _DRAWN.index(chart.id))
    if not charts:
        _draw_nothing(panels[0, 0], compilation)
    return drawing


def _draw(axes: "Axes", chart: Chart, place: int) -> None:
    counts = [bar.figure.count or 0 for bar in chart.bars]
    most = max([*counts, 1])
    axes.barh(
        range(len(counts)), counts, color=_COLOURS[place], hatch=_PATTERNS[place],
        edgecolor="white", linewidth=0,
    )  # fmt: skip
    for row, bar in enumerate(chart.bars):
        _write_number(axes, row, bar.figure)
    axes.set_yticks(range(len(counts)), [_short(bar.label) for bar in chart.bars], fontsize=11)
    axes.margins(y=0.02)
    axes.invert_yaxis()
    axes.set_xlim(0, most * _ROOM_FOR_NUMBER)
    axes.set_xticks([])  # the numbers stand at the bars
    axes.set_title(_title(chart), loc="left", fontsize=13, color=_INK, weight="bold")
    axes.spines[["top", "right", "bottom"]].set_visible(False)


def _write_number(axes: "Axes", row: int, figure: Figure) -> None:
    is_shown = figure.count is not None
    axes.annotate(
        figure.text, (figure.count or 0, row), xytext=(6, 0), textcoords="offset points",
        va="center", fontsize=11, color=_INK if is_shown else _PALE,
        style="normal" if is_shown else "italic",
    )  # fmt: skip


def _draw_nothing(axes: "Axes", compilation: Compilation) -> None:
    axes.set_axis_off()
    text = _broken(f"{compilation.headline} {compilation.notes[0]}", 70)
    axes.text(0.5, 0.5, text, ha="center", va="center", fontsize=12, color=_INK)


def _title(chart: Chart) -> str:
    return f"{chart.title} ({chart.left} till i tabellen)" if chart.left else chart.title


def _short(label: str) -> str:
    text = shorten(_plain(label), _LABEL_LETTERS * _LABEL_LINES, placeholder=" …")
    return "\n".join(wrap(text, _LABEL_LETTERS)[:_LABEL_LINES])


def _broken(text: str, width: int) -> str:
    return "\n".join(wrap(_plain(text), width))


def _plain(text: str) -> str:
    """Take away what the library reads as formulas, and signs that can't be drawn."""
    return "".join(sign for sign in text.replace("$", "\\$") if sign.isprintable())
