"""Shows a notice in a unit's channel, and that one did not arrive: nothing of what was written."""

from bot.delivery.channel import Letter
from bot.slack.ports import Message
from bot.slack.views import parts
from storage.outbox import Notice, Occasion

OPEN_INBOX, OPEN_MESSAGE = "open_inbox", "open_message"
_OPEN_IT, _TO_INBOX = "Öppna", "Till inkorgen"
_NO_CONTENT = "Här står inget av innehållet. Bara den som hör till enheten kan öppna."
_DEAD = (
    "Aviseringen till {unit} kom inte fram, trots flera försök. Meddelandet ligger i enhetens "
    "inkorg i Lotsen, men ingen där har fått veta det. Ring enheten. Den som sköter Lotsen ser mer "
    "med `lotsen outbox`. Nummer: {message}."
)


def notice_message(letter: Letter) -> Message:
    """Give the notice: which unit it is from, and buttons to the message and the inbox."""
    notice = letter.notice
    blocks = [
        parts.said(f"{letter.subject}.", bold=notice.occasion is Occasion.ESCALATION),
        parts.small(f"Till {letter.to_name}. {_NO_CONTENT}"),
        parts.actions(
            parts.button(_OPEN_IT, OPEN_MESSAGE, notice.message_id, style="primary"),
            parts.button(_TO_INBOX, OPEN_INBOX, notice.unit),
        ),
    ]
    text = parts.escaped(f"{letter.subject}. Till {letter.to_name}.")
    return Message(text, blocks, notice.id)


def dead_message(notice: Notice, unit: str, mark: str) -> Message:
    """Say to a person that a notice was given up, and what to do."""
    said = _DEAD.format(unit=unit, message=notice.message_id)
    return Message(parts.escaped(said), [parts.said(said)], mark)
