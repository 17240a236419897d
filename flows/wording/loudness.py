"""Tells a raised voice from abbreviations: words in capitals, and exclamation marks."""

import re
from collections.abc import Iterator

from flows.wording.library import Loud

_CAPITALS = re.compile(r"(?<!\w)[A-ZÅÄÖÉ]{2,}(?:[-:/][A-ZÅÄÖÉ]+)*(?![\w-])")
_WORD = re.compile(r"[^\W_]+(?:[-:/][^\W_]+)*")
_MARKS = re.compile(r"[!?]{1,}")


class Loudness:
    """Knows which words stand in capitals for no raised voice."""

    def __init__(self, words: Loud) -> None:
        self._words = words
        self._short = frozenset(words.abbreviations)
        self._stressed = frozenset(words.stressed)
        self._calm = frozenset(words.calm)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Give where the voice is raised."""
        return [*self._capitals(text), *self._exclaimed(text)]

    def calmed(self, text: str) -> str:
        """Give a sentence in an ordinary voice; abbreviations stay as they are."""
        pieces, at = [], 0
        for start, end in self._capitals(text):
            loud = _WORD.sub(lambda found: self._lowered(found.group()), text[start:end])
            pieces += [text[at:start], loud]
            at = end
        calm = "".join([*pieces, text[at:]])
        return _MARKS.sub(lambda found: _one_mark(found.group()), calm)

    def _lowered(self, word: str) -> str:
        return word if word in self._short or any(one.isdigit() for one in word) else word.lower()

    def _capitals(self, text: str) -> list[tuple[int, int]]:
        """Give the words in capitals that are stressed, long, or several in a row."""
        found: list[tuple[int, int]] = []
        for run in _runs(text):
            own = [one for one in run if text[one[0] : one[1]] not in self._short]
            is_row = len(run) >= self._words.in_a_row and len(own) * 2 > len(run)
            if is_row:
                found.append((run[0][0], run[-1][1]))
            else:
                found += [one for one in own if self._is_loud(text[one[0] : one[1]])]
        return found

    def _is_loud(self, word: str) -> bool:
        return word.lower() in self._stressed or len(word) >= self._words.long

    def _exclaimed(self, text: str) -> Iterator[tuple[int, int]]:
        for found in _MARKS.finditer(text):
            if "!" not in found.group() and len(found.group()) == 1:
                continue
            words = text[: found.start()].split()
            is_calm = len(words) <= 2 and bool(words) and words[0].strip(",").lower() in self._calm  # noqa: PLR2004 - a greeting
            if not is_calm:
                yield found.span()


def _runs(text: str) -> Iterator[list[tuple[int, int]]]:
    """Give the words in capitals that stand next to each other."""
    run: list[tuple[int, int]] = []
    for found in _WORD.finditer(text):
        if _CAPITALS.fullmatch(found.group()):
            run.append(found.span())
        elif run:
            yield run
            run = []
    if run:
        yield run


def _one_mark(marks: str) -> str:
    return "?" if "?" in marks else "."
