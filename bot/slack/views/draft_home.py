"""Shows the drafts a person has: their room on the Home tab, and the word that one is soon gone."""

from collections.abc import Sequence

from bot.desk.drafts import DraftReply
from bot.slack.ports import Message
from bot.slack.views import draft_words as words
from bot.slack.views import parts
from bot.slack.views.draft import Forms
from bot.slack.views.draft_left import said_day
from bot.slack.views.draft_marks import OPEN, START, DraftMark
from bot.slack.views.parts import Json
from flows.forms.draft import Origin
from flows.forms.model import Kind

MOST = 5
_TITLE_LENGTH = 90


def drafts_on_home(forms: Forms, drafts: Sequence[DraftReply] | None) -> list[Json]:
    """Give the room; None stands for drafts that can't be read just now."""
    new = [parts.button(title, f"{START}_{form}", form) for form, title in forms]
    return [
        parts.header(words.HOME_TITLE),
        *([parts.said(words.HOME_NEW), parts.actions(*new)] if new else []),
        *_open(drafts),
        parts.divider(),
    ]


def title_of(draft: DraftReply) -> str:
    """Give the line a draft is known by: the beginning of what was written first."""
    texts = (one for one in draft.fields if one.kind is Kind.TEXT)
    first = next((one.shown for one in texts if one.origin is not Origin.MISSING), "")
    return parts.clipped(" ".join(first.split()) or words.HOME_UNTITLED, _TITLE_LENGTH)


def expiring_message(draft: DraftReply, mark: str) -> Message:
    """Say that a draft is soon gone, with a way back to it."""
    said = words.EXPIRES.format(form=draft.form_title, expires=said_day(draft.expires_at))
    value = DraftMark.of(draft).value
    blocks = [
        parts.said(said),
        parts.said(title_of(draft), italic=True),
        parts.actions(parts.button(words.HOME_RESUME, OPEN, value, style="primary")),
    ]
    return Message(parts.escaped(said), blocks, mark)


def _open(drafts: Sequence[DraftReply] | None) -> list[Json]:
    if drafts is None:
        return [parts.said(words.HOME_FAILED)]
    if not drafts:
        return [parts.small(words.HOME_EMPTY)]
    more = [parts.small(words.HOME_MORE.format(count=MOST))] if len(drafts) > MOST else []
    title = parts.said(words.HOME_CONTINUE, bold=True)
    return [title, *(_row(draft) for draft in drafts[:MOST]), *more]


def _row(draft: DraftReply) -> Json:
    text = words.HOME_ROW.format(
        title=title_of(draft),
        form=draft.form_title,
        updated=said_day(draft.updated_at),
        expires=said_day(draft.expires_at),
    )
    value = DraftMark.of(draft).value
    return parts.beside(text, parts.button(words.HOME_RESUME, OPEN, value))
