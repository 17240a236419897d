"""Takes in what is written: masks it in memory, and keeps claim and question before the ack."""

import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from bot import texts
from bot.privacy import MaskingFailed, mask
from bot.slack import words
from bot.slack.asking import written_text
from bot.slack.handoffs import HandoffService, Written
from bot.slack.heard import (
    Body,
    Heard,
    read_change,
    read_message,
    read_removed,
    removed,
    team_of,
)
from bot.slack.pool import Pool
from bot.slack.ports import Message, Sender, SendFailed, Spot
from bot.slack.views.handoff import hidden_in_relay
from storage.database import StorageError
from storage.jobs import Job, Jobs, JobState

_log = logging.getLogger(__name__)
Work = Coroutine[Any, Any, None]


@dataclass(frozen=True)
class IntakeParts:
    """What the intake works with."""

    jobs: Jobs
    pool: Pool
    sender: Sender
    handoffs: HandoffService
    clock: Callable[[], datetime]
    limit_per_user: int


class NotKept(Exception):  # noqa: N818 - says what happened
    """A message could not be kept, so it is not acknowledged and Slack sends it again."""


class Intake:
    """Everything that is written passes here; what is no question leaves no trace."""

    def __init__(self, parts: IntakeParts) -> None:
        self._parts = parts

    def take(self, body: Body) -> Work | None:
        """Keep what a message asks, and give what is left to do after the acknowledgement."""
        try:
            gone = removed(body)
            if gone is not None:
                return self._take_removal(body, *gone)
            if body["event"].get("subtype") == "message_changed":
                return self._take_change(body)
            heard = read_message(body)
            return self._take_message(heard) if heard is not None else None
        except StorageError as error:
            _log.warning("message not kept: %s", error)
            raise NotKept from None

    def _take_message(self, heard: Heard) -> Work | None:
        if heard.is_shared:
            return self._refuse_shared(heard) if heard.is_mention or heard.is_direct else None
        if self._is_for_people(heard):
            return self._relay(heard)
        if not self._is_for_us(heard):
            return None
        return self._keep(heard) if written_text(heard.text) else self._greet(heard)

    def _is_for_us(self, heard: Heard) -> bool:
        """Tell whether Lotsen is meant: in direct messages, by a mention, or in a thread of one."""
        if heard.is_direct or heard.is_mention:
            return True
        if heard.thread_ts is None or heard.is_to_others:
            return False
        thread = (heard.channel, heard.thread_ts)
        return self._parts.jobs.has_asked_in(heard.team, heard.user, thread)

    def _is_for_people(self, heard: Heard) -> bool:
        if heard.thread_ts is None or heard.is_mention:
            return False
        place = (heard.team, heard.channel, heard.thread_ts)
        return self._parts.handoffs.is_about(*place, heard.user)

    def _relay(self, heard: Heard) -> Work | None:
        try:
            text = mask(written_text(heard.text))
        except MaskingFailed:
            return self._tell(heard, words.MASK_FAILED) if self._claims(heard) else None
        place = (heard.team, heard.channel, heard.root, heard.ts)
        written = Written(*place, heard.user, text, heard.revision)
        kept = self._parts.handoffs.keep_written(written)
        if kept is None:
            return None
        handoff_id, is_new = kept
        return self._carry_on(handoff_id, heard, hidden_in_relay(text.kinds) if is_new else "")

    async def _carry_on(self, handoff_id: str, heard: Heard, hidden: str) -> None:
        self._parts.handoffs.carry_on(handoff_id)
        if hidden:
            await self._tell(heard, hidden)

    def _keep(self, heard: Heard) -> Work | None:
        try:
            job = self._job(heard)
        except MaskingFailed:
            return self._tell(heard, words.MASK_FAILED) if self._claims(heard) else None
        count = self._parts.jobs.open_count(heard.team, heard.user)
        if count >= self._parts.limit_per_user:
            said = words.TOO_MANY_OF_YOURS.format(count=count)
            is_known = self._parts.jobs.find(heard.team, heard.channel, heard.ts) is not None
            return self._tell(heard, said) if not is_known and self._claims(heard) else None
        is_new = self._parts.jobs.claim(heard.event_id, job)
        return self._submit(heard, job) if is_new else None

    def _greet(self, heard: Heard) -> Work | None:
        """Say what can be asked to someone who only called, or sent a file without words."""
        is_called = heard.is_direct or heard.is_mention
        return self._tell(heard, texts.HELLO) if is_called and self._claims(heard) else None

    def _job(self, heard: Heard) -> Job:
        text = mask(written_text(heard.text))
        return Job(
            id=uuid4().hex,
            team=heard.team,
            channel=heard.channel,
            ts=heard.ts,
            thread_ts=heard.thread_ts,
            asker=heard.user,
            is_private=heard.is_direct,
            conversation=self._conversation(heard),
            question=text.text,
            masked=text.kinds,
            created_at=self._parts.clock(),
            revision=heard.revision,
        )

    def _conversation(self, heard: Heard) -> str:
        """Give the thread; that of a reply brought to the messages goes on where it was asked."""
        if heard.is_direct and heard.thread_ts is not None:
            replied = self._parts.jobs.find_by_reply(heard.team, heard.channel, heard.thread_ts)
            if replied is not None:
                return replied.conversation
        return f"{heard.team}:{heard.channel}:{heard.root}"

    def _take_change(self, body: Body) -> Work | None:
        """Answer a question anew as it reads now; the reply to it is edited."""
        heard = read_change(body)
        if heard is None:
            return None
        kept = self._parts.jobs.find(heard.team, heard.channel, heard.ts)
        if kept is None or heard.is_shared:
            return self._take_message(heard)  # it was not asked, or not kept, as it read before
        try:
            now = self._job(heard)
        except MaskingFailed:
            return self._tell(heard, words.MASK_FAILED) if self._claims(heard) else None
        return self._answer_anew(heard, kept, now)

    def _answer_anew(self, heard: Heard, kept: Job, now: Job) -> Work | None:
        if (now.question, tuple(now.masked)) == (kept.question, tuple(kept.masked)):
            return None
        is_newer = self._parts.jobs.rewrite(replace(now, id=kept.id), self._parts.clock())
        return self._submit(heard, kept) if is_newer else None

    def _take_removal(self, body: Body, channel: str, ts: str) -> Work | None:
        """Forget a question that its writer removed, and let its reply be taken away."""
        kept = self._parts.jobs.find(team_of(body), channel, ts)
        if kept is None:
            self._forestall(body)
            return None
        is_new = self._parts.jobs.drop(kept.id, self._parts.clock())
        return self._line_up(kept) if is_new else None

    def _forestall(self, body: Body) -> None:
        """Let a question be none when it comes late, after the news that it was removed."""
        heard = read_removed(body)
        if heard is None or heard.is_shared or not self._is_for_us(heard):
            return
        job = self._job(replace(heard, text=""))
        self._parts.jobs.claim(heard.event_id, replace(job, state=JobState.DROPPED))

    async def _submit(self, heard: Heard, job: Job) -> None:
        is_busy = self._parts.pool.is_busy
        self._parts.pool.submit(job)
        if is_busy:
            await self._tell(heard, words.MANY_WAIT)

    async def _line_up(self, job: Job) -> None:
        self._parts.pool.submit(job)

    def apologize(self, body: Body) -> Work | None:
        """Say that a question could not be kept, to someone who asked in so many words."""
        heard = read_message(body)
        if heard is None or heard.is_shared or not (heard.is_direct or is_mention_event(body)):
            return None
        return self._tell(heard, words.NOT_KEPT_NOW)

    def _claims(self, heard: Heard) -> bool:
        """Claim a delivery, and the message itself: its twin carries another event id."""
        message = f"message:{heard.channel}:{heard.ts}:{heard.revision or ''}"
        names = (heard.event_id, message)
        return self._parts.jobs.claim_events(heard.team, names, self._parts.clock())

    def _refuse_shared(self, heard: Heard) -> Work | None:
        return self._tell(heard, words.SHARED_CHANNEL) if self._claims(heard) else None

    async def _tell(self, heard: Heard, text: str) -> None:
        """Say something to the one who wrote, in the thread; in a channel nobody else sees it."""
        spot = Spot(heard.team, heard.channel, heard.thread_ts)
        try:
            if heard.is_direct:
                await self._parts.sender.post(Spot(*spot_of(heard)), Message(text))
            else:
                await self._parts.sender.post_to_one(spot, heard.user, Message(text))
        except SendFailed as error:
            _log.warning("not told event=%s code=%s", heard.event_id, error.code)


def is_mention_event(body: Body) -> bool:
    """Tell whether this is the one of two twins that tells of the mention."""
    return bool(body["event"].get("type") == "app_mention")


def spot_of(heard: Heard) -> tuple[str, str, str]:
    """Give where a reply to a message goes."""
    return heard.team, heard.channel, heard.root
