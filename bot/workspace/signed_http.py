"""Delivery over HTTP with Slack's v0 signature."""

import hashlib
import hmac
import json
from urllib.parse import urlencode

import aiohttp

from bot.slack.blocks.problem import JsonObject
from bot.workspace.clock import Clock, within
from bot.workspace.dispatch import ANSWER_SECONDS, Delivery, DeliveryError

_FORM = "application/x-www-form-urlencoded"


class SignedHttp:
    """Posts to the bot's request URL."""

    def __init__(self, url: str, signing_secret: str, clock: Clock) -> None:
        self._url = url
        self._secret = signing_secret.encode()
        self._clock = clock
        self._session: aiohttp.ClientSession | None = None

    async def deliver(self, delivery: Delivery) -> JsonObject:
        """Post and give the bot's answer."""
        body, content_type = _body(delivery)
        headers = self._headers(body, content_type, delivery)
        try:
            return await within(self._clock, self._post(body, headers), ANSWER_SECONDS)
        except TimeoutError:
            raise DeliveryError("http_timeout") from None
        except aiohttp.TooManyRedirects:
            raise DeliveryError("too_many_redirects") from None
        except aiohttp.ClientConnectionError:
            raise DeliveryError("connection_failed") from None
        except (aiohttp.ClientError, ValueError):
            raise DeliveryError("unknown_error") from None

    async def verify_url(self) -> bool:
        """Ask the URL for the challenge back, as Slack does when it is entered."""
        challenge = hashlib.sha256(self._secret).hexdigest()
        payload = {"type": "url_verification", "challenge": challenge}
        answer = await self.deliver(Delivery("events_api", payload))
        return challenge in (answer.get("challenge"), answer.get("text"))

    async def close(self) -> None:
        """Let go of the connections."""
        if self._session is not None:
            await self._session.close()

    def _headers(self, body: bytes, content_type: str, delivery: Delivery) -> dict[str, str]:
        timestamp = str(int(self._clock.now()))
        signed = b":".join((b"v0", timestamp.encode(), body))
        headers = {
            "Content-Type": content_type,
            "User-Agent": "Ovningsrummet 1.0",
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": "v0=" + hmac.new(self._secret, signed, hashlib.sha256).hexdigest(),
        }
        if delivery.attempt:
            headers["X-Slack-Retry-Num"] = str(delivery.attempt)
            headers["X-Slack-Retry-Reason"] = delivery.reason
        return headers

    async def _post(self, body: bytes, headers: dict[str, str]) -> JsonObject:
        if self._session is None:
            self._session = aiohttp.ClientSession()
        async with self._session.post(self._url, data=body, headers=headers) as response:
            text = await response.text()
            if response.status != 200:  # noqa: PLR2004 - HTTP's word for all is well
                may_retry = response.headers.get("X-Slack-No-Retry") != "1"
                raise DeliveryError("http_error", may_retry=may_retry)
            return _answer(text, response.content_type)


def _body(delivery: Delivery) -> tuple[bytes, str]:
    if delivery.kind == "events_api":
        return json.dumps(delivery.payload, ensure_ascii=False).encode(), "application/json"
    if delivery.kind == "slash_commands":
        return urlencode(delivery.payload).encode(), _FORM
    return urlencode({"payload": json.dumps(delivery.payload)}).encode(), _FORM


def _answer(text: str, content_type: str) -> JsonObject:
    if not text:
        return {}
    if content_type == "application/json":
        answer = json.loads(text)
        return answer if isinstance(answer, dict) else {}
    return {"text": text}
