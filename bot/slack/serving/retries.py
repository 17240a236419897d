"""When a call to Slack is tried again: a few times, and never after a long wait."""

import aiohttp
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState
from typing_extensions import override

TRIES_AGAIN = 2
LONGEST_WAIT_S = 30.0
_OUT_OF_ORDER = range(500, 600)
_CONNECTION_ERRORS: list[type[Exception]] = [
    aiohttp.ServerConnectionError,
    aiohttp.ServerDisconnectedError,
    aiohttp.ClientOSError,
]


class _RateLimited(AsyncRateLimitErrorRetryHandler):
    """Waits as long as Slack asks, unless that is too long for someone who waits for an answer."""

    @override
    async def _can_retry_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        is_limited = await super()._can_retry_async(
            state=state, request=request, response=response, error=error
        )
        return is_limited and response is not None and _wait(response) <= LONGEST_WAIT_S


class _ServerError(AsyncServerErrorRetryHandler):
    """Tries again after any 5xx; the SDK's own knows two of them."""

    @override
    async def _can_retry_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        return response is not None and response.status_code in _OUT_OF_ORDER


def retry_handlers() -> list[AsyncRetryHandler]:
    """Give the handlers of a client: lost connections, rate limits and server errors."""
    return [
        AsyncConnectionErrorRetryHandler(TRIES_AGAIN, error_types=_CONNECTION_ERRORS),
        _RateLimited(TRIES_AGAIN),
        _ServerError(TRIES_AGAIN),
    ]


def _wait(response: HttpResponse) -> float:
    values = [value[0] for name, value in response.headers.items() if name.lower() == "retry-after"]
    if not values:
        return 0.0
    return float(values[0]) if values[0].isdecimal() else float("inf")
