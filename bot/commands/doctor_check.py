"""One thing that `lotsen doctor` looks at, and how it is shown."""

from collections.abc import Iterable
from dataclasses import dataclass

import typer

from bot.commands import lines


@dataclass(frozen=True)
class Check:
    """One thing looked at; `remedy` says what to do when it is not as it should be."""

    name: str
    is_ok: bool
    detail: str
    remedy: str = ""
    is_warning: bool = False
    """Whether it works and should be seen to all the same."""


def fault(name: str, detail: str, remedy: str) -> Check:
    """Give a check that failed."""
    return Check(name, is_ok=False, detail=detail, remedy=remedy)


def fine(name: str, detail: str) -> Check:
    """Give a check that is as it should be."""
    return Check(name, is_ok=True, detail=detail)


def warning(name: str, detail: str, remedy: str) -> Check:
    """Give a check that works and should be seen to."""
    return Check(name, is_ok=True, detail=detail, remedy=remedy, is_warning=True)


def show_all(checks: Iterable[Check], *, as_json: bool) -> bool:
    """Write the checks as they come, and tell whether all of them are in order."""
    faults = 0
    for check in checks:
        faults += not _show(check, as_json)
    return faults == 0


def _show(check: Check, as_json: bool) -> bool:
    if as_json:
        lines.write({"check": check.name, "ok": check.is_ok, "warning": check.is_warning,
                     "detail": check.detail, "remedy": check.remedy})  # fmt: skip
    else:
        needs_care = check.is_warning or not check.is_ok
        remedy = f" → {check.remedy}" if check.remedy and needs_care else ""
        typer.echo(f"{_mark(check)} {check.name}: {check.detail}{remedy}")
    return check.is_ok


def _mark(check: Check) -> str:
    if not check.is_ok:
        return typer.style("FEL", fg="red")
    if check.is_warning:
        return typer.style("OBS", fg="yellow")
    return typer.style("OK ", fg="green")
