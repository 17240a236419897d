"""Divides a form into the steps of a modal: by its tabs, and no more than some inputs in each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil

from bot.desk.drafts import DraftReply
from bot.desk.drafts.reply import DraftField
from bot.slack.views import draft_words as words
from flows.forms.model import Kind

MOST_INPUTS = 10


@dataclass(frozen=True)
class Step:
    """A step of a modal: its name and its fields."""

    title: str
    fields: tuple[DraftField, ...]


def steps_of(reply: DraftReply) -> list[Step]:
    """Give the steps of a draft's form; rows have one of their own."""
    groups = groupby(reply.fields, key=lambda one: (one.tab, one.kind is Kind.ROWS))
    steps = [
        step
        for (tab, is_rows), fields in groups
        for step in _parts(_title(reply, tab), list(fields), is_rows=is_rows)
    ]
    names = [one.title for one in steps]
    return [Step(_numbered(names, place), one.fields) for place, one in enumerate(steps)]


def step_of(reply: DraftReply, field: str | None) -> int:
    """Give the step that holds a field; the first where there is none."""
    found = (
        number
        for number, step in enumerate(steps_of(reply))
        if any(one.id == field for one in step.fields)
    )
    return next(found, 0)


def _parts(title: str | None, fields: Sequence[DraftField], *, is_rows: bool) -> Iterator[Step]:
    if is_rows:
        yield from (Step(one.label, (one,)) for one in fields)
        return
    count = ceil(len(fields) / MOST_INPUTS)
    size = ceil(len(fields) / count)
    for start in range(0, len(fields), size):
        part = tuple(fields[start : start + size])
        # Without a tab, a step is known by what it begins with.
        yield Step(title or words.STEP_FROM.format(label=part[0].label), part)


def _title(reply: DraftReply, tab: str | None) -> str | None:
    return reply.tabs.get(tab, tab) if tab is not None else None


def _numbered(names: Sequence[str], place: int) -> str:
    """Give a step's name, with a number where several share it."""
    name = names[place]
    if names.count(name) == 1:
        return name
    return words.STEP_MORE.format(title=name, number=names[: place + 1].count(name))
