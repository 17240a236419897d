"""The desks behind the inboxes in Slack, and who stands in front of them."""

from dataclasses import dataclass

from bot.app import Lotsen
from bot.desk.deviations.desk import DeviationDesk
from bot.desk.drafts.desk import Author
from bot.desk.messages import InboxDesk, SendDesk, TakingOut, UnitsDesk
from bot.report.exporting import ExportDesk, build_export_desk
from bot.slack.pressed import Press
from bot.units import UnitRegister


@dataclass(frozen=True)
class Desks:
    """What lists, opens, acts, sends, and takes out."""

    inbox: InboxDesk
    sending: SendDesk
    units: UnitsDesk
    out: TakingOut
    deviations: DeviationDesk
    register: UnitRegister
    numbers: ExportDesk


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
    )


def author_of(press: Press) -> Author:
    """Give who pressed; the unit is the one they say they are here as."""
    return Author(press.team, press.user)
