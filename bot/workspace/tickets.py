"""Permits that run out: trigger ids (3 s, once) and response URLs (5 times in 30 minutes)."""

import secrets
from dataclasses import dataclass

from bot.workspace.clock import Clock

TRIGGER_SECONDS = 3.0
RESPONSE_SECONDS = 30 * 60.0
RESPONSE_USES = 5


class TicketError(Exception):
    """A permit that does not hold; carries Slack's word for why."""


@dataclass
class Trigger:
    """Leave to open a view for a person; `view_id` is set when it came from within a modal."""

    user: str
    view_id: str | None
    until: float
    is_used: bool = False


class Triggers:
    """Hands out trigger ids and takes them back once."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._given: dict[str, Trigger] = {}

    def give(self, user: str, view_id: str | None = None) -> str:
        """Give a trigger id to a person's interaction."""
        number = f"{len(self._given) + 1}.{int(self._clock.now())}.{secrets.token_hex(8)}"
        self._given[number] = Trigger(user, view_id, self._clock.now() + TRIGGER_SECONDS)
        return number

    def take(self, number: str) -> Trigger:
        """Use a trigger id up."""
        trigger = self._given.get(number)
        if trigger is None:
            raise TicketError("invalid_trigger_id")
        if trigger.is_used:
            raise TicketError("exchanged_trigger_id")
        if self._clock.now() > trigger.until:
            raise TicketError("expired_trigger_id")
        trigger.is_used = True
        return trigger


@dataclass
class ResponseUrl:
    """Leave to answer an interaction where it happened; `message` is what it was about."""

    user: str
    channel: str
    thread_ts: str | None
    message_ts: str | None
    until: float
    left: int = RESPONSE_USES


class ResponseUrls:
    """Hands out response URLs and counts their uses."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._given: dict[str, ResponseUrl] = {}

    def give(
        self, user: str, channel: str, thread_ts: str | None, message_ts: str | None = None
    ) -> str:
        """Give the last part of a response URL."""
        number = secrets.token_hex(12)
        until = self._clock.now() + RESPONSE_SECONDS
        self._given[number] = ResponseUrl(user, channel, thread_ts, message_ts, until)
        return number

    def take(self, number: str) -> ResponseUrl:
        """Use a response URL once."""
        url = self._given.get(number)
        if url is None:
            raise TicketError("no_such_url")
        if self._clock.now() > url.until:
            raise TicketError("expired_url")
        if url.left == 0:
            raise TicketError("used_url")
        url.left -= 1
        return url
