"""Reminds a unit of what it has not acknowledged, and then tells its contact point.

Time is counted in the unit's own opening hours. The guideline says without delay and gives no
figure, so how long is a setting.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.desk.messages.notices import About, notices_to, notices_to_contact
from bot.units.hours import after_working_time
from bot.units.unit import Unit
from storage.message import Message
from storage.messages import Messages
from storage.outbox import Notice, Occasion
from storage.receipts import Receipt, Receipts

FindUnit = Callable[[str, str], Unit | None]


@dataclass(frozen=True)
class Reminders:
    """Puts reminders in line; `escalate_after` is counted from the reminder."""

    messages: Messages
    receipts: Receipts
    find_unit: FindUnit
    escalate_after: timedelta = timedelta(hours=4)

    def put_in_line(self, now: datetime) -> None:
        """Put every reminder that is due in line, once however many processes do it."""
        for receipt in self.receipts.due(now):
            message = self.messages.find(receipt.message_id)
            if message is not None:
                self._nudge(receipt, message, now)

    def _nudge(self, receipt: Receipt, message: Message, now: datetime) -> None:
        unit = self.find_unit(receipt.team, receipt.unit)
        if receipt.nudges:
            self.receipts.nudge(receipt, _escalation(unit, message, now), None)
            return
        hours = unit.hours if unit else None
        next_at = after_working_time(hours, now, self.escalate_after) if unit else None
        about = About(Occasion.REMINDER, now, message.sender_unit)
        reminders = notices_to(unit, message, about)
        self.receipts.nudge(receipt, reminders, next_at)


def _escalation(unit: Unit | None, message: Message, now: datetime) -> list[Notice]:
    """Give what goes to the contact point; a unit without one is reminded once more."""
    about = About(Occasion.ESCALATION, now, message.sender_unit)
    return notices_to_contact(unit, message, now) or notices_to(unit, message, about)
