"""`lotsen send`, `inbox`, `open`, `acknowledge` and `outbox`, with the same policy as in Slack."""

from typing import Annotated, Any

import typer
from pydantic import BaseModel

from bot.app import Lotsen
from bot.commands import lines, terminal
from bot.commands.people import author_of
from bot.privacy import mask
from knowledge.model import StaffError
from storage.outbox import Notice

SEND_EXAMPLES = "Exempel:  lotsen send 3f2a… --to vardcentralen-demoby --as U0ELSA001"
INBOX_EXAMPLES = "Exempel:  lotsen inbox vardcentralen-demoby --as U0KERS003"
_DELIVERED_LATER = "Enheternas avisering går iväg när Lotsen kör (lotsen run eller lotsen demo)."
_NOTHING_DEAD = "Alla aviseringar har kommit fram eller är på väg."

_USER = typer.Option("--as", help="Vem du är; i Slack TEAM/USER.", metavar="USER")
_JSON = typer.Option("--json", help="Ett JSON-objekt på stdout.")
_MESSAGE = typer.Argument(metavar="MESSAGE_ID", help="Meddelandets nummer.")


def send(
    draft_id: Annotated[str, typer.Argument(metavar="DRAFT_ID", help="Utkastets nummer.")],
    *,
    to: Annotated[list[str], typer.Option(help="Mottagande enhet; kan ges flera gånger.")],
    user: Annotated[str, _USER],
    as_json: Annotated[bool, _JSON] = False,
) -> None:
    """Skicka ett utkast till enheters inkorgar. Samma utkast skickas bara en gång."""
    with terminal.plain_errors():
        reply = _lotsen().send_desk.send(draft_id, author_of(user), to)
        _write(reply, as_json)
        for note in reply.notes:
            terminal.say(note)
        terminal.say(_DELIVERED_LATER)


def inbox(
    unit: Annotated[str, typer.Argument(metavar="UNIT", help="Enhetens id.")],
    *,
    user: Annotated[str, _USER],
    sent: Annotated[bool, typer.Option("--sent", help="Det som enheten har skickat.")] = False,
    as_json: Annotated[bool, _JSON] = False,
) -> None:
    """Visa en enhets inkorg: nytt, att kvittera, att besvara och klart."""
    with terminal.plain_errors():
        desk, author = _lotsen().inbox_desk, author_of(user)
        _write(desk.sent(unit, author) if sent else desk.show(unit, author), as_json)


def open_message(
    message_id: Annotated[str, _MESSAGE],
    *,
    user: Annotated[str, _USER],
    reason: Annotated[
        str | None,
        typer.Option(help="Varför patientsäkerhetsgruppen läser en rapport.", metavar="SKÄL"),
    ] = None,
    as_json: Annotated[bool, _JSON] = False,
) -> None:
    """Öppna ett meddelande. Bara för den som hör till en enhet som har det."""
    with terminal.plain_errors():
        desk, author = _lotsen().inbox_desk, author_of(user)
        if reason is not None:
            desk.give_reason(message_id, author, mask(reason))
        _write(desk.open(message_id, author), as_json)


def acknowledge(
    message_id: Annotated[str, _MESSAGE],
    *,
    user: Annotated[str, _USER],
    as_json: Annotated[bool, _JSON] = False,
) -> None:
    """Kvittera ett meddelande: ni har sett det."""
    with terminal.plain_errors():
        _write(_lotsen().inbox_desk.acknowledge(message_id, author_of(user)), as_json)


def outbox(
    *,
    again: Annotated[
        str | None, typer.Option(help="Försök en avisering igen.", metavar="ID")
    ] = None,
    team: Annotated[str, typer.Option(help="Arbetsytan i Slack.", metavar="TEAM")] = "",
    as_json: Annotated[bool, _JSON] = False,
) -> None:
    """Visa aviseringar som inte kom fram, eller försök en av dem igen."""
    with terminal.plain_errors():
        lotsen = _lotsen()
        if again is not None:
            if not lotsen.stored_messages.outbox.try_again(team, again, lotsen.now()):
                raise StaffError("Det finns ingen sådan avisering som inte kom fram. Kör utan ID.")
            terminal.show("Den försöks igen när Lotsen kör.")
            return
        dead = lotsen.stored_messages.outbox.dead(team or None)
        for notice in dead:
            _show_dead(notice, as_json)
        if not dead:
            terminal.say(_NOTHING_DEAD)


def _show_dead(notice: Notice, as_json: bool) -> None:
    fields: dict[str, Any] = {
        "id": notice.id, "team": notice.team, "message_id": notice.message_id,
        "unit": notice.unit, "channel": notice.channel, "occasion": notice.occasion.value,
        "attempts": notice.attempts, "fault": notice.fault,
    }  # fmt: skip
    if as_json:
        lines.write(fields)
        return
    terminal.show(
        f"{notice.id}  {notice.unit}  {notice.channel}  {notice.attempts} försök  {notice.fault}"
    )


def _lotsen() -> Lotsen:
    return Lotsen(terminal.read_settings())


def _write(reply: BaseModel, as_json: bool) -> None:
    if as_json:
        lines.write(reply.model_dump(mode="json"))
    else:
        terminal.show(str(getattr(reply, "text", "")))
