"""Listens to what is done with a question for a person: sent, taken, given back, finished."""

import asyncio
import json
import logging
from dataclasses import replace

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack import words
from bot.slack.answering import checked
from bot.slack.contacts import Contact
from bot.slack.handoffs import Origin
from bot.slack.ports import SendFailed, Spot, View
from bot.slack.pressed import Body, Press, Work, on_press, show, team_of, tell, tell_of
from bot.slack.surface import HasSurface, Surface
from bot.slack.views import handoff as views
from storage.database import StorageError
from storage.handoffs import Handoff, HandoffState

_log = logging.getLogger(__name__)


def register(app: AsyncApp, hub: HasSurface) -> None:
    """Listen to the buttons and the modal."""
    surface = hub.surface
    app.action("ask_human")(on_press(surface, _asked))
    app.action(views.TAKE)(on_press(surface, _taken))
    app.action(views.RELEASE)(on_press(surface, _released))
    app.action(views.DONE)(on_press(surface, _done))

    async def confirmed(ack: AsyncAck, body: Body) -> None:
        """Keep a question before it is said to be on its way."""
        handoff_id, view = await asyncio.to_thread(_confirmed, surface, body)
        await ack(**checked({"response_action": "update", "view": view}))
        if handoff_id is not None:
            surface.handoffs.carry_on(handoff_id)

    app.view(views.CONFIRM)(confirmed)


def _asked(surface: Surface, press: Press) -> Work:
    """Show what would be sent and where; nothing is kept before it is confirmed."""
    given = surface.verdicts.answer(press.value)
    origin = Origin(press.team, press.user, press.value)
    contact = surface.handoffs.contact_of(origin)
    if given is None:
        return show(surface, press, views.told_modal(words.HANDOFF_GONE))
    if not given.question.strip():
        return show(surface, press, views.told_modal(words.HANDOFF_EMPTY))
    if contact is None:
        return show(surface, press, views.told_modal(words.HANDOFF_NO_CHANNEL))
    where = {"answer": press.value, "to": contact.channel}
    if press.channel and press.root_ts:
        where |= {"channel": press.channel, "thread": press.root_ts}
    return show(surface, press, views.confirm_modal(given.question, contact.place, where))


def _confirmed(surface: Surface, body: Body) -> tuple[str | None, View]:
    """Keep a confirmed question; gives its id when it is new, and what to show."""
    where = json.loads(body["view"]["private_metadata"])
    asker, answer_id = body["user"]["id"], where["answer"]
    place = (where.get("channel"), where.get("thread"))
    origin = Origin(team_of(body), asker, answer_id, *place, sent_in=body["view"]["id"])
    try:
        given, contact = surface.verdicts.answer(answer_id), surface.handoffs.contact_of(origin)
        if given is None or contact is None:
            said = words.HANDOFF_NO_CHANNEL if given else words.HANDOFF_GONE
            return None, views.told_modal(said)
        stopped = _stopped(given.question, contact, where)
        return (None, stopped) if stopped else _kept(surface, origin, given.question)
    except StorageError:
        return None, views.told_modal(words.NOT_KEPT)


def _stopped(question: str, contact: Contact, where: dict[str, str]) -> View | None:
    """Give what to show instead of sending: it is empty now, or would go elsewhere than shown."""
    if not question.strip():  # its message was edited or removed meanwhile
        return views.told_modal(words.HANDOFF_EMPTY)
    if where.get("to", contact.channel) == contact.channel:
        return None
    there = where | {"to": contact.channel}
    return views.confirm_modal(question, contact.place, there, words.HANDOFF_MOVED)


def _kept(surface: Surface, origin: Origin, question: str) -> tuple[str | None, View]:
    kept, is_new = surface.handoffs.keep(origin, question)
    if kept is None:
        return None, views.told_modal(words.HANDOFF_NO_CHANNEL)
    said = words.HANDOFF_SENT if is_new else words.HANDOFF_ALREADY
    view = views.told_modal(said.format(place=surface.handoffs.place_of(kept)))
    return kept.id if is_new else None, view


def _taken(surface: Surface, press: Press) -> Work:
    handoff = surface.handoffs.take(press.value, press.user)
    if handoff is None or handoff.state is HandoffState.DONE:
        return tell(surface, press, words.HANDOFF_IS_DONE)
    if handoff.asker == press.user:
        return tell(surface, press, words.HANDOFF_YOURS)
    if handoff.taken_by not in (None, press.user):
        message = views.told(words.HANDOFF_TAKEN_BY_OTHER, handoff.taken_by)
        return tell_of(surface, press, message)
    return _carry_on(surface, handoff)


def _released(surface: Surface, press: Press) -> Work:
    handoff = surface.handoffs.release(press.value, press.user)
    if handoff is None or handoff.state is HandoffState.DONE:
        return tell(surface, press, words.HANDOFF_IS_DONE)
    if handoff.taken_by is not None:
        message = views.told(words.HANDOFF_NOT_YOURS, handoff.taken_by)
        return tell_of(surface, press, message)
    return _carry_on(surface, handoff)


def _done(surface: Surface, press: Press) -> Work:
    is_new = surface.handoffs.finish(press.value, press.user)
    handoff = surface.handoffs.find(press.value)
    if handoff is None or handoff.state is HandoffState.DONE:
        asker = handoff.asker if handoff else None
        said = words.HANDOFF_MINE_DONE if is_new else words.RELAY_FINISHED
        return _finish(surface, press, asker, said)
    return tell(surface, press, words.HANDOFF_DONE_NOT_YOURS)


async def _finish(surface: Surface, press: Press, asker: str | None, said: str) -> None:
    """Show on both sides that it is done: the people's message, and the one pressed in."""
    surface.handoffs.carry_on(press.value)
    await _take_button_away(surface, press, asker)
    await tell(surface, press, said)


async def _take_button_away(surface: Surface, press: Press, asker: str | None) -> None:
    if press.message is None or press.channel is None or press.ts is None:
        return
    message = replace(press.message, blocks=views.finished_relay(press.message.blocks, asker))
    spot = Spot(press.team, press.channel, press.thread_ts)
    try:
        await surface.sender.edit(spot, press.ts, message)
    except SendFailed as error:
        _log.warning("button not taken away code=%s", error.code)


async def _carry_on(surface: Surface, handoff: Handoff) -> None:
    surface.handoffs.carry_on(handoff.id)
