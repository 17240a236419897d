"""Listens to drafts: the command, Home, the shortcut, the buttons, and what happens in modals."""

import asyncio
import re
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack import words
from bot.slack.answering import checked
from bot.slack.drafts.joining import JoinedDrafts, join_drafts
from bot.slack.drafts.reading import read_form
from bot.slack.drafts.windows import fill_view, made
from bot.slack.hub import Hub
from bot.slack.ports import Background
from bot.slack.pressed import Body, Work, on_press, team_of
from bot.slack.subcommands import Subcommand
from bot.slack.views import draft_marks as marks
from bot.slack.views import draft_words
from bot.slack.views.draft_inputs import unit_options
from bot.slack.views.draft_modal import skeleton

SHORTCUT = "draft_deviation"
PLACE_ON_HOME = 20
_PATIENCE_S = 1.5  # Slack waits three seconds for what a modal shows next
Listener = Callable[..., Coroutine[Any, Any, None]]


def register(app: AsyncApp, hub: Hub) -> None:
    """Listen to all of it, and make room for drafts on Home and in the command."""
    drafts, surface = join_drafts(hub), hub.surface
    _add_commands(hub, drafts)
    surface.home.add(PLACE_ON_HOME, drafts.room)
    start = on_press(surface, lambda _, press: drafts.beginnings.start(press))
    app.action(re.compile(f"^{marks.START}_"))(start)
    taking = partial(_taking, surface.background)
    app.action(re.compile(r"^draft_"))(taking(drafts.tapped))
    app.shortcut(SHORTCUT)(taking(drafts.beginnings.on_message))
    for view in (marks.FORM_VIEW, marks.SHOWN_VIEW, marks.SEND_VIEW):
        app.view_closed(view)(taking(drafts.closed))
    _listen_to_what_is_sent_in(app, surface.background, drafts)
    _listen_to_menus(app, drafts)


def _add_commands(hub: Hub, drafts: JoinedDrafts) -> None:
    add, begin = hub.surface.subcommands.add, drafts.beginnings
    add(Subcommand("utkast", words.ABOUT_DRAFT, begin.command, ("skriv",)))
    add(Subcommand("avvikelse", words.ABOUT_DEVIATION, begin.deviation, ("avvikelser",)))


def _taking(background: Background, keep: Callable[[Body], Work | None]) -> Listener:
    """Give a listener that keeps, acknowledges, and only then does the rest."""

    async def listener(ack: AsyncAck, body: Body) -> None:
        work = await asyncio.to_thread(keep, body)
        await ack()
        if work is not None:
            background.spawn(work)

    return listener


def _listen_to_what_is_sent_in(app: AsyncApp, background: Background, drafts: JoinedDrafts) -> None:
    async def submitted(ack: AsyncAck, body: Body) -> None:
        await ack(**checked(await asyncio.to_thread(drafts.forms.submitted, read_form(body))))

    async def filled_in(ack: AsyncAck, body: Body) -> None:
        await ack(**checked(await asyncio.to_thread(drafts.first_step, body)))

    async def sent(ack: AsyncAck, body: Body) -> None:
        answer, work = await asyncio.to_thread(drafts.send, body)
        await ack(**checked(answer))
        if work is not None:
            background.spawn(work)

    app.view(marks.BEGIN_VIEW)(_beginning(background, drafts))
    app.view(marks.FORM_VIEW)(submitted)
    app.view(marks.SHOWN_VIEW)(filled_in)
    app.view(marks.SEND_VIEW)(sent)


def _beginning(background: Background, drafts: JoinedDrafts) -> Listener:
    """Give the listener that keeps what a draft begins with, and shows it as soon as it can."""

    async def begun(ack: AsyncAck, body: Body) -> None:
        sent = await asyncio.to_thread(drafts.beginnings.sent_in, body)
        if sent is None or sent.errors is not None:
            await ack(**checked(sent.refusal if sent else {}))
            return
        view = partial(made, partial(drafts.beginnings.view_of, sent))
        waited = asyncio.create_task(asyncio.to_thread(view))
        is_done, _ = await asyncio.wait({waited}, timeout=_PATIENCE_S)
        shown = waited.result() if is_done else skeleton(draft_words.SORTING)
        await ack(**checked({"response_action": "update", "view": shown}))
        if not is_done:
            where = (sent.author.team, body["view"]["id"])
            background.spawn(fill_view(drafts.services, *where, view))

    return begun


def _listen_to_menus(app: AsyncApp, drafts: JoinedDrafts) -> None:
    async def looked_up(ack: AsyncAck, body: Body) -> None:
        names = await asyncio.to_thread(drafts.services.units.names, team_of(body))
        await ack(options=unit_options(names, body.get("value") or ""))

    for menu in (marks.UNITS, marks.TO, marks.AS_UNIT):
        app.options(menu)(looked_up)
