"""Tells a situation, or a wish for help to choose a message, from a question to the sources."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from bot.desk.guide_flows import ReadyFlows
from flows.load import load_flows
from flows.understand import Reading, Understanding

_FILE = Path(__file__).with_suffix(".toml")
_SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])|\n+")  # ”pat. har” is one sentence
_NO_WORD = re.compile(r"[^\w\s-]+")
_FEWEST_WORDS = 4  # fewer than these are words to search for, not a situation


class OpeningWords(BaseModel):
    """What guide_opening.toml holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: str
    reviewed_by: str
    choosing: tuple[str, ...]
    what_now: tuple[str, ...]
    closing: tuple[str, ...]
    passing_on: tuple[str, ...]
    asking: tuple[str, ...]
    asking_last: tuple[str, ...]
    rules: tuple[str, ...]
    telling: tuple[str, ...]


def wants_guide(text: str) -> bool:
    """Tell whether a text asks for help to choose a message, or describes a situation."""
    words = _words(text)
    if _patterns("choosing").search(words) and not _read(text).is_rules_question:
        return True
    return len(words.split()) >= _FEWEST_WORDS and _tells_of_a_situation(text, words)


def is_for_the_sources(text: str, reading: Reading) -> bool:
    """Tell whether a text in the guide asks about the rules, and does not answer the guide."""
    if reading.is_rules_question:
        return True
    is_unread = not (reading.contradictions or reading.doubtful)
    if reading.facts or not (is_unread or "?" in text):
        return False
    return not wants_guide(text) and _asks_the_sources(text)


def _tells_of_a_situation(text: str, words: str) -> bool:
    """Tell whether somebody tells what is so, rather than asks what holds.

    Where it may be acute, and that is not certain, the guide would ask before it says whom to call.
    """
    reading = _read(text)
    stated = {fact.question for fact in reading.facts}
    is_told = _patterns("telling").search(words) or "avsandare" in stated
    is_read = stated or reading.contradictions or reading.doubtful
    is_stated = is_read or _is_between_units(text, words)
    is_maybe_acute = "akut" in {*reading.doubtful, *reading.contradictions}
    return bool(is_told and is_stated) and not is_maybe_acute and not _asks_the_sources(text)


def _is_between_units(text: str, words: str) -> bool:
    """Tell whether units are to do something together, though it is not said who writes to whom."""
    named = set(_bundled().understanding.reader.open(text).units.values())
    return len(named) > 1 or bool(named and _patterns("passing_on").search(words))


def _read(text: str) -> Reading:
    flows = _bundled()
    return flows.read(text, flows.about(text))


def _asks_the_sources(text: str) -> bool:
    """Tell whether a text ends in a question that is not ”what do we do now?”."""
    sentences = [part for part in _SENTENCE_ENDS.split(text.strip()) if _words(part)]
    if not sentences:
        return False
    last = _words(sentences[-1])
    if _patterns("rules").search(last) or _read(text).is_rules_question:
        return True
    if _patterns("what_now").search(last) or _closes_a_case(sentences):
        return False
    clause = _words(sentences[-1].rpartition(",")[2])
    return (
        "?" in text
        or last.split()[0] in _opening_words().asking
        or bool(_patterns("asking_last").match(clause))
    )


def _closes_a_case(sentences: Sequence[str]) -> bool:
    """Tell whether a text says what is so, and only then asks how one goes about it."""
    *earlier, last = sentences
    before, comma, after = last.rpartition(",")
    told = _words(" ".join([*earlier, before])).split()
    if len(told) < _FEWEST_WORDS or told[0] in _opening_words().asking:
        return False
    return bool(_patterns("closing").match(_words(after if comma else last)))


def _words(text: str) -> str:
    return " ".join(_NO_WORD.sub(" ", text.casefold()).split())


@cache
def _patterns(name: str) -> re.Pattern[str]:
    texts: Iterable[str] = getattr(_opening_words(), name)
    return re.compile("|".join(f"(?:{_pattern(text)})" for text in texts))


def _pattern(text: str) -> str:
    text, end = (text[:-2], r"\Z") if text.endswith(" $") else (text, "")
    parts = [r"(?:\S+ ){0,6}?" if part == ".." else f"(?:{_word(part)}) " for part in text.split()]
    return rf"(?<!\S){''.join(parts).rstrip()}(?!\S){end}"


def _word(part: str) -> str:
    return re.escape(part).replace(r"\|", "|").replace(r"\*", r"\S*")


@cache
def _opening_words() -> OpeningWords:
    return OpeningWords.model_validate(tomllib.loads(_FILE.read_text(encoding="utf-8")))


@cache
def _bundled() -> ReadyFlows:
    """Give the bundled flows: a faulty file of the house must not close the bot's ears."""
    flows = load_flows()
    return ReadyFlows(flows, Understanding(next(iter(flows.values())).unit_types))
