"""`lotsen report`: the compilation of deviations in the terminal, and as files."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from bot.app import Lotsen
from bot.commands import lines, terminal
from bot.commands.files import refuse_taken, write_whole
from bot.commands.people import author_of
from bot.report import words
from bot.report.compilation import Compilation, Table
from bot.report.desk import build_report_desk
from bot.report.files import as_file
from bot.report.period import wanted_period
from knowledge.model import StaffError

EXAMPLES = "Exempel:  lotsen report --from 2026-01 --to 2026-03 --plot avvikelser.png"
_FILE = "FIL"
_PAGES = ("html", "pdf")


def report(  # noqa: PLR0913 - one option each
    *,
    first: Annotated[
        str | None, typer.Option("--from", help="Första dagen eller månaden.", metavar="DATUM")
    ] = None,
    last: Annotated[
        str | None, typer.Option("--to", help="Sista dagen eller månaden.", metavar="DATUM")
    ] = None,
    unit: Annotated[str | None, typer.Option(help="Bara en enhet.", metavar="UNIT")] = None,
    user: Annotated[
        str | None, typer.Option("--as", help="Vem du är; i Slack TEAM/USER.", metavar="USER")
    ] = None,
    plot: Annotated[Path | None, typer.Option(help="Diagram, PNG.", metavar=_FILE)] = None,
    csv: Annotated[Path | None, typer.Option(help="Alla tal, CSV.", metavar=_FILE)] = None,
    page: Annotated[
        Path | None, typer.Option(help="En sida för mötet, .html eller .pdf.", metavar=_FILE)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Ett JSON-objekt på stdout.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Skriv över filer som finns.")] = False,
) -> None:
    """Sammanställ avvikelser: var, vad, ledtider och vad som ökat. Små tal visas inte."""
    with terminal.plain_errors():
        files = {"png": plot, "csv": csv, **({_page_kind(page): page} if page else {})}
        wanted = {kind: file for kind, file in files.items() if file is not None}
        refuse_taken(wanted.values(), force=force)
        desk = build_report_desk(Lotsen(terminal.read_settings()))
        period = wanted_period(first, last, desk.today())
        compilation = desk.compile(period, author_of(user) if user else None, unit)
        _write(compilation, wanted)
        if as_json:
            lines.write(compilation.model_dump(mode="json"))
        else:
            _show(compilation)


def _page_kind(page: Path) -> str:
    kind = page.suffix.lower().removeprefix(".")
    if kind not in _PAGES:
        raise StaffError("Sidan ska heta något på .html eller .pdf. Välj ett annat namn.")
    return kind


def _write(compilation: Compilation, files: Mapping[str, Path]) -> None:
    for kind, file in files.items():
        write_whole(file, as_file(compilation, kind))
        terminal.say(f"Sparat: {file}.")


def _show(compilation: Compilation) -> None:
    terminal.show(f"{compilation.title}\n\n{compilation.headline}")
    _section(words.GROWN, words.grown_lines(compilation))
    _section(words.LEADS, [words.lead_line(lead) for lead in compilation.leads])
    for table in compilation.tables:
        _show_table(table)
    _section(words.UNANSWERED, [words.asked_line(one) for one in compilation.unanswered])
    for note in compilation.notes:
        terminal.show(f"\n{note}")


def _section(heading: str, texts: list[str]) -> None:
    if texts:
        terminal.show(f"\n{heading}")
        for text in texts:
            terminal.show(f"  {text}")


def _show_table(table: Table) -> None:
    import sys

    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table as Grid

    grid = Grid(title=escape(table.title), title_justify="left", box=None, show_header=False,
                caption=escape(table.about) or None, caption_justify="left")  # fmt: skip
    grid.add_column(overflow="fold", max_width=70)
    grid.add_column(justify="right", no_wrap=True)
    for row in table.rows:
        grid.add_row(escape(row.label), row.figure.text)
    terminal.show("")
    Console(file=sys.stdout, width=None if sys.stdout.isatty() else 100).print(grid)
