"""Messages at the desk: sent once, read by those concerned alone, acknowledged and answered."""

from bot.desk.messages.inbox import InboxDesk
from bot.desk.messages.parts import MessageParts
from bot.desk.messages.reply import InboxReply, MessageReply, SendPreview, SentListReply, SentReply
from bot.desk.messages.send import SendDesk

__all__ = [
    "InboxDesk",
    "InboxReply",
    "MessageParts",
    "MessageReply",
    "SendDesk",
    "SendPreview",
    "SentListReply",
    "SentReply",
]
