"""Lets workspaces install the app themselves: /slack/install and /slack/oauth_redirect."""

import html
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

import aiohttp
from slack_bolt.adapter.starlette.async_handler import (
    to_async_bolt_request,
    to_starlette_response,
)
from slack_bolt.oauth.async_callback_options import (
    AsyncCallbackOptions,
    AsyncFailureArgs,
    AsyncSuccessArgs,
)
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.response import BoltResponse
from slack_sdk.oauth.state_store.stateless import StatelessOAuthStateStore
from slack_sdk.web.async_client import AsyncWebClient
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot.slack.manifest import read_manifest
from bot.slack.serving.installations import Installations

_log = logging.getLogger(__name__)
INSTALL_PATH, REDIRECT_PATH = "/slack/install", "/slack/oauth_redirect"
_STATE_SECONDS = 300
_OUR_REASONS = {"invalid_browser", "invalid_state", "missing_code", "invalid_code", "storage_error"}
_CANCELLED = "access_denied"
_GUARD = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True)
class AppKeys:
    """What Slack knows the app by when a workspace installs it."""

    client_id: str
    client_secret: str
    redirect_uri: str | None = None


class InstallDoors:
    """The two pages of installing; Slack's own is in between."""

    def __init__(self, keys: AppKeys, store: Installations, client: AsyncWebClient) -> None:
        self._flow = AsyncOAuthFlow(client=client, settings=_settings(keys, store, client))

    def routes(self) -> list[Route]:
        """Give the two doors."""
        return [Route(INSTALL_PATH, self._install), Route(REDIRECT_PATH, self._redirected)]

    async def _install(self, request: Request) -> Response:
        answer = await self._flow.handle_installation(to_async_bolt_request(request, b""))
        return to_starlette_response(answer)

    async def _redirected(self, request: Request) -> Response:
        try:
            answer = await self._flow.handle_callback(to_async_bolt_request(request, b""))
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            _log.warning("installing failed type=%s", type(error).__name__)
            return HTMLResponse(_page("Slack går inte att nå just nu.", _AGAIN), 502, _GUARD)
        return to_starlette_response(answer)


def _settings(keys: AppKeys, store: Installations, client: AsyncWebClient) -> AsyncOAuthSettings:
    return AsyncOAuthSettings(
        client_id=keys.client_id,
        client_secret=keys.client_secret,
        scopes=sorted(read_manifest().scopes),
        user_scopes=[],
        redirect_uri=keys.redirect_uri,
        install_path=INSTALL_PATH,
        install_page_rendering_enabled=False,
        redirect_uri_path=REDIRECT_PATH,
        callback_options=AsyncCallbackOptions(success=_succeeded, failure=_failed),
        # Slack's page stands beside its API, also where the API is not Slack's own.
        authorization_url=urljoin(client.base_url, "/oauth/v2/authorize"),
        installation_store=store,
        installation_store_bot_only=True,
        state_store=StatelessOAuthStateStore(
            expiration_seconds=_STATE_SECONDS, signing_secret=keys.client_secret
        ),
        state_expiration_seconds=_STATE_SECONDS,
    )


async def _succeeded(args: AsyncSuccessArgs) -> BoltResponse:
    _log.info("installed team=%s", args.installation.team_id)
    team = html.escape(args.installation.team_name or "arbetsytan")
    return _answer(200, f"Lotsen är installerat i {team}.", "Gå till Slack och skriv till Lotsen.")


async def _failed(args: AsyncFailureArgs) -> BoltResponse:
    if args.reason == _CANCELLED:
        return _answer(200, "Installationen avbröts.", "Inget har ändrats. " + _AGAIN)
    reason = args.reason if args.reason in _OUR_REASONS else "said_by_slack"
    _log.warning("installing refused reason=%s", reason)
    return _answer(args.suggested_status_code, "Det gick inte att installera Lotsen.", _AGAIN)


_AGAIN = f'<a href="{INSTALL_PATH}">Försök igen</a>.'


def _answer(status: int, heading: str, text: str) -> BoltResponse:
    headers: dict[str, str | Sequence[str]] = {
        "Content-Type": "text/html; charset=utf-8",
        **_GUARD,
    }
    return BoltResponse(status=status, body=_page(heading, text), headers=headers)


def _page(heading: str, text: str) -> str:
    return (
        '<!doctype html><html lang="sv"><meta charset="utf-8"><title>Lotsen</title>'
        f"<h1>{heading}</h1><p>{text}</p></html>"
    )
