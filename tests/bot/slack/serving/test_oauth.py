"""Workspaces install the app themselves, over real doors and a receiver that speaks OAuth."""

import logging
from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp
from starlette.applications import Starlette

from bot.slack.manifest import read_manifest
from bot.slack.serving.clients import Authorization, InstalledClients, slack_client
from bot.slack.serving.http import EventsDoor
from bot.slack.serving.installations import Installations, forget_removed
from bot.slack.serving.listen import listening
from bot.slack.serving.oauth import AppKeys, InstallDoors
from tests.bot.slack.serving.conftest import SECRET, FakeSlack, Json, event, signed

pytestmark = [
    pytest.mark.anyio,
    # slack_sdk 3.47 sends the app's keys in a way that aiohttp 3.14 warns of.
    pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning"),
]


@dataclass
class Doors:
    url: str
    store: Installations
    folder: Path


@asynccontextmanager
async def served(api_url: str, folder: Path) -> AsyncIterator[Doors]:
    store = Installations(folder)
    keys = AppKeys("12.34", "client-secret", "https://lotsen.test/slack/oauth_redirect")
    app = Starlette(routes=InstallDoors(keys, store, slack_client(api_url)).routes())
    async with listening(app, "127.0.0.1", 0) as url:
        yield Doors(url, store, folder)


@pytest.fixture
async def doors(slack: FakeSlack, tmp_path: Path) -> AsyncIterator[Doors]:
    async with served(slack.api_url, tmp_path / "installations") as doors:
        yield doors


async def begin(doors: Doors) -> tuple[str, str]:
    """Give the address of Slack's page, and the cookie that the browser keeps."""
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{doors.url}/slack/install", allow_redirects=False) as answer,
    ):
        assert answer.status == 302
        cookie = answer.headers["Set-Cookie"]
        assert "Secure" in cookie
        assert "HttpOnly" in cookie
        return answer.headers["Location"], cookie.split(";")[0]


async def come_back(doors: Doors, query: dict[str, str], cookie: str = "") -> tuple[int, str]:
    headers = {"Cookie": cookie} if cookie else {}
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{doors.url}/slack/oauth_redirect", params=query, headers=headers) as answer,
    ):
        return answer.status, await answer.text()


async def install(doors: Doors, code: str) -> tuple[int, str]:
    location, cookie = await begin(doors)
    state = parse_qs(urlsplit(location).query)["state"][0]
    return await come_back(doors, {"code": code, "state": state}, cookie)


async def test_slacks_page_is_asked_for_the_scopes_of_the_manifest(
    doors: Doors, slack: FakeSlack
) -> None:
    location, _ = await begin(doors)
    asked = parse_qs(urlsplit(location).query)
    assert location.startswith(slack.api_url.removesuffix("api/") + "oauth/v2/authorize")
    assert set(asked["scope"][0].split(",")) == read_manifest().scopes
    assert asked["redirect_uri"] == ["https://lotsen.test/slack/oauth_redirect"]
    assert "user_scope" not in asked


async def test_two_workspaces_install_and_each_gets_its_own_client(
    doors: Doors, slack: FakeSlack
) -> None:
    for code in ("T1", "T2"):
        status, page = await install(doors, code)
        assert status == 200
        assert f"Lotsen är installerat i Arbetsyta {code}" in page
    clients = InstalledClients(doors.store, slack.api_url)
    assert [(await clients.of(team)).token for team in ("T1", "T2")] == ["xoxb-T1", "xoxb-T2"]
    assert Installations(doors.folder).teams() == ["T1", "T2"]
    exchanged = [words for method, words in slack.calls if method == "oauth.v2.access"]
    keys = "Basic " + b64encode(b"12.34:client-secret").decode()
    assert [one["authorization"] for one in exchanged] == [keys, keys]
    assert [one["code"] for one in exchanged] == ["T1", "T2"]


async def test_a_name_of_a_workspace_cannot_write_on_the_page(doors: Doors) -> None:
    _, page = await install(doors, "T3<script>alert(1)</script>")
    assert "<script>" not in page


@pytest.mark.parametrize("query", [{}, {"code": "T1"}, {"code": "T1", "state": "made-up"},
                                   {"state": "x"}, {"code": "T1", "state": "a.b.c"}])  # fmt: skip
async def test_who_did_not_begin_here_cannot_end_here(
    doors: Doors, slack: FakeSlack, query: dict[str, str]
) -> None:
    status, page = await come_back(doors, query, "slack-app-oauth-state=made-up")
    assert status in (400, 401)
    assert "Försök igen" in page
    assert slack.calls == []


async def test_another_browser_cannot_finish_what_one_began(doors: Doors, slack: FakeSlack) -> None:
    location, _ = await begin(doors)
    state = parse_qs(urlsplit(location).query)["state"][0]
    assert (await come_back(doors, {"code": "T1", "state": state}))[0] == 400
    assert slack.calls == []


async def test_who_cancels_is_told_that_nothing_changed(
    doors: Doors, caplog: pytest.LogCaptureFixture
) -> None:
    status, page = await come_back(doors, {"error": "access_denied"})
    assert (status, "avbröts" in page) == (200, True)
    _, page = await come_back(doors, {"error": "<b>\nforged log line"})
    assert "<b>" not in page
    assert "forged" not in caplog.text


async def test_a_code_that_slack_refuses_installs_nothing(doors: Doors, slack: FakeSlack) -> None:
    slack.refuses = "invalid_code"
    assert (await install(doors, "T1"))[0] == 401
    assert doors.store.teams() == []


async def test_slack_out_of_reach_is_said_in_words(tmp_path: Path) -> None:
    async with served("http://127.0.0.1:1/api/", tmp_path) as doors:
        status, page = await install(doors, "T1")
    assert (status, "Slack går inte att nå" in page) == (502, True)


async def test_no_token_code_or_secret_is_logged_by_us(
    doors: Doors, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="bot")
    await install(doors, "T1")
    ours = [one.getMessage() for one in caplog.records if one.name.startswith("bot.")]
    assert ours == ["installed team=T1"]


@asynccontextmanager
async def bot_of_many(doors: Doors, api_url: str) -> AsyncIterator[tuple[str, list[str]]]:
    """Serve a bot in every workspace that has installed it; gives where, and what it took."""
    taken: list[str] = []

    async def take(body: Json) -> None:
        taken.append(body["team_id"])

    clients = InstalledClients(doors.store, api_url)
    app = AsyncApp(client=slack_client(api_url), authorize=cast(Any, Authorization(clients)),
                   signing_secret=SECRET, process_before_response=True, name="prov")  # fmt: skip
    forget_removed(app, doors.store)
    for kind in ("message", "app_uninstalled", "tokens_revoked"):
        app.event(kind)(take)
    async with listening(
        Starlette(routes=[EventsDoor(app, SECRET).route()]), "127.0.0.1", 0
    ) as url:
        yield url, taken


async def send(url: str, body: bytes) -> int:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{url}/slack/events", data=body, headers=signed(body)) as answer,
    ):
        return answer.status


async def test_events_of_installed_workspaces_are_taken_without_asking_slack(
    doors: Doors, slack: FakeSlack
) -> None:
    for code in ("T1", "T2"):
        await install(doors, code)
    slack.calls.clear()
    async with bot_of_many(doors, slack.api_url) as (url, taken):
        for team in ("T1", "T2", "T3"):
            assert await send(url, event(team=team)) == 200
    assert taken == ["T1", "T2"]
    assert slack.calls == []


@pytest.mark.parametrize(
    ("kind", "more", "is_gone"),
    [
        ("app_uninstalled", {}, True),
        ("tokens_revoked", {"tokens": {"bot": ["U1"]}}, True),
        ("tokens_revoked", {"tokens": {"oauth": ["U2"]}}, False),
    ],
)
async def test_a_workspace_that_uninstalls_is_forgotten_and_can_come_back(
    doors: Doors, slack: FakeSlack, kind: str, more: Json, is_gone: bool
) -> None:
    for code in ("T1", "T2"):
        await install(doors, code)
    async with bot_of_many(doors, slack.api_url) as (url, taken):
        assert await send(url, event(kind, team="T1", **more)) == 200
        assert doors.store.teams() == (["T2"] if is_gone else ["T1", "T2"])
        await install(doors, "T1")
        assert await send(url, event(team="T1")) == 200
    assert taken == ["T1", "T1"]
