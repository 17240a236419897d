"""Real servers on this computer's own address, with a bare app where the bot does not matter."""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any
from urllib.parse import parse_qsl
from uuid import uuid4

import pytest
from slack_bolt.async_app import AsyncApp
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.slack.serving.clients import slack_client
from bot.slack.serving.listen import listening
from bot.workspace import InstalledApp, Workspace

Json = dict[str, Any]
SECRET = "0123456789abcdef0123456789abcdef"
Until = Callable[..., Awaitable[None]]


def signed(body: bytes, *, secret: str = SECRET, age_s: float = 0.0) -> dict[str, str]:
    """Give the headers that Slack puts on a request."""
    when = str(int(time.time() - age_s))
    digest = hmac.new(secret.encode(), f"v0:{when}:".encode() + body, hashlib.sha256).hexdigest()
    return {
        "Content-Type": "application/json",
        "X-Slack-Request-Timestamp": when,
        "X-Slack-Signature": f"v0={digest}",
    }


def event(
    kind: str = "message", event_id: str | None = None, team: str = "T0DEMOBY1", **more: Any
) -> bytes:
    """Give the body of a delivered event."""
    body = {
        "type": "event_callback",
        "team_id": team,
        "event_id": event_id or f"Ev{uuid4().hex}",
        "event": {"type": kind, "channel": "C1", "user": "U1", "ts": "1.1", "text": "hej", **more},
    }
    return json.dumps(body).encode()


class Bare:
    """An app that only counts what it takes."""

    def __init__(self, base_url: str, token: str | None = None, secret: str = SECRET) -> None:
        self.taken: list[Json] = []
        self.app = AsyncApp(
            client=slack_client(base_url, token or "xoxb-prov"),
            signing_secret=secret,
            process_before_response=True,
            name="prov",
        )
        self.app.event("message")(self._take)

    async def _take(self, body: Json) -> None:
        self.taken.append(body)


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def workspace(anyio_backend: str) -> Workspace:
    return Workspace(InstalledApp())


@pytest.fixture
def until() -> Until:
    """Wait until something holds, for at most a minute."""

    async def wait(holds: Callable[[], object]) -> None:
        for _ in range(6000):
            if holds():
                return
            await asyncio.sleep(0.01)
        pytest.fail("it did not happen within a minute")

    return wait


class FakeSlack:
    """A receiver that answers what installing and renewing ask for."""

    def __init__(self) -> None:
        self.api_url = ""
        self.calls: list[tuple[str, Json]] = []
        self.statuses: list[int] = []
        self.refuses = ""

    def app(self) -> Starlette:
        return Starlette(routes=[Route("/api/{method}", self._answer, methods=["POST"])])

    async def _answer(self, request: Request) -> Response:
        words = dict(parse_qsl((await request.body()).decode())) | dict(request.query_params)
        words |= {"authorization": request.headers.get("authorization", "")}
        method = request.path_params["method"]
        self.calls.append((method, words))
        if self.statuses:
            return JSONResponse({"ok": False, "error": "internal_error"}, self.statuses.pop())
        if self.refuses:
            return JSONResponse({"ok": False, "error": self.refuses})
        return JSONResponse({"ok": True, **self._words(method, words)})

    def _words(self, method: str, words: Json) -> Json:
        if method == "auth.test":
            return {"team_id": "T1", "user_id": "U1", "bot_id": "B1"}
        if words.get("grant_type") == "refresh_token":
            return {"token_type": "bot", "access_token": "xoxb-renewed",
                    "refresh_token": "xoxe-next", "expires_in": 43200}  # fmt: skip
        team = words["code"]
        return {"access_token": f"xoxb-{team}", "token_type": "bot", "scope": "chat:write",
                "bot_user_id": "U9", "app_id": "A1", "authed_user": {"id": "U2"},
                "team": {"id": team[:2], "name": f"Arbetsyta {team}"}}  # fmt: skip


@pytest.fixture
async def slack(anyio_backend: str) -> AsyncIterator[FakeSlack]:
    fake = FakeSlack()
    async with listening(fake.app(), "127.0.0.1", 0) as url:
        fake.api_url = f"{url}/api/"
        yield fake
