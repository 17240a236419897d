"""`lotsen export`: a draft as text, PDF or FHIR, and deviations for the register."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.app import Lotsen
from bot.commands import export_deviations, terminal
from bot.commands.files import refuse_taken, write_whole
from bot.desk.drafts import DraftDesk
from bot.desk.drafts.desk import Author
from bot.export.formats import Format, exported
from bot.export.sheet import sheet_of_draft
from knowledge.model import StaffError

export = typer.Typer(no_args_is_help=True, help="Ta ut utkast och avvikelser.")
_IDS = {"draft": re.compile("[0-9a-f]{32}"), "team": re.compile("[TE][A-Z0-9]*"),
        "user": re.compile("[UW][A-Z0-9]*")}  # fmt: skip


@export.callback()
def _export() -> None:
    """Ta ut utkast för SAMSA, och avvikelser för MedControl PRO."""


export.command(epilog=export_deviations.EXAMPLES)(export_deviations.deviations)
export.command()(export_deviations.columns)
export.command(epilog=export_deviations.MARK_EXAMPLES)(export_deviations.mark)


@export.command(epilog="Exempel:  lotsen export draft 3f2a… --format pdf --to utkast.pdf --as U1")
def draft(
    draft_id: Annotated[str, typer.Argument(metavar="ID")],
    *,
    kind: Annotated[Format, typer.Option("--format", help="Vilket slags fil.")] = Format.TEXT,
    to: Annotated[Path, typer.Option(help="Filen som skapas.", metavar="FIL")],
    user: Annotated[
        str, typer.Option("--as", help="Vems utkast det är; i Slack TEAM/USER.", metavar="USER")
    ] = "terminal",
    force: Annotated[bool, typer.Option("--force", help="Skriv över filen om den finns.")] = False,
) -> None:
    """Spara ett utkast som text, PDF eller FHIR R4B. Det är ett utkast utan identitet."""
    with terminal.plain_errors():
        refuse_taken([to], force=force)
        lotsen = Lotsen(terminal.read_settings())
        author = _author(user)
        try:
            content = _content(lotsen.draft_desk, draft_id, author, kind)
        except StaffError:
            _note(lotsen, author, draft_id, "refused")
            raise
        _note(lotsen, author, draft_id, kind)
        write_whole(to, content)
        terminal.show(f"Sparat: {to}. Det är ett utkast utan identitet; för in det i SAMSA.")


def _content(desk: DraftDesk, draft_id: str, author: Author, kind: Format) -> bytes:
    reply = desk.show(draft_id, author)
    form = desk.forms()[reply.form]
    return exported(sheet_of_draft(form, reply, datetime.now(UTC)), kind)


def _author(user: str) -> Author:
    team, _, name = user.rpartition("/")
    return Author(team, name)


def _note(lotsen: Lotsen, author: Author, draft_id: str, outcome: str) -> None:
    """Note who took out what; what is no id may be somebody's name, and is not kept."""
    named = {name: _IDS[name].fullmatch(given) is not None for name, given in (
        ("draft", draft_id), ("team", author.team), ("user", author.user))}  # fmt: skip
    lotsen.audit.note(
        author.team if named["team"] else "",
        author.user if named["user"] else "terminal",
        "export",
        draft_id if named["draft"] else "unknown",
        outcome,
    )
