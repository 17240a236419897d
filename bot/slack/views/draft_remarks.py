"""Shows what to look at in a draft, and lets the person choose between a wording and theirs."""

from collections.abc import Iterator

from bot.desk.drafts import DraftReply
from bot.slack.views import draft_words as words
from bot.slack.views import parts
from bot.slack.views.draft_marks import OWN_WORDS, REWORD, DraftMark
from bot.slack.views.parts import Json
from flows.forms.checks import Remark, WarningKind

_MOST, _MOST_WORDINGS, _QUOTED = 8, 6, 600


def remark_blocks(reply: DraftReply, field: str | None = None) -> Iterator[Json]:
    """Give what should be looked at, with the reason and what to do instead."""
    # What was hidden is told of beside the draft.
    about = [one for one in reply.remarks if one.kind is not WarningKind.IDENTITY or one.place]
    shown = [one for one in about if field is None or one.field == field]
    plain = [one for one in shown if not one.place]
    if plain:
        lines = [_remark(reply, one) for one in plain[:_MOST]]
        yield parts.rich({"type": "rich_text_list", "style": "bullet", "elements": lines})
    worded = [one for one in shown if one.place]
    for one in worded[:_MOST_WORDINGS]:
        yield from _wording(reply, one)
    if len(worded) > _MOST_WORDINGS:
        yield parts.small(words.MORE_WORDINGS.format(count=len(worded) - _MOST_WORDINGS))


def _remark(reply: DraftReply, remark: Remark) -> Json:
    return parts.paragraph(
        parts.words(_title(reply, remark), bold=True),
        parts.words(f"{remark.text} {remark.suggestion}"),
    )


def _wording(reply: DraftReply, remark: Remark) -> Iterator[Json]:
    """Show a sentence, why it was pointed out and the proposal; the person decides."""
    sentence = parts.clipped(remark.evidence or "", _QUOTED)
    yield parts.rich(
        parts.paragraph(
            parts.words(_title(reply, remark), bold=True),
            parts.words(f"{sentence}\n", italic=True),
            parts.words(f"{remark.text}\n{parts.clipped(remark.suggestion, _QUOTED)}"),
        )
    )
    mark = DraftMark.of(reply).on(remark.place).value
    take = words.DROP_SENTENCE if remark.proposal == "" else words.TAKE_PROPOSAL
    yield parts.actions(
        *([parts.button(take, REWORD, mark)] if remark.proposal is not None else []),
        parts.button(words.KEEP_MINE, OWN_WORDS, mark),
    )


def _title(reply: DraftReply, remark: Remark) -> str:
    label = reply.field(remark.field).label if remark.field else reply.form_title
    return (words.BLOCKS if remark.blocks else words.LOOK_AT).format(label=label)
