"""Shows an answer: quotes as quotes with their sources, or why there is none and what to do."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from bot import texts
from bot.desk.reply import AnswerReply
from bot.desk.sections import digest
from bot.privacy import describe
from bot.privacy.telling import Surface as WrittenIn
from bot.slack import words
from bot.slack.views import parts
from bot.slack.views.parts import Json
from knowledge.answer import Answer, Citation, Reason, Status

Surface = Literal["message", "modal"]
_BUDGET = 11_500  # of the 13,200 characters of JSON that Slack takes in a message
_QUOTE_LENGTHS = (2900, 1400, 700, 300, 120)
_MOST_GROUPS = 8
_MOST_MARKS = 50
_NEAR_REASONS = {Reason.NOTHING_FOUND, Reason.NO_SUPPORT}


@dataclass(frozen=True)
class SectionButton:
    """What the button of a place carries: the answer, a quote's number, and the quotes' digests."""

    answer_id: str
    number: int
    marks: Sequence[str]

    @classmethod
    def of(cls, answer_id: str, citations: Sequence[Citation]) -> "SectionButton":
        """Give the button of quotes from one place."""
        marks = [digest(citation.quote) for citation in citations[:_MOST_MARKS]]
        return cls(answer_id, citations[0].number, marks)

    @classmethod
    def read(cls, value: str) -> "SectionButton | None":
        """Read a button's value, or None when it is none of ours."""
        found = re.fullmatch(r"(\w+):(\d{1,4}):([0-9a-f,]*)", value, re.ASCII)
        return cls(found[1], int(found[2]), found[3].split(",")) if found else None

    @property
    def value(self) -> str:
        """Give the value as the button carries it."""
        return f"{self.answer_id}:{self.number}:{','.join(self.marks)}"


def answer_blocks(reply: AnswerReply, surface: Surface, *, is_apart: bool) -> list[Json]:
    """Give the blocks of an answer; `is_apart` when the question does not stand above it."""
    above = [*_question(reply, is_apart=is_apart), *_reason(reply.answer)]
    notices = _notices(reply, is_apart=is_apart)
    below = [*_near(reply.answer), *notices, *_buttons(reply, surface)]
    quotes = _fitting(reply, _BUDGET - parts.size([*above, *below]))
    return [*above, *quotes, *below]


def answer_text(reply: AnswerReply, *, is_apart: bool) -> str:
    """Give what notifications and screen readers say: the answer itself."""
    said = [reply.text, *_notice_texts(reply, is_apart=is_apart)]
    return parts.escaped("\n\n".join(text for text in said if text))


def _question(reply: AnswerReply, *, is_apart: bool) -> Iterator[Json]:
    if is_apart:
        shown = parts.clipped(reply.answer.question, 600)
        label = parts.words(f"{words.YOUR_QUESTION} ", bold=True)
        yield parts.rich(parts.paragraph(label, parts.words(shown)))


def _reason(answer: Answer) -> Iterator[Json]:
    if answer.reason is not None:
        yield parts.said(parts.clipped(texts.reason_text(answer), 2500))


def _fitting(reply: AnswerReply, room: int) -> list[Json]:
    """Give the quotes, each whole if there is room for it."""
    blocks: list[Json] = []
    for length in _QUOTE_LENGTHS:
        blocks = list(_quotes(reply, length))
        if parts.size(blocks) <= room:
            return blocks
    return _first_that_fit(blocks, room)


def _first_that_fit(blocks: Sequence[Json], room: int) -> list[Json]:
    kept = list(blocks)
    while kept and parts.size([*kept, parts.small(words.CUT)]) > room:
        kept.pop()
    return [*kept, parts.small(words.CUT)]


def _quotes(reply: AnswerReply, length: int) -> Iterator[Json]:
    citations = reply.answer.citations
    groups = groupby(citations, key=lambda one: (one.document_id, one.section, one.page))
    for number, (_, group) in enumerate(groups):
        if number < _MOST_GROUPS:
            yield from _group(reply, list(group), length)
    if any(len(one.quote) > length for one in citations):
        yield parts.small(words.CUT)


def _group(reply: AnswerReply, citations: Sequence[Citation], length: int) -> Iterator[Json]:
    """Give the quotes of one place, and the place with its button."""
    yield parts.rich(*(_quote(citation, length) for citation in citations))
    source = parts.clipped(texts.source_line(citations[0]), 700)
    if reply.notice is not None:
        yield parts.small(source)  # what was not recorded can't be looked up again
        return
    value = SectionButton.of(reply.answer_id, citations).value
    label = f"{words.SHOW_SECTION}, citat {citations[0].number}"
    yield parts.beside(
        source,
        parts.button(words.SHOW_SECTION, "show_section", value, accessibility_label=label),
    )


def _quote(citation: Citation, length: int) -> Json:
    text = parts.clipped(citation.quote, length)
    runs = [parts.words(f"[{citation.number}] ”{text}”")]
    label = texts.BASIS_WORDS[citation.basis]
    if label:
        runs.append(parts.words(f" ({label})", italic=True))
    return parts.quote(*runs)


def _near(answer: Answer) -> Iterator[Json]:
    if answer.citations or answer.reason not in _NEAR_REASONS:
        return
    named = dict.fromkeys(place.section for place in answer.passages[:3] if place.section)
    if named:
        lines = [parts.clipped(name, 300) for name in named]
        yield parts.rich(parts.paragraph(parts.words(words.NEAREST)), parts.bullets(lines))


def _notices(reply: AnswerReply, *, is_apart: bool) -> Iterator[Json]:
    notices = list(_notice_texts(reply, is_apart=is_apart))
    if notices:
        yield parts.small(*notices)


def _notice_texts(reply: AnswerReply, *, is_apart: bool) -> Iterator[str]:
    if reply.masked:
        # What was written in a modal or a command is no message that could be removed.
        in_message = describe(reply.masked, WrittenIn.SLACK)
        yield parts.hidden(reply.masked) if is_apart else in_message
    if reply.notice:
        yield reply.notice
    if reply.answer.citations:
        yield texts.ABOUT_DRAFT


def _buttons(reply: AnswerReply, surface: Surface) -> Iterator[Json]:
    if reply.notice is not None or reply.answer.reason is Reason.BAD_INPUT:
        return
    human = [parts.button(words.ASK_HUMAN, "ask_human", reply.answer_id)]
    # What is refused belongs to the responsible nurse or doctor, not to a Slack channel.
    handed_on = [] if reply.answer.status is Status.REFUSED else human
    if surface == "message":
        yield _native_feedback(reply.answer_id)
        if handed_on:
            yield parts.actions(*handed_on)
    else:
        yield parts.actions(*_plain_feedback(reply.answer_id), *handed_on)


def _native_feedback(answer_id: str) -> Json:
    element = {
        "type": "feedback_buttons",
        "action_id": "answer_feedback",
        "positive_button": _thumb(words.HELPED, f"good:{answer_id}", words.HELPED_LABEL),
        "negative_button": _thumb(words.DID_NOT_HELP, f"bad:{answer_id}", words.DID_NOT_HELP_LABEL),
    }
    return {"type": "context_actions", "elements": [element]}


def _thumb(text: str, value: str, label: str) -> Json:
    return {"text": parts.plain(text, 75), "value": value, "accessibility_label": label}


def _plain_feedback(answer_id: str) -> list[Json]:
    return [
        parts.button(
            words.HELPED, "answer_good", answer_id, accessibility_label=words.HELPED_LABEL
        ),
        parts.button(
            words.DID_NOT_HELP, "answer_bad", answer_id,
            accessibility_label=words.DID_NOT_HELP_LABEL,
        ),
    ]  # fmt: skip
