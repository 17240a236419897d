"""Every word that a person has put in a draft, kept so that a stray number can be told."""

from collections.abc import Container, Iterable, Mapping
from typing import Any

from bot.desk.drafts.showing import unpacked
from bot.desk.drafts.windows import Seen
from flows.forms.draft import Draft, empty_draft
from flows.forms.model import Form
from storage.drafts import StoredDraft


def said_with(stored: StoredDraft, values: Mapping[str, Any], seen: Seen) -> str:
    """Give all that was said, with what is filled in now.

    What a window saves again and again while somebody types takes the place of what it saved last.
    """
    said = stored.said
    if seen.window is not None:
        own = [one["value"] for one in stored.fields
               if one["field"] in values and one.get("by") == seen.window]  # fmt: skip
        for text in texts_in(own):
            said = said.replace(text, "", 1)
    new = [text for text in texts_in(values.values()) if text not in said]
    return " ".join([said.strip(), *new]).strip()


def texts_in(values: Iterable[Any]) -> list[str]:
    """Give the texts in values of any kind of field."""
    texts: list[str] = []
    for value in values:
        if isinstance(value, str):
            texts.append(value)
        elif isinstance(value, Mapping):
            texts += texts_in(value.values())
        elif isinstance(value, list):
            texts += texts_in(value)
    return texts


def words_in(form: Form, stored: StoredDraft, fields: Container[str]) -> str:
    """Give the person's words that stand in some fields."""
    draft: Draft = unpacked(form, stored) if stored.fields else empty_draft(form)
    return "\n".join(str(value) for name, value in draft.values().items() if name in fields)
