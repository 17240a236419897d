"""`lotsen export deviations` and `mark`: deviations on their way to MedControl PRO."""

from pathlib import Path
from typing import Annotated

import typer

from bot.app import Lotsen
from bot.commands import terminal
from bot.commands.files import refuse_taken, write_whole
from bot.commands.people import author_of
from bot.export.medcontrol import NOTICE
from bot.report.exporting import build_export_desk
from bot.report.period import wanted_period
from knowledge.model import StaffError

EXAMPLES = "Exempel:  lotsen export deviations --csv avvikelser.csv --from 2026-03 --to 2026-03"
MARK_EXAMPLES = "Exempel:  lotsen export mark 3f2a… --number 2026-1234"
_FILE = "FIL"
_USER = typer.Option("--as", help="Vem du är; i Slack TEAM/USER.", metavar="USER")


def deviations(  # noqa: PLR0913 - one option each
    *,
    csv: Annotated[Path | None, typer.Option(help="En rad per avvikelse.", metavar=_FILE)] = None,
    json: Annotated[Path | None, typer.Option(help="Samma som JSON.", metavar=_FILE)] = None,
    text: Annotated[
        Path | None, typer.Option(help="Rubrik för rubrik, att klistra in.", metavar=_FILE)
    ] = None,
    mapping: Annotated[
        Path | None, typer.Option(help="Andra kolumner (TOML).", metavar=_FILE)
    ] = None,
    first: Annotated[
        str | None, typer.Option("--from", help="Första dagen eller månaden.", metavar="DATUM")
    ] = None,
    last: Annotated[
        str | None, typer.Option("--to", help="Sista dagen eller månaden.", metavar="DATUM")
    ] = None,
    user: Annotated[str | None, _USER] = None,
    force: Annotated[bool, typer.Option("--force", help="Skriv över filer som finns.")] = False,
) -> None:
    """Ta ut avvikelser för MedControl PRO. Kolumnerna ändrar du med `lotsen export columns`."""
    with terminal.plain_errors():
        files = {"csv": csv, "json": json, "text": text}
        wanted = {kind: file for kind, file in files.items() if file is not None}
        if not wanted:
            raise StaffError("Ge en fil att skriva till: --csv FIL, --json FIL eller --text FIL.")
        refuse_taken(wanted.values(), force=force)
        desk = build_export_desk(Lotsen(terminal.read_settings()))
        period = wanted_period(first, last, desk.reports.today())
        taken = desk.take_out(period, author_of(user) if user else None, mapping)
        for kind, file in wanted.items():
            write_whole(file, taken.written(kind))
            terminal.show(f"Sparat: {file}, {taken.count} avvikelser, {period.text}.")
        terminal.say(NOTICE)


def columns() -> None:
    """Lägg filen med kolumnerna i datamappen, så att ni kan ändra dem."""
    with terminal.plain_errors():
        file = build_export_desk(Lotsen(terminal.read_settings())).put_mapping()
        terminal.show(f"Ändra kolumnerna i {file}. De gäller nästa gång du tar ut avvikelser.")


def mark(
    message_id: Annotated[str, typer.Argument(metavar="MESSAGE_ID", help="Avvikelsens nummer.")],
    *,
    number: Annotated[str, typer.Option(help="Numret i MedControl PRO.", metavar="N")],
    user: Annotated[str | None, _USER] = None,
) -> None:
    """Notera att en avvikelse står i MedControl PRO, med registrets nummer."""
    with terminal.plain_errors():
        lotsen = Lotsen(terminal.read_settings())
        asker = author_of(user) if user else None
        stands = build_export_desk(lotsen).mark(message_id, number, asker, lotsen.now())
        terminal.show(f"Noterat: avvikelsen står i MedControl PRO med nummer {stands}.")
