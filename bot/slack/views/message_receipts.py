"""Shows how a message stands with each receiver: levererad, kvitterad and besvarad, by whom."""

import re
from collections.abc import Sequence
from datetime import datetime

from bot.desk.messages import words as desk_words
from bot.desk.messages.reply import ShownReceipt
from bot.slack.views import inbox_words as words
from bot.slack.views import parts

_SLACK_USER = re.compile(r"[UW][A-Z0-9]{1,20}")


def mention(user: str | None) -> str:
    """Name a person in mrkdwn; whoever acted outside Slack by what they are called there."""
    if user and _SLACK_USER.fullmatch(user):
        return f"<@{user}>"
    return parts.escaped(user or "–", 80)


def standing(receipt: ShownReceipt) -> str:
    """Give how a message stands with a unit, in mrkdwn."""
    return f"{parts.escaped(receipt.unit.name)}: {', '.join(_states(receipt))}"


def standings(receipts: Sequence[ShownReceipt], most: int) -> list[str]:
    """Give how a message stands with its receivers, as many as there is room for."""
    lines = [standing(one) for one in receipts[:most]]
    rest = len(receipts) - most
    return [*lines, words.MORE_RECEIVERS.format(count=rest)] if rest > 0 else lines


def _states(receipt: ShownReceipt) -> list[str]:
    if receipt.is_misdirected:
        return [words.MISDIRECTED]
    acknowledged_by, answered_by = receipt.acknowledged_by, receipt.answered_by
    states = [
        (words.DELIVERED, receipt.delivered_at, None),
        (words.ACKNOWLEDGED, receipt.acknowledged_at, acknowledged_by),
        (words.ANSWERED, receipt.answered_at, answered_by),
        (words.CLOSED, receipt.closed_at, receipt.closed_by),
    ]
    said = [_state(text, at, who) for text, at, who in states if at is not None]
    if receipt.assigned_to and not receipt.is_closed:
        said.append(words.ASSIGNED.format(who=mention(receipt.assigned_to)))
    return said or [words.ON_ITS_WAY]


def _state(text: str, at: datetime, who: str | None) -> str:
    return text.format(at=desk_words.said_time(at), who=mention(who))
