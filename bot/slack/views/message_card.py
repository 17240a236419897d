"""Shows an author how a message goes, in their direct messages, with nothing of what it says."""

from bot.delivery.channel import Letter
from bot.desk.messages import words as desk_words
from bot.desk.messages.reply import MessageReply
from bot.slack.ports import Message
from bot.slack.views import inbox_words as words
from bot.slack.views import parts
from bot.slack.views.inbox_marks import OPEN_MESSAGE
from bot.slack.views.message_receipts import standings

_MOST_RECEIVERS, _NAMES = 8, 300


def card_mark(message_id: str) -> str:
    """Give what the card of a message is found again by."""
    return f"message:{message_id}"


def author_card(reply: MessageReply) -> Message:
    """Give the card that follows a message."""
    names = parts.clipped(", ".join(one.unit.name for one in reply.receipts), _NAMES)
    said = words.CARD.format(at=desk_words.said_time(reply.sent_at), receivers=names)
    lines = standings(reply.receipts, _MOST_RECEIVERS)
    blocks = [
        parts.said(said, bold=True),
        {"type": "section", "text": {"type": "mrkdwn", "text": "\n".join(lines)}},
        parts.small(words.CARD_ABOUT),
        parts.actions(parts.button(words.CARD_OPEN, OPEN_MESSAGE, reply.message_id)),
    ]
    return Message("\n".join([parts.escaped(said), *lines]), blocks, card_mark(reply.message_id))


def author_line(letter: Letter) -> Message | None:
    """Give the line about what has happened; None where the card says enough."""
    notice = letter.notice
    text = words.TOLD.get(notice.occasion)
    if text is None:
        return None
    said = text.format(unit=letter.from_name)
    button = parts.button(words.CARD_OPEN, OPEN_MESSAGE, notice.message_id)
    return Message(parts.escaped(said), [parts.beside(said, button)], notice.id)
