"""`lotsen doctor`: what is in order, what is not, and what to do about it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from bot.app import Lotsen
from bot.commands import terminal
from bot.commands.doctor_check import Check, fault, fine, show_all
from bot.commands.doctor_stored import is_open, stored_checks
from bot.commands.doctor_units import known_units, unit_checks
from knowledge.model import StaffError

_LEAST_FREE_BYTES = 200 * 1024 * 1024


def doctor(
    *, as_json: Annotated[bool, typer.Option("--json", help="En JSON-rad per kontroll.")] = False
) -> None:
    """Kontrollera inställningar, disk, sökregister, databas, enheter, e-post och Slack."""
    with terminal.plain_errors():
        if not show_all(_checks(Lotsen(terminal.read_settings())), as_json=as_json):
            raise typer.Exit(terminal.FAULT)


def _checks(lotsen: Lotsen) -> Iterator[Check]:
    yield _folder(lotsen.settings.data_dir)
    yield _disk(lotsen.settings.data_dir)
    yield _guarded("Språkmodell", lambda: _model(lotsen), "Kontrollera LOTSEN_EMBEDDING_MODEL.")
    yield _guarded("Sökregister", lambda: _index(lotsen), "Kör `lotsen documents list`.")
    stored = list(stored_checks(lotsen))
    yield from stored
    register = lotsen.unit_register if is_open(stored) else None
    units = known_units(register) if register else None
    if units is not None:
        yield from unit_checks(units, lotsen.settings.report_group)
    yield _guarded("Flöden", lotsen.guide_flows.described, "Kör `lotsen flows check FIL`.")
    # What knows mail and Slack is heavy to load, and every command would pay for it.
    from bot.commands.doctor_delivery import delivery_checks
    from bot.commands.doctor_slack import slack_checks

    yield from delivery_checks(lotsen.settings, units)
    yield from slack_checks(lotsen.settings, register)


def _folder(folder: Path) -> Check:
    probe = folder / ".probe"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError:
        remedy = "Ge rättighet att skriva, eller sätt LOTSEN_DATA_DIR."
        return fault("Datamapp", f"{folder} går inte att skriva i", remedy)
    return fine("Datamapp", str(folder.resolve()))


def _disk(folder: Path) -> Check:
    existing = next(path for path in (folder, *folder.resolve().parents) if path.exists())
    free = shutil.disk_usage(existing).free
    return Check("Disk", is_ok=free >= _LEAST_FREE_BYTES, detail=f"{free // 1024**2} MiB ledigt",
                 remedy="Frigör utrymme.")  # fmt: skip


def _guarded(name: str, look: Callable[[], str], remedy: str) -> Check:
    try:
        return fine(name, look())
    except StaffError as error:
        return fault(name, str(error), remedy)
    except (OSError, ValueError) as error:
        return fault(name, type(error).__name__, remedy)


def _model(lotsen: Lotsen) -> str:
    dimensions = len(lotsen.embedder.query("prov"))
    return f"{lotsen.settings.embedding_model}, {dimensions} dimensioner"


def _index(lotsen: Lotsen) -> str:
    reason = lotsen.library.needs_build()
    if reason:
        with terminal.progress("Bygger om sökregistret") as advance:
            lotsen.library.ensure(advance)
    index = lotsen.library.open()
    rebuilt = f" (byggdes om: {reason})" if reason else ""
    current = len(lotsen.library.register().current())
    return f"{current} dokument, {index.size} avsnitt{rebuilt}"
