"""The units: who they are, where they are reached, when they are open and who belongs to them."""

from bot.units.register import UnitRegister
from bot.units.unit import ContactPoint, Hours, Inbox, InboxKind, Member, Role, Span, Unit

__all__ = [
    "ContactPoint",
    "Hours",
    "Inbox",
    "InboxKind",
    "Member",
    "Role",
    "Span",
    "Unit",
    "UnitRegister",
]
