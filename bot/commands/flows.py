"""`lotsen flows`: check a file somebody changed, draw the flows, list those that are followed."""

from pathlib import Path
from typing import Annotated

import typer

from bot.app import Lotsen
from bot.commands import lines, terminal
from flows import draw as drawing
from flows.complaints import Fault
from flows.inspection import faults_in
from flows.load import UNIT_TYPES
from flows.model import FlowError
from knowledge.model import FaultError, StaffError

flows = typer.Typer(
    help="Flödena som guiden följer: kontrollera, rita, lista.", no_args_is_help=True
)


@flows.command(epilog="Exempel:  lotsen flows check data/flows/valj_meddelande.toml")
def check(
    file: Annotated[Path, typer.Argument(help="Flödet, enhetstyperna eller orden.")],
    as_json: Annotated[bool, typer.Option("--json", help="En JSON-rad per fel.")] = False,
) -> None:
    """Säg vilken rad som är fel i en fil, och vad som ska göras."""
    with terminal.plain_errors():
        faults = _faults(Lotsen(terminal.read_settings()), file)
        for fault in faults:
            _show(file, fault, as_json)
        if faults:
            raise typer.Exit(terminal.BAD_INPUT)
        if not as_json:
            terminal.show(f"{file.name}: inga fel.")


@flows.command(epilog="Exempel:  lotsen flows draw --to bilder")
def draw(
    to: Annotated[Path, typer.Option(help="Mappen som bilderna läggs i.")] = Path("docs/flows"),
) -> None:
    """Rita flödena som bilder och tabeller."""
    with terminal.plain_errors():
        current = Lotsen(terminal.read_settings()).guide_flows.current()
        try:
            for path in drawing.write(current.flows, to):
                terminal.show(str(path))
        except OSError as error:
            raise FaultError(f"Det går inte att skriva i {to}. Välj en mapp med --to.") from error


@flows.command("list", epilog="Exempel:  lotsen flows list")
def list_(
    as_json: Annotated[bool, typer.Option("--json", help="En JSON-rad per flöde.")] = False,
) -> None:
    """Lista flödena som gäller, med version, granskning och varifrån de kommer."""
    with terminal.plain_errors():
        guide_flows = Lotsen(terminal.read_settings()).guide_flows
        own = [path.name for path in guide_flows.own_files()]
        for flow in guide_flows.current().flows.values():
            row = {
                "id": flow.id,
                "version": flow.version,
                "valid_from": flow.valid_from.isoformat(),
                "reviewed_by": flow.reviewed_by,
                "hash": flow.content_hash,
            }
            if as_json:
                lines.write(row)
            else:
                terminal.show(f"{flow.title} ({flow.id}), version {flow.version}, gäller från "
                              f"{flow.valid_from}. Granskning: {flow.reviewed_by}.")  # fmt: skip
        if own:
            terminal.say(f"Egna filer i {guide_flows.folder}: {', '.join(own)}")


def _faults(lotsen: Lotsen, file: Path) -> list[Fault]:
    if not file.is_file():
        raise StaffError(f"Filen {file} finns inte. Kontrollera namnet.")
    folder = lotsen.guide_flows.folder
    try:
        units = folder / UNIT_TYPES
        if units.is_file() and file.resolve() != units.resolve() and faults_in(units):
            raise StaffError(f"{units} har fel. Rätta den först: `lotsen flows check {units}`.")
        return faults_in(file, lotsen.guide_sources.section_texts(), folder)
    except FlowError as error:
        raise StaffError(str(error)) from error


def _show(file: Path, fault: Fault, as_json: bool) -> None:
    if as_json:
        lines.write({"file": str(file), "line": fault.line, "text": fault.text})
    else:
        terminal.show(f"{file.name}, {fault}")
