"""Turns away what is pressed or commanded where another organisation is: nothing is kept of it."""

from slack_bolt.app.async_app import AsyncApp

from bot.slack.hub import Hub
from bot.slack.sharing import Sharing


def register(app: AsyncApp, hub: Hub) -> None:
    """Look at each press, command and shortcut before any listener does."""
    app.use(Sharing(hub.surface.sender, hub.surface.background).guard)
