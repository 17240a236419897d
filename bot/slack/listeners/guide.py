"""Listens to the guide: its buttons and menus, its modals, the command and the way in from Home."""

import asyncio
import re

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack import words
from bot.slack.answering import checked
from bot.slack.drafts.joining import draft_from_outcome
from bot.slack.guide_modals import GuideModals
from bot.slack.guide_outcomes import GuideOutcomes
from bot.slack.guide_taps import Tap, read_form, read_tap
from bot.slack.guides import Guides
from bot.slack.hub import Hub
from bot.slack.pressed import Body, Work, team_of
from bot.slack.subcommands import Subcommand
from bot.slack.views.guide import step_of
from bot.slack.views.guide_marks import FORM, NEW, OPEN, START


def register(app: AsyncApp, hub: Hub) -> None:
    """Listen to all of it, and add the guide to the command."""
    outcomes = GuideOutcomes(hub.surface, hub.lotsen.answers, draft=draft_from_outcome(hub))
    guides = Guides(hub.lotsen.guide_desk, hub.surface, outcomes)
    modals = GuideModals(guides, hub.lotsen.guidances)
    command = Subcommand("guide", words.ABOUT_GUIDE, modals.command, ("guiden", "valj"))
    hub.surface.subcommands.add(command)

    async def tapped(ack: AsyncAck, body: Body) -> None:
        work = await asyncio.to_thread(_kept, guides, modals, read_tap(body))
        await ack()
        if work is not None:
            hub.surface.background.spawn(work)

    async def started(ack: AsyncAck, body: Body) -> None:
        await ack(**checked(await asyncio.to_thread(modals.started, read_form(body))))

    async def submitted(ack: AsyncAck, body: Body) -> None:
        await ack(**checked(await asyncio.to_thread(modals.submitted, read_form(body))))

    async def closed(ack: AsyncAck, body: Body) -> None:
        step = step_of(body["view"].get("private_metadata") or "")
        work = await asyncio.to_thread(modals.closed, team_of(body), body["user"]["id"], step)
        await ack()
        if work is not None:
            hub.surface.background.spawn(work)

    app.action(re.compile(r"^guide_"))(tapped)
    app.view(START)(started)
    app.view(FORM)(submitted)
    app.view_closed(FORM)(closed)


def _kept(guides: Guides, modals: GuideModals, tap: Tap) -> Work | None:
    if tap.action == OPEN:
        return modals.open(tap.press)
    if tap.action == NEW:
        return modals.begin_anew(tap)
    return guides.keep(tap)
