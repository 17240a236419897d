"""`lotsen draft`: a draft from free text, or from lines of JSON."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import typer

from bot.app import Lotsen
from bot.commands import lines, terminal
from bot.commands.draft_json import as_dict
from bot.commands.people import author_of
from bot.desk.drafts import DraftDesk, DraftReply
from bot.desk.drafts.desk import Author
from bot.desk.drafts.reply import Departed, DraftNotice
from bot.privacy import describe, mask
from flows.forms.model import Kind
from knowledge.model import StaffError

EXAMPLES = """
Exempel:

  lotsen draft --form vardbegaran "Ramlade i går. Går vanligtvis själv med rollator."

  lotsen draft --form mvo --json < anteckning.txt

  lotsen draft --form mvo --lines < texter.jsonl     varje rad: {"id": 1, "text": "…"}

  lotsen draft --draft 3f2a… --set samtycke=ja       fyll i det som saknas

Skicka sedan med lotsen send.
"""
_NOTICES = {
    DraftNotice.NOT_SAVED: "Utkastet kunde inte sparas. Kopiera texten nu, och kontrollera disken.",
    DraftNotice.FORM_CHANGED: "Formuläret har ändrats sedan utkastet började. Gå igenom fälten.",
}

_DEPARTS = "Det här i källorna kan det gälla. Välj ett ställe, eller skriv --set dokument=… själv:"
_DEPARTS_NONE = (
    "Jag hittar inget i källorna som det här avviker från. Skriv --set dokument=…, till exempel "
    "”vet ej”, eller börja om med --form forbattringsforslag."
)


@dataclass(frozen=True)
class _Asked:
    """What came on the command line: who writes, in which form or draft, and fields by name."""

    author: Author
    form: str | None
    draft_id: str | None
    fields: Mapping[str, Any]


def draft(  # noqa: PLR0913 - one for each option
    text: Annotated[list[str] | None, typer.Argument(help="Det du vill ha sagt, fritt.")] = None,
    *,
    form: Annotated[
        str | None, typer.Option(help="Formulär, till exempel vardbegaran.", metavar="FORM")
    ] = None,
    draft_id: Annotated[
        str | None, typer.Option("--draft", help="Fortsätt ett utkast.", metavar="DRAFT_ID")
    ] = None,
    field: Annotated[
        list[str] | None,
        typer.Option("--set", help="Fyll i ett fält; kan ges flera gånger.", metavar="FÄLT=VÄRDE"),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Ett JSON-objekt på stdout.")] = False,
    as_lines: Annotated[
        bool, typer.Option("--lines", help="Läs JSON-rader på stdin, skriv en rad per utkast.")
    ] = False,
    user: Annotated[
        str, typer.Option("--as", help="Vem som skriver.", metavar="USER")
    ] = "terminal",
) -> None:  # fmt: skip
    """Gör ett utkast av fri text: dina egna ord, under rätt rubriker."""
    with terminal.plain_errors():
        lotsen = Lotsen(terminal.read_settings())
        desk = lotsen.draft_desk
        asked = _Asked(author_of(user), form, draft_id, _fields(field or []))
        if as_lines:
            _draft_lines(desk, asked, has_text=text is not None)
            return
        drafted = _drafted(desk, asked, " ".join(text) if text else None)
        reply = lotsen.departure_desk.proposed(drafted)
        if as_json:
            lines.write(as_dict(reply))
        else:
            show(reply)


def _drafted(desk: DraftDesk, asked: _Asked, text: str | None) -> DraftReply:
    if asked.draft_id is not None:
        reply = desk.show(asked.draft_id, asked.author)
        if text is not None:
            reply = desk.say(asked.draft_id, asked.author, mask(lines.whole(text)))
    else:
        said = text if text is not None else lines.decoded(sys.stdin.buffer.read())
        reply = desk.begin(_form(desk, asked), asked.author, mask(lines.whole(said)))
    return _filled(desk, reply, asked.author, asked.fields)


def _filled(
    desk: DraftDesk, reply: DraftReply, author: Author, fields: Mapping[str, Any]
) -> DraftReply:
    """Fill in fields by name; several units are given as a list, or with commas between."""
    if not fields:
        return reply
    kinds = {one.id: one.kind for one in reply.fields}
    values = {
        name: [one.strip() for one in value.split(",")]
        if kinds.get(name) is Kind.UNITS and isinstance(value, str)
        else value
        for name, value in fields.items()
    }
    return desk.fill(reply.draft_id, author, values)


def _form(desk: DraftDesk, asked: _Asked) -> str:
    names = ", ".join(desk.offered())
    if asked.form is None:
        raise StaffError(f"Säg vilket formulär med --form. Välj ett av: {names}.")
    if asked.form not in desk.offered():
        raise StaffError(f"Det finns inget sådant formulär. Välj ett av: {names}.")
    return asked.form


def _fields(given: Sequence[str]) -> dict[str, str]:
    pairs = [one.partition("=") for one in given]
    if any(not sign or not name.strip() for name, sign, _ in pairs):
        raise StaffError("Skriv --set som FÄLT=VÄRDE, till exempel --set samtycke=ja.")
    return {name.strip(): value.strip() for name, _, value in pairs}


def show(reply: DraftReply) -> None:
    """Write a draft as a person reads it, and beside it what is left to do."""
    terminal.show(f"{reply.text}\n")
    if reply.masked:
        terminal.say(describe(reply.masked))
    for notice in reply.notices:
        if notice in _NOTICES:
            terminal.say(_NOTICES[notice])
    for remark in reply.remarks:
        label = _label(reply, remark.field)
        sentence = f"”{remark.evidence}” " if remark.place else ""
        terminal.say(f"Se över {label}: {sentence}{remark.text} {remark.suggestion}")
    _show_departed(reply.departed)
    if reply.missing:
        labels = ", ".join(_label(reply, name) for name in reply.missing)
        terminal.say(f"Saknas: {labels}.")
    terminal.say(f"Utkastets nummer: {reply.draft_id}")


def _show_departed(departed: Departed | None) -> None:
    if departed is None:
        return
    terminal.say(_DEPARTS if departed.sections else _DEPARTS_NONE)
    for one in departed.sections:
        terminal.say(f"  {one.section}")
        for quote in one.quotes:
            terminal.say(f"    ”{quote}”")
        terminal.say(f'    --set dokument="{one.document}" --set punkt="{one.section}"')


def _label(reply: DraftReply, name: str) -> str:
    return reply.field(name).label if name else "utkastet"


def _draft_lines(desk: DraftDesk, asked: _Asked, *, has_text: bool) -> None:
    if has_text or asked.draft_id or asked.fields:
        raise StaffError("Skriv antingen --lines eller en text, --draft och --set, inte båda.")
    form = _form(desk, asked)

    def one(fields: dict[str, Any]) -> dict[str, Any]:
        given = fields.get("fields") or {}
        if not isinstance(given, dict):
            raise StaffError("Fältet 'fields' ska vara ett objekt.")
        reply = desk.begin(form, asked.author, mask(lines.whole(fields["text"])))
        return as_dict(_filled(desk, reply, asked.author, given)) | {"id": fields.get("id")}

    lines.answer_each(sys.stdin.buffer, one, required="text")
