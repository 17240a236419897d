"""Shows the modals that a question is asked in, and that wait for its answer."""

from collections.abc import Sequence

from bot.slack import words
from bot.slack.ports import View
from bot.slack.views import parts
from bot.slack.views.parts import Json

FORM, QUESTION = "ask_form", "ask_question"
QUESTION_LENGTH = 2000


def ask_modal(intro: str = "", lines: Sequence[str] = ()) -> View:
    """Give an empty field for a question, perhaps above a list of what else there is."""
    above = [parts.said(intro)] if intro else []
    below = [parts.rich(parts.bullets(lines))] if lines else []
    return _form(above, "", below)


def shortcut_modal(text: str, masked: Sequence[str]) -> View:
    """Give the text of a message, already masked, to trim to a question."""
    hidden = parts.hidden(masked)
    notes = [words.SHORTCUT_INTRO if text.strip() else words.SHORTCUT_EMPTY]
    notes += [words.SHORTCUT_CUT] if len(text) > QUESTION_LENGTH else []
    above = [parts.said(" ".join(notes)), *([parts.small(hidden)] if hidden else [])]
    return _form(above, text)


def searching_modal(question: str) -> View:
    """Give what is shown while the answer is looked for."""
    label = parts.words(f"{words.YOUR_QUESTION} ", bold=True)
    shown = parts.words(parts.clipped(question, 600))
    blocks = [
        parts.rich(parts.paragraph(label, shown)),
        parts.said(words.SEARCHING),
        parts.small(words.SEARCHING_CLOSE),
    ]
    return parts.modal(words.SEARCHING_TITLE, blocks, close=words.CLOSE)


def _form(above: Sequence[Json], text: str, below: Sequence[Json] = ()) -> View:
    element: Json = {
        "type": "plain_text_input",
        "action_id": QUESTION,
        "multiline": True,
        "max_length": QUESTION_LENGTH,
        "focus_on_load": True,
    }
    if text.strip():
        element["initial_value"] = parts.clipped(text, QUESTION_LENGTH)
    field = {
        "type": "input",
        "block_id": QUESTION,
        "label": parts.plain(words.ASK_LABEL),
        "hint": parts.plain(words.ASK_HINT),
        "element": element,
    }
    return parts.modal(
        words.ASK_TITLE, [*above, field, *below],
        submit=words.ASK_SUBMIT, close=words.CANCEL, callback_id=FORM,
    )  # fmt: skip
