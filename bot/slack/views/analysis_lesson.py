"""Shows a lesson: to be looked through, in a channel, and taken back there."""

from collections.abc import Iterator

from bot.desk.analyses.reply import LessonReply
from bot.desk.analyses.words import LABEL
from bot.desk.messages.words import said_time
from bot.slack.ports import Message, View
from bot.slack.views import analysis_marks as marks
from bot.slack.views import analysis_words as words
from bot.slack.views import parts
from bot.slack.views.analysis import confirmed
from bot.slack.views.pages import pieces
from bot.slack.views.parts import Json

_PIECE = 2500


def lesson_mark(lesson_id: str) -> str:
    """Give what the post of a lesson is found again by."""
    return f"lesson:{lesson_id}"


def lesson_modal(lesson: LessonReply, said: str = "") -> View:
    """Give a lesson word for word as it will be told, and what can be done with it."""
    blocks = [
        *_lesson(lesson),
        parts.divider(),
        *_standing(lesson),
        *([parts.said(said, bold=True)] if said else []),
    ]
    buttons = list(_buttons(lesson))
    blocks += [parts.actions(*buttons)] if buttons else []
    more = {"submit": words.POST} if lesson.is_told else {}
    blocks += [_channel()] if lesson.is_told else []
    return parts.modal(
        words.LESSON_TITLE, blocks, close=words.CLOSE, callback_id=marks.LESSON,
        private_metadata=marks.AnalysisMark(lesson.analysis_id).value, **more,
    )  # fmt: skip


def lesson_post(lesson: LessonReply) -> Message:
    """Give a lesson as it is posted: as it was shown, and nothing more."""
    blocks = [*_lesson(lesson), parts.small(words.POST_SMALL)]
    text = parts.escaped(f"{LABEL}: {lesson.title}")
    return Message(text, blocks, lesson_mark(lesson.lesson_id))


def taken_back(lesson: LessonReply) -> Message:
    """Give what stands in a channel when a lesson has been withdrawn."""
    said = words.POST_TAKEN_BACK
    return Message(said, [parts.said(said)], lesson_mark(lesson.lesson_id))


def _lesson(lesson: LessonReply) -> Iterator[Json]:
    yield parts.header(parts.clipped(lesson.title, parts.HEADER_TEXT))
    yield parts.small(LABEL)
    for one in lesson.texts:
        first, *rest = pieces(parts.clean(one.text), _PIECE)
        heading = parts.paragraph(parts.words(f"{one.label}\n", bold=True))
        yield parts.rich(heading, parts.paragraph(parts.words(first)))
        yield from (parts.rich(parts.paragraph(parts.words(piece))) for piece in rest)


def _standing(lesson: LessonReply) -> Iterator[Json]:
    if lesson.withdrawn_at is not None:
        yield parts.said(words.LESSON_WITHDRAWN.format(at=said_time(lesson.withdrawn_at)))
    elif lesson.published_at is not None:
        yield parts.said(words.LESSON_TOLD.format(at=said_time(lesson.published_at)))
    else:
        yield parts.said(words.LESSON_REVIEW)
    if lesson.channels and lesson.withdrawn_at is None:
        yield parts.small(words.LESSON_POSTED.format(count=len(lesson.channels)))


def _buttons(lesson: LessonReply) -> Iterator[Json]:
    if lesson.withdrawn_at is not None:
        return
    if lesson.published_at is None:
        confirm = confirmed(words.PUBLISH_CONFIRM, words.PUBLISH)
        yield parts.button(words.PUBLISH, marks.PUBLISH, lesson.analysis_id, style="primary",
                           confirm=confirm)  # fmt: skip
    confirm = confirmed(words.WITHDRAW_CONFIRM, words.WITHDRAW)
    yield parts.button(words.WITHDRAW, marks.WITHDRAW, lesson.analysis_id, style="danger",
                       confirm=confirm)  # fmt: skip


def _channel() -> Json:
    element: Json = {
        "type": "conversations_select",
        "action_id": marks.CHANNEL,
        "placeholder": parts.plain(words.CHANNEL_PLACEHOLDER, 150),
        "filter": {"include": ["public"], "exclude_external_shared_channels": True,
                   "exclude_bot_users": True},
    }  # fmt: skip
    return {
        "type": "input",
        "block_id": marks.CHANNEL,
        "optional": True,
        "label": parts.plain(words.CHANNEL_LABEL, 150),
        "hint": parts.plain(words.CHANNEL_HINT, 150),
        "element": element,
    }
