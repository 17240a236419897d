"""Answers where something was clicked or typed, by the address that Slack sent with it."""

import json
from urllib.parse import urlsplit

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook import WebhookResponse
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.slack.ports import Message, SendFailed
from bot.slack.sender.calls import Calls
from bot.slack.sender.failures import REFUSED, refusal, tried
from bot.slack.sender.gate import Gate, plainer
from bot.slack.sender.messages import Json, Part

_SLACK_HOSTS = ("hooks.slack.com", "hooks.slack-gov.com")
_OK = 200
_SEEN_BY_ONE = {
    "response_type": "ephemeral",
    "replace_original": False,
    "unfurl_links": False,
    "unfurl_media": False,
}


class Responses:
    """Writes to response URLs: those of Slack, or of the workspace that the client calls."""

    def __init__(self, calls: Calls, gate: Gate) -> None:
        self._calls = calls
        self._gate = gate

    async def respond(self, team: str, response_url: str, message: Message) -> None:
        """Show an answer to the one who asked."""
        client = await self._calls.careful(team)
        if not is_of_slack(response_url, client.base_url):
            raise SendFailed("invalid_response_url", is_passing=False)
        webhook = _webhook(client, response_url)
        for part in self._gate.message(message):
            await _say(webhook, part)


def is_of_slack(response_url: str, base_url: str) -> bool:
    """Tell whether an address is Slack's, or that of the workspace itself."""
    address, base = urlsplit(response_url), urlsplit(base_url)
    if address.scheme == "https" and address.netloc in _SLACK_HOSTS:
        return True
    return (address.scheme, address.netloc) == (base.scheme, base.netloc)


def _webhook(client: AsyncWebClient, response_url: str) -> AsyncWebhookClient:
    webhook = AsyncWebhookClient(
        response_url,
        timeout=client.timeout,
        ssl=client.ssl,
        session=client.session,
        trust_env_in_session=client.trust_env_in_session,
        retry_handlers=client.retry_handlers,
    )
    # Not handed in: where the client has none on purpose, the webhook would look for one.
    webhook.proxy = client.proxy
    return webhook


async def _say(webhook: AsyncWebhookClient, part: Part) -> None:
    *first, last = plainer(part)
    for version in first:
        try:
            return await _send(webhook, version)
        except SendFailed as failure:
            if failure.code not in REFUSED:
                raise
    return await _send(webhook, last)


async def _send(webhook: AsyncWebhookClient, part: Part) -> None:
    words: Json = {name: value for name, value in part.fields().items() if name != "metadata"}
    answer = await tried(webhook.send_dict(words | _SEEN_BY_ONE))
    if answer.status_code != _OK or _word(answer) not in ("ok", ""):
        raise refusal(answer.status_code, _word(answer))


def _word(answer: WebhookResponse) -> str:
    body = str(answer.body).strip()
    if not body.startswith("{"):
        return body
    try:
        words = json.loads(body)
    except ValueError:
        return body
    return "ok" if words.get("ok") is True else str(words.get("error"))
