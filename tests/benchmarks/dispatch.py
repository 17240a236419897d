"""Time what Lotsen adds to an event, against a bare AsyncApp that keeps the same row as durably.

Both get the same signed requests in turn, and both write the same row before they acknowledge.
"""

import asyncio
import hashlib
import hmac
import json
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.app import build_app
from bot.slack.hub import build_hub
from bot.slack.sender import SlackSender
from bot.slack.serving.clients import SingleClient
from storage.database import Database
from storage.jobs import Job, Jobs
from tests.benchmarks import harness

_EVENTS, _PEOPLE, _LIMIT = 2_000, 500, 1.5
_SECRET, _TEAM, _BOT = "a secret of the benchmark", "T0DEMOBY1", "U0LOTSEN1"
_QUESTION = "Vad gäller om patienten säger nej till samtycke?"


def main() -> None:
    """Print the table."""
    chosen = harness.options(__doc__ or "")
    with harness.folder(chosen) as data_dir:
        harness.introduce("What an event costs before its acknowledgement")
        asyncio.run(_measure(data_dir, 20 if chosen.tiny else _EVENTS))


async def _measure(data_dir: Path, count: int) -> None:
    ours, bare = _lotsen(data_dir / "ours"), _bare(data_dir / "bare")
    timed: dict[str, list[float]] = {"lotsen": [], "bare": []}
    for number in range(count + count // 10):
        for name, app in (("lotsen", ours), ("bare", bare)):
            request = _request(number)
            started = time.perf_counter()
            answer = await app.async_dispatch(request)
            if number >= count // 10:  # the first ones warm up
                timed[name].append((time.perf_counter() - started) * 1000)
            if answer.status != 200:
                raise RuntimeError(f"{name} did not take the event: {answer.status}")
    rows = [
        (name, f"{harness.p50(times):.3f}", f"{harness.p99(times):.3f}")
        for name, times in timed.items()
    ]
    harness.print_table(("app", "p50 ms", "p99 ms"), rows)
    ratio = harness.p50(timed["lotsen"]) / harness.p50(timed["bare"])
    print(f"ratio {ratio:.2f}, limit {_LIMIT}: {harness.verdict(ratio, _LIMIT)}")


def _lotsen(data_dir: Path) -> AsyncApp:
    client = AsyncWebClient("xoxb-none")
    lotsen = harness.services(data_dir, bundled=True)
    settings = lotsen.settings.model_copy(update={"limit_per_user": 10**9, "waiting_limit": 10**9})
    lotsen.settings = settings
    hub = build_hub(lotsen, SlackSender(SingleClient(client)))
    return build_app(hub, _authorized, client, _SECRET)  # type: ignore[arg-type]


def _bare(data_dir: Path) -> AsyncApp:
    app = AsyncApp(
        client=AsyncWebClient("xoxb-none"),
        authorize=_authorized,
        signing_secret=_SECRET,
        process_before_response=True,
    )
    jobs = Jobs(Database(data_dir / "lotsen.sqlite3"))

    async def heard(body: dict[str, Any]) -> None:
        jobs.claim(body["event_id"], _job(body["event"]))

    app.event("message")(heard)
    return app


async def _authorized(**_about: object) -> AuthorizeResult:
    return AuthorizeResult(
        enterprise_id=None, team_id=_TEAM, bot_user_id=_BOT, bot_id="B0", bot_token="xoxb-none"
    )


def _job(event: dict[str, Any]) -> Job:
    from datetime import UTC, datetime

    return Job(
        id=uuid4().hex, team=_TEAM, channel=event["channel"], ts=event["ts"], thread_ts=None,
        asker=event["user"], is_private=True, conversation=event["ts"], question=event["text"],
        masked=(), created_at=datetime.now(UTC),
    )  # fmt: skip


def _request(number: int) -> AsyncBoltRequest:
    person = number % _PEOPLE
    event = {
        "type": "message", "channel": f"D{person}", "channel_type": "im", "user": f"U{person}",
        "text": _QUESTION, "ts": f"{1_767_225_600 + number}.000100",
    }  # fmt: skip
    body = json.dumps(
        {
            "type": "event_callback", "team_id": _TEAM, "event_id": f"Ev{number}", "event": event,
            "authorizations": [{"team_id": _TEAM, "user_id": _BOT}],
        }
    )  # fmt: skip
    at = str(int(time.time()))
    signed = hmac.new(_SECRET.encode(), f"v0:{at}:{body}".encode(), hashlib.sha256).hexdigest()
    headers = {
        "content-type": "application/json",
        "x-slack-request-timestamp": at,
        "x-slack-signature": f"v0={signed}",
    }
    return AsyncBoltRequest(body=body, headers={name: [value] for name, value in headers.items()})


if __name__ == "__main__":
    main()
