"""Make a question ready for search: cleaned, capped, abbreviations spelled out."""

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from knowledge.lexical import fold, words

MAX_CHARACTERS = 2000  # what is read of a question; the rest is beyond any question asked
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_MARKUP = re.compile(r"<[@#!][^<>]*>|<(https?|mailto|tel):[^<>]*>|</?[a-zA-Z][^<>]*>")
# What stands in for a masked identity; a name is read as somebody, the rest says nothing.
_MASKED = re.compile(r"\[[a-zåäö_ -]{3,30}\]")
_SOMEONE = "personen"
_LETTERS = re.compile(r"[^\W\d_]")
_MIN_CAPITALS = 8
_STEM = 6  # letters; a shorter term is not taken for the start of an inflected word


def clean(question: str) -> str:
    """Give the question without control characters, markup and shouting, at most 2,000 long."""
    safe = question.encode("utf-8", "replace").decode("utf-8")
    safe = unicodedata.normalize("NFC", safe)[: MAX_CHARACTERS * 4]
    safe = _CONTROL.sub(" ", _MARKUP.sub(" ", safe))
    safe = _MASKED.sub("", safe.replace("[namn]", _SOMEONE))
    safe = " ".join(safe.split())[:MAX_CHARACTERS]
    return safe.lower() if _is_shouted(safe) else safe


def has_letters(question: str) -> bool:
    """Tell whether there is at least a word of two letters to search for."""
    return len(_LETTERS.findall(question)) > 1


def _is_shouted(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    return len(letters) >= _MIN_CAPITALS and capitals > 0.8 * len(letters)


@dataclass(frozen=True)
class Term:
    """A standard term and the words staff use for it, as reviewed in the glossary."""

    write: str
    also: tuple[str, ...]


class Glossary:
    """The reviewed abbreviations and everyday words, by folded form."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self._written = {fold(term.write): term.write for term in terms}
        self._written |= {fold(form): term.write for term in terms for form in term.also}
        forms = (form for term in terms for form in (term.write, *term.also))
        self._words = {word for form in forms for word in _carrying(words(form))}
        self._long_words = tuple(word for word in self._words if len(word) >= _STEM)

    @classmethod
    def read(cls, path: Path) -> "Glossary":
        """Read `glossary.toml`."""
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("term", [])
        return cls([Term(entry["write"], tuple(entry["also"])) for entry in entries])

    def is_term(self, word: str) -> bool:
        """Tell whether a folded word belongs to a term of the field, written or spoken."""
        return word in self._words or any(word.startswith(term) for term in self._long_words)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        forms = sorted(self._written, key=len, reverse=True)
        alternatives = "|".join(re.escape(form) for form in forms) or r"(?!)"
        return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)")

    def terms_in(self, question: str) -> list[str]:
        """Give the standard terms that the question means but does not write."""
        folded = fold(question)
        found = dict.fromkeys(self._written[hit] for hit in self._pattern.findall(folded))
        return [term for term in found if term.lower() not in question.lower()]

    def expand(self, question: str) -> str:
        """Give the question with the standard terms it means written after it."""
        terms = self.terms_in(question)
        return f"{question} ({', '.join(terms)})" if terms else question


def _carrying(form: Sequence[str]) -> Sequence[str]:
    """Give the words of a form that make it a term: all of a single word, else the long ones."""
    return form if len(form) == 1 else [word for word in form if len(word) >= _STEM + 1]
