"""Keeps connections to Slack open in Socket Mode, through which everything comes."""

import asyncio
import logging

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.ports import SendFailed
from bot.slack.sender.failures import KEY_GONE, tried
from bot.slack.serving.clients import is_on_this_computer

_log = logging.getLogger(__name__)
_PING_S = 5
_LOOK_S = 5.0
_PATIENCE_S = 10.0
_REFUSED = KEY_GONE | {"not_allowed_token_type", "missing_scope"}


class AppTokenRefused(Exception):  # noqa: N818 - the past tense says that Slack has answered
    """Slack does not take the app's token; `code` is its own word for why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class SocketConnections:
    """Several connections, so that deliveries go on while one of them is renewed."""

    def __init__(
        self, app: AsyncApp, app_token: str, client: AsyncWebClient, count: int = 2
    ) -> None:
        self._app = app
        self._app_token = app_token
        self._client = client
        self._count = count
        self._handlers: list[AsyncSocketModeHandler] = []
        self._tasks: list[asyncio.Task[None]] = []

    async def check_token(self) -> str | None:
        """Ask for an address to connect to: None when Slack can't be reached now."""
        try:
            async with asyncio.timeout(_PATIENCE_S):
                answer = await tried(self._client.apps_connections_open(app_token=self._app_token))
        except TimeoutError:
            return None
        except SendFailed as error:
            if error.code in _REFUSED:
                raise AppTokenRefused(error.code) from None
            return None
        return str(answer["url"])

    async def open(self) -> bool:
        """Begin to connect, and tell whether one connection is open before patience runs out.

        All of them go on trying, for as long as it takes.
        """
        address = await self.check_token()
        for number in range(self._count):
            handler = self._handler()
            handler.client.wss_uri = address if number == 0 else None
            self._handlers.append(handler)
            self._tasks.append(asyncio.create_task(_connected(handler)))
        connecting = set(self._tasks)
        self._tasks.append(asyncio.create_task(self._watch()))
        done, _ = await asyncio.wait(
            connecting, timeout=_PATIENCE_S, return_when=asyncio.FIRST_COMPLETED
        )
        return bool(done)

    async def is_open(self) -> bool:
        """Tell whether anything can come through."""
        return any([await one.client.is_connected() for one in self._handlers])

    async def close(self) -> None:
        """Take nothing more."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(
            *(one.close_async() for one in self._handlers),  # type: ignore[no-untyped-call]
            return_exceptions=True,
        )
        self._handlers.clear()
        self._tasks.clear()

    def _handler(self) -> AsyncSocketModeHandler:
        handler = AsyncSocketModeHandler(
            self._app, self._app_token, web_client=self._client, ping_interval=_PING_S
        )
        if is_on_this_computer(self._client.base_url):
            handler.client.proxy = None
        return handler

    async def _watch(self) -> None:
        """Drop the address of a connection that fails: it opens one, once, and soon runs out.

        The SDK would try the same address for ever.
        """
        while True:
            await asyncio.sleep(_LOOK_S)
            for handler in self._handlers:
                if not await handler.client.is_connected():
                    handler.client.wss_uri = None


async def _connected(handler: AsyncSocketModeHandler) -> None:
    await handler.connect_async()  # type: ignore[no-untyped-call]
