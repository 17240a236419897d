"""`lotsen units propose`: units out of a workspace's user groups, as a file to fill in."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from bot.app import Lotsen
from bot.commands import terminal
from bot.commands.files import refuse_taken, write_whole
from bot.settings import Settings
from bot.units.proposing import UserGroup, as_toml, proposed_units
from flows.load import load_unit_types
from flows.model import FlowError
from flows.units import UnitTypes
from knowledge.model import StaffError

_FILL_IN = (
    "Fyll i det som är märkt ”fyll i”, ta bort grupper som inte är enheter, och kör sedan "
    "`lotsen units import`."
)
_NOT_CONNECTED = (
    "Förslaget läses ur en arbetsyta i Slack. Sätt LOTSEN_SLACK_BOT_TOKEN först, och kontrollera "
    "den med `lotsen doctor`."
)
_NO_GROUPS = "Arbetsytan har inga användargrupper med medlemmar. Skriv enheterna i en egen fil."
_NO_ANSWER = "Slack svarar inte. Kontrollera nätverket med `lotsen doctor` och försök igen."
_MISSING_SCOPE = (
    "Appen saknar rättigheten usergroups:read. Lägg till den i appens inställningar, installera "
    "om appen och försök igen."
)
_REFUSED = "Slack sa nej. Kontrollera token med `lotsen doctor`."


def propose(
    file: Annotated[Path, typer.Argument(help="Filen som förslaget skrivs till.")],
    *,
    force: Annotated[bool, typer.Option("--force", help="Skriv över en fil som finns.")] = False,
) -> None:
    """Föreslå enheter ur arbetsytans användargrupper i Slack. Inget importeras."""
    with terminal.plain_errors():
        lotsen = Lotsen(terminal.read_settings())
        refuse_taken([file], force=force)
        proposals = proposed_units(_groups(lotsen.settings), types_of(lotsen))
        if not proposals:
            raise StaffError(_NO_GROUPS)
        write_whole(file, as_toml(proposals).encode())
        count = "En enhet" if len(proposals) == 1 else f"{len(proposals)} enheter"
        terminal.show(f"{count} i {file}.")
        terminal.say(_FILL_IN)


def types_of(lotsen: Lotsen) -> UnitTypes:
    """Give the types that units can have; a fault in one's own file is told in one line."""
    try:
        return load_unit_types(lotsen.guide_flows.folder)[0]
    except FlowError as error:
        raise StaffError(str(error)) from error


def _groups(settings: Settings) -> Sequence[UserGroup]:
    # What knows Slack is heavy to load, and every command would pay for it.
    from bot.commands.doctor_keys import Keys
    from bot.slack.ports import SendFailed
    from bot.slack.probe import Probe, SlackUnreachable

    keys = Keys.of(settings)
    if not keys.bot_token or keys.is_many:
        raise StaffError(_NOT_CONNECTED)
    try:
        return Probe(keys.api_url, keys.bot_token).user_groups()
    except SlackUnreachable as error:
        raise StaffError(_NO_ANSWER) from error
    except SendFailed as error:
        refused = _MISSING_SCOPE if error.code == "missing_scope" else _REFUSED
        raise StaffError(refused) from error
