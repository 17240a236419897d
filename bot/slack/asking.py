"""Questions that come from no message: kept before the ack, then searched for in a modal."""

import html
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from bot.privacy import MaskedText
from bot.slack import words
from bot.slack.ports import Sender, SendFailed
from bot.slack.views.ask import searching_modal
from knowledge.model import StaffError
from storage.jobs import Job, Jobs

_log = logging.getLogger(__name__)
_SPECIAL = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")
MODAL = "modal"
"""The channel of a job that came from no message."""


@dataclass(frozen=True)
class ModalQuestion:
    """A masked question from an interaction; `key` is what the interaction is claimed by."""

    team: str
    asker: str
    key: str
    text: MaskedText


class ModalQuestions:
    """Keeps the questions, and where on the screen each is to be answered.

    Where is not stored: a modal does not outlive the process that opened it, and a question that
    is taken up after a restart is answered in the direct messages.
    """

    def __init__(
        self,
        jobs: Jobs,
        clock: Callable[[], datetime],
        submit: Callable[[Job], None],
        limit_per_user: int | None = None,
    ) -> None:
        self._jobs = jobs
        self._limit = limit_per_user
        self._clock = clock
        self._submit = submit
        self._views: dict[str, str] = {}

    def keep(self, asked: ModalQuestion) -> Job | None:
        """Claim and keep a question; None when it was claimed before.

        Raises `StaffError` when so many of the person's own wait that this one must wait too.
        """
        count = self._jobs.open_count(asked.team, asked.asker)
        if self._limit is not None and count >= self._limit:
            raise StaffError(words.TOO_MANY_OF_YOURS.format(count=count))
        job = Job(
            id=uuid4().hex,
            team=asked.team,
            channel=MODAL,
            ts=asked.key,
            thread_ts=None,
            asker=asked.asker,
            is_private=True,
            conversation=f"{asked.team}:{MODAL}:{asked.key}",
            question=asked.text.text,
            masked=asked.text.kinds,
            created_at=self._clock(),
        )
        return job if self._jobs.claim(f"question:{asked.key}", job) else None

    def answer_in(self, job: Job, view_id: str | None) -> None:
        """Let a kept question be answered in an open modal, or without one in the messages."""
        if view_id is not None:
            self._views[job.id] = view_id
        self._submit(job)

    def take_view(self, job_id: str) -> str | None:
        """Give the modal a question is to be answered in, once."""
        return self._views.pop(job_id, None)


async def search_in_modal(
    sender: Sender, questions: ModalQuestions, job: Job, trigger_id: str
) -> None:
    """Say at once that the answer is looked for, in a modal, and let it be answered there."""
    view_id = None
    try:
        view = searching_modal(job.question)
        view_id = await sender.open_view(job.team, trigger_id, view)
    except SendFailed as error:
        _log.warning("modal not opened id=%s code=%s", job.id, error.code)
    questions.answer_in(job, view_id)


def written_text(text: str) -> str:
    """Give the words of a text as Slack hands it over: no marks, names of channels and links."""
    return html.unescape(_SPECIAL.sub(_shown, text)).strip()


def _shown(found: re.Match[str]) -> str:
    kind, name, label = found.groups()
    if kind in ("@", "!"):
        return ""
    return f"#{label or name}" if kind == "#" else label or name
