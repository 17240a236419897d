"""Brings a reply to where it belongs: thread, direct messages or an open modal; each one once."""

import asyncio
import logging
from dataclasses import dataclass

from bot.desk.guide_reply import GuideReply
from bot.desk.reply import Reply
from bot.slack import words
from bot.slack.asking import MODAL, ModalQuestions
from bot.slack.ports import Message, Sender, SendFailed, Spot
from bot.slack.sender import KEY_GONE
from bot.slack.views import render_message, render_modal
from storage.guidances import Guidances
from storage.jobs import Job, Jobs

_log = logging.getLogger(__name__)
_GONE = {"message_not_found", "cant_update_message", "edit_window_closed"}


@dataclass(frozen=True)
class Delivered:
    """Where a reply stands; both are None when it was shown in a modal."""

    channel: str | None = None
    ts: str | None = None


@dataclass(frozen=True)
class Talks:
    """What keeps in which thread a question, and a guide that it began, goes on."""

    jobs: Jobs
    guidances: Guidances

    def move(self, job: Job, guidance_id: str, place: tuple[str, str]) -> None:
        """Let a guide go on in the thread of its reply: what is said elsewhere is not said to it.

        Beside the question itself, the one that the thread began with leads there from now on.
        """
        conversation = ":".join((job.team, *place))
        self.guidances.move(guidance_id, conversation)
        self.jobs.move(job, conversation, place)


class Replies:
    """Delivers replies; a repeat after a crash edits what was posted instead of posting again."""

    def __init__(self, sender: Sender, questions: ModalQuestions, talks: Talks) -> None:
        self._sender = sender
        self._questions = questions
        self._talks = talks

    async def deliver(self, job: Job, reply: Reply) -> Delivered:
        """Bring the reply to a question; raises `SendFailed` when it did not get there."""
        delivered = await self._delivered(job, reply)
        if isinstance(reply, GuideReply) and delivered.channel and delivered.ts:
            thread = job.thread if delivered.channel == job.channel else delivered.ts
            place = (delivered.channel, thread)
            if job.conversation != ":".join((job.team, *place)):
                await asyncio.to_thread(self._talks.move, job, reply.guidance_id, place)
        return delivered

    async def _delivered(self, job: Job, reply: Reply) -> Delivered:
        if job.channel == MODAL:
            return await self._in_modal(job, reply)
        if reply.is_private and not job.is_private:
            return await self._apart(job, reply, pointer=words.ANSWERED_PRIVATELY)
        spot = Spot(job.team, job.channel, job.thread)
        try:
            return await self._at(job, spot, render_message(reply, mark=job.id))
        except SendFailed as error:
            if error.is_passing or error.code in KEY_GONE or not _has_another_place(job, error):
                raise
            _log.info("place closed id=%s code=%s", job.id, error.code)
        return await self._apart(job, reply, pointer=None)

    async def take_away(self, job: Job) -> None:
        """Remove the reply to a question that was removed; raises when that may work later."""
        if job.reply_ts is not None:
            await self._remove_known(job, job.reply_ts)
        elif job.attempts > 1:  # it may have been posted just before a crash
            for is_apart in (False, True):
                await self._remove_found(job, is_apart=is_apart)

    async def _in_modal(self, job: Job, reply: Reply) -> Delivered:
        view_id = self._questions.take_view(job.id)
        if view_id is not None:
            try:
                await self._sender.update_view(job.team, view_id, render_modal(reply))
            except SendFailed as error:
                _log.info("modal gone id=%s code=%s", job.id, error.code)
            else:
                return Delivered()
        return await self._apart(job, reply, pointer=None)

    async def _apart(self, job: Job, reply: Reply, pointer: str | None) -> Delivered:
        """Answer in the direct messages, and tell the asker in the channel to look there."""
        direct = await self._sender.direct_channel(job.team, job.asker)
        message = render_message(reply, mark=job.id, is_apart=True)
        delivered = await self._at(job, Spot(job.team, direct), message)
        if pointer is not None:
            await self._point(job, pointer)
        return delivered

    async def _at(self, job: Job, spot: Spot, message: Message) -> Delivered:
        ts = await self._edited(job, spot, message) or await self._sender.post(spot, message)
        if job.reply_ts not in (None, ts):  # it was answered elsewhere, as it read before
            await self._remove_known(job, str(job.reply_ts))
        return Delivered(spot.channel, ts)

    async def _edited(self, job: Job, spot: Spot, message: Message) -> str | None:
        ts = await self._earlier(job, spot)
        if ts is None:
            return None
        try:
            await self._sender.edit(spot, ts, message)
        except SendFailed as error:
            if error.code not in _GONE:
                raise
            return None
        return ts

    async def _earlier(self, job: Job, spot: Spot) -> str | None:
        """Give the message to edit: one that is known, or one that was posted before a crash."""
        if job.reply_ts is not None and (job.reply_channel or job.channel) == spot.channel:
            return job.reply_ts
        return await self._sender.find(spot, job.id) if job.attempts > 1 else None

    async def _point(self, job: Job, pointer: str) -> None:
        spot = Spot(job.team, job.channel, job.thread_ts)
        try:
            await self._sender.post_to_one(spot, job.asker, Message(pointer))
        except SendFailed as error:
            _log.warning("pointer not shown id=%s code=%s", job.id, error.code)

    async def _remove_known(self, job: Job, ts: str) -> None:
        channel = job.reply_channel or job.channel
        thread_ts = job.thread if channel == job.channel else None
        try:
            await self._sender.delete(Spot(job.team, channel, thread_ts), ts)
        except SendFailed as error:
            _pass_on(job, error)

    async def _remove_found(self, job: Job, *, is_apart: bool) -> None:
        spot = Spot(job.team, job.channel, job.thread)
        try:
            if is_apart:
                direct = await self._sender.direct_channel(job.team, job.asker)
                spot = Spot(job.team, direct)
            ts = await self._sender.find(spot, job.id)
            if ts is not None:
                await self._sender.delete(spot, ts)
        except SendFailed as error:
            _pass_on(job, error)


def _has_another_place(job: Job, error: SendFailed) -> bool:
    """Tell whether the direct messages are left to answer in."""
    return not job.is_private or error.code == "thread_not_found"


def _pass_on(job: Job, error: SendFailed) -> None:
    """Raise what may work later; the rest is over, and noted."""
    if error.is_passing or error.code in KEY_GONE:
        raise error
    _log.warning("reply not removed id=%s code=%s", job.id, error.code)
