"""The way to Slack's Web API that one process has: its session, its clients, who installed it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from pydantic import SecretStr
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator
from slack_sdk.web.async_client import AsyncWebClient

from bot.settings import Settings
from bot.slack.ports import SendFailed
from bot.slack.sender.failures import KEY_GONE
from bot.slack.serving.clients import (
    Clients,
    InstalledClients,
    SingleClient,
    open_session,
    slack_client,
)
from bot.slack.serving.health import OK, Check, TokenCheck
from bot.slack.serving.installations import Installations
from bot.slack.serving.oauth import AppKeys, InstallDoors
from knowledge.model import StaffError

PATIENCE_S = 5.0
"""How long a start waits for Slack before it goes on without."""


@dataclass(frozen=True)
class Link:
    """What calls Slack; `anonymous` has no token of its own."""

    clients: Clients
    anonymous: AsyncWebClient
    check: Check
    doors: InstallDoors | None = None
    store: Installations | None = None

    async def identify(self) -> None:
        """Ask whose token it is; refuses one that Slack does not take, goes on without Slack."""
        if not isinstance(self.clients, SingleClient):
            return
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self.clients.identify()
        except TimeoutError:
            return
        except SendFailed as error:
            if error.code not in KEY_GONE:
                return
            raise StaffError(
                f"Slack godtar inte LOTSEN_SLACK_BOT_TOKEN ({error.code}). Installera appen på "
                "nytt och klistra in den nya token. `lotsen doctor` visar mer."
            ) from None


@asynccontextmanager
async def open_link(settings: Settings) -> AsyncIterator[Link]:
    """Open the way to Slack while the block runs."""
    async with open_session() as session:
        anonymous = slack_client(settings.slack_api_url, session=session)
        if settings.is_installed_by_many:
            yield _of_many(settings, anonymous)
        else:
            token = secret(settings.slack_bot_token)
            client = slack_client(settings.slack_api_url, token, session)
            yield Link(SingleClient(client), anonymous, TokenCheck(client))


def secret(value: SecretStr | None) -> str:
    """Give the value of a secret setting, which has been checked to be there."""
    if value is None:
        raise ValueError("a setting that was checked is missing")
    return value.get_secret_value()


def _of_many(settings: Settings, anonymous: AsyncWebClient) -> Link:
    keys = AppKeys(
        client_id=settings.slack_client_id or "",
        client_secret=secret(settings.slack_client_secret),
        redirect_uri=settings.slack_redirect_uri,
    )
    store = Installations(settings.installations_dir)
    rotator = AsyncTokenRotator(
        client_id=keys.client_id, client_secret=keys.client_secret, client=anonymous
    )
    clients = InstalledClients(store, anonymous.base_url, rotator, anonymous.session)
    doors = InstallDoors(keys, store, anonymous)
    return Link(clients, anonymous, _folder_check(store), doors, store)


def _folder_check(store: Installations) -> Check:
    async def look() -> str:
        return OK if store.is_writable() else "unwritable"

    return look
