"""Sends messages and brings their notices out, in a process that somebody else kills.

What it is about to send and what it has been told is sent, it says on stdout: `trying DRAFT` and
`sent DRAFT MESSAGE`. Drafts that are named on stdin were tried before and are sent again first.
"""

import asyncio
import sys
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import BaseModel
from slack_sdk.web.async_client import AsyncWebClient
from typing_extensions import override

from bot.delivery.channel import Channel
from bot.delivery.mail import MailChannel, MailServer
from bot.delivery.webhook import WebhookChannel
from bot.delivery.worker import DeliveryParts, DeliveryWorker
from bot.slack.notices import SlackNotices
from bot.slack.sender import SlackSender
from bot.slack.serving.clients import SingleClient
from bot.units.unit import Unit
from knowledge.model import StaffError
from tests.bot.desk.correspondence import ELSA, Clock, Correspondence, unit

FASTER = 20.0  # the clock: pauses and leases are as long as ever, and are over sooner
SLACK_EVERY = 40  # a Slack channel takes one message a second
SECRET = "a secret that both ends know"


class Plan(BaseModel):
    """What the process is told: where things are, and how many messages are wanted."""

    folder: Path
    mail_port: int
    hook: str
    slack_api: str
    slack_token: str
    slack_channels: tuple[str, ...]
    began: float
    wanted: int


@dataclass
class Hasty(Clock):
    """A clock that goes faster, and goes on from where it was when the process is started anew."""

    began: float = 0.0

    @override
    def __call__(self) -> datetime:
        return self.now + timedelta(seconds=(time.time() - self.began) * FASTER)


def units(plan: Plan) -> list[Unit]:
    """Give a unit that sends, and one for each way to be told."""
    hook = {"kind": "webhook", "address": plan.hook}
    by_slack = [
        unit(f"slack{number}", f"Kanal {number}", "USARA",
             inboxes=[{"kind": "slack", "address": channel}])
        for number, channel in enumerate(plan.slack_channels)
    ]  # fmt: skip
    return [
        unit("hemtjanst", "Hemtjänsten Lärkan", "UELSA"),
        unit("vardcentral", "Vårdcentralen Demoby", "UKERSTIN"),
        unit("mottagning", "Medicinmottagningen", "UKIM", inboxes=[hook]),
        *by_slack,
    ]


def receivers(number: int, plan: Plan) -> list[str]:
    """Give who the message with a number goes to: mail, a webhook or both, and at times Slack."""
    if number % SLACK_EVERY == 0:
        return ["vardcentral", f"slack{number // SLACK_EVERY % len(plan.slack_channels)}"]
    return (["vardcentral"], ["mottagning"], ["vardcentral", "mottagning"])[number % 3]


def main() -> None:
    """Send until all are sent, and bring notices out until none waits."""
    plan = Plan.model_validate_json(sys.argv[1])
    asyncio.run(_work(plan, sys.stdin.readline().split()))


async def _work(plan: Plan, tried: list[str]) -> None:
    clock = Hasty(datetime.fromtimestamp(plan.began, UTC), plan.began)
    kept = Correspondence(plan.folder, units(plan), clock)
    stop = asyncio.Event()
    async with AsyncExitStack() as stack:
        worker = DeliveryWorker(_parts(plan, kept))
        group = await stack.enter_async_context(asyncio.TaskGroup())
        group.create_task(worker.run(stop))
        await asyncio.to_thread(_send_all, plan, kept, tried)
        while await asyncio.to_thread(kept.stored.outbox.next_due):
            await asyncio.sleep(0.05)
        stop.set()


def _parts(plan: Plan, kept: Correspondence) -> DeliveryParts:
    client = AsyncWebClient(token=plan.slack_token, base_url=plan.slack_api)
    server = MailServer("127.0.0.1", plan.mail_port, "lotsen@demoby.se", is_encrypted=False)
    channels: dict[str, Channel] = {
        "mail": MailChannel(server),
        "webhook": WebhookChannel(SECRET, kept.clock),
        "slack": SlackNotices(SlackSender(SingleClient(client))),
    }
    names = kept.register.names("T1")
    return DeliveryParts(
        kept.stored.outbox, channels, lambda _team, unit_id: names[unit_id], clock=kept.clock
    )


def _send_all(plan: Plan, kept: Correspondence, tried: list[str]) -> None:
    for draft in tried:
        _send(kept, draft)
    with kept.database.reading() as connection:
        (first,) = connection.execute("SELECT count(*) FROM messages").fetchone()
    for number in range(first, plan.wanted):
        draft = kept.draft(ELSA, receivers(number, plan))
        _say("trying", draft)
        _send(kept, draft)


def _send(kept: Correspondence, draft: str) -> None:
    try:
        _say("sent", draft, kept.sending.send(draft, ELSA).message_id)
    except StaffError as error:
        sys.exit(str(error))


def _say(*words: str) -> None:
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
