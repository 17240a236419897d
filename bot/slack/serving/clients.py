"""Gives each workspace's client of the Web API, with a cap on how often and how long it tries."""

import asyncio
import logging
import time
from typing import Protocol
from urllib.parse import urlsplit

import aiohttp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.errors import SlackClientError
from slack_sdk.oauth.installation_store import Bot
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator
from slack_sdk.web.async_client import AsyncWebClient
from typing_extensions import override

from bot.slack.ports import SendFailed
from bot.slack.sender.failures import tried
from bot.slack.serving.installations import Installations
from bot.slack.serving.retries import retry_handlers

_log = logging.getLogger(__name__)
CALL_SECONDS = 10
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_ROTATED_MINUTES_BEFORE = 120


class Clients(Protocol):
    """Gives the client of each workspace Lotsen is installed in."""

    async def of(self, team: str) -> AsyncWebClient:
        """Give a workspace's client, or raise `SendFailed("not_installed")`."""
        ...

    async def authorize(self, team_id: str | None) -> AuthorizeResult | None:
        """Tell who the bot is in a workspace, or None where it is not installed."""
        ...


class Authorization(AsyncAuthorize):
    """Tells Bolt who the bot is in the workspace of an event, mostly without asking Slack."""

    def __init__(self, clients: Clients) -> None:
        self._clients = clients

    @override
    async def __call__(
        self,
        *,
        context: AsyncBoltContext,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None,
        **_actor: str | None,
    ) -> AuthorizeResult | None:
        return await self._clients.authorize(team_id)


def open_session() -> aiohttp.ClientSession:
    """Open the session that all calls share, so that connections are kept and calls end."""
    return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=CALL_SECONDS))


def slack_client(
    base_url: str, token: str | None = None, session: aiohttp.ClientSession | None = None
) -> AsyncWebClient:
    """Give a client; what is on this computer is reached without the proxy of the network."""
    client = AsyncWebClient(
        token,
        base_url=base_url,
        timeout=CALL_SECONDS,
        session=session,
        retry_handlers=retry_handlers(),
    )
    if is_on_this_computer(base_url):
        client.proxy = None
    return client


def is_on_this_computer(url: str) -> bool:
    """Tell whether an address is this computer's own."""
    return urlsplit(url).hostname in _LOOPBACK


class SingleClient(Clients):
    """Serves the one workspace that a bot token belongs to."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client
        self._identity: AuthorizeResult | None = None

    @override
    async def of(self, team: str) -> AsyncWebClient:
        if self._identity is not None and team != self._identity.team_id:
            raise SendFailed("not_installed", is_passing=False)
        return self._client

    @override
    async def authorize(self, team_id: str | None) -> AuthorizeResult | None:
        identity = self._identity or await self.identify()
        return identity if team_id in (None, identity.team_id) else None

    async def identify(self) -> AuthorizeResult:
        """Ask Slack whose token it is; known from then on, so that no event waits for it."""
        # Not the SDK's own error: Bolt would acknowledge the event that asks, and lose it.
        answer = await tried(self._client.auth_test())
        self._identity = AuthorizeResult(
            enterprise_id=answer.get("enterprise_id"),
            team_id=answer["team_id"],
            bot_user_id=answer["user_id"],
            bot_id=answer.get("bot_id"),
            bot_token=self._client.token,
        )
        return self._identity


class InstalledClients(Clients):
    """Serves every workspace that has installed the app, and renews tokens that run out."""

    def __init__(
        self,
        store: Installations,
        base_url: str,
        rotator: AsyncTokenRotator | None = None,
        session: aiohttp.ClientSession | None = None,
    ) -> None:
        self._store = store
        self._base_url = base_url
        self._rotator = rotator
        self._session = session
        self._renewing: dict[str, asyncio.Lock] = {}

    @override
    async def of(self, team: str) -> AsyncWebClient:
        async with self._renewing.setdefault(team, asyncio.Lock()):
            bot = self._store.bot(team)
            if bot is None:
                raise SendFailed("not_installed", is_passing=False)
            token = (await self._fresh(bot)).bot_token
        return slack_client(self._base_url, token, self._session)

    @override
    async def authorize(self, team_id: str | None) -> AuthorizeResult | None:
        bot = self._store.bot(team_id)
        if bot is None:
            return None
        return AuthorizeResult(
            enterprise_id=bot.enterprise_id,
            team_id=bot.team_id,
            bot_user_id=bot.bot_user_id,
            bot_id=bot.bot_id,
            bot_token=bot.bot_token,
            bot_scopes=bot.bot_scopes,
        )

    async def _fresh(self, bot: Bot) -> Bot:
        expires_at = bot.bot_token_expires_at
        if self._rotator is None or expires_at is None:
            return bot
        try:
            renewed = await self._rotator.perform_bot_token_rotation(
                bot=bot, minutes_before_expiration=_ROTATED_MINUTES_BEFORE
            )
        except (SlackClientError, aiohttp.ClientError, TimeoutError) as error:
            _log.warning("token unrenewed team=%s type=%s", bot.team_id, type(error).__name__)
            if expires_at > time.time():
                return bot
            raise SendFailed("token_expired", is_passing=True) from None
        if renewed is not None:
            self._store.keep(renewed)
        return renewed or bot
