"""Shows the thanks for a verdict, and the form that asks what was wrong."""

import json
from collections.abc import Sequence

from bot.slack import words
from bot.slack.ports import Message, View
from bot.slack.views import parts
from bot.slack.views.parts import Json
from bot.slack.words import FEEDBACK_REASONS, FeedbackReason
from storage.answers import Quoted
from storage.feedback import Feedback

FORM = "feedback_form"
REASON, WHICH, NOTE = "feedback_reason", "feedback_which", "feedback_note"
WHOLE = "whole"
NOTE_LENGTH = 2000
_MOST_QUOTES = 90  # of the 100 options that a menu holds


def thanks(text: str) -> Message:
    """Give the thanks as a message."""
    return Message(parts.escaped(text), [parts.said(text)])


def form(answer_id: str, quoted: Sequence[Quoted], earlier: Feedback | None) -> View:
    """Give the form, filled in as the person last sent it."""
    blocks = [
        parts.small(words.FEEDBACK_NOTED),
        _reason(earlier),
        *([_which(quoted)] if len(quoted) > 1 else []),
        _note(earlier),
    ]
    return parts.modal(
        words.FEEDBACK_TITLE,
        blocks,
        submit=words.SEND,
        close=words.CANCEL,
        callback_id=FORM,
        private_metadata=json.dumps({"answer": answer_id}),
    )


def thanks_modal(masked: Sequence[str]) -> View:
    """Give the thanks for a sent form, with what was hidden in it."""
    hidden = parts.hidden(masked)
    blocks = [parts.said(words.FEEDBACK_THANKS_BAD), *([parts.small(hidden)] if hidden else [])]
    return parts.modal(words.THANKS_TITLE, blocks, close=words.CLOSE)


def answer_of(private_metadata: str) -> str | None:
    """Give the answer that a sent form is about."""
    try:
        return str(json.loads(private_metadata)["answer"])
    except (ValueError, KeyError, TypeError):
        return None


def _reason(earlier: Feedback | None) -> Json:
    options = [_option(*FEEDBACK_REASONS[reason], reason) for reason in FeedbackReason]
    element: Json = {"type": "radio_buttons", "action_id": REASON, "options": options}
    chosen = earlier.reason if earlier else None
    for option in options:
        if option["value"] == chosen:
            element["initial_option"] = option
    return _input(REASON, words.FEEDBACK_REASON, element)


def _option(title: str, about: str, value: str) -> Json:
    return {
        "text": parts.plain(title, 75),
        "description": parts.plain(about, 75),
        "value": str(value),
    }


def _which(quoted: Sequence[Quoted]) -> Json:
    whole = {"text": parts.plain(words.FEEDBACK_WHOLE, 75), "value": WHOLE}
    options = [
        {"text": parts.plain(f"[{one.number}] {one.section}", 75), "value": str(one.number)}
        for one in quoted[:_MOST_QUOTES]
    ]
    element = {
        "type": "static_select",
        "action_id": WHICH,
        "options": [whole, *options],
        "initial_option": whole,
    }
    return _input(WHICH, words.FEEDBACK_WHICH, element)


def _note(earlier: Feedback | None) -> Json:
    element: Json = {
        "type": "plain_text_input",
        "action_id": NOTE,
        "multiline": True,
        "max_length": NOTE_LENGTH,
    }
    if earlier and earlier.note:
        element["initial_value"] = parts.clipped(earlier.note, NOTE_LENGTH)
    block = _input(NOTE, words.FEEDBACK_NOTE, element)
    return block | {"optional": True, "hint": parts.plain(words.FEEDBACK_NOTE_HINT)}


def _input(name: str, label: str, element: Json) -> Json:
    return {"type": "input", "block_id": name, "label": parts.plain(label), "element": element}
