"""The reviewed words that a wording is read by, as wording.toml states them."""

from pathlib import Path
from typing import Self

from pydantic import ValidationError, field_validator, model_validator

from flows.complaints import shape_faults
from flows.load import LIBRARY, FlowFileError, parse, read_text
from flows.model import Frozen, Id, Text
from flows.wording.patterns import PatternError, compiled
from flows.wording.remark import WordingKind

FILE = "wording.toml"
_FORMS_OF_A_VERB = 2
Patterns = tuple[Text, ...]
Lists = dict[Id, Patterns]


class Sign(Frozen):
    """Patterns that mean one kind of remark, and what is like them and means something else."""

    words: Patterns
    traps: Patterns = ()
    cased: bool = False


class KindWords(Frozen):
    """One kind of remark: why it is pointed out, and by what it is known."""

    why: Text
    signs: tuple[Sign, ...] = ()


class Scope(Frozen):
    """Words after which some kinds are not pointed out: somebody else's words, or a rule.

    `whole` when they hold for the sentence they stand in, and not just for what comes after.
    """

    words: Patterns
    kinds: tuple[WordingKind, ...]
    whole: bool = False


class Loud(Frozen):
    """What is written in capitals: abbreviations, words that are only ever stressed, and calm."""

    abbreviations: Patterns
    stressed: Patterns
    calm: Patterns
    long: int
    in_a_row: int


class Rewriting(Frozen):
    """How a sentence is told with facts alone.

    `empty` words say nothing without the words that were pointed out, and `actors` say who is
    meant; `failing` words go before what was not done, whose past forms stand in `done`.
    """

    empty: Patterns
    actors: Patterns
    dropped: Patterns
    adjectives: Patterns
    failing: Patterns
    supine_after: Patterns
    done: dict[Text, Text]
    pronouns: Patterns
    subjects: Patterns
    denials: Patterns
    kept: Patterns
    role_places: Patterns
    named: Patterns
    instead_of_person: Text

    @field_validator("done")
    @classmethod
    def _has_both_forms(cls, done: dict[str, str]) -> dict[str, str]:
        if lacking := [verb for verb in done if len(done[verb].split()) != _FORMS_OF_A_VERB]:
            raise ValueError(
                f"verbet ”{lacking[0]}” ska ha två former, till exempel ”skrev skrivit”"
            )
        return done


class WordingFile(Frozen):
    """What wording.toml holds."""

    version: Text
    reviewed_by: Text
    forms: tuple[Id, ...]
    lists: Lists
    abbreviations: Patterns
    speech: Patterns
    scare_quoted: Patterns
    kinds: dict[WordingKind, KindWords]
    scopes: dict[Id, Scope]
    loud: Loud
    rewriting: Rewriting

    @field_validator("lists")
    @classmethod
    def _name_what_stands_above(cls, lists: Lists) -> Lists:
        """Refuse a list that names one further down, so that none can name itself."""
        above: Lists = {}
        for name, words in lists.items():
            try:
                compiled(words, above)
            except PatternError as error:
                raise ValueError(f"i listan ”{name}”: {error} ovanför den") from None
            above[name] = words
        return lists

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        """Refuse a kind without a reason, and a pattern that names no list."""
        if lacking := set(WordingKind) - set(self.kinds):
            raise ValueError(f"”kinds.{min(lacking)}” saknas")
        try:
            for patterns in self._patterns():
                compiled(patterns, self.lists)
        except PatternError as error:
            raise ValueError(str(error)) from None
        return self

    def _patterns(self) -> list[Patterns]:
        signs = [sign for kind in self.kinds.values() for sign in kind.signs]
        how = self.rewriting
        return [
            *(one for sign in signs for one in (sign.words, sign.traps)),
            *(scope.words for scope in self.scopes.values()),
            self.speech, self.scare_quoted, how.empty, how.actors, how.dropped, how.adjectives,
            how.failing,
            how.subjects, how.denials, how.kept, how.role_places,
            how.named,
        ]  # fmt: skip


def read_wording(override_dir: Path | None = None) -> WordingFile:
    """Read the words; a file in the data directory goes before the bundled one."""
    own = override_dir / FILE if override_dir is not None else None
    path = own if own is not None and own.is_file() else LIBRARY / FILE
    text = read_text(path)
    try:
        return WordingFile.model_validate(parse(path.name, text))
    except ValidationError as error:
        raise FlowFileError(path.name, shape_faults(error, text)) from None
