"""`lotsen backup`, `restore` and `purge`: care of what is stored."""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.app import Lotsen
from bot.commands import terminal
from bot.commands.audit import told
from bot.settings import Settings
from knowledge.model import FaultError, StaffError
from storage.care import CareError, CareFault
from storage.care.backup import back_up
from storage.care.restore import Wanted
from storage.care.restore import restore as put_back
from storage.care.retention import Purge, Purged, Subject

BACKUP_EXAMPLES = "Exempel:  lotsen backup lotsen-2026-11-23.zip"
RESTORE_EXAMPLES = "Exempel:  lotsen restore lotsen-2026-11-23.zip"
PURGE_EXAMPLES = "Exempel:  lotsen purge --dry-run"

# The register before the texts it names, so that a copy never names a text that it lacks.
_ROOTS = ("flows", "forms", "training", "index/sources/register.json", "index/sources")
_RESTORED_ROOTS = ("flows", "forms", "training", "index/sources")
_FAULTS = {
    CareFault.NOTHING: "Det finns ingen databas i datamappen. Kontrollera LOTSEN_DATA_DIR.",
    CareFault.NO_ROOM: "Disken är full. Inget är ändrat. Gör plats, eller välj en annan disk.",
    CareFault.NO_FOLDER: "Mappen för filen finns inte. Skapa den först, eller välj en annan.",
    CareFault.NO_FILE: "Filen finns inte. Kontrollera namnet.",
    CareFault.FOREIGN: "Filen är ingen säkerhetskopia från `lotsen backup`. Inget är ändrat.",
    CareFault.DAMAGED: "Säkerhetskopian är skadad. Inget är ändrat. Ta en annan kopia.",
    CareFault.NEWER: "Kopian är gjord med en nyare Lotsen. Uppgradera Lotsen först.",
    CareFault.KEY_WANTED: "Kopian är krypterad. Sätt LOTSEN_DATABASE_KEY till dess nyckel.",
    CareFault.IN_USE: "Databasen används av ett annat program. Stäng det och försök igen.",
}
_MACHINE = {CareFault.NO_ROOM}
_SUBJECTS = {
    Subject.JOBS: "frågor och händelser från Slack",
    Subject.FEEDBACK: "omdömen",
    Subject.HANDOFFS: "frågor till kontaktpersoner",
    Subject.ANSWERS: "svar",
    Subject.GUIDANCES: "vägledningar",
    Subject.DRAFTS: "avslutade utkast",
    Subject.MESSAGES: "meddelanden som är överförda till SAMSA",
    Subject.STATISTICS: "rader i avvikelsernas statistik",
    Subject.ANALYSES: "avslutade händelseanalyser",
    Subject.LESSONS: "lärdomar som är tillbakatagna eller aldrig publicerades",
    Subject.AUDIT: "rader i loggen",
}


def backup(
    file: Annotated[Path, typer.Argument(metavar="FIL", help="Filen som skapas.")],
    *,
    force: Annotated[bool, typer.Option("--force", help="Skriv över filen om den finns.")] = False,
) -> None:
    """Spara en kopia av det lagrade i en fil, också medan Lotsen körs."""
    with terminal.plain_errors(), _plain_faults():
        if file.exists() and not (force and file.is_file()):
            raise StaffError(
                f"{file} finns redan. Välj ett annat namn, eller skriv över med --force."
            )
        lotsen = Lotsen(terminal.read_settings())
        with terminal.progress("Kopierar") as advance:
            database = lotsen.open_database()
            copy = back_up(database, file, _ROOTS, datetime.now(UTC), advance)
        lotsen.audit.note("*", _operator(), "backup", f"{copy.made_at:%Y-%m-%dT%H:%M:%S}", "done")
        terminal.show(
            f"Sparad: {file} ({file.stat().st_size / 1e6:.1f} MB, {len(copy.parts)} filer)."
        )
        if not copy.is_encrypted:
            terminal.say("Kopian är inte krypterad. Förvara den lika skyddat som datamappen.")


def restore(
    file: Annotated[Path, typer.Argument(metavar="FIL", help="En fil från `lotsen backup`.")],
) -> None:
    """Gå tillbaka till en säkerhetskopia. Det som fanns läggs åt sidan, inget raderas."""
    with terminal.plain_errors(), _plain_faults():
        from bot.slack.serving.instance import only_one

        settings = terminal.read_settings()
        with only_one(settings.data_dir), terminal.progress("Återställer") as advance:
            stale = _published(settings)
            wanted = Wanted(file, _RESTORED_ROOTS, stale, _operator(), datetime.now(UTC))
            done = put_back(Lotsen(settings).open_database(), wanted, advance)
        terminal.show(f"Återställd till läget {done.made_at.astimezone():%Y-%m-%d %H:%M}.")
        if done.aside:
            terminal.show(f"Det som fanns förut ligger i {done.aside}.")
        if not done.audit.is_whole:
            terminal.say(
                f"Loggen i kopian är bruten: {told(done.audit)}. Ta en annan kopia om det går."
            )


def purge(
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Visa vad som skulle tas bort, ta inte bort.")
    ] = False,
) -> None:
    """Ta bort det som har sparats så länge som inställningarna säger."""
    with terminal.plain_errors(), _plain_faults():
        settings = terminal.read_settings()
        lotsen = Lotsen(settings)
        work = Purge(lotsen.open_database(), lotsen.audit, kept_days(settings))
        now = datetime.now(UTC)
        if dry_run:
            _tell("Skulle tas bort", work.planned(now))
            return
        with terminal.progress("Rensar") as advance:
            done = work.carry_out(now, _operator(), advance)
        _tell("Borttaget", done)
        if done.is_smaller:
            terminal.show("Databasfilen är krympt.")


def kept_days(settings: Settings) -> dict[Subject, int]:
    """Give how many days each subject is kept."""
    return {subject: getattr(settings, f"keep_{subject}_days") for subject in Subject}


def _published(settings: Settings) -> list[str]:
    """Give the files that say which build is published: it is made anew from what came back."""
    data_dir = settings.data_dir
    return [str(path.relative_to(data_dir)) for path in settings.index_dir.glob("current-*")]


def _tell(word: str, purged: Purged) -> None:
    for subject, count in purged.rows.items():
        if count:
            terminal.show(f"{word}: {count} {_SUBJECTS[subject]}")
    if purged.untransferred:
        terminal.show(
            f"Kvar: {purged.untransferred} äldre meddelanden som inte är markerade som "
            "överförda till SAMSA."
        )
    if not any(purged.rows.values()):
        terminal.show("Inget har sparats längre än det ska. Inget att ta bort.")


def _operator() -> str:
    """Give who runs the command on this computer; never a person in Slack."""
    try:
        return f"system:{getpass.getuser()}".replace(" ", "_")[:100]
    except (OSError, KeyError):
        return "system"


@contextmanager
def _plain_faults() -> Iterator[None]:
    try:
        yield
    except CareError as error:
        kind = FaultError if error.fault in _MACHINE else StaffError
        raise kind(_FAULTS[error.fault]) from error
