"""Shows a draft: each heading with where its words came from, what to look at, what is asked."""

from collections.abc import Iterator, Sequence

from bot.desk.drafts import DraftReply
from bot.desk.drafts.reply import DraftField, DraftNotice
from bot.privacy import describe
from bot.privacy.telling import Surface as WrittenIn
from bot.slack.ports import Message
from bot.slack.views import draft_words as words
from bot.slack.views import parts
from bot.slack.views.draft_asks import ask_blocks, ask_text
from bot.slack.views.draft_left import left_blocks
from bot.slack.views.draft_marks import (
    CHANGE_FORM,
    DISCARD,
    MINE,
    OPEN,
    OTHER,
    REVIEW,
    SHOW,
    DraftMark,
)
from bot.slack.views.draft_remarks import remark_blocks
from bot.slack.views.parts import Json
from flows.forms.draft import Origin

_SHOWN, _LEAST_SHOWN = 4500, 200
_NOTED_LENGTH = 300
_SAID = {
    DraftNotice.NOT_UNDERSTOOD: words.NOT_UNDERSTOOD,
    DraftNotice.BEGINNING_EDITED: words.BEGINNING_EDITED,
    DraftNotice.FORM_CHANGED: words.FORM_CHANGED,
    DraftNotice.NOT_SAVED: words.NOT_SAVED,
}
Forms = Sequence[tuple[str, str]]
"""The forms that can be written, as id and title."""


def draft_message(reply: DraftReply, mark: str | None = None, said: str | None = None) -> Message:
    """Give a draft as a message: whole, or the next question alone while it is talked about."""
    is_short = is_part_of_talk(reply)
    blocks = list(_short(reply) if is_short else draft_blocks(reply, said))
    if DraftNotice.NOT_SAVED not in reply.notices:
        blocks += [*ask_blocks(reply), _buttons(reply, is_short=is_short)]
    return Message(_text(reply, said, is_short=is_short), blocks, mark)


def is_part_of_talk(reply: DraftReply) -> bool:
    """Tell whether a reply goes on with a draft that is shown above."""
    is_talk = reply.answered is not None or DraftNotice.NOT_UNDERSTOOD in reply.notices
    return is_talk and reply.next_field is not None


def draft_blocks(reply: DraftReply, said: str | None = None) -> Iterator[Json]:
    """Give all that stands in a draft, without what is asked."""
    if said:
        yield parts.said(said)
    yield parts.header(words.TITLE.format(form=reply.form_title))
    yield parts.small(words.PRIVATE[reply.entered_in])
    yield from _notices(reply)
    yield from _fields(reply)
    yield from left_blocks(reply)
    yield from remark_blocks(reply)


def _short(reply: DraftReply) -> Iterator[Json]:
    yield from _notices(reply)
    if reply.answered is not None:
        field = reply.field(reply.answered)
        label = parts.words(words.NOTED.format(label=field.label), bold=True)
        value = parts.words(parts.clipped(field.shown, _NOTED_LENGTH))
        yield parts.rich(parts.paragraph(label, value))
        yield from remark_blocks(reply, field.id)
        if field.fault:
            yield parts.said(field.fault, bold=True)


def _notices(reply: DraftReply) -> Iterator[Json]:
    hidden = describe(reply.masked_now, WrittenIn.SLACK)
    if hidden:
        yield parts.said(hidden)
    for notice in reply.notices:
        if notice in _SAID:
            yield parts.said(_SAID[notice], bold=True)
    yield from conflict_blocks(reply)


def conflict_blocks(reply: DraftReply) -> Iterator[Json]:
    """Give both texts of each field that was written in twice, to choose between."""
    for name, other in reply.unsaved.items():
        yield from _conflict(reply, reply.field(name), other)


def _conflict(reply: DraftReply, field: DraftField, other: object) -> Iterator[Json]:
    yield parts.said(words.CONFLICT.format(label=field.label), bold=True)
    now = parts.words(words.CONFLICT_NOW, bold=True)
    then = parts.words(words.CONFLICT_OTHER, bold=True)
    yield parts.rich(
        parts.paragraph(now, parts.words(parts.clipped(field.shown, _SHOWN // 4))),
        parts.paragraph(then, parts.words(parts.clipped(_plain(field, other), _SHOWN // 4))),
    )
    mark = DraftMark.of(reply).on(field.id).value
    yield parts.actions(
        parts.button(words.KEEP_THIS, MINE, mark), parts.button(words.TAKE_OTHER, OTHER, mark)
    )


def _plain(field: DraftField, value: object) -> str:
    chosen = {one.id: one.text for one in field.options}
    return chosen.get(str(value), str(value))


def _fields(reply: DraftReply) -> Iterator[Json]:
    filled = [one for one in reply.fields if one.origin is not Origin.MISSING]
    wanted = set(reply.missing)
    length = sum(len(one.shown) for one in filled)
    most = _SHOWN if length <= _SHOWN else max(_LEAST_SHOWN, _SHOWN // len(filled))
    shown = [_field(one, most) for one in reply.fields if one in filled or one.id in wanted]
    if shown:
        yield parts.rich(*shown)
    if any(len(one.shown) > most for one in filled):
        yield parts.small(words.CLIPPED.format(length=length))
    rest = [one.label for one in reply.fields if one not in filled and one.id not in wanted]
    if rest:
        yield parts.small(words.OPTIONAL.format(fields=", ".join(rest)))


def _field(field: DraftField, most: int) -> Json:
    label = parts.words(field.label, bold=True)
    origin = parts.words(f" ({words.ORIGINS[field.origin]})", italic=True)
    if field.origin is Origin.MISSING:
        return parts.paragraph(label, origin, parts.words("\n"))
    fault = [parts.words(f"{field.fault}\n", bold=True)] if field.fault else []
    value = parts.words(f"\n{parts.clipped(field.shown, most)}\n")
    return parts.paragraph(label, origin, value, *fault)


def _buttons(reply: DraftReply, *, is_short: bool) -> Json:
    mark = DraftMark.of(reply).value
    is_done = reply.next_field is None
    fill_in = parts.button(words.OPEN_FORM, OPEN, mark)
    if is_short:
        return parts.actions(fill_in, parts.button(words.SHOW_ALL, SHOW, mark))
    primary = {"style": "primary"} if is_done else {}
    others = [(one.id, one.text) for one in reply.forms if one.id != reply.form]
    row = parts.actions(
        parts.button(words.REVIEW, REVIEW, mark, **primary),
        fill_in,
        *([_change_form(others)] if others else []),
        parts.button(words.DISCARD, DISCARD, mark, confirm=_confirm(), style="danger"),
    )
    return row | {"block_id": f"{mark}row"}


def _change_form(forms: Forms) -> Json:
    options = [{"text": parts.plain(title, 75), "value": form} for form, title in forms]
    return {
        "type": "static_select",
        "action_id": CHANGE_FORM,
        "placeholder": parts.plain(words.CHANGE_FORM, 150),
        "options": options,
    }


def _confirm() -> Json:
    return {
        "title": parts.plain(words.DISCARD_TITLE, 100),
        "text": parts.plain(words.DISCARD_TEXT, 300),
        "confirm": parts.plain(words.DISCARD_CONFIRM, 30),
        "deny": parts.plain(words.DISCARD_DENY, 30),
        "style": "danger",
    }


def _text(reply: DraftReply, said: str | None, *, is_short: bool) -> str:
    """Give what notifications say: which draft it is and what is asked."""
    title = words.TITLE.format(form=reply.form_title)
    noted = ""
    if is_short and reply.answered is not None:
        noted = words.NOTED.format(label=reply.field(reply.answered).label).rstrip(": ")
    hidden = describe(reply.masked_now, WrittenIn.SLACK)
    kept = reply.text if DraftNotice.NOT_SAVED in reply.notices else ""
    lines = [said or "", noted or title, hidden, kept, ask_text(reply)]
    return parts.escaped("\n".join(line for line in lines if line))
