"""`lotsen guide`: the message type for a situation, a conversation, or lines of JSON."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import typer

from bot.app import Lotsen
from bot.commands import guide_talk, lines, terminal
from bot.commands.guide_json import as_dict
from bot.desk.guide import GuideDesk
from bot.desk.guide_reply import GuideReply
from bot.privacy import describe, mask
from knowledge.model import StaffError

EXAMPLES = """
Exempel:

  lotsen guide "Hemtjänsten vill informera vårdcentralen om att kunden ramlat"

  lotsen guide --json --fact samtycke=ja --fact syfte=information "…"

  lotsen guide --lines < lägen.jsonl     varje rad: {"id": 1, "text": "…", "facts": {}}

  lotsen guide                           samtal; tom rad avslutar

  lotsen guide --resume                  fortsätt samtalet där du var

Namnen till --fact står i docs/flows.
"""


@dataclass(frozen=True)
class _Said:
    """What came on the command line: a text, facts, and from whom."""

    text: str | None
    facts: Mapping[str, str]
    asker: str


def guide(  # noqa: PLR0913 - one for each option
    text: Annotated[list[str] | None, typer.Argument(help="Läget, med egna ord.")] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Ett JSON-objekt på stdout.")] = False,
    as_lines: Annotated[
        bool, typer.Option("--lines", help="Läs JSON-rader på stdin, skriv en rad per svar.")
    ] = False,
    fact: Annotated[
        list[str] | None,
        typer.Option(help="Något som är känt; kan ges flera gånger.", metavar="NAMN=SVAR"),
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Fortsätt samtalet där du var.")
    ] = False,
    asker: Annotated[
        str, typer.Option("--as", help="Vem som frågar.", metavar="USER")
    ] = "terminal",
) -> None:  # fmt: skip
    """Led till rätt meddelandetyp för ett läge, och säg varför."""
    with terminal.plain_errors():
        said = _Said(" ".join(text) if text else None, _facts(fact or []), asker)
        if as_lines:
            _answer_lines(said, is_resumed=resume)
        elif terminal.is_interactive() and not as_json:
            desk = terminal.ready_lotsen().guide_desk
            guide_talk.talk(desk, asker, _opening(desk, said, is_resumed=resume))
        elif resume:
            _show(_resumed(terminal.ready_lotsen().guide_desk, said), as_json)
        else:
            _show(_answered(Lotsen(terminal.read_settings()).guide_desk, said), as_json)


def _answered(desk: GuideDesk, said: _Said) -> GuideReply:
    text = said.text
    if text is None and not said.facts:
        text = lines.decoded(sys.stdin.buffer.read())
    masked = mask(lines.whole(text)) if text is not None else None
    return desk.begin(masked, said.asker, given=said.facts)


def _opening(desk: GuideDesk, said: _Said, *, is_resumed: bool) -> GuideReply | None:
    if is_resumed:
        return _resumed(desk, said)
    if said.text is None and not said.facts:
        return None
    masked = mask(lines.whole(said.text)) if said.text is not None else None
    return desk.begin(masked, said.asker, conversation=guide_talk.NAME, given=said.facts)


def _resumed(desk: GuideDesk, said: _Said) -> GuideReply:
    reply = desk.resume(said.asker)
    if reply is None:
        raise StaffError("Du har ingen vägledning på gång. Börja en med `lotsen guide`.")
    if said.facts:
        reply = desk.answer(reply.guidance_id, said.asker, said.facts)
    if said.text is not None:
        reply = desk.say(reply.guidance_id, said.asker, mask(lines.whole(said.text)))
    return reply


def _answer_lines(said: _Said, *, is_resumed: bool) -> None:
    if said.text is not None or said.facts or is_resumed:
        raise StaffError("Skriv antingen --lines eller en text, --fact och --resume, inte båda.")
    desk = Lotsen(terminal.read_settings()).guide_desk

    def one(fields: dict[str, Any]) -> dict[str, Any]:
        text = mask(lines.whole(fields["text"]))
        reply = desk.begin(text, said.asker, given=_facts_of_line(fields.get("facts")))
        return as_dict(reply) | {"id": fields.get("id")}

    lines.answer_each(sys.stdin.buffer, one, required="text")


def _facts(given: Sequence[str]) -> dict[str, str]:
    facts: dict[str, str] = {}
    for one in given:
        name, sign, value = _unnamed(one).partition("=")
        name, value = name.strip(), value.strip()
        if not sign or not name or not value:
            raise StaffError("Skriv --fact som NAMN=SVAR, till exempel --fact samtycke=ja.")
        if facts.get(name, value) != value:
            raise StaffError(f"Uppgiften ”{name}” är given två gånger med olika svar. Ge den en.")
        facts[name] = value
    return facts


def _facts_of_line(facts: object) -> dict[str, str]:
    if facts is None:
        return {}
    if not isinstance(facts, dict) or not all(isinstance(value, str) for value in facts.values()):
        raise StaffError('Fältet \'facts\' ska vara ett objekt med texter, som {"samtycke": "ja"}.')
    return {_unnamed(name): _unnamed(value) for name, value in facts.items()}


def _unnamed(text: str) -> str:
    """Give a text without identities: what is unknown is said again in the error."""
    return mask(lines.whole(text)).text


def _show(reply: GuideReply, as_json: bool) -> None:
    if as_json:
        lines.write(as_dict(reply))
    else:
        terminal.show(reply.text)
    if reply.masked_now:
        terminal.say(describe(reply.masked_now))
