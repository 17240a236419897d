"""Listens to the command: what it can do, and a question asked with it."""

import asyncio
import logging
from collections.abc import Callable

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.privacy import mask
from bot.slack import words
from bot.slack.asking import ModalQuestion, search_in_modal, written_text
from bot.slack.ports import Message, SendFailed, View
from bot.slack.pressed import Body, team_of
from bot.slack.subcommands import Call, Subcommand, Work
from bot.slack.surface import HasSurface, Surface
from bot.slack.views.ask import ask_modal
from bot.slack.views.command import help_message
from bot.slack.views.note import note_message
from knowledge.model import StaffError
from storage.database import StorageError

_log = logging.getLogger(__name__)
SOON = (("träna", words.ABOUT_TRAINING, words.TRAINING_SOON, ("träning", "öva")),)


def register(app: AsyncApp, hub: HasSurface) -> None:
    """Listen to the command, with the subcommands that have been added."""
    surface = hub.surface
    add_own(surface)

    async def commanded(ack: AsyncAck, body: Body) -> None:
        work = await asyncio.to_thread(_once, surface, body)
        await ack()
        if work is not None:
            surface.background.spawn(work)

    app.command(words.COMMAND)(commanded)


def add_own(surface: Surface) -> None:
    """Add what is asked and told here, and a plain word for each that is not built yet."""
    known = surface.subcommands
    known.add(
        Subcommand("fråga", words.ABOUT_ASK, lambda call: _ask(surface, call), ("fragor", "sök"))
    )
    known.add(
        Subcommand("hjälp", words.ABOUT_HELP, lambda call: _help(surface, call), ("help", "?"))
    )
    for name, about, soon, aliases in SOON:
        message = note_message(soon)
        known.add(Subcommand(name, about, _teller(surface, message), aliases, is_built=False))


def _once(surface: Surface, body: Body) -> Work | None:
    """Claim one use of the command, run what it names, and give what is left to do."""
    answered = (surface, team_of(body), body["response_url"])
    try:
        key = f"command:{body['trigger_id']}"
        is_new = surface.jobs.claim_event(team_of(body), key, surface.clock())
        return _run(surface, body) if is_new else None
    except StorageError:
        return _respond(*answered, note_message(words.TRY_AGAIN))
    except StaffError as error:
        return _respond(*answered, note_message(str(error)))


def _run(surface: Surface, body: Body) -> Work:
    name, _, rest = written_text(body.get("text") or "").partition(" ")
    call = Call(
        team=team_of(body),
        user=body["user_id"],
        channel=body["channel_id"],
        text=mask(rest.strip()),
        trigger_id=body["trigger_id"],
        response_url=body["response_url"],
    )
    if not name:
        return _open(surface, call, ask_modal(words.HELP_INTRO, surface.subcommands.lines()))
    found = surface.subcommands.find(name)
    return found.run(call) if found else _unknown(surface, call, name)


def _ask(surface: Surface, call: Call) -> Work:
    if not call.text.text:
        return _open(surface, call, ask_modal())
    asked = ModalQuestion(call.team, call.user, call.trigger_id, call.text)
    job = surface.questions.keep(asked)
    if job is None:
        return _answer(surface, call, note_message(words.TRY_AGAIN))
    return search_in_modal(surface.sender, surface.questions, job, call.trigger_id)


def _help(surface: Surface, call: Call) -> Work:
    return _answer(surface, call, help_message(surface.subcommands.lines()))


def _unknown(surface: Surface, call: Call, name: str) -> Work:
    """Say that a word is unknown, without saying it: it may be anything."""
    above = [words.HELP_UNKNOWN]
    nearest = surface.subcommands.nearest(name)
    if nearest:
        above.append(words.HELP_NEAREST.format(command=words.COMMAND, name=nearest.name))
    above.append(words.HELP_QUESTION.format(command=words.COMMAND))
    message = help_message(surface.subcommands.lines(), [" ".join(above)])
    return _answer(surface, call, message)


def _teller(surface: Surface, message: Message) -> Callable[[Call], Work]:
    return lambda call: _answer(surface, call, message)


def _answer(surface: Surface, call: Call, message: Message) -> Work:
    return _respond(surface, call.team, call.response_url, message)


async def _respond(surface: Surface, team: str, response_url: str, message: Message) -> None:
    try:
        await surface.sender.respond(team, response_url, message)
    except SendFailed as error:
        _log.warning("command not answered code=%s", error.code)


async def _open(surface: Surface, call: Call, view: View) -> None:
    try:
        await surface.sender.open_view(call.team, call.trigger_id, view)
    except SendFailed as error:
        _log.warning("modal not opened code=%s", error.code)
        await _answer(surface, call, help_message(surface.subcommands.lines()))
