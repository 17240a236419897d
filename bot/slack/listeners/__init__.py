"""What Slack is listened to for; each listener keeps, acknowledges, and hands over."""

import re

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack.hub import Hub
from bot.slack.listeners import (
    analyses,
    answers,
    command,
    drafts,
    guide,
    handoffs,
    home,
    inbox,
    messages,
    report,
    sharing,
    shortcut,
)

_ANY = re.compile(".*")
_PARTS = (
    sharing,
    messages,
    answers,
    guide,
    drafts,
    inbox,
    analyses,
    report,
    handoffs,
    home,
    command,
    shortcut,
)


def register_all(app: AsyncApp, hub: Hub) -> None:
    """Register every listener, the busiest first; the rest is acknowledged and nothing kept."""
    for part in _PARTS:
        part.register(app, hub)
    every = (app.event, app.action, app.view_submission, app.view_closed, app.options)
    for listen in (*every, app.shortcut):
        listen(_ANY)(_acknowledged)


async def _acknowledged(ack: AsyncAck) -> None:
    """Acknowledge what nothing else listens to: otherwise Slack sends it again and again."""
    await ack()
