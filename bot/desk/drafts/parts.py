"""What the draft desk works with, and who writes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from types import MappingProxyType

from bot.desk.drafts.reply import Departed, DraftReply
from flows.forms import Form, load_forms
from flows.forms.draft import Draft
from flows.forms.sorting import Embed
from flows.wording import Wording, load_wording
from storage.drafts import Drafts, StoredDraft

NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Author:
    """Who writes: the person, in which workspace, and for which unit."""

    team: str
    user: str
    unit: str | None = None


Changed = Callable[[str, Author], None]
"""Called with the id of a draft that was changed or ended, and its author, in any thread."""


Prefilled = Callable[[Form, StoredDraft, Draft], Draft]
"""Gives the draft with what is known before anybody is asked."""


Departing = Callable[[DraftReply], Departed | None]
"""Gives what a report may depart from; None when that is said, or too little is written."""


def as_it_is(_form: Form, _stored: StoredDraft, draft: Draft) -> Draft:
    """Fill in nothing before."""
    return draft


@cache
def bundled_forms() -> Mapping[str, Form]:
    """Give the bundled forms, read once."""
    return load_forms()


@cache
def bundled_wording() -> Wording:
    """Give the reader of wording with the bundled words, read once."""
    return load_wording()


@dataclass(frozen=True)
class DraftParts:
    """What the desk works with; `names` gives the names of a workspace's units by id."""

    drafts: Drafts
    embed: Callable[[], Embed]
    names: Callable[[str], Mapping[str, str]] = lambda _team: NOTHING
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    keep_days: int = 7
    forms: Callable[[], Mapping[str, Form]] = bundled_forms
    prefill: Prefilled = as_it_is
    wording: Callable[[], Wording] = bundled_wording
    departs: Departing = lambda _reply: None
