"""Shows what will be sent: from whom, to whom, what stops it, and the text; then the receipt."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.desk.deviations.desk import SameEvent
from bot.desk.drafts import DraftReply
from bot.desk.messages import SendPreview, SentReply
from bot.slack.ports import Message, View
from bot.slack.sender.messages import cut
from bot.slack.views import draft_words as words
from bot.slack.views import parts
from bot.slack.views.draft import conflict_blocks
from bot.slack.views.draft_inputs import Names, unit_element
from bot.slack.views.draft_left import left_blocks
from bot.slack.views.draft_marks import (
    AS_UNIT,
    NOT_SAME,
    OPEN,
    SAME,
    SEND_VIEW,
    TO,
    DraftMark,
)
from bot.slack.views.draft_remarks import remark_blocks
from bot.slack.views.inbox_marks import OPEN_MESSAGE
from bot.slack.views.parts import Json
from flows.forms.draft import Origin

_PIECE, _MOST_BLOCKS, _MOST_SAME = 2900, 95, 3
_TOP_RECEIVERS = "mottagare"


@dataclass(frozen=True)
class SendChoices:
    """What can be chosen before sending: the person's own units, the one chosen, and all units."""

    own: Names
    here_as: str | None
    units: Names
    fresh: str = ""


def send_modal(
    preview: SendPreview,
    choices: SendChoices,
    said: Sequence[str] = (),
    same: Sequence[SameEvent] = (),
) -> View:
    """Show what happens when a draft is sent; it can be sent when nothing stops it."""
    draft = preview.draft
    blocks = [
        *(parts.said(text, bold=True) for text in said),
        *_from(choices, preview.sender.name),
        _to([one.unit.id for one in preview.receivers], choices),
        *_faults(draft, preview.faults),
        *_notes(preview),
        *conflict_blocks(draft),
        *remark_blocks(draft),
        *left_blocks(draft),
        *_same(draft, same),
        parts.divider(),
        *paste_blocks(draft),
    ]
    return _modal(draft, blocks, preview.sender.id if preview.can_be_sent else None)


def stopped_modal(draft: DraftReply, choices: SendChoices, why: str) -> View:
    """Show why nothing can be sent yet, as when the person has not said for which unit."""
    receivers = next((one for one in draft.fields if one.id == _TOP_RECEIVERS), None)
    is_choosing = len(choices.own) > 1 and choices.here_as is None
    blocks = [
        parts.said(words.FROM_CHOOSE if is_choosing else why, bold=True),
        *_from(choices, None),
        *([_to(receivers.value or (), choices)] if choices.own and receivers else []),
        parts.divider(),
        *paste_blocks(draft),
    ]
    return _modal(draft, blocks, None)


def paste_blocks(draft: DraftReply) -> Iterator[Json]:
    """Give the text to paste: one box for each heading, and long ones in several."""
    yield parts.header(words.PASTE_TITLE.format(register=draft.entered_in))
    yield parts.small(words.PRIVATE[draft.entered_in], words.PASTE_HOW)
    for field in draft.fields:
        if field.origin is Origin.MISSING:
            continue
        label = parts.paragraph(parts.words(field.label, bold=True))
        pieces = cut(parts.clean(field.shown), _PIECE)
        yield parts.rich(label, *map(_box, pieces[:1]))
        yield from (parts.rich(_box(piece)) for piece in pieces[1:])


def sent_modal(sent: SentReply) -> View:
    """Show that a message was sent, and what comes next."""
    return parts.modal(words.SENT_TITLE, list(_sent(sent)), close=words.CLOSE)


def sent_message(sent: SentReply, title: str, mark: str | None = None) -> Message:
    """Give the receipt as a message, in place of the draft."""
    text = f"{words.SENT_TITLE}: {title}. {sent.text}"
    heading = parts.header(f"{words.SENT_TITLE}: {title}")
    return Message(parts.escaped(text), [heading, *_sent(sent)], mark)


def _modal(draft: DraftReply, blocks: Sequence[Json], sender: str | None) -> View:
    """Give the modal; with a sender it can be sent, and only as that unit."""
    more = {"submit": words.SEND} if sender else {}
    return parts.modal(
        words.SEND_TITLE, blocks[:_MOST_BLOCKS], callback_id=SEND_VIEW, close=words.CLOSE,
        notify_on_close=True, private_metadata=DraftMark.of(draft).on(sender or "").value, **more,
    )  # fmt: skip


def _from(choices: SendChoices, name: str | None) -> Iterator[Json]:
    if len(choices.own) > 1:
        chosen = [choices.here_as] if choices.here_as else []
        element = unit_element(choices.own, AS_UNIT, chosen, is_many=False)
        yield _menu(words.HERE_AS, AS_UNIT, element, choices.fresh)
    elif name:
        sender = parts.words(f"{words.FROM}: ", bold=True)
        yield parts.rich(parts.paragraph(sender, parts.words(name)))


def _to(receivers: Sequence[str], choices: SendChoices) -> Json:
    element = unit_element(choices.units, TO, receivers, is_many=True)
    return _menu(f"{words.TO_LABEL}\n{words.TO_HINT}", TO, element, choices.fresh)


def _menu(label: str, name: str, element: Json, fresh: str) -> Json:
    """Give a menu that takes effect at once; an input would need a button to send it in."""
    block = parts.beside(label, element)
    return block | {"block_id": f"{name}:{fresh}"}


def _faults(draft: DraftReply, faults: Sequence[str]) -> Iterator[Json]:
    if not faults:
        yield parts.said(words.READY, bold=True)
        return
    title = parts.paragraph(parts.words(words.BEFORE_SENDING, bold=True))
    yield parts.rich(title, parts.bullets(list(faults)))
    yield parts.actions(parts.button(words.OPEN_FORM, OPEN, DraftMark.of(draft).value))


def _notes(preview: SendPreview) -> Iterator[Json]:
    if preview.notes:
        title = parts.paragraph(parts.words(words.GOOD_TO_KNOW, bold=True))
        yield parts.rich(title, parts.bullets(list(preview.notes)))


def _same(draft: DraftReply, same: Sequence[SameEvent]) -> Iterator[Json]:
    """Ask whether other reports tell of the same event; the person says so, or leaves it."""
    if same:
        yield parts.said(words.SAME_EVENT, bold=True)
    for one in same[:_MOST_SAME]:
        mark = DraftMark.of(draft).on(one.message_id)
        action, label = (NOT_SAME, words.NOT_SAME) if one.is_linked else (SAME, words.IS_SAME)
        said = words.LINKED.format(report=one.text) if one.is_linked else one.text
        yield parts.beside(said, parts.button(label, action, mark.value))


def _box(text: str) -> Json:
    return {"type": "rich_text_preformatted", "elements": [parts.words(text)]}


def _sent(sent: SentReply) -> Iterator[Json]:
    yield parts.said(sent.text)
    if sent.notes:
        yield parts.rich(parts.bullets(list(sent.notes)))
    title = parts.paragraph(parts.words(words.SENT_NEXT, bold=True))
    yield parts.rich(title, parts.bullets(words.SENT_STEPS))
    yield parts.actions(parts.button(words.OPEN_SENT, OPEN_MESSAGE, sent.message_id))
