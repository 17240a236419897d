"""Each workspace has its own client, which tries again with a cap; others are told no."""

import asyncio
import json
import logging
import stat
import time
from pathlib import Path

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth.installation_store import Bot
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator

from bot.slack.ports import SendFailed
from bot.slack.serving.clients import InstalledClients, SingleClient, slack_client
from bot.slack.serving.installations import Installations
from bot.workspace import Workspace, serve
from tests.bot.slack.serving.conftest import FakeSlack

pytestmark = [
    pytest.mark.anyio,
    # slack_sdk 3.47 sends the app's keys in a way that aiohttp 3.14 warns of.
    pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning"),
]
TEAM = "T0DEMOBY1"


def installed(team: str, token: str = "xoxb-one", **more: object) -> Bot:  # noqa: S107 - of no workspace
    return Bot(team_id=team, bot_token=token, bot_id="B1", bot_user_id="U1", installed_at=1.0,
               bot_scopes=["chat:write"], **more)  # type: ignore[arg-type]  # fmt: skip


async def test_a_rate_limit_and_a_fault_are_tried_again(workspace: Workspace) -> None:
    async with serve(workspace):
        client = slack_client(workspace.api_url, workspace.bot_token)
        workspace.faults.fail_next(1, "rate_limited")
        workspace.faults.fail_next(1, "server_error")
        assert (await client.auth_test())["team_id"] == TEAM


async def test_trying_again_has_an_end(workspace: Workspace) -> None:
    async with serve(workspace):
        client = slack_client(workspace.api_url, workspace.bot_token)
        workspace.faults.fail_next(9, "server_error")
        with pytest.raises(SlackApiError):
            await client.auth_test()
        workspace.faults.clear()
        assert (await client.auth_test())["ok"]


async def test_a_wait_that_is_too_long_is_not_waited_for(workspace: Workspace) -> None:
    async with serve(workspace):
        client = slack_client(workspace.api_url, workspace.bot_token)
        workspace.faults.retry_after = 3600
        workspace.faults.fail_next(1, "rate_limited")
        with pytest.raises(SlackApiError) as failed:
            await asyncio.wait_for(client.auth_test(), 2)
        assert failed.value.response["error"] == "ratelimited"


@pytest.mark.parametrize("status", [500, 502, 503, 504])
async def test_every_kind_of_server_error_is_tried_again(slack: FakeSlack, status: int) -> None:
    slack.statuses = [status]
    assert (await slack_client(slack.api_url, "xoxb-one").auth_test())["team_id"] == "T1"
    assert len(slack.calls) == 2


async def test_one_workspace_is_served_and_no_other(workspace: Workspace) -> None:
    async with serve(workspace):
        clients = SingleClient(slack_client(workspace.api_url, workspace.bot_token))
        known = await clients.authorize(TEAM)
        assert known is not None
        assert known.bot_user_id == workspace.installed.bot_user_id
        assert await clients.authorize("T0OTHER01") is None
        assert (await clients.of(TEAM)).token == workspace.bot_token
        with pytest.raises(SendFailed) as failed:
            await clients.of("T0OTHER01")
        assert (failed.value.code, failed.value.is_passing) == ("not_installed", False)


async def test_slack_is_asked_only_once_who_the_bot_is(slack: FakeSlack) -> None:
    clients = SingleClient(slack_client(slack.api_url, "xoxb-one"))
    for _ in range(3):
        assert await clients.authorize("T1") is not None
    assert [method for method, _ in slack.calls] == ["auth.test"]


async def test_an_event_is_not_taken_while_nobody_knows_whose_it_is(slack: FakeSlack) -> None:
    slack.refuses = "token_revoked"
    with pytest.raises(SendFailed, match="token_revoked"):
        await SingleClient(slack_client(slack.api_url, "xoxb-one")).authorize("T1")


async def test_each_workspace_has_its_own_token(tmp_path: Path) -> None:
    store = Installations(tmp_path)
    store.keep(installed("T1", "xoxb-one"))
    store.keep(installed("T2", "xoxb-two"))
    clients = InstalledClients(store, "http://127.0.0.1:1/api/")
    assert [(await clients.of(team)).token for team in ("T1", "T2")] == ["xoxb-one", "xoxb-two"]
    known = await clients.authorize("T2")
    assert known is not None
    assert (known.bot_token, known.bot_id) == ("xoxb-two", "B1")
    assert await clients.authorize("T3") is None
    with pytest.raises(SendFailed, match="not_installed"):
        await clients.of("T3")


def test_installations_are_read_back_and_the_last_one_counts(tmp_path: Path) -> None:
    store = Installations(tmp_path)
    store.keep(installed("T1", "xoxb-old"))
    store.keep(installed("T1", "xoxb-new", bot_refresh_token="xoxe-1", bot_token_expires_at=99))
    again = Installations(tmp_path).bot("T1")
    assert again is not None
    assert (again.bot_token, again.bot_refresh_token) == ("xoxb-new", "xoxe-1")
    assert (again.bot_token_expires_at, again.bot_scopes) == (99, ["chat:write"])


def test_only_the_owner_can_read_the_tokens(tmp_path: Path) -> None:
    folder = tmp_path / "installations"
    Installations(folder).keep(installed("T1"))
    (file,) = folder.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_an_uninstalled_workspace_is_forgotten(tmp_path: Path) -> None:
    store = Installations(tmp_path)
    store.keep(installed("T1"))
    store.forget("T1")
    store.forget("T1")
    assert Installations(tmp_path).teams() == []
    assert list(tmp_path.iterdir()) == []


def test_a_broken_file_does_not_stop_the_other_workspaces(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    Installations(tmp_path).keep(installed("T1"))
    (tmp_path / "T2.json").write_text('{"bot_token": "xoxb-secret", ')
    (tmp_path / "T3.json").write_text('["xoxb-secret"]')
    assert Installations(tmp_path).teams() == ["T1"]
    assert "T2" in caplog.text
    assert "xoxb" not in caplog.text


@pytest.mark.parametrize("team", [None, "../T1", "t1", ""])
def test_a_workspace_without_a_proper_id_is_not_kept(tmp_path: Path, team: str | None) -> None:
    with pytest.raises(Exception, match="workspace"):
        Installations(tmp_path).keep(installed(team))  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


async def test_a_token_that_runs_out_is_renewed_once_for_all_who_ask(
    slack: FakeSlack, tmp_path: Path
) -> None:
    clients, store = rotating(slack, tmp_path, expires_in=60)
    tokens = {client.token for client in await asyncio.gather(*(clients.of("T1") for _ in "12345"))}
    assert tokens == {"xoxb-renewed"}
    assert [method for method, _ in slack.calls] == ["oauth.v2.access"]
    kept = json.loads((tmp_path / "T1.json").read_text())
    assert (kept["bot_token"], kept["bot_refresh_token"]) == ("xoxb-renewed", "xoxe-next")
    assert Installations(tmp_path).bot("T1") is not None
    assert store.bot("T1") is not None


async def test_a_token_that_cannot_be_renewed_is_used_while_it_holds(
    slack: FakeSlack, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    slack.refuses = "invalid_refresh_token"
    clients, _ = rotating(slack, tmp_path, expires_in=600)
    assert (await clients.of("T1")).token == "xoxb-one"
    clients, _ = rotating(slack, tmp_path, expires_in=-1)
    with pytest.raises(SendFailed) as failed:
        await clients.of("T1")
    assert (failed.value.code, failed.value.is_passing) == ("token_expired", True)
    assert "xox" not in caplog.text


def rotating(
    slack: FakeSlack, folder: Path, expires_in: int
) -> tuple[InstalledClients, Installations]:
    logging.getLogger("bot").setLevel(logging.DEBUG)
    store = Installations(folder)
    expires_at = int(time.time()) + expires_in
    store.keep(installed("T1", bot_refresh_token="xoxe-1", bot_token_expires_at=expires_at))
    client = slack_client(slack.api_url)
    rotator = AsyncTokenRotator(client_id="1", client_secret="s", client=client)
    return InstalledClients(store, slack.api_url, rotator), store
