"""Messages at the desk: sent once, read by those concerned alone, acknowledged and answered."""

from bot.desk.messages.inbox import InboxDesk
from bot.desk.messages.parts import MessageParts
from bot.desk.messages.reply import (
    InboxReply,
    MessageReply,
    SendPreview,
    SentListReply,
    SentReply,
    UnitsReply,
)
from bot.desk.messages.send import SendDesk
from bot.desk.messages.standing import UnitsDesk
from bot.desk.messages.taking_out import TakingOut

__all__ = [
    "InboxDesk",
    "InboxReply",
    "MessageParts",
    "MessageReply",
    "SendDesk",
    "SendPreview",
    "SentListReply",
    "SentReply",
    "TakingOut",
    "UnitsDesk",
    "UnitsReply",
]
