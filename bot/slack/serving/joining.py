"""Joins the bot's parts to a way to Slack; the only place that does."""

import asyncio
from dataclasses import dataclass

from bot.app import Lotsen
from bot.delivery.worker import DeliveryWorker
from bot.slack.app import build_app
from bot.slack.drafts.expiring import tell_of_expiry
from bot.slack.hub import Hub, build_hub
from bot.slack.inbox import author_channel
from bot.slack.monthly import build_monthly_post
from bot.slack.notices import DeadNotices, Rounds, SlackNotices
from bot.slack.ports import Sender
from bot.slack.runtime import Runtime
from bot.slack.sender import SlackSender
from bot.slack.serving.clients import Authorization
from bot.slack.serving.installations import forget_removed
from bot.slack.serving.link import Link
from bot.slack.serving.service import Bot


def build_bot(lotsen: Lotsen, link: Link) -> Bot:
    """Give the listeners and what works behind them; nothing runs yet."""
    secret = lotsen.settings.slack_signing_secret
    sender = SlackSender(link.clients)
    hub = build_hub(lotsen, sender)
    app = build_app(
        hub,
        Authorization(link.clients),
        link.anonymous,
        secret.get_secret_value() if secret and lotsen.settings.mode == "http" else None,
    )
    if link.store is not None:
        forget_removed(app, link.store)
    return Bot(app, Works(hub.runtime, build_rounds(hub, sender)))


@dataclass(frozen=True)
class Works:
    """What works in the background: on questions, and on notices and drafts."""

    questions: Runtime
    rounds: Rounds

    async def start(self) -> None:
        """Begin, with what was left."""
        await self.questions.start()
        self.rounds.start()

    async def stop(self, grace_s: float) -> None:
        """Finish what runs, and leave the rest where it is kept."""
        await asyncio.gather(self.questions.stop(grace_s), self.rounds.stop(grace_s))


def build_rounds(hub: Hub, sender: Sender) -> Rounds:
    """Give what brings out notices and tells of drafts, woken whenever something is sent."""
    lotsen = hub.lotsen
    dead = DeadNotices(sender, lotsen.unit_register, lotsen.stored_messages.messages.find)
    person = author_channel(lotsen, hub.surface)
    parts = lotsen.delivery_parts(dead.tell, slack=SlackNotices(sender), person=person)
    monthly = build_monthly_post(lotsen, sender)

    async def hourly() -> None:
        await tell_of_expiry(lotsen.draft_expiry, sender)
        await monthly.post()

    rounds = Rounds(DeliveryWorker(parts), hourly)
    lotsen.when_sent = rounds.wake
    return rounds
