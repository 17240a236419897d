"""Words of a text with what tells a name: capital letter, place in the sentence, neighbours."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.privacy.lexicon import Lexicon, Trait

_TOKEN = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+|:s(?!\w))*")
_OPENS = re.compile(r"(?:[.!?:;\n•*#|\"”“]|\n *[->]) *$")
_GENITIVE = re.compile(r"['’:]?s$")
_FLAT_SHARE = 0.6
_FEWEST_TO_JUDGE = 3
_ARTICLES = {"al", "el", "abu", "bin", "ben", "ibn"}


@dataclass(slots=True)
class Token:
    """One word and what is seen of it."""

    start: int
    end: int
    text: str
    key: str
    traits: Trait
    has_capital: bool
    stands_out: bool
    gap: str

    def has(self, trait: Trait) -> bool:
        """Tell whether the word has a trait."""
        return bool(self.traits & trait)

    @property
    def is_acronym(self) -> bool:
        """Tell whether it is written as SAMSA and VC:s are."""
        bare = _GENITIVE.sub("", self.text)
        return len(bare) > 1 and bare.isupper()

    @property
    def stem(self) -> str:
        """Give the word in lower case without the ending of a genitive."""
        return _GENITIVE.sub("", self.key)


def tokens(text: str, lexicon: Lexicon) -> list[Token]:
    """Give the words of a text; `gap` is what stands before each."""
    found, position = [], 0
    for match in _TOKEN.finditer(text):
        found.append(_token(match, text[position : match.start()], lexicon))
        position = match.end()
    if _is_flat(found):
        for token in found:
            token.has_capital = token.stands_out = False
    return found


def _token(match: re.Match[str], gap: str, lexicon: Lexicon) -> Token:
    word = match[0]
    key = word.lower().replace("i\u0307", "i")
    has_capital = word[0].isupper()
    return Token(
        start=match.start(),
        end=match.end(),
        text=word,
        key=key,
        traits=_traits(key, word, lexicon),
        has_capital=has_capital,
        stands_out=has_capital and not _opens_sentence(match.start(), gap),
        gap=gap,
    )


def _opens_sentence(start: int, gap: str) -> bool:
    return (not gap.strip() and start == len(gap)) or bool(_OPENS.search(gap))


def _is_flat(found: Sequence[Token]) -> bool:
    """Tell whether capital letters say nothing: all in capitals, or every word with one."""
    if len(found) > 1 and all(token.text.isupper() for token in found):
        return True
    ordinary = [
        token
        for token in found
        if not token.traits and len(token.text) > 1 and token.stands_out == token.has_capital
    ]
    capitals = sum(token.has_capital for token in ordinary)
    return len(ordinary) >= _FEWEST_TO_JUDGE and capitals > _FLAT_SHARE * len(ordinary)


def _traits(key: str, word: str, lexicon: Lexicon) -> Trait:
    traits = lexicon.traits(key)
    if traits or "-" not in key:
        return traits
    parts = [part for part in key.split("-") if part not in _ARTICLES]
    return _joined([lexicon.traits(part) for part in parts], word)


def _joined(traits: Sequence[Trait], word: str) -> Trait:
    """Give what a word with hyphens is: a name when every part is one, and one beyond doubt."""
    if not traits or not all(traits):
        return Trait.NONE
    is_certain = any(not trait & (Trait.WORD | Trait.OTHER) for trait in traits)
    is_written_so = all(part[0].isupper() for part in word.split("-"))
    if not (is_certain or is_written_so):
        return Trait.NONE
    kind = traits[-1] & (Trait.FIRST | Trait.LAST)
    return kind | (traits[-1] & Trait.GENITIVE)
