"""Listens to the inboxes and to messages: on the Home tab, in modals, in notices, the command."""

import asyncio
import re
from collections.abc import Callable

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack import words
from bot.slack.answering import Answer, checked
from bot.slack.hub import Hub
from bot.slack.inbox import Inboxes, build_inboxes
from bot.slack.inbox.taps import SentForm, Tap, on_tap, read_form
from bot.slack.pressed import Body, Listener, Work
from bot.slack.subcommands import Subcommand
from bot.slack.views import inbox_marks as marks

Submitted = Callable[[SentForm], tuple[Answer, Work | None]]
_PLACE = 10  # on the Home tab: above drafts


def register(app: AsyncApp, hub: Hub) -> None:
    """Listen to all of it, and add the inbox to the Home tab and the command."""
    surface = hub.surface
    inboxes = build_inboxes(hub.lotsen, surface)
    surface.home.add(_PLACE, inboxes.rooms.on_home)
    command = Subcommand("inkorg", words.ABOUT_INBOX, inboxes.rooms.command, ("inkorgen",))
    surface.subcommands.add(command)

    def pages(tap: Tap) -> Work | None:
        return (inboxes.samsa if tap.modal == marks.SAMSA else inboxes.opened).turn(tap)

    app.action(marks.OPEN_MESSAGE)(on_tap(surface, inboxes.opened.open))
    app.action(marks.OPEN_INBOX)(on_tap(surface, inboxes.rooms.open))
    app.action(_named(marks.SHELF))(on_tap(surface, inboxes.rooms.turn))
    app.action(_named(marks.ACT))(on_tap(surface, inboxes.acts.act))
    app.action(_named(marks.PAGE))(on_tap(surface, pages))
    app.action(_named(marks.FILE))(on_tap(surface, inboxes.samsa.download))
    app.action(marks.HERE_AS)(on_tap(surface, inboxes.rooms.choose))
    app.action(marks.MESSAGE_HERE_AS)(on_tap(surface, inboxes.opened.choose))
    app.action(marks.OTHER)(on_tap(surface, inboxes.opened.other))
    app.action(marks.REPORT)(on_tap(surface, inboxes.reports.begin))
    app.action(marks.NUMBER)(on_tap(surface, inboxes.reports.number))
    app.action(marks.SAMSA)(on_tap(surface, inboxes.samsa.open))
    _listen_to_forms(app, hub, inboxes)


def _listen_to_forms(app: AsyncApp, hub: Hub, inboxes: Inboxes) -> None:
    def on_sent(submitted: Submitted) -> Listener:
        async def sent(ack: AsyncAck, body: Body) -> None:
            answer, work = await asyncio.to_thread(submitted, read_form(body))
            await ack(**checked(answer))
            if work is not None:
                hub.surface.background.spawn(work)

        return sent

    async def typed(ack: AsyncAck, body: Body) -> None:
        at = body["actions"][0]["action_ts"]
        await asyncio.to_thread(inboxes.acts.typed, read_form(body), at)
        await ack()

    async def closed(ack: AsyncAck, body: Body) -> None:
        await asyncio.to_thread(inboxes.acts.closed, read_form(body))
        await ack()

    app.view(marks.FORM)(on_sent(inboxes.acts.submitted))
    app.view(marks.REASON_FORM)(on_sent(inboxes.reports.reasoned))
    app.view(marks.NUMBER_FORM)(on_sent(inboxes.reports.numbered))
    app.view_closed(marks.FORM)(closed)
    for field in (marks.TEXT, marks.MEMBER):
        app.action(field)(typed)


def _named(start: str) -> re.Pattern[str]:
    """Give what finds the buttons of one kind, which each carry an ending of their own."""
    return re.compile(f"^{start}_")
