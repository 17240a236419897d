"""`lotsen evaluate`: how well questions are answered, on a set with known answers."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands import lines, terminal
from bot.privacy import mask
from knowledge import evaluate as scoring
from knowledge.answer import Answer
from knowledge.model import StaffError

if TYPE_CHECKING:
    from rich.table import Table


class Part(StrEnum):
    """Which questions are asked: all, those held out from tuning, or the others."""

    ALL = "all"
    HELD_OUT = "held_out"
    TUNING = "tuning"


def evaluate(
    file: Annotated[Path, typer.Argument(help="En fråga per rad, som JSON.")],
    *,
    part: Annotated[Part, typer.Option(help="Vilka frågor som ställs.")] = Part.ALL,
    as_json: Annotated[bool, typer.Option("--json", help="Ett JSON-objekt på stdout.")] = False,
    show_misses: Annotated[
        bool, typer.Option("--misses", help="Visa frågorna som gick fel.")
    ] = False,
) -> None:
    """Mät sökning, citat och avvisning på en uppsättning frågor med känt svar."""
    with terminal.plain_errors():
        scored = _scored(file, part)
        if as_json:
            lines.write(_fields(scored))
            return
        _print_tables(scored)
        if show_misses:
            _print_misses(scored)


def _scored(file: Path, part: Part) -> list[scoring.Scored]:
    if not file.is_file():
        raise StaffError(f"Filen {file} finns inte.")
    cases = [case for case in scoring.read_cases(file) if _is_in(case, part)]
    answerer = terminal.ready_lotsen().answerer
    scored: list[scoring.Scored] = []

    def answer(question: str, history: Sequence[str]) -> Answer:
        earlier = [mask(text).text for text in history]
        return answerer.answer(mask(question).text, earlier)

    corpus = scoring.Corpus(answerer.index())
    with terminal.progress("Ställer frågor") as advance:
        for number, case in enumerate(cases, 1):
            scored += scoring.run([case], answer, corpus)
            advance(number, len(cases))
    if not scored:
        raise StaffError("Ingen av frågorna har sitt svar i de källor som finns.")
    return scored


def _is_in(case: scoring.Case, part: Part) -> bool:
    return part is Part.ALL or case.held_out == (part is Part.HELD_OUT)


def _fields(scored: Sequence[scoring.Scored]) -> dict[str, object]:
    return {
        "questions": len(scored),
        "figures": {
            figure.name: {
                "value": figure.value if figure.total else None,
                "of": figure.total,
                "interval": figure.interval() if figure.total else None,
            }
            for figure in scoring.figures(scored)
        },
        "calibration_error": scoring.calibration_error(scored),
        "cases": [
            {"id": one.case.id, "status": one.status, "reason": one.reason, "rank": one.rank,
             "quoted": one.is_quoted, "confidence": one.confidence}
            for one in scored
        ],
    }  # fmt: skip


def _print_tables(scored: Sequence[scoring.Scored]) -> None:
    from rich.console import Console

    console = Console()
    console.print(_figures_table(scored))
    console.print(f"Kalibreringsfel: {scoring.calibration_error(scored):.3f}")
    console.print(_styles_table(scored))


def _figures_table(scored: Sequence[scoring.Scored]) -> "Table":
    from rich.table import Table

    table = Table("Mått", "Värde", "95 %", "Antal", title=f"{len(scored)} frågor")
    for figure in scoring.figures(scored):
        low, high = figure.interval()
        table.add_row(figure.name, f"{figure.value:.3f}", f"{low:.2f}–{high:.2f}",
                      str(figure.total))  # fmt: skip
    return table


def _styles_table(scored: Sequence[scoring.Scored]) -> "Table":
    from rich.table import Table

    groups = scoring.by_style(scored)
    names = [figure.name for figure in scoring.figures(scored)]
    shown = [name for name in names if name in {"recall@1", "recall@5", "rätt mening citerad",
                                                "avvisad i onödan"}]  # fmt: skip
    table = Table("Stil", "Antal", *shown, "oriktigt svar")
    for style, group in groups.items():
        values = {figure.name: figure for figure in scoring.figures(group)}
        cells = [_cell(values[name]) for name in (*shown, "svar fast källorna saknar det")]
        table.add_row(style, str(len(group)), *cells)
    return table


def _cell(figure: scoring.Figure) -> str:
    return f"{figure.value:.2f}" if figure.total else "–"


def _print_misses(scored: Sequence[scoring.Scored]) -> None:
    for one in scored:
        is_miss = not one.is_quoted if one.case.answerable else not one.is_refused_rightly
        if is_miss:
            wanted = one.case.category or "svar"
            terminal.show(
                f"{one.case.id} [{one.case.style}, {wanted}] {one.status}/{one.reason} "
                f"plats {one.rank} {one.confidence:.2f}: {one.case.question}"
            )
