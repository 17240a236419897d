"""Takes Slack's signed requests: events, commands and interactions at one address."""

import asyncio
import json
import time
from collections import OrderedDict
from urllib.parse import parse_qsl

from slack_bolt.adapter.starlette.async_handler import (
    to_async_bolt_request,
    to_starlette_response,
)
from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

EVENTS_PATH = "/slack/events"
MOST_BYTES = 1_000_000
_BODY_SECONDS = 10.0
_SIGNATURE_SECONDS = 5 * 60  # as long as Slack's own check takes a signature to hold
_MOST_TAKEN = 50_000
_SAME_NEXT_TIME = {400, 413}  # a secret or a clock may be put right before Slack sends again


class EventsDoor:
    """Lets in what Slack has signed, once; everything else is turned away before it is read."""

    def __init__(self, app: AsyncApp, signing_secret: str) -> None:
        self._app = app
        self._verifier = SignatureVerifier(signing_secret)
        self._taken = _Taken()

    def route(self) -> Route:
        """Give the door."""
        return Route(EVENTS_PATH, self._answer, methods=["POST"])

    async def _answer(self, request: Request) -> Response:
        try:
            body = await asyncio.wait_for(_limited_body(request), _BODY_SECONDS)
        except (TimeoutError, ClientDisconnect):
            return _refused(408, "the body took too long")
        if body is None:
            return _refused(413, "too large")
        return await self._answer_body(request, body)

    async def _answer_body(self, request: Request, body: bytes) -> Response:
        if not self._is_signed(request, body):
            return _refused(401, "the signature does not hold")
        if not _is_readable(body, request.headers.get("content-type", "")):
            return _refused(400, "the body can't be read")
        signature = request.headers["x-slack-signature"]
        if self._taken.has(signature):
            return Response()  # the same request again: it is taken care of
        answer = await self._app.async_dispatch(to_async_bolt_request(request, body))
        if answer.status == 200:  # noqa: PLR2004 - HTTP's word for all is well
            self._taken.add(signature)
        return to_starlette_response(answer)

    def _is_signed(self, request: Request, body: bytes) -> bool:
        try:
            return self._verifier.is_valid_request(body, dict(request.headers))
        except ValueError:
            return False  # a time stamp that is no number


class _Taken:
    """Remembers the signatures that were acted on, for as long as they hold."""

    def __init__(self) -> None:
        self._until: OrderedDict[str, float] = OrderedDict()

    def has(self, signature: str) -> bool:
        return self._until.get(signature, 0.0) > time.monotonic()

    def add(self, signature: str) -> None:
        now = time.monotonic()
        self._until[signature] = now + 2 * _SIGNATURE_SECONDS  # a clock may be ahead or behind
        while len(self._until) > _MOST_TAKEN or next(iter(self._until.values())) < now:
            self._until.popitem(last=False)


async def _limited_body(request: Request) -> bytes | None:
    """Read a body, but no more of it than Slack would send."""
    declared = request.headers.get("content-length", "0")
    if not declared.isdecimal() or int(declared) > MOST_BYTES:
        return None
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            return None
    return bytes(body)


def _is_readable(body: bytes, content_type: str) -> bool:
    try:
        text = body.decode("utf-8")
        if content_type.startswith("application/json") or text.startswith("{"):
            return isinstance(json.loads(text), dict)
        payload = dict(parse_qsl(text, keep_blank_values=True)).get("payload")
        return payload is None or isinstance(json.loads(payload), dict)
    except (ValueError, RecursionError):
        return False


def _refused(status: int, why: str) -> Response:
    # The rest of the body is not waited for.
    headers = {"Connection": "close"}
    if status in _SAME_NEXT_TIME:
        headers["X-Slack-No-Retry"] = "1"
    return PlainTextResponse(why, status, headers)
