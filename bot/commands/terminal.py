"""What all commands share: the two streams, progress, and errors as one line."""

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import uuid4

import typer
from pydantic import ValidationError

from bot.app import Lotsen
from bot.commands.stored import storage_fault
from bot.settings import Settings
from knowledge.model import FaultError, StaffError
from storage.database import StorageError

BAD_INPUT, FAULT = 2, 1
_log = logging.getLogger(__name__)
Advance = Callable[[int, int], None]


def say(text: str) -> None:
    """Write a line for people on stderr, so stdout holds only what was asked for."""
    typer.echo(text, err=True)


def show(text: str) -> None:
    """Write a line on stdout."""
    typer.echo(text)


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn what goes wrong into one line on stderr and the right exit code."""
    try:
        yield
    except StaffError as error:
        _fail(str(error), FAULT if isinstance(error, FaultError) else BAD_INPUT, error)
    except StorageError as error:
        _fail(storage_fault(error), FAULT, error)
    except (typer.Exit, typer.Abort, BrokenPipeError):
        raise
    except Exception as error:  # noqa: BLE001 - the last line of defence; no traceback for staff
        number = uuid4().hex[:8]
        # The type alone: the text of an error may hold what a person wrote.
        _log.error("fault id=%s type=%s", number, type(error).__name__)
        _fail(
            f"Något gick fel ({type(error).__name__}, {number}). Kör `lotsen doctor` för att se "
            "vad som behöver göras.",
            FAULT,
            error,
        )


def _fail(text: str, code: int, error: BaseException) -> None:
    say(" ".join(text.split()))
    raise typer.Exit(code) from error


@contextmanager
def progress(label: str) -> Iterator[Advance]:
    """Show a progress bar with the time left on stderr, from the first step on."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
               TextColumn("kvar:"), TimeRemainingColumn())  # fmt: skip
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def read_settings() -> Settings:
    """Read the settings; a wrong one is named with what it may be."""
    try:
        return Settings()
    except ValidationError as error:
        names = ", ".join(f"LOTSEN_{fault['loc'][0]}".upper() for fault in error.errors())
        raise StaffError(
            f"Inställningen {names} har ett värde som inte går att använda. "
            "Se tabellen över inställningar i README."
        ) from error


def ready_lotsen(settings: Settings | None = None) -> Lotsen:
    """Give Lotsen with an index that can be searched, building it first when need be."""
    lotsen = Lotsen(settings or read_settings())
    reason = lotsen.library.needs_build()
    if reason:
        say(f"Sökregistret {reason}. Bygger det, det tar en liten stund.")
        with progress("Läser in källorna") as advance:
            lotsen.library.ensure(advance)
    return lotsen


def is_interactive() -> bool:
    """Tell whether a person sits at the other end."""
    return sys.stdin.isatty() and sys.stdout.isatty()
