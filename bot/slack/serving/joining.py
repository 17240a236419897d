"""Joins the bot's parts to a way to Slack; the only place that does."""

from bot.app import Lotsen
from bot.slack.app import build_app
from bot.slack.hub import build_hub
from bot.slack.sender import SlackSender
from bot.slack.serving.clients import Authorization
from bot.slack.serving.installations import forget_removed
from bot.slack.serving.link import Link
from bot.slack.serving.service import Bot


def build_bot(lotsen: Lotsen, link: Link) -> Bot:
    """Give the listeners and what works behind them; nothing runs yet."""
    secret = lotsen.settings.slack_signing_secret
    hub = build_hub(lotsen, SlackSender(link.clients))
    app = build_app(
        hub,
        Authorization(link.clients),
        link.anonymous,
        secret.get_secret_value() if secret and lotsen.settings.mode == "http" else None,
    )
    if link.store is not None:
        forget_removed(app, link.store)
    return Bot(app, hub.runtime)
