"""The desks behind the inboxes in Slack, and who stands in front of them."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.app import Lotsen
from bot.desk.deviations.desk import DeviationDesk
from bot.desk.drafts.desk import Author
from bot.desk.messages import InboxDesk, SendDesk, TakingOut, UnitsDesk
from bot.desk.messages.reply import MessageReply
from bot.report.exporting import ExportDesk, build_export_desk
from bot.slack.followups import FollowupForms
from bot.slack.ports import View
from bot.slack.pressed import Press
from bot.units import UnitRegister

Ask = Callable[[MessageReply, Author], View | None]
"""Gives what the individual is asked when a message has been closed, or nothing."""


@dataclass(frozen=True)
class Desks:
    """What lists, opens, acts, sends, takes out, and asks how it went."""

    inbox: InboxDesk
    sending: SendDesk
    units: UnitsDesk
    out: TakingOut
    deviations: DeviationDesk
    register: UnitRegister
    numbers: ExportDesk
    asking: Ask


def build_desks(lotsen: Lotsen) -> Desks:
    """Join the desks."""
    parts = lotsen.message_parts
    return Desks(
        lotsen.inbox_desk,
        lotsen.send_desk,
        UnitsDesk(parts),
        TakingOut(parts),
        lotsen.deviation_desk,
        lotsen.unit_register,
        build_export_desk(lotsen),
        FollowupForms(lotsen.followup_desk).offered,
    )


def author_of(press: Press) -> Author:
    """Give who pressed; the unit is the one they say they are here as."""
    return Author(press.team, press.user)
