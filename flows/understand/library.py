"""The reviewed patterns that facts are read by, as understanding.toml states them."""

from enum import StrEnum
from pathlib import Path

from pydantic import ValidationError

from flows.complaints import shape_faults
from flows.load import LIBRARY, FlowFileError, parse, read_text
from flows.model import Frozen, Id, Text

FILE = "understanding.toml"
Patterns = tuple[Text, ...]


class Reach(StrEnum):
    """How far a scope reaches from the words that open it."""

    TEXT = "text"
    SENTENCE = "sentence"
    LATER_IN_SENTENCE = "later_in_sentence"
    CLAUSE = "clause"
    BEFORE_IN_CLAUSE = "before_in_clause"
    CLAUSE_START = "clause_start"


class CueWords(Frozen):
    """Patterns that mean one answer."""

    value: Id
    words: Patterns
    negated: Id | None = None
    holds_in: tuple[Id, ...] = ()
    unless: Patterns = ()


class FactWords(Frozen):
    """How one fact is read; a strict one is left open at the least doubt.

    The cautious answers let information out: they count only where every word is known, and heed
    the scopes named for them. The settling answers say that something is not known; no other doubt
    in their clause matters.
    """

    question: Id
    strict: bool = False
    cautious: tuple[Id, ...] = ()
    cautious_about: tuple[Id, ...] = ()
    settling: tuple[Id, ...] = ()
    heeds: tuple[Id, ...] = ()
    cues: tuple[CueWords, ...]
    traps: Patterns = ()
    doubts: Patterns = ()


class ScopeWords(Frozen):
    """Words that show that something is not said to be so, here and now, of this person."""

    reach: Reach
    patterns: Patterns
    exempt: Patterns = ()


class BreakWords(Frozen):
    """Words that a new clause begins with."""

    holding: Patterns
    always: Patterns
    joining: Patterns
    after_joining: Patterns
    pairs: Patterns


class SomeoneElse(Frozen):
    """A word that means somebody else than the patient once certain words have been used."""

    word: Text
    after: Patterns


class Disturbances(Frozen):
    """Which scopes make a reading uncertain: for gates and stops, and for the rest."""

    strict: tuple[Id, ...]
    loose: tuple[Id, ...]


class Typos(Frozen):
    """Real words that must not be taken for a misspelt one."""

    never: Patterns


class LanguageWords(Frozen):
    """Words by which Swedish is known."""

    common: Patterns
    shortest: int


class RoleWords(Frozen):
    """Patterns that show which unit sends and which receives."""

    barriers: Patterns
    never_units: Patterns
    sender_last: Patterns
    sender_first: Patterns
    receiver_last: Patterns
    receiver_first: Patterns


class UnderstandingFile(Frozen):
    """What understanding.toml holds."""

    version: Text
    reviewed_by: Text
    lists: dict[Id, Patterns]
    known_lists: tuple[Id, ...]
    breaks: BreakWords
    scopes: dict[Id, ScopeWords]
    someone_else_after: tuple[SomeoneElse, ...] = ()
    disturbs: Disturbances
    typos: Typos
    language: LanguageWords
    facts: tuple[FactWords, ...]
    roles: RoleWords


def read_understanding(override_dir: Path | None = None) -> UnderstandingFile:
    """Read the patterns; a file in the data directory goes before the bundled one."""
    own = override_dir / FILE if override_dir is not None else None
    path = own if own is not None and own.is_file() else LIBRARY / FILE
    text = read_text(path)
    try:
        return UnderstandingFile.model_validate(parse(path.name, text))
    except ValidationError as error:
        raise FlowFileError(path.name, shape_faults(error, text)) from None
