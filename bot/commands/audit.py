"""`lotsen audit`: the audit trail, looked through and listed."""

from dataclasses import asdict
from typing import Annotated

import typer

from bot.app import Lotsen
from bot.commands import lines, terminal
from storage.audit import Fault, Verdict

audit = typer.Typer(no_args_is_help=True, help="Loggen över vem som gjorde vad.")
_FAULTS = {
    Fault.NO_KEY: "nyckeln audit.key saknas i datamappen",
    Fault.NO_HEAD: "huvudet audit.head saknas i datamappen, eller är ändrat",
    Fault.CHECKPOINT: "en kontrollpunkt är inte signerad med Lotsens nyckel",
    Fault.CHANGED: "rad {row} är ändrad eller flyttad",
    Fault.MISSING: "rad {row} är borttagen",
    Fault.CUT: "loggen är avkortad: rad {row} och framåt saknas",
}
WHAT_TO_DO = (
    "Stoppa Lotsen, spara en kopia av datamappen orörd, meddela den som ansvarar för "
    "informationssäkerhet och jämför med senaste `lotsen backup`."
)


@audit.command(epilog="Exempel:  lotsen audit verify")
def verify() -> None:
    """Kontrollera att ingen rad har ändrats, tagits bort, flyttats eller klippts av."""
    with terminal.plain_errors():
        verdict = Lotsen(terminal.read_settings()).audit.verify()
        if verdict.is_whole:
            terminal.show(
                f"Loggen är hel: {verdict.rows} rader, den sista har nummer {verdict.last}."
            )
            return
        terminal.say(f"Loggen är bruten: {told(verdict)}. {WHAT_TO_DO}")
        raise typer.Exit(terminal.FAULT)


def told(verdict: Verdict) -> str:
    """Say in Swedish what is wrong with the trail."""
    return _FAULTS[verdict.fault].format(row=verdict.first_bad) if verdict.fault else "den är hel"


@audit.command("list", epilog="Exempel:  lotsen audit list --limit 20")
def list_(
    *,
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="Så många, de senaste.")] = 50,
    as_json: Annotated[
        bool, typer.Option("--json", help="JSON på stdout, en rad per post.")
    ] = False,
) -> None:
    """Visa de senaste händelserna: id:n och fasta ord, aldrig vad någon skrev."""
    with terminal.plain_errors():
        rows = Lotsen(terminal.read_settings()).audit.rows(limit=limit)
        for row in rows:
            if as_json:
                lines.write(asdict(row))
            else:
                told_row = (row.at[:19], row.team, row.actor, row.action, row.subject, row.outcome)
                terminal.show(f"{row.number} · {' · '.join(told_row)}")
        if not rows and not as_json:
            terminal.show("Inget är noterat än.")
