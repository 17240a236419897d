"""The Web API's door: arguments, keys, scopes, faults on order, and Slack's way to answer."""

import json
import secrets
from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.slack.blocks.problem import JsonObject
from bot.workspace.faults import How
from bot.workspace.methods.call import Call, Method, SlackError
from bot.workspace.methods.table import METHODS
from bot.workspace.parts import Parts

_NEVER_SECONDS = 600.0


class WebApi:
    """Answers /api/{method}."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def endpoint(self, request: Request) -> Response:
        """Answer one call."""
        method = request.path_params["method"]
        if self._parts.faults.is_down:
            return _failed(503, "service_unavailable")
        fault = await self._parts.faults.strike(method)
        if fault is not None and fault != "answer_lost":
            return await self._fail(fault)
        answer = await self._answer(method, request)
        return answer if fault is None else _failed(500, "internal_error")

    async def _fail(self, fault: How) -> Response:
        if fault == "no_answer":
            await self._parts.clock.sleep(_NEVER_SECONDS)
        if fault == "rate_limited":
            wait = {"Retry-After": str(self._parts.faults.retry_after)}
            return JSONResponse({"ok": False, "error": "ratelimited"}, 429, wait)
        return _failed(500, "internal_error")

    async def _answer(self, method: str, request: Request) -> Response:
        scopes = ",".join(sorted(self._parts.app.scopes))
        headers = {"x-oauth-scopes": scopes, "x-slack-req-id": secrets.token_hex(8)}
        try:
            args = await _arguments(request)
            words = {"ok": True, **await self._call(method, args, request.headers)}
        except SlackError as error:
            words = {"ok": False, "error": error.error, **error.more}
        return JSONResponse(words, headers=headers)

    async def _call(self, name: str, args: JsonObject, headers: Mapping[str, str]) -> JsonObject:
        token = _token(args, headers)
        if name == "apps.connections.open":
            return self._open_connection(token)
        method = METHODS.get(name)
        if method is None or name in self._parts.missing_methods:
            raise SlackError("unknown_method", req_method=name)
        self._check_token(token)
        self._check_scopes(method)
        return await method.handler(Call(name, args, self._parts))

    def _open_connection(self, token: str) -> JsonObject:
        app = self._parts.app
        if not token:
            raise SlackError("not_authed")
        if token == app.bot_token:
            raise SlackError("not_allowed_token_type")
        if token != app.app_token:
            raise SlackError("invalid_auth")
        address = self._parts.base_url.replace("http://", "ws://", 1)
        return {"url": f"{address}/link?ticket={self._parts.sockets.ticket()}&app_id={app.app_id}"}

    def _check_token(self, token: str) -> None:
        if not token:
            raise SlackError("not_authed")
        if token == self._parts.app.app_token:
            raise SlackError("not_allowed_token_type")
        if token != self._parts.app.bot_token:
            raise SlackError("invalid_auth")
        if self._parts.is_revoked:
            raise SlackError("token_revoked")

    def _check_scopes(self, method: Method) -> None:
        granted = self._parts.app.scopes
        if method.scopes and granted.isdisjoint(method.scopes):
            provided = ",".join(sorted(granted))
            raise SlackError("missing_scope", needed=method.scopes[0], provided=provided)


def _failed(status: int, error: str) -> Response:
    return JSONResponse({"ok": False, "error": error}, status)


def _token(args: JsonObject, headers: Mapping[str, str]) -> str:
    kind, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else str(args.get("token", ""))


async def _arguments(request: Request) -> JsonObject:
    args: JsonObject = dict(request.query_params)
    body = await request.body()
    if not body.strip():
        return args
    if request.headers.get("content-type", "").startswith("application/json"):
        return args | _json(body)
    return args | dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))


def _json(body: bytes) -> JsonObject:
    try:
        words = json.loads(body)
    except ValueError:
        raise SlackError("invalid_json") from None
    if not isinstance(words, dict):
        raise SlackError("json_not_object")
    return words
