"""Makes patterns of words into regular expressions that take time in proportion to the text.

A pattern is words with spaces between. ”a|b” is either word, ”a_b” two words as one choice, ”ord*”
any ending and ”*ord” any beginning, ”ord?” may be left out, ”<lista>” any entry of a named list,
”..” up to four words of any kind, ”Xx” a word with a capital, and ”^” the beginning of a sentence.
"""

import re
from collections.abc import Mapping, Sequence

Lists = Mapping[str, Sequence[str]]
_BETWEEN = r"[^\w\n.!?]{1,3}"
_GAP = rf"(?:\w++{_BETWEEN}){{0,4}}?"
_CAPITALISED = "[A-ZÅÄÖÉ][a-zåäöéü]++"
_NOTHING = re.compile(r"(?!)")


class PatternError(ValueError):
    """A pattern names a list that does not exist."""


def compiled(patterns: Sequence[str], lists: Lists) -> re.Pattern[str]:
    """Give one expression for several patterns; it finds nothing where there are none."""
    if not patterns:
        return _NOTHING
    first = [_words(one.removeprefix("^ "), lists) for one in patterns if one.startswith("^ ")]
    others = [_words(one, lists) for one in patterns if not one.startswith("^ ")]
    starts = [rf"\A\W{{0,3}}(?:{'|'.join(first)})"] if first else []
    return re.compile("|".join([*starts, *([rf"(?<!\w)(?:{'|'.join(others)})"] if others else [])]))


def _words(pattern: str, lists: Lists) -> str:
    made = [_piece(one, lists) for one in pattern.split()]
    return "".join(made[:-1]) + made[-1].removesuffix(_BETWEEN) + r"(?!\w)"


def _piece(piece: str, lists: Lists) -> str:
    if piece == "..":
        return _GAP
    word = _choice(piece.rstrip("?"), lists)
    return f"(?:{word}{_BETWEEN})?" if piece.endswith("?") else word + _BETWEEN


def _choice(piece: str, lists: Lists) -> str:
    words = [one for part in piece.split("|") for one in _entries(part, lists)]
    return f"(?:{'|'.join(map(_word, words))})"


def _entries(part: str, lists: Lists) -> Sequence[str]:
    if not part.startswith("<"):
        return [part]
    if part[1:-1] not in lists:
        raise PatternError(f"listan ”{part[1:-1]}” finns inte")
    return [one for entry in lists[part[1:-1]] for one in _entries(entry, lists)]


def _word(word: str) -> str:
    if word == "Xx":
        return _CAPITALISED
    escaped = re.escape(word.replace("_", " ")).replace(r"\ ", _BETWEEN)
    return escaped.replace(r"\*", r"\w*")
