"""Tells whether something was done where another organisation is, or by somebody of another."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack import words
from bot.slack.ports import Background, Message, Sender, SendFailed, Spot
from bot.slack.pressed import team_of

OUTSIDER = (
    "Lotsen är bara till för dem som hör till den organisation där den är installerad. Vänd dig "
    "till din egen organisation."
)
_DIRECT = "D"
_PATIENCE_S = 1.0  # Slack gives up after three seconds, and the listener is still to come
_KNOWN_S, _MOST_KNOWN = 600.0, 5000
_log = logging.getLogger(__name__)
Body = Mapping[str, Any]
Next = Callable[[], Awaitable[BoltResponse | None]]


class Sharing:
    """Looks at where each interaction comes from; events say it themselves."""

    def __init__(self, sender: Sender, background: Background) -> None:
        self._sender = sender
        self._background = background
        self._known: dict[tuple[str, str], tuple[bool, float]] = {}

    async def guard(
        self, body: Body, ack: AsyncAck, client: AsyncWebClient, next_: Next
    ) -> BoltResponse | None:
        """Let through what is ours, and answer the rest politely."""
        refusal = None if "event" in body else await self._refusal(body, client)
        if refusal is None:
            return await next_()
        self._background.spawn(self._tell(body, refusal))
        is_menu = body.get("type") == "block_suggestion"
        return await (ack(options=[]) if is_menu else ack())

    async def _refusal(self, body: Body, client: AsyncWebClient) -> str | None:
        if _is_by_an_outsider(body):
            return OUTSIDER
        channel = _channel_of(body)
        if channel is None or channel.startswith(_DIRECT):
            return None
        is_shared = await self._is_shared(team_of(body), channel, client)
        return words.SHARED_CHANNEL if is_shared else None

    async def _is_shared(self, team: str, channel: str, client: AsyncWebClient) -> bool:
        is_shared, until = self._known.get((team, channel), (False, 0.0))
        if time.monotonic() < until:
            return is_shared
        try:
            asked = client.conversations_info(channel=channel)
            found = (await asyncio.wait_for(asked, _PATIENCE_S)).get("channel") or {}
        except (SlackClientError, OSError, TimeoutError) as error:
            # A room the bot is not in: what it answers there is seen by the one who asks alone.
            _log.info("sharing not known channel=%s type=%s", channel, type(error).__name__)
            return False
        is_shared = bool(found.get("is_ext_shared"))
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        self._known[team, channel] = is_shared, time.monotonic() + _KNOWN_S
        return is_shared

    async def _tell(self, body: Body, text: str) -> None:
        user = body.get("user_id") or (body.get("user") or {}).get("id")
        channel, url = _channel_of(body), body.get("response_url")
        try:
            if url:
                await self._sender.respond(team_of(body), url, Message(text))
            elif channel and user:
                await self._sender.post_to_one(Spot(team_of(body), channel), user, Message(text))
        except SendFailed as error:
            _log.warning("not told code=%s", error.code)


def _is_by_an_outsider(body: Body) -> bool:
    """Tell whether somebody belongs to another workspace; those of one organisation are ours."""
    own = (body.get("team") or {}).get("id")
    user, organisation = body.get("user"), body.get("enterprise")
    theirs = user.get("team_id") if isinstance(user, Mapping) else None
    return bool(own and theirs and own != theirs and not organisation)


def _channel_of(body: Body) -> str | None:
    channel = body.get("channel")
    inside = channel.get("id") if isinstance(channel, Mapping) else None
    found = inside or (body.get("container") or {}).get("channel_id") or body.get("channel_id")
    return str(found) if found else None
