"""Shows a few words that are no answer, with what was hidden in what was written."""

from collections.abc import Iterator, Sequence

from bot.privacy import describe
from bot.privacy.telling import Surface as WrittenIn
from bot.slack import words
from bot.slack.ports import Message, View
from bot.slack.views import parts
from bot.slack.views.parts import Json

_LENGTH = 5000  # twice that as JSON, at worst


def note_message(text: str, masked: Sequence[str] = (), mark: str | None = None) -> Message:
    """Give a note as a message."""
    hidden = describe(masked, WrittenIn.SLACK)
    said = "\n\n".join(part for part in (text, hidden) if part)
    return Message(parts.escaped(said), list(_blocks(text, hidden)), mark)


def note_modal(text: str, masked: Sequence[str] = ()) -> View:
    """Give a note as a modal."""
    blocks = list(_blocks(text, parts.hidden(masked)))
    return parts.modal(words.NOTE_TITLE, blocks, close=words.CLOSE)


def _blocks(text: str, hidden: str) -> Iterator[Json]:
    yield parts.said(parts.clipped(text, _LENGTH))
    if hidden:
        yield parts.small(hidden)
