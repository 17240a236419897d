"""Tells a lesson when somebody says so: looked through, published, posted, taken back."""

import asyncio
import logging

from bot.desk.analyses.reply import LessonReply
from bot.desk.drafts.desk import Author
from bot.slack import words as common
from bot.slack.analyses.reading import Filled
from bot.slack.analyses.services import Services, author_of, said_of
from bot.slack.answering import Answer, fault
from bot.slack.ports import SendFailed, Spot
from bot.slack.pressed import Press, Work, tell
from bot.slack.views import analysis_words as words
from bot.slack.views.analysis_lesson import lesson_mark, lesson_modal, lesson_post, taken_back
from bot.slack.views.analysis_marks import CHANNEL, as_id
from knowledge.model import StaffError
from storage.database import StorageError
from storage.lessons import Post

_log = logging.getLogger(__name__)
_NOT_THERE = {"not_in_channel", "channel_not_found", "is_archived"}


class Telling:
    """Shows a lesson word for word, and does with it what was pressed."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def open(self, press: Press) -> Work:
        """Open a lesson to look it through."""
        lessons = self._services.lessons
        return self._services.open(
            press, lambda: lesson_modal(lessons.show(as_id(press.value), author_of(press)))
        )

    def publish(self, press: Press) -> Work:
        """Put a lesson among the sources; that takes a while, and is said."""
        return self._publish(press)

    def withdraw(self, press: Press) -> Work:
        """Take a lesson away, from the sources and from the channels."""
        return self._withdraw(press)

    def submitted(self, form: Filled) -> tuple[Answer, Work | None]:
        """Post a lesson in the channel that was chosen."""
        if form.mark is None:
            return {}, None
        try:
            lesson = self._to_post(form.mark.subject, form)
        except (StaffError, StorageError) as error:
            return fault(CHANNEL, said_of(error)), None
        view = lesson_modal(lesson, words.POSTING)
        return {"response_action": "update", "view": view}, self._post(form, lesson)

    def _to_post(self, analysis_id: str, form: Filled) -> LessonReply:
        if not form.channel:
            raise StaffError(words.CHOOSE_CHANNEL)
        lesson = self._services.lessons.to_post(analysis_id, form.author)
        if form.channel in lesson.channels:
            raise StaffError(words.ALREADY_POSTED)
        return lesson

    async def _publish(self, press: Press) -> None:
        shown = await self._wait(press, words.PUBLISHING)
        if shown is None:
            return
        lessons, author = self._services.lessons, author_of(press)
        try:
            lesson = await asyncio.to_thread(lessons.publish, shown.analysis_id, author)
        except (StaffError, StorageError) as error:
            await self._again(press, shown, said_of(error))
            return
        await self._again(press, lesson, words.PUBLISHED)

    async def _withdraw(self, press: Press) -> None:
        shown = await self._wait(press, words.WITHDRAWING)
        if shown is None:
            return
        lessons, author = self._services.lessons, author_of(press)
        try:
            lesson = await asyncio.to_thread(lessons.withdraw, shown.analysis_id, author)
            posts = await asyncio.to_thread(lessons.posts, lesson.lesson_id)
        except (StaffError, StorageError) as error:
            await self._again(press, shown, said_of(error))
            return
        await self._take_back(press.team, lesson, posts)
        await self._again(press, lesson, words.TAKEN_BACK)

    async def _wait(self, press: Press, said: str) -> LessonReply | None:
        """Say that something is going on, to whoever may see the lesson."""
        lessons, author = self._services.lessons, author_of(press)
        try:
            shown = await asyncio.to_thread(lessons.show, as_id(press.value), author)
        except (StaffError, StorageError) as error:
            await tell(self._services.surface, press, said_of(error))
            return None
        await self._services.update(press.team, press.view_id, lesson_modal(shown, said))
        return shown

    async def _again(self, press: Press, lesson: LessonReply, said: str) -> None:
        await self._services.update(press.team, press.view_id, lesson_modal(lesson, said))
        await self._services.surface.home.refresh(press.team, press.user)

    async def _take_back(self, team: str, lesson: LessonReply, posts: list[Post]) -> None:
        for post in posts:
            try:
                spot = Spot(team, post.channel)
                await self._services.surface.sender.edit(spot, post.ts, taken_back(lesson))
            except SendFailed as error:
                _log.warning("lesson still posted code=%s", error.code)

    async def _post(self, form: Filled, lesson: LessonReply) -> None:
        said = words.POSTED
        try:
            ts = await self._posted(Spot(form.author.team, form.channel), lesson)
            lesson = await asyncio.to_thread(self._noted, form.author, lesson, form.channel, ts)
        except SendFailed as error:
            _log.warning("lesson not posted code=%s", error.code)
            said = words.NOT_IN_CHANNEL if error.code in _NOT_THERE else words.NOT_POSTED
        except (StaffError, StorageError) as error:
            said = said_of(error) if isinstance(error, StaffError) else common.TRY_AGAIN
        await self._services.update(form.author.team, form.window, lesson_modal(lesson, said))

    async def _posted(self, spot: Spot, lesson: LessonReply) -> str:
        """Post a lesson once: one that a crash left behind is found again."""
        sender = self._services.surface.sender
        earlier = await sender.find(spot, lesson_mark(lesson.lesson_id))
        return earlier or await sender.post(spot, lesson_post(lesson))

    def _noted(self, author: Author, lesson: LessonReply, channel: str, ts: str) -> LessonReply:
        return self._services.lessons.posted(lesson.analysis_id, author, Post(channel, ts))
