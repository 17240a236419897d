"""The one factory of the Slack app: the same listeners for Slack and the practice workspace."""

import logging

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack import words
from bot.slack.hub import Hub
from bot.slack.listeners import register_all

_log = logging.getLogger(__name__)


def build_app(
    hub: Hub,
    authorize: AsyncAuthorize,
    client: AsyncWebClient,
    signing_secret: str | None = None,
) -> AsyncApp:
    """Build the app; `client` only says where Slack is, who the bot is says `authorize`.

    Without a signing secret only Socket Mode can reach it. Listeners run before the response:
    Bolt would otherwise acknowledge an event before it is kept.
    """
    app = AsyncApp(
        name="lotsen",
        client=client,
        user_facing_authorize_error_message=words.NOT_INSTALLED,
        authorize=authorize,  # type: ignore[arg-type]  # Bolt takes it so
        signing_secret=signing_secret or "",
        request_verification_enabled=signing_secret is not None,
        process_before_response=True,
        raise_error_for_unhandled_request=False,
    )
    register_all(app, hub)
    app.error(_failed)
    return app


async def _failed(error: Exception) -> BoltResponse:
    """Say to Slack that it went wrong, so that it comes again; the type alone is logged."""
    _log.error("listener failed type=%s", type(error).__name__)
    return BoltResponse(status=500, body="")
