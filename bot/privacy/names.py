"""Find names of persons: listed names, and words that stand where only a name can stand."""

import re
from collections.abc import Iterator, Sequence

from bot.privacy.context import Context
from bot.privacy.identity import IdentityKind, Rank, Span
from bot.privacy.lexicon import Lexicon, Trait
from bot.privacy.tokens import Token, tokens

_PARTICLES = {"von", "af", "de", "la", "del", "della", "da", "dos", "al", "el", "bin", "ibn", "van",
              "der", "ter", "abu", "zu"}  # fmt: skip
_WORDS_OF_ONE_LETTER = {"i", "å", "ö"}
_CLOSE = {" ", ".", "_", "  "}


class Names:
    """Finds names with the lists and the reviewed words."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        phrases = "|".join(re.escape(phrase) for phrase in lexicon.groups["phrases"])
        self._phrases = re.compile(rf"(?<!\w)(?:{phrases})s?(?!\w)", re.IGNORECASE)

    def find(self, text: str) -> Iterator[Span]:
        """Find every name: first and last names that stand together are one."""
        words = tokens(text, self._lexicon)
        self._clear_phrases(text, words)
        context = Context(words, self._lexicon)
        position = 0
        while position < len(words):
            if context.is_name(position):
                first = _first_of(context, position)
                position = _last_of(context, position)
                yield Span(words[first].start, _end(words[position]), IdentityKind.NAMN, Rank.NAME)
            position += 1

    def _clear_phrases(self, text: str, words: Sequence[Token]) -> None:
        inside = {
            start for phrase in self._phrases.finditer(text) for start in range(*phrase.span())
        }
        for word in words:
            if word.start in inside:
                word.traits = Trait.NONE
                word.has_capital = word.stands_out = False


def _first_of(context: Context, at: int) -> int:
    """Give where the name begins: an initial or an unlisted first name may stand before."""
    words = context.words
    if at == 0 or words[at].gap not in {*_CLOSE, ". "}:
        return at
    before = words[at - 1]
    if _is_initial(before) and (words[at].gap != " " or before.key not in _WORDS_OF_ONE_LETTER):
        return at - 1
    is_last = words[at].gap == " " and (words[at].has(Trait.LAST) or not words[at].traits)
    return at - 1 if is_last and context.is_surname_like(at - 1) else at


def _last_of(context: Context, at: int) -> int:
    """Give where the name ends."""
    words = context.words
    while at + 1 < len(words) and not words[at].has(Trait.GENITIVE):
        step = _step(context, at)
        if not step:
            break
        at += step
    return at


def _step(context: Context, at: int) -> int:
    """Give how many of the next words belong to the name."""
    words, after = context.words, context.words[at + 1]
    if _is_initial(words[at]) and after.gap in {". ", "."}:
        return int(_joins(context, at))
    if after.gap not in _CLOSE:
        return 0
    if after.key in _PARTICLES and at + 2 < len(words):
        return 2 if words[at + 2].has_capital and words[at + 2].gap in {" ", "-"} else 0
    is_initial = _is_initial(after) and after.key not in _WORDS_OF_ONE_LETTER
    return int(is_initial or _joins(context, at))


def _joins(context: Context, at: int) -> bool:
    before, after = context.words[at], context.words[at + 1]
    if not after.traits:
        return after.gap == " " and context.is_unknown(at + 1)
    if not after.has(Trait.WORD):
        return after.has_capital or not after.has(Trait.OTHER)
    if after.has(Trait.OTHER):
        return after.stands_out and after.has(Trait.LAST)
    return after.has_capital or (after.has(Trait.LAST) and not before.has_capital)


def _is_initial(word: Token) -> bool:
    return len(word.text) == 1 and word.has_capital


def _end(word: Token) -> int:
    if not word.has(Trait.GENITIVE):
        return word.end
    return word.end - (len(word.key) - len(word.stem))
