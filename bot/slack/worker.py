"""Works on one question: asks the front desk in a thread of its own, and delivers the reply."""

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from bot.desk.front import Asked, FrontDesk
from bot.desk.reply import AnswerReply, NoteReply, Reply
from bot.privacy import masked_before
from bot.slack import words
from bot.slack.asking import MODAL
from bot.slack.delivery import Delivered, Replies
from bot.slack.home import HomeTab
from bot.slack.ports import Background, Sender, SendFailed, Spot
from bot.slack.sender import KEY_GONE, PERSON_GONE
from knowledge.model import StaffError
from storage.database import StorageError
from storage.jobs import Job, Jobs, JobState

_log = logging.getLogger(__name__)
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 2.0, 60.0
_MOST_FAULTS = 3  # then the asker is told that there will be no answer
_STATUS_S = 2.0


@dataclass(frozen=True)
class WorkerParts:
    """What a worker works with; `threads` bounds how many answers are made at once."""

    jobs: Jobs
    front: Callable[[], FrontDesk]
    sender: Sender
    replies: Replies
    background: Background
    home: HomeTab
    threads: ThreadPoolExecutor
    clock: Callable[[], datetime]


@dataclass
class _UnderWay:
    """How far a question has come: its reply, how often Slack said no, and what went wrong."""

    question: str | None = None
    reply: Reply | None = None
    tries: int = 0
    faults: int = 0


class Worker:
    """Answers questions one by one, and remembers replies that could not be delivered yet."""

    def __init__(self, parts: WorkerParts) -> None:
        self._parts = parts
        self._under_way: dict[str, _UnderWay] = {}

    async def work(self, job: Job) -> float | None:
        """Answer a question; gives the seconds until it is tried again, None when it is over."""
        try:
            current = await asyncio.to_thread(self._parts.jobs.start, job.id, self._parts.clock())
            if current is not None:  # or it is answered already
                await self._carry_out(current)
        except SendFailed as error:
            return await self._not_sent(job, error)
        except StorageError as error:
            _log.warning("question kept waiting id=%s: %s", job.id, error)
            return self._pause(job.id)
        except Exception as error:  # noqa: BLE001 - the asker is told, without its text
            return await self._failed(job, error)
        self._under_way.pop(job.id, None)
        return None

    async def _carry_out(self, job: Job) -> None:
        if job.state is not JobState.REMOVED:
            return await self._answer(job)
        await self._parts.replies.take_away(job)
        await asyncio.to_thread(self._parts.jobs.taken_away, job.id, self._parts.clock())
        return self._parts.background.spawn(self._parts.home.refresh(job.team, job.asker))

    async def _answer(self, job: Job) -> None:
        started = time.monotonic()
        reply = await self._reply_to(job, self._progress(job.id))
        delivered = await self._parts.replies.deliver(job, reply)
        _log.info("answered id=%s ms=%d", job.id, (time.monotonic() - started) * 1000)
        await self._finish(job, reply, delivered)

    async def _reply_to(self, job: Job, progress: _UnderWay) -> Reply:
        """Give the reply, made once for each wording of the question."""
        if progress.question != job.question:  # it is new, or was edited
            progress.question, progress.reply, progress.faults = job.question, None, 0
        if progress.faults >= _MOST_FAULTS:
            return NoteReply(text=words.DESK_FAILED, masked=tuple(job.masked))
        if progress.reply is None:
            shown = self._show_status(job)
            loop = asyncio.get_running_loop()
            progress.reply = await loop.run_in_executor(self._parts.threads, self._ask, job)
            with suppress(TimeoutError):
                # A status that arrives after the reply would stay.
                await asyncio.wait_for(shown.wait(), _STATUS_S)
        return progress.reply

    def _show_status(self, job: Job) -> asyncio.Event:
        shown = asyncio.Event()

        async def show() -> None:
            await self._parts.sender.status(_place(job), words.SEARCHING)
            shown.set()

        if job.channel == MODAL:
            shown.set()
        else:
            self._parts.background.spawn(show())
        return shown

    def _ask(self, job: Job) -> Reply:
        try:
            asked = Asked(
                text=masked_before(job.question, job.masked),
                asker=job.asker,
                team=job.team,
                thread=job.conversation,
                conversation=_memory(job),
                message=job.id,
            )
            return self._parts.front().reply(asked)
        except StaffError as error:
            return NoteReply(text=str(error), masked=tuple(job.masked))

    async def _finish(self, job: Job, reply: Reply, delivered: Delivered) -> None:
        known = {
            "reply_ts": delivered.ts,
            "reply_channel": delivered.channel,
            "answer_id": reply.answer_id if isinstance(reply, AnswerReply) else None,
        }
        await asyncio.to_thread(self._close, job.id, JobState.ANSWERED, known)
        spawn = self._parts.background.spawn
        if delivered.channel not in (None, job.channel):
            spawn(self._parts.sender.status(_place(job), ""))
        spawn(self._parts.home.refresh(job.team, job.asker))

    def _close(self, job_id: str, state: JobState, known: dict[str, str | None]) -> JobState | None:
        return self._parts.jobs.finish(job_id, state, self._parts.clock(), **known)

    async def _not_sent(self, job: Job, error: SendFailed) -> float | None:
        _log.warning("not delivered id=%s code=%s", job.id, error.code)
        if error.is_passing or error.code in KEY_GONE:
            return self._pause(job.id)
        is_gone = error.code in PERSON_GONE
        return await self._give_up(job.id, JobState.DROPPED if is_gone else JobState.FAILED)

    async def _failed(self, job: Job, error: Exception) -> float | None:
        _log.error("answering failed id=%s type=%s", job.id, type(error).__name__)
        progress = self._progress(job.id)
        progress.faults += 1
        if progress.faults <= _MOST_FAULTS:
            return self._pause(job.id)
        return await self._give_up(job.id, JobState.FAILED)

    async def _give_up(self, job_id: str, state: JobState) -> float | None:
        try:
            await asyncio.to_thread(self._close, job_id, state, {})
        except StorageError as error:
            _log.warning("end not noted id=%s: %s", job_id, error)
            return self._pause(job_id)
        self._under_way.pop(job_id, None)
        return None

    def _progress(self, job_id: str) -> _UnderWay:
        return self._under_way.setdefault(job_id, _UnderWay())

    def _pause(self, job_id: str) -> float:
        """Give growing pauses, so that a Slack that comes back is not met by all at once."""
        progress = self._progress(job_id)
        pause = _FIRST_PAUSE_S * float(1.5 ** min(progress.tries, 20))
        progress.tries += 1
        return min(pause, _LONGEST_PAUSE_S)


def _place(job: Job) -> Spot:
    return Spot(job.team, job.channel, job.thread)


def _memory(job: Job) -> str:
    """Give what a question may be a follow-up to: in direct messages, all that was said there.

    What is said in the thread of a reply that was brought there belongs to where it was asked.
    """
    messages = f"{job.team}:{job.channel}"
    is_direct = job.is_private and job.channel != MODAL
    is_asked_here = job.conversation.startswith(f"{messages}:")
    return messages if is_direct and is_asked_here else job.conversation
