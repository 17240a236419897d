"""Keeps what is written also while the database is slow, without holding up everything else."""

import asyncio
from contextlib import suppress

from bot.slack.heard import Body
from bot.slack.intake import Intake, NotKept, Work

_LONG = 4_000  # characters; masking more than these takes long enough to be noticed
_LAST_ATTEMPT = 3  # Slack comes again at once, after a minute and after five


class Patience:
    """Tries at once, which nearly always works; else in a thread, for as long as Slack waits."""

    def __init__(self, at_once: Intake, patient: Intake) -> None:
        self._at_once = at_once
        self._patient = patient

    async def take(self, body: Body, attempt: int = 0) -> Work | None:
        """Keep what a message asks, and give what is left to do after the acknowledgement.

        Raises `NotKept` when it could not be kept; at Slack's last attempt the asker is told.
        """
        if not _is_long(body):
            with suppress(NotKept):
                return self._at_once.take(body)
        try:
            return await asyncio.to_thread(self._patient.take, body)
        except NotKept:
            if attempt < _LAST_ATTEMPT:
                raise
        return self._at_once.apologize(body)


def _is_long(body: Body) -> bool:
    event = body["event"]
    message = event.get("message")
    texts = (event.get("text"), message.get("text") if isinstance(message, dict) else None)
    return any(isinstance(text, str) and len(text) > _LONG for text in texts)
