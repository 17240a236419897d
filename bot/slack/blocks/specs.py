"""The words the tables of limits are written in."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from bot.slack.blocks.problem import JsonObject, Problem

PLAIN = frozenset({"plain_text"})
ANY_TEXT = frozenset({"plain_text", "mrkdwn"})

Rule = Callable[[JsonObject, str], Iterable[Problem]]


@dataclass(frozen=True)
class String:
    """A string of a length, and of a format when one is given."""

    longest: int
    shortest: int = 1
    pattern: re.Pattern[str] | None = None


@dataclass(frozen=True)
class Text:
    """A text object: `{"type": "plain_text" | "mrkdwn", "text": …}`."""

    longest: int = 3000
    kinds: frozenset[str] = ANY_TEXT


@dataclass(frozen=True)
class Number:
    """A whole number between two ends."""

    lowest: int
    highest: int


@dataclass(frozen=True)
class Flag:
    """True or false."""


@dataclass(frozen=True)
class Choice:
    """One of a few strings."""

    values: frozenset[str]


@dataclass(frozen=True)
class ListOf:
    """A list of one kind of thing."""

    item: "Spec"
    most: int
    fewest: int = 1


@dataclass(frozen=True)
class Shape:
    """An object of known fields; `rules` look at several fields at once."""

    required: Mapping[str, "Spec"] = field(default_factory=dict)
    optional: Mapping[str, "Spec"] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True)
class OneOf:
    """An element that names its own `type`, one of those allowed at this place."""

    types: frozenset[str]


@dataclass(frozen=True)
class Opaque:
    """An object whose inside is not ours to judge."""


Spec = String | Text | Number | Flag | Choice | ListOf | Shape | OneOf | Opaque

TRUE_OR_FALSE = Flag()
ID = String(255)
WEB_ADDRESS = String(3000, pattern=re.compile(r"https?://\S+"))
DATE = String(10, pattern=re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"))
TIME = String(5, pattern=re.compile(r"([01]\d|2[0-3]):[0-5]\d"))
TIMESTAMP = String(17, pattern=re.compile(r"\d{10}\.\d{6}"))


def choice(*values: str) -> Choice:
    """Give a choice between the values."""
    return Choice(frozenset(values))


def one_of(*types: str) -> OneOf:
    """Give an element of one of the types."""
    return OneOf(frozenset(types))
