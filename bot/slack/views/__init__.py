"""What staff see: pure functions from a reply to a message or a modal."""

from typing import assert_never

from bot.desk.drafts import DraftReply
from bot.desk.guide_reply import GuideReply
from bot.desk.reply import AnswerReply, NoteReply, Reply
from bot.slack import words
from bot.slack.ports import Message, View
from bot.slack.views import note, parts
from bot.slack.views.answer import answer_blocks, answer_text
from bot.slack.views.draft import draft_message
from bot.slack.views.draft_modal import shown_modal
from bot.slack.views.guide import guide_message, guide_modal

__all__ = ["render_message", "render_modal"]


def render_message(reply: Reply, *, mark: str | None = None, is_apart: bool = False) -> Message:
    """Give a reply as a message; `is_apart` when the question does not stand above it."""
    match reply:
        case AnswerReply():
            blocks = answer_blocks(reply, "message", is_apart=is_apart)
            return Message(answer_text(reply, is_apart=is_apart), blocks, mark)
        case NoteReply():
            return note.note_message(reply.text, reply.masked, mark)
        case GuideReply():
            return guide_message(reply, mark)
        case DraftReply():
            return draft_message(reply, mark)
        case _:
            assert_never(reply)


def render_modal(reply: Reply) -> View:
    """Give a reply as a modal."""
    match reply:
        case AnswerReply():
            blocks = answer_blocks(reply, "modal", is_apart=True)
            return parts.modal(words.ANSWER_TITLE, blocks, close=words.CLOSE)
        case NoteReply():
            return note.note_modal(reply.text, reply.masked)
        case GuideReply():
            return guide_modal(reply)
        case DraftReply():
            return shown_modal(reply)
        case _:
            assert_never(reply)
