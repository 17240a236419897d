"""Makes the notices of a message: one for each unit and channel, the same however often made."""

import re
from dataclasses import dataclass
from datetime import datetime

from bot.units.unit import InboxKind, Unit
from storage.message import Message
from storage.outbox import PERSON, Notice, Occasion, notice_id

_SLACK_USER = re.compile(r"[UW][A-Z0-9]{1,20}")


@dataclass(frozen=True)
class About:
    """What notices are about; `key` tells one occasion from the next of its kind."""

    occasion: Occasion
    at: datetime
    from_unit: str
    key: str = ""


def notices_to(unit: Unit | None, message: Message, about: About) -> list[Notice]:
    """Give the notices to every inbox of a unit."""
    if unit is None:
        return []
    return [_notice(message, unit.id, (inbox.kind, inbox.address), about) for inbox in unit.inboxes]


def notices_to_contact(unit: Unit | None, message: Message, at: datetime) -> list[Notice]:
    """Give the notices to a unit's contact point, when nobody there has acknowledged."""
    if unit is None or unit.contact_point is None:
        return []
    point = unit.contact_point
    about = About(Occasion.ESCALATION, at, message.sender_unit, "contact")
    ways = ((InboxKind.SLACK, point.channel), (InboxKind.MAIL, point.mail))
    return [_notice(message, unit.id, (kind, to), about) for kind, to in ways if to]


def notices_to_author(unit: Unit | None, message: Message, about: About) -> list[Notice]:
    """Give the notice to who wrote a message, while they still belong to the sending unit."""
    is_member = unit is not None and unit.has_member(message.author)
    if unit is None or not is_member or not _SLACK_USER.fullmatch(message.author):
        return []
    return [_notice(message, unit.id, (PERSON, message.author), about)]


def _notice(message: Message, unit: str, inbox: tuple[str, str], about: About) -> Notice:
    kind, address = inbox
    return Notice(
        id=notice_id(message.id, unit, kind, address, about.occasion, about.from_unit, about.key),
        team=message.team, message_id=message.id, unit=unit, channel=str(kind), address=address,
        occasion=about.occasion, from_unit=about.from_unit, created_at=about.at,
    )  # fmt: skip
