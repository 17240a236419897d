"""Listens to the compilation: on the Home tab, in its modal, and the command."""

import re

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.report.desk import build_report_desk
from bot.report.listing import ListingDesk
from bot.slack.hub import Hub
from bot.slack.pressed import Body, Listener, Press, Work, on_press
from bot.slack.reports import Reports
from bot.slack.subcommands import Subcommand
from bot.slack.surface import Surface
from bot.slack.views import report_words
from bot.slack.views.report import FILE, OPEN, ReportMark
from bot.slack.views.report_list import LIST, TURN

_PLACE = 30  # on the Home tab: under inbox and drafts


def register(app: AsyncApp, hub: Hub) -> None:
    """Listen to it, and add the compilation to the Home tab and the command."""
    surface = hub.surface
    desk = build_report_desk(hub.lotsen)
    numbers = hub.lotsen.stored_messages.numbers
    reports = Reports(desk, ListingDesk(desk.access, numbers), surface)
    surface.home.add(_PLACE, reports.on_home)
    command = Subcommand("rapport", report_words.ABOUT, reports.command, ("sammanställning",))
    surface.subcommands.add(command)
    app.action(OPEN)(on_press(surface, lambda _, press: reports.open(press)))
    for action in (LIST, re.compile(f"^{TURN}_")):
        app.action(action)(on_press(surface, lambda _, press: reports.listed(press)))
    app.action(re.compile(f"^{FILE}_"))(_on_file(surface, reports))


def _on_file(surface: Surface, reports: Reports) -> Listener:
    async def listener(ack: AsyncAck, body: Body) -> None:
        mark = ReportMark.read((body.get("view") or {}).get("private_metadata") or "")

        def keep(_: Surface, press: Press) -> Work | None:
            return reports.download(press, mark)

        await on_press(surface, keep)(ack=ack, body=body)

    return listener
