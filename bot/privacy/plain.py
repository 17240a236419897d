"""The same text in plain characters, so that no way of writing a digit or a dash hides one."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from bot.privacy.identity import PLACEHOLDER, Span

# Stands for every character of something already hidden: a barrier to all rules. Private use.
FILLER = "\ue000"

_DROPPED = "\u200b"
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
)
_CLUSTER = re.compile(f"[^{_DROPPED}]([{_MARKS}{_DROPPED}]*)|{_DROPPED}+", re.DOTALL)
_NEEDS_CARE = re.compile(f"[{_MARKS}{_DROPPED}]")


class _Characters(dict[int, str]):
    """One plain character for each code point, worked out when first met."""

    def __missing__(self, code: int) -> str:
        plain = self[code] = _plain_character(chr(code))
        return plain


_BY_CATEGORY = {"Cf": _DROPPED, "Pd": "-"} | dict.fromkeys(
    ("Zs", "Zl", "Zp", "Co", "Cs", "Cc"), " "
)
_BY_CHARACTER = {"\n": "\n", "\r": "\n", "\u2212": "-", "\u2043": "-"}


def _plain_character(character: str) -> str:
    known = _BY_CHARACTER.get(character) or _BY_CATEGORY.get(unicodedata.category(character))
    return known or _digit_or_letter(character)


def _digit_or_letter(character: str) -> str:
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    simple = unicodedata.normalize("NFKC", character)
    return simple if len(simple) == 1 else character


_CHARACTERS = _Characters()


@dataclass(frozen=True, slots=True)
class PlainText:
    """Plain characters, and where each stands in what was written."""

    text: str
    origins: tuple[int, ...] | None
    written_length: int

    def without(self, spans: Iterable[Span]) -> "PlainText":
        """Give the text with the spans filled, so that a second look finds what is left."""
        parts, position = [], 0
        for span in sorted(spans):
            parts += [self.text[position : span.start], FILLER * (span.end - span.start)]
            position = span.end
        parts.append(self.text[position:])
        return PlainText("".join(parts), self.origins, self.written_length)

    def written(self, span: Span) -> tuple[int, int]:
        """Give where a span stands in what was written."""
        if self.origins is None:
            return span.start, span.end
        end = self.origins[span.end] if span.end < len(self.origins) else self.written_length
        return self.origins[span.start], end


def plain(written: str) -> PlainText:
    """Give the plain characters of what was written; what is already masked is filled."""
    text = PLACEHOLDER.sub(lambda found: FILLER * len(found[0]), _translated(written))
    if not _NEEDS_CARE.search(text):
        return PlainText(text, None, len(written))
    characters, origins = [], []
    for cluster in _CLUSTER.finditer(text):
        if cluster[0][0] != _DROPPED:
            characters.append(_composed(cluster[0]))
            origins.append(cluster.start())
    return PlainText("".join(characters), tuple(origins), len(written))


def _translated(written: str) -> str:
    return written.translate(_CHARACTERS)


def _composed(cluster: str) -> str:
    return unicodedata.normalize("NFC", cluster.replace(_DROPPED, ""))[0]
