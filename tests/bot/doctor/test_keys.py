"""`lotsen doctor` and the keys to Slack: each one that is wrong is said, with what to do."""

from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import SecretStr
from slack_sdk.oauth.installation_store import Bot

from bot.commands.doctor_keys import Keys
from bot.settings import Settings
from bot.slack.serving.installations import Installations
from bot.workspace import Workspace
from tests.bot.doctor.looking import APP, BOT, OPEN, SIGNING, faults, keys_of, looked, warnings

pytestmark = pytest.mark.anyio


async def test_when_all_is_well_everything_is_said_to_be(keys: Keys) -> None:
    found = await looked(keys)
    assert (faults(found), warnings(found)) == (set(), set())
    assert set(found) == {
        BOT, APP, SIGNING, "Slack: rättigheter", "Slack: klocka", f"Slack: kontaktkanal {OPEN}"
    }  # fmt: skip
    assert "Demoby övningsrum" in found[BOT].detail


async def test_without_any_key_it_points_to_the_guide_and_is_no_fault() -> None:
    (check,) = (await looked(Keys())).values()
    assert (check.is_ok, check.is_warning) == (True, False)
    assert "docs/connect-to-slack.md" in check.detail


async def test_tokens_in_each_others_place_are_told_to_change_places(keys: Keys) -> None:
    swapped = replace(keys, bot_token=keys.app_token, app_token=keys.bot_token)
    found = await looked(swapped)
    assert faults(found) == {BOT, APP}
    assert "Byt plats" in found[BOT].remedy
    assert "Byt plats" in found[APP].remedy


@pytest.mark.parametrize("token", ["xoxp-1-abc", "xoxe.xoxb-1-abc", '"xoxb-1-abc"', "hej", "xo xb"])
async def test_a_bot_token_of_the_wrong_kind_or_badly_copied_is_a_fault(
    keys: Keys, token: str
) -> None:
    found = await looked(replace(keys, bot_token=token))
    assert faults(found) == {BOT}
    assert "xoxb-" in found[BOT].remedy


async def test_a_missing_bot_token_is_a_fault_once_another_key_is_set(keys: Keys) -> None:
    found = await looked(replace(keys, bot_token=""))
    assert "SLACK_BOT_TOKEN saknas" in found[BOT].detail
    assert faults(found) == {BOT}


async def test_a_token_that_slack_does_not_know_is_a_fault(keys: Keys) -> None:
    found = await looked(replace(keys, bot_token="xoxb-nagon-annans"))
    assert faults(found) == {BOT}
    assert "känner inte igen" in found[BOT].detail


async def test_a_revoked_token_is_told_to_be_replaced(broken: Workspace) -> None:
    broken.revoke_token()
    found = await looked(keys_of(broken))
    assert faults(found) == {BOT}
    assert "återkallad" in found[BOT].detail
    assert "Installera om" in found[BOT].remedy


async def test_an_app_token_that_slack_does_not_know_is_a_fault(keys: Keys) -> None:
    found = await looked(replace(keys, app_token="xapp-1-nagon-annans"))
    assert faults(found) == {APP}


async def test_without_an_app_token_socket_mode_is_warned_of_and_http_is_fine(keys: Keys) -> None:
    without = replace(keys, app_token="")
    assert warnings(await looked(without)) == {APP}
    found = await looked(replace(without, mode="http"))
    assert (faults(found), warnings(found)) == (set(), set())


async def test_without_app_token_and_signing_secret_there_is_no_way_to_run(keys: Keys) -> None:
    without = replace(keys, app_token="", signing_secret="")
    assert faults(await looked(without)) == {APP}
    assert faults(await looked(replace(without, mode="http"))) == {SIGNING}


async def test_a_signing_secret_is_needed_in_http_alone(keys: Keys) -> None:
    without = replace(keys, signing_secret="")
    assert faults(await looked(without)) == set()
    assert faults(await looked(replace(without, mode="http"))) == {SIGNING}


@pytest.mark.parametrize("secret", ["kort", "xoxb-1-abc", "A" * 32, "a" * 31])
async def test_a_signing_secret_of_the_wrong_shape_is_a_fault(keys: Keys, secret: str) -> None:
    assert faults(await looked(replace(keys, signing_secret=secret))) == {SIGNING}


async def test_the_client_secret_in_place_of_the_signing_secret_is_a_fault(keys: Keys) -> None:
    both = replace(keys, client_id="1.2", client_secret=keys.signing_secret, mode="http")
    found = await looked(both)
    assert faults(found) == {SIGNING}


@pytest.mark.parametrize(("client_id", "secret"), [("1.2", ""), ("", "b" * 32)])
async def test_half_set_oauth_names_the_half_that_is_missing(
    keys: Keys, client_id: str, secret: str
) -> None:
    half = replace(keys, client_id=client_id, client_secret=secret, mode="http")
    found = await looked(half)
    assert faults(found) == {"Slack: OAuth"}
    lacking = "SLACK_CLIENT_SECRET" if client_id else "SLACK_CLIENT_ID"
    assert found["Slack: OAuth"].detail == f"{lacking} saknas"


async def test_oauth_beside_a_bot_token_is_a_warning(keys: Keys) -> None:
    both = replace(keys, client_id="1.2", client_secret="b" * 32, mode="http")
    found = await looked(both)
    assert (faults(found), warnings(found)) == (set(), {"Slack: OAuth"})
    assert "SLACK_BOT_TOKEN" in found["Slack: OAuth"].detail


async def test_oauth_over_socket_mode_is_a_fault(keys: Keys) -> None:
    found = await looked(replace(keys, client_id="1.2", client_secret="b" * 32))
    assert faults(found) == {"Slack: OAuth"}
    assert BOT in found


async def test_the_tokens_of_the_workspaces_that_installed_the_app_are_tried(
    workspace: Workspace, tmp_path: Path
) -> None:
    settings = Settings(
        data_dir=tmp_path, mode="http", slack_client_id="1.2",
        slack_client_secret=SecretStr("b" * 32), slack_signing_secret=SecretStr("c" * 32),
        slack_api_url=workspace.api_url,
    )  # fmt: skip
    none_yet = await looked(Keys.of(settings))
    assert (faults(none_yet), warnings(none_yet)) == (set(), {"Slack: OAuth"})
    assert "/slack/install" in none_yet["Slack: OAuth"].remedy
    team, bot_user = workspace.parts.state.team.id, workspace.installed.bot_user_id
    bot = Bot(
        team_id=team, bot_token=workspace.bot_token, bot_id="B0LOTSEN1", bot_user_id=bot_user,
        installed_at=0.0,
    )  # fmt: skip
    Installations(settings.installations_dir).keep(bot)
    found = await looked(Keys.of(settings))
    assert (faults(found), warnings(found)) == (set(), set())
    assert {BOT, f"Slack: kontaktkanal {OPEN}"} <= set(found)
