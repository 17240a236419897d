"""Notices as signed JSON to a system of the unit's own, in the shape of Standard Webhooks.

Described in docs/webhook.md: who receives it checks signature, time and id.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import UTC, datetime

import aiohttp

from bot.delivery.channel import DeliveryError, Letter

_TIMEOUT = aiohttp.ClientTimeout(total=20)
_OK = range(200, 300)
_GONE = 410
VERSION = 1


class WebhookChannel:
    """Posts letters as JSON, signed with HMAC-SHA256."""

    def __init__(
        self, secret: str, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._secret = secret
        self._clock = clock

    async def deliver(self, letter: Letter) -> str | None:
        """Post a letter; redirects are not followed, and only 410 says not to try again."""
        body = payload(letter)
        headers = signed_headers(self._secret, letter.notice.id, self._clock(), body)
        try:
            async with (
                aiohttp.ClientSession(timeout=_TIMEOUT) as session,
                session.post(
                    letter.notice.address, data=body, headers=headers, allow_redirects=False
                ) as answer,
            ):
                status = answer.status
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            raise DeliveryError("webhook_unreachable") from error
        if status not in _OK:
            raise DeliveryError(f"webhook_{status}", is_final=status == _GONE)
        return letter.notice.id


def payload(letter: Letter) -> bytes:
    """Give the JSON of a letter: ids, names and what it is about, and nothing of the content."""
    notice = letter.notice
    fields = {
        "version": VERSION,
        "type": f"lotsen.{notice.occasion.value}",
        "id": notice.id,
        "timestamp": notice.created_at.astimezone(UTC).isoformat(),
        "message_id": notice.message_id,
        "to": {"unit": notice.unit, "name": letter.to_name},
        "from": {"unit": notice.from_unit, "name": letter.from_name},
        "link": letter.link,
    }
    return json.dumps(fields, ensure_ascii=False).encode()


def signed_headers(secret: str, notice_id: str, at: datetime, body: bytes) -> dict[str, str]:
    """Give the headers that say who sent it, when, and that nothing was changed."""
    moment = str(int(at.timestamp()))
    return {
        "Content-Type": "application/json; charset=utf-8",
        "webhook-id": notice_id,
        "webhook-timestamp": moment,
        "webhook-signature": f"v1,{signature(secret, notice_id, moment, body)}",
    }


def signature(secret: str, notice_id: str, moment: str, body: bytes) -> str:
    """Give the signature of a delivery: HMAC-SHA256 over id, time and body, in base64."""
    signed = f"{notice_id}.{moment}.".encode() + body
    return base64.b64encode(hmac.new(secret.encode(), signed, hashlib.sha256).digest()).decode()
