"""Shows what the command can do, and what it can't do yet."""

from collections.abc import Sequence

from bot.slack import words
from bot.slack.ports import Message
from bot.slack.views import parts

_LINE = 300


def help_message(lines: Sequence[str], above: Sequence[str] = ()) -> Message:
    """Give the list of what can be written after the command, with something said first."""
    above = [parts.clipped(text, _LINE) for text in above]
    lines = [parts.clipped(line, _LINE) for line in lines]
    blocks = [
        *(parts.said(text) for text in above),
        parts.said(words.HELP_TITLE, bold=True),
        parts.said(words.HELP_INTRO),
        parts.rich(parts.bullets(lines)),
        parts.small(words.HOME_PRIVACY),
    ]
    text = "\n".join([*above, words.HELP_INTRO, *lines])
    return Message(parts.escaped(text), blocks)
