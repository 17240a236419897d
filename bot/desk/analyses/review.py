"""Looks a lesson through before it is shown to others: no identity, nobody, and no unit."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.desk.analyses import words
from bot.desk.drafts.masking import masked_values
from bot.privacy import mask
from bot.privacy.identity import PLACEHOLDER
from flows.forms import Form
from flows.forms.checks import Check, WarningKind, load_checks
from flows.forms.model import Kind
from flows.forms.sorting import sentences_of
from flows.wording import Wording, WordingKind
from knowledge.model import StaffError

LONGEST = 3000  # what fits in one place to write
_SHORTEST_NAME = 4  # of a unit, to be looked for in a text


@dataclass(frozen=True)
class Advice:
    """A place to look at, why, and a factual wording where there is one; `stops` names somebody."""

    field: str
    sentence: str
    text: str
    proposal: str | None = None
    stops: bool = False


class Review:
    """What is said of an analysis and its lesson; the person decides, save for who it was."""

    def __init__(self, wording: Callable[[], Wording]) -> None:
        self._wording = wording
        self._checks = load_checks()

    def masked(
        self, form: Form, fields: Mapping[str, str]
    ) -> tuple[dict[str, str], tuple[str, ...]]:
        """Give what was written without identities, and what kinds were hidden."""
        _refuse_long(form, fields)
        masked, kinds = masked_values(form, fields)
        _refuse_long(form, masked)  # what stands in the place of an identity may be longer
        return masked, kinds

    def advice(self, form: Form, fields: Mapping[str, str]) -> list[Advice]:
        """Give what to look at in what was written, field by field."""
        return [
            one
            for name, text in fields.items()
            if form.field(name).kind is Kind.TEXT
            for one in self._advice(form, name, text)
        ]

    def _advice(self, form: Form, field: str, text: str) -> Iterable[Advice]:
        for check in self._checks:
            for sentence in sentences_of(text) if _is_meant(check, form) else ():
                if check.finds(sentence):
                    said = f"{check.text} {check.suggestion}"
                    yield Advice(field, sentence, said, stops=check.kind is WarningKind.PERSON)
        for one in self._wording().remarks(text):
            is_who = one.kind is WordingKind.PERSON
            yield Advice(field, one.sentence, f"”{one.words}”: {one.why}", one.proposal, is_who)

    def refusal(
        self, form: Form, fields: Mapping[str, str], units: Sequence[str]
    ) -> tuple[str, str] | None:
        """Give the field and the reason why a lesson can't be told, or None when it can."""
        for name, text in fields.items():
            if mask(text).kinds or _has_hidden(text):
                return name, words.HIDDEN
            named = next((unit for unit in units if _names(unit, text)), None)
            if named:
                return name, words.NAMES_UNIT.format(unit=named)
        stop = next((one for one in self.advice(form, fields) if one.stops), None)
        if stop is None:
            return None
        return stop.field, words.NAMES_SOMEBODY.format(sentence=stop.sentence[:200])


def _refuse_long(form: Form, fields: Mapping[str, str]) -> None:
    for name, text in fields.items():
        field = form.field(name)
        most = min(field.limit, LONGEST)
        if len(text) > most:
            values = {"label": field.label, "length": len(text), "most": most}
            raise StaffError(words.TOO_LONG.format(**values))


def _is_meant(check: Check, form: Form) -> bool:
    return check.kind in (WarningKind.PERSON, WarningKind.TONE) and check.holds_for(form)


def _has_hidden(text: str) -> bool:
    return PLACEHOLDER.search(text) is not None


def _names(unit: str, text: str) -> bool:
    return len(unit) >= _SHORTEST_NAME and unit.casefold() in text.casefold()
