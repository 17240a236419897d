"""Shows a draft as a modal: what to begin with, the form step by step, and the whole of it."""

from collections.abc import Iterator, Sequence

from bot.desk.deviations.departing import DOCUMENT
from bot.desk.drafts import DraftReply
from bot.slack import words as words_
from bot.slack.ports import View
from bot.slack.views import draft_words as words
from bot.slack.views import parts
from bot.slack.views.draft import Forms, conflict_blocks, draft_blocks
from bot.slack.views.draft_departs import departed_blocks
from bot.slack.views.draft_inputs import INPUT_LENGTH, MOST_ROWS, Offered, inputs_of
from bot.slack.views.draft_left import left_blocks
from bot.slack.views.draft_marks import (
    BEGIN_FORM,
    BEGIN_TEXT,
    BEGIN_VIEW,
    FORM_VIEW,
    ROW_ADD,
    SHOWN_VIEW,
    STEP,
    DraftMark,
)
from bot.slack.views.draft_steps import Step, steps_of
from bot.slack.views.parts import Json
from flows.forms.model import Kind

_BEFORE_CUT = INPUT_LENGTH - 10


def skeleton(text: str = words.OPENING) -> View:
    """Give what is shown at once, while the draft is read."""
    blocks = [parts.said(text), parts.small(words.CLOSING_IS_SAFE)]
    return parts.modal(words.MODAL_TITLE, blocks, close=words.CLOSE)


def begin_modal(
    forms: Forms, form: str | None = None, text: str = "", said: str = "", *, is_kept: bool = False
) -> View:
    """Ask what to write, and for free text to sort; `is_kept` saves it while it is typed."""
    title = next((title for name, title in forms if name == form), None)
    blocks = [
        *([parts.said(said)] if said else []),
        *([parts.header(title)] if title else [_which(forms)]),
        _free_text(text) | ({"dispatch_action": True} if is_kept else {}),
        parts.small(words_.HOME_PRIVACY),
    ]
    return parts.modal(
        words.BEGIN_TITLE, blocks, callback_id=BEGIN_VIEW, submit=words.BEGIN_SUBMIT,
        close=words.CLOSE, private_metadata=form if title else "", notify_on_close=is_kept,
    )  # fmt: skip


def shown_modal(reply: DraftReply, said: str = "") -> View:
    """Show a draft whole, as it was sorted; the form comes next."""
    blocks = list(draft_blocks(reply, said or None))
    return parts.modal(
        words.MODAL_TITLE, blocks[:90], callback_id=SHOWN_VIEW, submit=words.SHOWN_SUBMIT,
        close=words.CLOSE, notify_on_close=True, private_metadata=DraftMark.of(reply).value,
    )  # fmt: skip


def form_modal(reply: DraftReply, offered: Offered, said: Sequence[str] = ()) -> View:
    """Show one step of the form, filled in with what stands there."""
    steps = steps_of(reply)
    place = min(offered.mark.step, len(steps) - 1)
    step = steps[place]
    is_last = place == len(steps) - 1
    return parts.modal(
        parts.clipped(reply.form_title, 24),
        [
            *_top(reply, steps, place),
            *_said(reply, said),
            *_inputs(reply, step, offered),
            *left_blocks(reply, is_whole=True),
        ],
        callback_id=FORM_VIEW,
        submit=words.TO_REVIEW if is_last else words.NEXT_STEP,
        close=words.CLOSE,
        notify_on_close=True,
        private_metadata=offered.mark.value,
    )


def _which(forms: Forms) -> Json:
    options = [{"text": parts.plain(title, 75), "value": name} for name, title in forms]
    element = {"type": "static_select", "action_id": BEGIN_FORM, "options": options,
               "placeholder": parts.plain(words.CHOOSE, 150)}  # fmt: skip
    return {"type": "input", "block_id": BEGIN_FORM, "element": element,
            "label": parts.plain(words.BEGIN_FORM)}  # fmt: skip


def _free_text(text: str) -> Json:
    element: Json = {
        "type": "plain_text_input",
        "action_id": BEGIN_TEXT,
        "multiline": True,
        "max_length": INPUT_LENGTH,
        "placeholder": parts.plain(words.BEGIN_EXAMPLE, 150),
        "dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]},
    }
    if text:
        element["initial_value"] = parts.clipped(text, _BEFORE_CUT)
    hint = parts.plain(words.BEGIN_HINT, 2000)
    return {"type": "input", "block_id": BEGIN_TEXT, "element": element, "optional": True,
            "label": parts.plain(words.BEGIN_TEXT), "hint": hint}  # fmt: skip


def _top(reply: DraftReply, steps: Sequence[Step], place: int) -> Iterator[Json]:
    if len(steps) > 1:
        buttons = [_step_button(reply, step, number, place) for number, step in enumerate(steps)]
        yield parts.actions(*buttons)
        where = {"number": place + 1, "count": len(steps), "title": steps[place].title}
        yield parts.header(words.STEP.format(**where))
    yield parts.small(words.AUTOSAVED, words.PRIVATE[reply.entered_in])


def _step_button(reply: DraftReply, step: Step, number: int, place: int) -> Json:
    style = {"style": "primary"} if number == place else {}
    is_done = not {field.id for field in step.fields} & set(reply.missing)
    title = f"{number + 1}. {step.title}{' ✓' if is_done else ''}"
    return parts.button(title, f"{STEP}_{number}", str(number), **style)


def _said(reply: DraftReply, said: Sequence[str]) -> Iterator[Json]:
    hidden = parts.hidden(reply.masked_now)
    for text in (*said, *([hidden] if hidden else [])):
        yield parts.said(text, bold=True)
    yield from conflict_blocks(reply)


def _inputs(reply: DraftReply, step: Step, offered: Offered) -> Iterator[Json]:
    for field in step.fields:
        if field.id == DOCUMENT:
            yield from departed_blocks(reply, in_form=True)
        if field.kind is Kind.ROWS:
            yield parts.said(field.help)
        yield from inputs_of(field, offered)
        if field.kind is Kind.ROWS:
            is_full = offered.mark.rows >= MOST_ROWS
            yield parts.divider()
            yield (
                parts.small(words.ROWS_FULL.format(most=MOST_ROWS))
                if is_full
                else parts.actions(parts.button(words.ROW_ADD, ROW_ADD, field.id))
            )
