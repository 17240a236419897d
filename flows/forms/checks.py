"""What is pointed out in a draft before it is sent: each with its reason and what to do instead."""

import re
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from typing import Any

from flows.forms.draft import Draft, Origin
from flows.forms.model import Field, Form, Kind
from flows.forms.sorting import sentences_of
from flows.load import LIBRARY, read_text
from flows.model import Basis, Frozen, Id, Text

HARM = (
    "En möjlig vårdskada eller ett missförhållande ska också rapporteras i den egna organisationen."
)
HARM_DO = (
    "Följ er egen rutin och tala med MAS eller chef. Vårdgivaren eller utföraren bedömer lex Maria "
    "och lex Sarah. Beskriv det som hände som det var."
)
_NUMBER = r"\d+(?:[.,:]\d+)*"
_DIGITS = re.compile(_NUMBER)


class WarningKind(StrEnum):
    """What a remark is about."""

    IDENTITY = "identity"
    TONE = "tone"
    PERSON = "person"
    WRONG_FORM = "wrong_form"
    DOSE = "dose"
    UNSUPPORTED = "unsupported"
    ATTACHMENT = "attachment"
    HARM = "harm"


class Remark(Frozen):
    """A place in a draft that someone should look at, why, and what to write instead.

    `proposal` can stand in place of the sentence in `evidence`, empty where the sentence can go;
    `place` names the sentence where the person can choose between them.
    """

    kind: WarningKind
    field: str
    text: str
    suggestion: str
    blocks: bool = False
    evidence: str | None = None
    proposal: str | None = None
    place: str = ""


class Check(Frozen):
    """Words that a draft should not hold, and what to say about them."""

    id: Id
    kind: WarningKind
    words: tuple[Text, ...]
    traps: tuple[Text, ...] = ()
    forms: tuple[Id, ...] = ()
    blocks: bool = False
    text: Text
    suggestion: Text
    basis: Basis
    origin: Text

    @cached_property
    def _found(self) -> re.Pattern[str]:
        return _any_of(self.words)

    @cached_property
    def _trap(self) -> re.Pattern[str] | None:
        return _any_of(self.traps) if self.traps else None

    def holds_for(self, form: Form) -> bool:
        """Tell whether this is looked for in a form.

        What went wrong with a prescription or a referral is what a report is about.
        """
        if self.forms:
            return form.id in self.forms
        return not form.is_report or self.kind is not WarningKind.WRONG_FORM

    def stops(self, form: Form) -> bool:
        """Tell whether this stops a draft; the facts of a report are never stopped."""
        return self.blocks and not form.is_report

    def finds(self, sentence: str) -> bool:
        """Tell whether a sentence holds what this looks for."""
        lower = sentence.lower()
        return bool(self._found.search(lower)) and not (self._trap and self._trap.search(lower))


def load_checks() -> tuple[Check, ...]:
    """Give the bundled checks."""
    raw = tomllib.loads(read_text(LIBRARY / "remarks.toml"))
    return tuple(Check.model_validate(one) for one in raw["checks"])


def remarks_on(form: Form, draft: Draft, checks: tuple[Check, ...], said: str) -> list[Remark]:
    """Give everything to point out in a draft; `said` is all that the person wrote or chose."""
    values = draft.values()
    found = _consent(form, values) + _better_elsewhere(form, values) + _harm(form, values)
    for name, value in values.items():
        field = form.field(name)
        if field.kind is Kind.TEXT:
            found += _in_text(form, field, str(value), checks)
    return found + _unsupported(form, draft, said)


def is_blocked(remarks: list[Remark]) -> bool:
    """Tell whether a draft can't be sent as it stands."""
    return any(remark.blocks for remark in remarks)


def _in_text(form: Form, field: Field, text: str, checks: tuple[Check, ...]) -> list[Remark]:
    return [
        Remark(
            kind=check.kind, field=field.id, text=check.text, suggestion=check.suggestion,
            blocks=check.stops(form), evidence=sentence,
        )
        for check in checks
        if check.holds_for(form)
        for sentence in sentences_of(text)
        if check.finds(sentence)
    ]  # fmt: skip


def _consent(form: Form, values: Mapping[str, Any]) -> list[Remark]:
    """Stop at consent that is refused or not known; the first gate of the guideline."""
    if "samtycke" not in {field.id for field in form.fields}:
        return []
    texts = {
        "nej": (
            "Personen har sagt nej. Då skickas inget meddelande.",
            "Planera tillsammans med personen och inom den egna verksamheten.",
        ),
        "okant": (
            "Det är inte känt om personen samtycker.",
            "Fråga först. Varje verksamhet måste förvissa sig om att samtycke finns.",
        ),
    }
    if (said := texts.get(values.get("samtycke", ""))) is None:
        return []
    text, suggestion = said
    return [
        Remark(
            kind=WarningKind.WRONG_FORM, field="samtycke", text=text, suggestion=suggestion,
            blocks=True,
        )
    ]  # fmt: skip


def _better_elsewhere(form: Form, values: Mapping[str, Any]) -> list[Remark]:
    """Send on what belongs under a heading of another message; the deck asks users to check."""
    if values.get("passar_annan_rubrik") != "ja":
        return []
    remark = Remark(
        kind=WarningKind.WRONG_FORM,
        field="passar_annan_rubrik",
        text="Uppgiften hör hemma under en rubrik i ett annat meddelande, där mottagaren letar.",
        suggestion=f"Byt från {form.title} till det meddelandet. Texten följer med.",
        blocks=True,
    )
    return [remark]


def _harm(form: Form, values: Mapping[str, Any]) -> list[Remark]:
    """Point to the own organisation at possible harm; this report does not stand in for that."""
    if values.get("mojlig_skada") not in ("ja", "vet_ej") or not form.is_report:
        return []
    remark = Remark(
        kind=WarningKind.HARM,
        field="mojlig_skada",
        text=HARM,
        suggestion=HARM_DO,
    )
    return [remark]


def _unsupported(form: Form, draft: Draft, said: str) -> list[Remark]:
    """Stop at a number, date or time that stands in no word of the person's."""
    known = set(_DIGITS.findall(said))
    found = []
    for one in draft.fields:
        if one.origin is Origin.MISSING or form.field(one.field).kind is not Kind.TEXT:
            continue
        for number in _DIGITS.findall(str(one.value)):
            if number not in known:
                found.append(_stray(one.field, number))
    return found


def _stray(field: str, number: str) -> Remark:
    return Remark(
        kind=WarningKind.UNSUPPORTED,
        field=field,
        text=f"”{number}” står inte i det du har skrivit.",
        suggestion="Kontrollera uppgiften och skriv den själv, eller ta bort den.",
        blocks=True,
        evidence=number,
    )


def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    parts = [
        re.escape(word).replace(r"\*", r"\w*").replace("<tal>", _NUMBER).replace(r"\ ", r"\s+")
        for word in words
    ]
    return re.compile(r"(?<!\w)(?:" + "|".join(parts) + r")(?!\w)")
