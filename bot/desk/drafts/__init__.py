"""Drafts at the desk: written freely or field by field, kept at each step, checked."""

from bot.desk.drafts.desk import DraftDesk, DraftParts
from bot.desk.drafts.reply import DraftReply

__all__ = ["DraftDesk", "DraftParts", "DraftReply"]
