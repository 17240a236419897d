"""Divides what is too long for one view: texts into pieces, blocks into pages."""

from collections.abc import Sequence

from bot.slack.views import parts
from bot.slack.views.parts import Json

_BREAKS = ("\n\n", "\n", ". ", " ")


def pieces(text: str, most: int) -> list[str]:
    """Give a text in pieces that fit, broken where it breaks by itself; nothing is left out."""
    rest, found = text, []
    while len(rest) > most:
        at = next((end for sign in _BREAKS if (end := _end(rest, sign, most)) > most // 2), most)
        found.append(rest[:at])
        rest = rest[at:]
    return [*found, rest]


def _end(text: str, sign: str, most: int) -> int:
    return text.rfind(sign, 0, most - len(sign)) + len(sign)


def pages(blocks: Sequence[Json], room: int) -> list[list[Json]]:
    """Give blocks in pages, each at most so long as it is sent; a longer block stands alone."""
    found: list[list[Json]] = [[]]
    for block in blocks:
        if found[-1] and parts.size([*found[-1], block]) > room:
            found.append([])
        found[-1].append(block)
    return found
