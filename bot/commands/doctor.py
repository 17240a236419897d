"""`lotsen doctor`: what is in order, what is not, and what to do about it."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from bot.app import Lotsen
from bot.commands import lines, terminal
from knowledge.model import StaffError
from storage.database import StorageError

_LEAST_FREE_BYTES = 200 * 1024 * 1024


@dataclass(frozen=True)
class Check:
    """One thing looked at; `remedy` says what to do when it is not in order."""

    name: str
    is_ok: bool
    detail: str
    remedy: str = ""


def doctor(
    *, as_json: Annotated[bool, typer.Option("--json", help="En JSON-rad per kontroll.")] = False
) -> None:
    """Kontrollera inställningar, disk, språkmodell, sökregister och databas."""
    with terminal.plain_errors():
        checks = list(_checks(Lotsen(terminal.read_settings())))
        for check in checks:
            _show(check, as_json)
        if not all(check.is_ok for check in checks):
            raise typer.Exit(terminal.FAULT)


def _show(check: Check, as_json: bool) -> None:
    if as_json:
        lines.write({"check": check.name, "ok": check.is_ok, "detail": check.detail,
                     "remedy": check.remedy})  # fmt: skip
        return
    mark = typer.style("OK ", fg="green") if check.is_ok else typer.style("FEL", fg="red")
    remedy = f" → {check.remedy}" if check.remedy and not check.is_ok else ""
    typer.echo(f"{mark} {check.name}: {check.detail}{remedy}")


def _checks(lotsen: Lotsen) -> Iterator[Check]:
    yield _folder(lotsen.settings.data_dir)
    yield _disk(lotsen.settings.data_dir)
    yield _guarded("Språkmodell", lambda: _model(lotsen), "Kontrollera LOTSEN_EMBEDDING_MODEL.")
    yield _guarded("Sökregister", lambda: _index(lotsen), "Kör `lotsen documents list`.")
    yield _guarded("Databas", lambda: _database(lotsen), "Kontrollera rättigheter och utrymme.")


def _folder(folder: Path) -> Check:
    probe = folder / ".probe"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError:
        return Check("Datamapp", is_ok=False, detail=f"{folder} går inte att skriva i",
                     remedy="Ge rättighet att skriva, eller sätt LOTSEN_DATA_DIR.")  # fmt: skip
    return Check("Datamapp", is_ok=True, detail=str(folder.resolve()))


def _disk(folder: Path) -> Check:
    existing = next(path for path in (folder, *folder.resolve().parents) if path.exists())
    free = shutil.disk_usage(existing).free
    return Check("Disk", is_ok=free >= _LEAST_FREE_BYTES, detail=f"{free // 1024**2} MiB ledigt",
                 remedy="Frigör utrymme.")  # fmt: skip


def _guarded(name: str, look: Callable[[], str], remedy: str) -> Check:
    try:
        return Check(name, is_ok=True, detail=look())
    except StaffError as error:
        return Check(name, is_ok=False, detail=str(error), remedy=remedy)
    except (StorageError, OSError, ValueError) as error:
        return Check(name, is_ok=False, detail=type(error).__name__, remedy=remedy)


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


def _database(lotsen: Lotsen) -> str:
    lotsen.answers.history("prov")
    return str(lotsen.settings.database_file)
