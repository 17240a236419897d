"""`lotsen units`: import the units with their inboxes and members, and list them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.app import Lotsen
from bot.commands import lines, terminal
from bot.commands.units_proposed import propose, types_of
from bot.desk.policy import as_id
from bot.units import Unit
from bot.units.faults import UnitFileError
from bot.units.importing import Importer, Plan, changed_fields
from bot.units.reading import read_units
from bot.units.register import EVERYWHERE
from flows.units import UnitTypes
from knowledge.model import StaffError

units = typer.Typer(
    help="Enheterna: importera dem med inkorgar och medlemmar, och visa dem.", no_args_is_help=True
)
_Team = Annotated[
    str, typer.Option("--team", help="Arbetsytans id i Slack, om enheterna bara gäller där.")
]


@units.command(
    "import",
    epilog="Exempel:  lotsen units import enheter.csv --dry-run  ·  lotsen units import demo",
)
def import_(
    file: Annotated[Path, typer.Argument(help="TOML eller CSV, eller ordet demo.")],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Säg bara vad som ändras.")] = False,
    remove: Annotated[
        bool, typer.Option("--remove", help="Ta bort enheter som inte finns i filen.")
    ] = False,
    actor: Annotated[str, typer.Option("--as", help="Vem som importerar.")] = "terminal",
    team: _Team = EVERYWHERE,
) -> None:
    """Importera enheter: allt i filen, eller inget om något är fel."""
    with terminal.plain_errors():
        lotsen = Lotsen(terminal.read_settings())
        _needs_team(lotsen, team)
        importer = Importer(lotsen.units, types_of(lotsen))
        plan = _plan(importer, file, team, removes=remove)
        for line in _told(plan):
            terminal.show(line)
        if dry_run:
            terminal.say("Inget är ändrat (--dry-run).")
        elif not plan.is_empty:
            importer.carry_out(team, plan, as_id(actor), datetime.now(UTC))
            terminal.say("Klart.")


def _needs_team(lotsen: Lotsen, team: str) -> None:
    if lotsen.settings.is_installed_by_many and not team:
        raise StaffError(
            "Lotsen används av flera arbetsytor. Säg med --team vilken enheterna hör till."
        )


def _plan(importer: Importer, file: Path, team: str, *, removes: bool) -> Plan:
    """Give what would change; each fault of the file is shown on a line of its own."""
    try:
        return importer.plan(team, read_units(file), removes=removes)
    except UnitFileError as error:
        for fault in error.faults:
            terminal.say(f"{file.name}, {fault}")
        count = "ett fel" if len(error.faults) == 1 else f"{len(error.faults)} fel"
        raise StaffError(
            f"Inget är importerat: {file.name} har {count}. Rätta och kör igen."
        ) from error


def _told(plan: Plan) -> Iterator[str]:
    for unit in plan.added:
        yield f"Ny: {unit.name} ({unit.id})"
    for before, after in plan.changed:
        yield f"Ändras: {after.name} ({after.id}): {', '.join(changed_fields(before, after))}"
    for unit in plan.removed:
        yield f"Tas bort: {unit.name} ({unit.id})"
    for unit in plan.kept:
        yield f"Behålls, fast den inte finns i filen: {unit.name} ({unit.id})"
    if plan.unchanged:
        yield f"Oförändrade: {len(plan.unchanged)}"


units.command("propose", epilog="Exempel:  lotsen units propose enheter.toml")(propose)


@units.command("list", epilog="Exempel:  lotsen units list --json")
def list_(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="En JSON-rad per enhet.")] = False,
    team: _Team = EVERYWHERE,
) -> None:
    """Visa enheterna, deras inkorgar och hur många som hör till dem."""
    with terminal.plain_errors():
        lotsen = Lotsen(terminal.read_settings())
        found = lotsen.unit_register.all(team)
        types = types_of(lotsen)
        for unit in found:
            if as_json:
                lines.write(_fields(unit, types))
            else:
                terminal.show(_line(unit, types))
        if not found and not as_json:
            terminal.show("Det finns inga enheter än. Importera med `lotsen units import FIL`.")


def _fields(unit: Unit, types: UnitTypes) -> dict[str, Any]:
    return {**unit.model_dump(mode="json"), "level": unit.level(types)}


def _line(unit: Unit, types: UnitTypes) -> str:
    kind = types.find(unit.type)
    inboxes = ", ".join(f"{inbox.kind} {inbox.address}" for inbox in unit.inboxes)
    count = len(unit.members)
    return " · ".join(
        [
            f"{unit.name} ({unit.id})",
            kind.name if kind else unit.type,
            unit.organisation,
            inboxes or "ingen inkorg",
            "en medlem" if count == 1 else f"{count} medlemmar",
            "SAMSA" if unit.has_samsa else "utan SAMSA",
        ]
    )
