"""Looks at a draft: what is pointed out, and the person's choice about the wording of a report."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import groupby

from flows.forms import Form
from flows.forms.checks import Remark, WarningKind, load_checks, remarks_on
from flows.forms.draft import Draft, Filled, Origin
from flows.forms.model import Kind
from flows.wording import Wording, WordingKind, WordingRemark
from storage.drafts import StoredDraft

OWN_WORDS = "own"  # in a field that is kept: which sentences the person wants as they wrote them
_MASKED = "Personuppgifter i texten är dolda."
_MASKED_DO = "Låt dem vara dolda här. Identiteten fylls i direkt i SAMSA."
_PROPOSED = "Förslag: ”{proposal}”"
_SAYS_NOTHING = "Förslag: stryk meningen. Den säger inte vad som hände."
_WRITE_IT = "Jag har inget säkert förslag. Skriv om den själv, eller behåll den."
_DIGEST = 12
_SPACES = re.compile(r" {2,}")


class Look:
    """What to look at in a draft; nothing is changed but by the person's own choice."""

    def __init__(self, wording: Callable[[], Wording]) -> None:
        self._wording = wording
        self._checks = load_checks()

    def at(self, form: Form, draft: Draft, stored: StoredDraft) -> Iterator[Remark]:
        """Give everything to point out, what stops a draft with the rest."""
        yield from remarks_on(form, draft, self._checks, stored.said)
        yield from _identity(stored)
        if form.id in self._wording().forms:
            kept = {one["field"]: one.get(OWN_WORDS, ()) for one in stored.fields}
            for filled in draft.fields:
                if (
                    form.field(filled.field).kind is Kind.TEXT
                    and filled.origin is not Origin.MISSING
                ):
                    yield from self._worded(filled, kept.get(filled.field, ()))

    def reworded(self, form: Form, stored: StoredDraft, place: str, *, take: bool) -> StoredDraft:
        """Put the proposal in the place of the person's sentence, or remember that it stands.

        A sentence that is not there any more, as when it was rewritten meanwhile, changes nothing.
        """
        field, _, digest = place.rpartition("-")
        found = next((one for one in stored.fields if one["field"] == field), None)
        if found is None:
            return stored
        text = str(found["value"])
        notes = self._wording().remarks(text) if form.id in self._wording().forms else []
        note = next((one for one in notes if _digest(one.sentence) == digest), None)
        if note is None:
            return stored
        own = [*found.get(OWN_WORDS, ()), digest]
        value = _with_proposal(text, note)
        changed = {"value": value, "since": stored.version + 1} if take else {OWN_WORDS: own}
        fields = [{**one, **changed} if one is found else one for one in stored.fields]
        return stored if take and value == text else replace(stored, fields=fields)

    def _worded(self, filled: Filled, kept: Sequence[str]) -> Iterator[Remark]:
        written = str(filled.value) if filled.origin is not Origin.MISSING else ""
        notes = self._wording().remarks(written)
        for sentence, about in groupby(notes, key=lambda one: one.sentence):
            if _digest(sentence) not in kept:
                yield _remark(filled.field, list(about))


def _remark(field: str, notes: Sequence[WordingRemark]) -> Remark:
    """Give one remark for a sentence: each reason once, after the words it is about."""
    first, reasons = notes[0], dict.fromkeys(one.why for one in notes)
    said = [
        f"{', '.join(dict.fromkeys(f'”{one.words}”' for one in notes if one.why == why))}: {why}"
        for why in reasons
    ]
    return Remark(
        kind=_kind(notes), field=field, text=" ".join(said), suggestion=_suggestion(first.proposal),
        evidence=first.sentence, proposal=first.proposal,
        place=f"{field}-{_digest(first.sentence)}",
    )  # fmt: skip


def _kind(notes: Sequence[WordingRemark]) -> WarningKind:
    kinds = {one.kind for one in notes}
    if kinds == {WordingKind.IDENTITY}:
        return WarningKind.IDENTITY
    return WarningKind.PERSON if kinds == {WordingKind.PERSON} else WarningKind.TONE


def _suggestion(proposal: str | None) -> str:
    if proposal is None:
        return _WRITE_IT
    return _PROPOSED.format(proposal=proposal) if proposal else _SAYS_NOTHING


def _digest(sentence: str) -> str:
    return sha256(sentence.encode()).hexdigest()[:_DIGEST]


def _with_proposal(text: str, note: WordingRemark) -> str:
    """Put a proposal in; without one, or where it would empty the field, the words stand."""
    if note.proposal is None:
        return text
    told = _SPACES.sub(" ", text.replace(note.sentence, note.proposal))
    return "\n".join(line.strip() for line in told.split("\n")).strip() or text


def _identity(stored: StoredDraft) -> list[Remark]:
    if not stored.masked:
        return []
    first = stored.fields[0]["field"] if stored.fields else ""
    hidden = next((one["field"] for one in stored.fields if "[" in str(one.get("value"))), first)
    return [
        Remark(
            kind=WarningKind.IDENTITY, field=hidden, text=_MASKED, suggestion=_MASKED_DO
        )
    ]  # fmt: skip
