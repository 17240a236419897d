"""What the draft desk replies: every field with its origin, what is missing, what to look at."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

from flows.forms.checks import Remark
from flows.forms.draft import Origin
from flows.forms.model import Kind, Register


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class DraftNotice(StrEnum):
    """Something to tell beside the draft; CONFLICT that a field was written in twice at once."""

    CONFLICT = "conflict"
    NOT_UNDERSTOOD = "not_understood"
    BEGINNING_EDITED = "beginning_edited"
    FORM_CHANGED = "form_changed"
    SKIPPED_REQUIRED = "skipped_required"
    NOT_SAVED = "not_saved"


class FieldOption(_Frozen):
    """One answer that can be chosen."""

    id: str
    text: str


class DraftField(_Frozen):
    """A field as it stands; `shown` is its value as a person reads it."""

    id: str
    label: str
    help: str
    kind: Kind
    value: Any = None
    shown: str = ""
    origin: Origin = Origin.MISSING
    evidence: str | None = None
    example: str | None = None
    options: tuple[FieldOption, ...] = ()
    columns: tuple["DraftField", ...] = ()
    tab: str | None = None
    limit: int = 3000
    is_wanted: bool = False
    fault: str | None = None


class LeftText(_Frozen):
    """A text that has no place in the form, under the heading it stood under before."""

    label: str
    text: str


class ProposedSection(_Frozen):
    """A section that an event may depart from: its document, its words, and how to choose it."""

    key: str
    document: str
    section: str
    source: str
    quotes: tuple[str, ...]


class Departed(_Frozen):
    """What a report may depart from, best first; no section when none in the sources fits."""

    sections: tuple[ProposedSection, ...] = ()


class DraftReply(_Frozen):
    """A draft: its fields in order, the next one to ask for, and the text to paste.

    `unsaved` holds the other text of a field that was written in twice at the same time,
    `answered` the field that was just filled in by what was said, and `left` what has no place
    in this form. `departed` is given while a report has not said what it departs from.
    """

    draft_id: str
    version: int
    form: str
    form_title: str
    about: str
    entered_in: Register = Register.SAMSA
    fields: tuple[DraftField, ...]
    missing: tuple[str, ...] = ()
    next_field: str | None = None
    remarks: tuple[Remark, ...] = ()
    masked: tuple[str, ...] = ()
    masked_now: tuple[str, ...] = ()
    notices: tuple[DraftNotice, ...] = ()
    unsaved: dict[str, Any] = {}
    answered: str | None = None
    left: tuple[LeftText, ...] = ()
    departed: Departed | None = None
    tabs: dict[str, str] = {}
    forms: tuple[FieldOption, ...] = ()
    updated_at: datetime | None = None
    expires_at: datetime | None = None
    text: str = ""

    @property
    def is_private(self) -> bool:
        """Tell that a draft is its author's alone until it is sent."""
        return True

    @property
    def can_be_sent(self) -> bool:
        """Tell whether nothing is missing, nothing stops it, and no choice of texts is left."""
        is_stopped = any(remark.blocks for remark in self.remarks) or bool(self.unsaved)
        return not self.missing and not is_stopped and not any(one.fault for one in self.fields)

    def not_understood(self, masked: tuple[str, ...]) -> "DraftReply":
        """Give the reply that asks once more, since what was said was no answer."""
        notices = (*self.notices, DraftNotice.NOT_UNDERSTOOD)
        return self.model_copy(update={"notices": notices, "masked_now": masked})

    def field(self, name: str) -> DraftField:
        """Give a field by its id."""
        return next(one for one in self.fields if one.id == name)
