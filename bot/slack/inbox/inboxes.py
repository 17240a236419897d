"""Joins what the listeners of inboxes and messages hand over to."""

from dataclasses import dataclass

from bot.app import Lotsen
from bot.slack.inbox.acting import MessageActs
from bot.slack.inbox.desks import build_desks
from bot.slack.inbox.drafting import DraftInPlace
from bot.slack.inbox.files import SamsaTexts
from bot.slack.inbox.reporting import ReportActs
from bot.slack.inbox.rooms import InboxRooms
from bot.slack.inbox.showing import OpenMessages
from bot.slack.surface import Surface
from bot.slack.typing import UnsentWords


@dataclass(frozen=True)
class Inboxes:
    """Inboxes, open messages, what is done with them, and what is taken out."""

    rooms: InboxRooms
    opened: OpenMessages
    acts: MessageActs
    reports: ReportActs
    samsa: SamsaTexts


def build_inboxes(lotsen: Lotsen, surface: Surface) -> Inboxes:
    """Join the services."""
    desks = build_desks(lotsen)
    rooms = InboxRooms(desks, surface)
    opened = OpenMessages(desks, surface, rooms)
    unsent = UnsentWords(lotsen.unsent, surface.clock)
    in_place = DraftInPlace(lotsen, surface)
    acts = MessageActs(desks, surface, opened, in_place, unsent)
    reports = ReportActs(desks, surface, opened, in_place)
    return Inboxes(rooms, opened, acts, reports, SamsaTexts(desks, surface, opened))
