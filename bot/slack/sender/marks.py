"""Finds messages of ours again by the mark in their metadata."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.slack.ports import SendFailed, Spot
from bot.slack.sender.calls import Calls, text_of
from bot.slack.sender.failures import LACKING
from bot.slack.sender.messages import Json, mark_of

_MESSAGES_A_PAGE = 200
_MOST_PAGES = 10


@dataclass(frozen=True)
class Marked:
    """A message of ours that carries a mark; `number` is its place among the parts."""

    ts: str
    mark: str
    number: int


class Marks:
    """Looks through a thread, or a channel's latest, for what carries a mark of ours."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self._own_users: dict[str, str] = {}

    async def find(self, spot: Spot, mark: str) -> str | None:
        """Give the first part's time stamp; where the bot may not look, there is none to find."""
        try:
            found = [one async for one in self._marked(spot, None) if one.mark == mark]
        except SendFailed as failure:
            if failure.code in LACKING or failure.code == "thread_not_found":
                return None
            raise
        return min((one.ts for one in found if one.number == 1), default=None)

    async def rest(self, spot: Spot, ts: str, mark: str | None = None) -> list[str]:
        """Give the time stamps of a message's other parts, in order; its mark when not given."""
        thread = replace(spot, thread_ts=spot.thread_ts or ts)
        seen = [one async for one in self._marked(thread, ts)]
        own = mark or next((one.mark for one in seen if one.ts == ts), None)
        rest = [one for one in seen if one.mark == own and one.number > 1 and one.ts != ts]
        return [one.ts for one in sorted(rest, key=lambda one: (one.number, one.ts))]

    async def _marked(self, spot: Spot, oldest: str | None) -> AsyncIterator[Marked]:
        own_user = await self._own_user(spot.team)
        async for message in self._messages(spot, oldest):
            mark = mark_of(message)
            if mark is not None and message.get("user") == own_user:
                yield Marked(str(message["ts"]), *mark)

    async def _messages(self, spot: Spot, oldest: str | None) -> AsyncIterator[Json]:
        cursor = None
        for _ in range(_MOST_PAGES):
            answer = await self._page(spot, {"cursor": cursor, "oldest": oldest})
            for message in answer.get("messages") or []:
                yield message
            cursor = (answer.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return

    async def _page(self, spot: Spot, where: dict[str, str | None]) -> AsyncSlackResponse:
        asked: dict[str, Any] = {name: value for name, value in where.items() if value is not None}
        asked |= {"channel": spot.channel, "limit": _MESSAGES_A_PAGE}
        asked |= {"include_all_metadata": True, "inclusive": True}

        async def call(client: AsyncWebClient) -> AsyncSlackResponse:
            if spot.thread_ts is None:
                return await client.conversations_history(**asked)
            return await client.conversations_replies(ts=spot.thread_ts, **asked)

        return await self._calls.repeatable(spot.team, call)

    async def _own_user(self, team: str) -> str:
        if team not in self._own_users:
            answer = await self._calls.repeatable(team, lambda client: client.auth_test())
            self._own_users[team] = text_of(answer, "user_id")
        return self._own_users[team]
