"""Shows from which sections a report may depart; the person picks, writes, or does not know."""

from collections.abc import Iterator

from bot.desk.deviations.departing import DOCUMENT
from bot.desk.drafts import DraftReply
from bot.desk.drafts.reply import Departed, ProposedSection
from bot.slack.views import draft_words as words
from bot.slack.views import parts
from bot.slack.views.draft_marks import AS_PROPOSAL, DEPARTS, NOT_KNOWN, OPEN, DraftMark
from bot.slack.views.parts import Json

_QUOTED = 600


def departed_blocks(reply: DraftReply, *, in_form: bool = False) -> Iterator[Json]:
    """Give the proposals, or that none fits and what can be done then."""
    if reply.departed is None:
        return
    mark = DraftMark.of(reply).on(DOCUMENT)
    yield parts.said(words.DEPARTS if reply.departed.sections else words.DEPARTS_NONE, bold=True)
    for one in reply.departed.sections:
        yield from _section(one, DraftMark.of(reply).on(f"{DOCUMENT}-{one.key}"))
    write = [] if in_form else [parts.button(words.WRITE_IT, OPEN, mark.value)]
    yield parts.actions(
        *_as_proposal(reply.departed, mark),
        parts.button(words.NOT_KNOWN, NOT_KNOWN, mark.value),
        *write,
    )


def _section(one: ProposedSection, mark: DraftMark) -> Iterator[Json]:
    title = parts.paragraph(parts.words(one.section, bold=True))
    quotes = (parts.quote(parts.words(parts.clipped(text, _QUOTED))) for text in one.quotes)
    yield parts.rich(title, *quotes)
    yield parts.small(one.source)
    yield parts.actions(parts.button(words.PICK_SECTION, DEPARTS, mark.value))


def _as_proposal(departed: Departed, mark: DraftMark) -> Iterator[Json]:
    if not departed.sections:
        yield parts.button(words.AS_PROPOSAL, AS_PROPOSAL, mark.value)
