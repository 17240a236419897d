"""Calls a workspace's Web API, and never twice what Slack would do twice."""

from collections.abc import Awaitable, Callable
from copy import copy
from typing import Any, Protocol

from aiohttp import ClientConnectorError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.slack.sender.failures import tried

Call = Callable[[AsyncWebClient], Awaitable[AsyncSlackResponse]]


class Clients(Protocol):
    """Gives the client of each workspace Lotsen is installed in."""

    async def of(self, team: str) -> AsyncWebClient:
        """Give a workspace's client, with its handlers for trying again."""
        ...


class Calls:
    """Makes one call, tried again as its client says."""

    def __init__(self, clients: Clients) -> None:
        self._clients = clients

    async def repeatable(self, team: str, call: Call) -> AsyncSlackResponse:
        """Make a call that does no harm when it is carried out twice."""
        return await tried(call(await self._clients.of(team)))

    async def once(self, team: str, call: Call) -> AsyncSlackResponse:
        """Make a call that is tried again only when the first try was surely not carried out."""
        return await tried(call(await self.careful(team)))

    async def careful(self, team: str) -> AsyncWebClient:
        """Give a client that never sends again what Slack may have taken already."""
        client = copy(await self._clients.of(team))
        client.retry_handlers = only_sure(client.retry_handlers)
        return client

    async def briefly(self, team: str, call: Call) -> AsyncSlackResponse:
        """Make a call that is not worth waiting for: it is tried once."""
        client = copy(await self._clients.of(team))
        client.retry_handlers = []
        return await tried(call(client))


def only_sure(handlers: list[AsyncRetryHandler]) -> list[AsyncRetryHandler]:
    """Give the handlers for what was surely not carried out: too many calls, no connection."""
    sure: list[AsyncRetryHandler] = [
        one for one in handlers if isinstance(one, AsyncRateLimitErrorRetryHandler)
    ]
    return [*sure, AsyncConnectionErrorRetryHandler(error_types=[ClientConnectorError])]


def text_of(answer: AsyncSlackResponse, *names: str) -> str:
    """Give a text from within an answer; an answer without it is none of Slack's."""
    value: Any = answer.data
    for name in names:
        value = value[name]
    return str(value)
