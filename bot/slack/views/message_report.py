"""Shows what is asked about a report, and who outside its units has read it."""

from collections.abc import Iterator

from bot.desk.messages import words as desk_words
from bot.desk.messages.reply import MessageReply
from bot.slack.ports import View
from bot.slack.views import inbox_words as words
from bot.slack.views import parts
from bot.slack.views.inbox_marks import NUMBER_FORM, REASON_FORM, TEXT, OpenedMark
from bot.slack.views.message_receipts import mention
from bot.slack.views.parts import Json

_LONGEST_REASON, _LONGEST_NUMBER = 500, 40
_MOST_READINGS = 5


def reason_form(message_id: str) -> View:
    """Give the modal that asks why somebody reads a report of other units."""
    field = _field(words.REASON_LABEL, words.FORM_HINT, _LONGEST_REASON)
    field["element"]["multiline"] = True
    return parts.modal(
        words.REASON_TITLE, [parts.said(words.REASON_ABOUT), field], submit=words.REASON_SUBMIT,
        close=words.CANCEL, callback_id=REASON_FORM, private_metadata=OpenedMark(message_id).value,
    )  # fmt: skip


def number_form(message_id: str) -> View:
    """Give the modal that asks for the number which the register gave a report."""
    field = _field(words.NUMBER_LABEL, words.NUMBER_HINT, _LONGEST_NUMBER)
    return parts.modal(
        words.NUMBER_TITLE, [parts.said(words.NUMBER_ABOUT), field], submit=words.NUMBER_SUBMIT,
        close=words.CANCEL, callback_id=NUMBER_FORM, private_metadata=OpenedMark(message_id).value,
    )  # fmt: skip


def readings(reply: MessageReply) -> Iterator[Json]:
    """Give who has read it with a reason, the latest first; the reason as it was written."""
    if reply.readings:
        yield parts.said(words.READ_WITH_REASON, bold=True)
    for one in reply.readings[:_MOST_READINGS]:
        at = desk_words.said_time(one.at)
        signed = f"{parts.escaped(one.unit.name)} · {mention(one.author)} · {at}"
        yield {"type": "context", "elements": [{"type": "mrkdwn", "text": signed}]}
        yield parts.rich(parts.paragraph(parts.words(parts.clean(one.reason))))
    left = len(reply.readings) - _MOST_READINGS
    if left > 0:
        yield parts.small(words.MORE_READINGS.format(count=left))


def _field(label: str, hint: str, most: int) -> Json:
    element: Json = {
        "type": "plain_text_input", "action_id": TEXT, "max_length": most, "focus_on_load": True,
    }  # fmt: skip
    return {
        "type": "input",
        "block_id": TEXT,
        "label": parts.plain(label, 150),
        "hint": parts.plain(hint, 150),
        "element": element,
    }
