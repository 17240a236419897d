"""`lotsen doctor` and what Slack answers: scopes, clock, channels, and Slack being away."""

import json
import time
from dataclasses import replace
from pathlib import Path

import anyio.to_thread
import pytest
from pydantic import SecretStr
from typer.testing import Result

from bot.commands import doctor_slack
from bot.commands.doctor_keys import Keys
from bot.settings import Settings
from bot.slack.manifest import read_manifest
from bot.workspace import InstalledApp, Workspace, serve
from bot.workspace.methods import conversations
from tests.bot.conftest import Lotsen
from tests.bot.doctor.looking import (
    BOT,
    OPEN,
    PRIVATE,
    SHARED,
    WITHOUT_BOT,
    faults,
    keys_of,
    looked,
    warnings,
)

pytestmark = pytest.mark.anyio


async def test_scopes_that_the_manifest_asks_for_and_the_token_lacks_are_named() -> None:
    needed = read_manifest().scopes
    workspace = Workspace(InstalledApp(scopes=needed - {"im:write", "assistant:write"}))
    async with serve(workspace):
        found = await looked(
            Keys(workspace.bot_token, workspace.app_token, api_url=workspace.api_url)
        )
    assert faults(found) == {"Slack: rättigheter"}
    assert found["Slack: rättigheter"].detail == "saknas: assistant:write, im:write"


async def test_scopes_wider_than_the_manifest_are_a_warning() -> None:
    workspace = Workspace(InstalledApp(scopes=read_manifest().scopes | {"files:read"}))
    async with serve(workspace):
        found = await looked(
            Keys(workspace.bot_token, workspace.app_token, api_url=workspace.api_url)
        )
    assert (faults(found), warnings(found)) == (set(), {"Slack: rättigheter"})
    assert "files:read" in found["Slack: rättigheter"].detail


@pytest.mark.parametrize(
    ("seconds", "is_fault", "is_warned"),
    [(0, False, False), (50, False, False), (90, False, True), (-90, False, True),
     (280, False, True), (330, True, False), (-3600, True, False)],
)  # fmt: skip
async def test_a_clock_that_is_off_is_a_warning_and_by_five_minutes_a_fault(
    keys: Keys, seconds: float, is_fault: bool, is_warned: bool
) -> None:
    found = await looked(keys, now=lambda: time.time() + seconds)
    clock = found["Slack: klocka"]
    assert (not clock.is_ok, clock.is_warning) == (is_fault, is_warned)


@pytest.mark.parametrize(
    ("channel", "word"),
    [("#kontaktombud", "kanal-id"), ("kontaktombud", "kanal-id"), ("C0FINNSEJ1", "finns inte"),
     (PRIVATE, ""), (WITHOUT_BOT, "inte med"), (SHARED, "delad")],
)  # fmt: skip
async def test_a_contact_channel_must_exist_have_the_bot_and_be_our_own(
    keys: Keys, channel: str, word: str
) -> None:
    found = await looked(keys, channel)
    name = f"Slack: kontaktkanal {channel}"
    assert faults(found) == ({name} if word else set())
    assert word in found[name].detail


async def test_an_archived_contact_channel_is_a_fault(
    keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    described = conversations._described
    monkeypatch.setattr(
        conversations, "_described", lambda *seen: described(*seen) | {"is_archived": True}
    )
    found = await looked(keys)
    assert "arkiverad" in found[f"Slack: kontaktkanal {OPEN}"].detail
    assert faults(found) == {f"Slack: kontaktkanal {OPEN}"}


async def test_no_contact_channel_is_a_warning(keys: Keys) -> None:
    found = await looked(keys, channel="")
    assert (faults(found), warnings(found)) == (set(), {"Slack: kontaktkanal"})


async def test_slack_being_down_is_said_once(broken: Workspace) -> None:
    broken.faults.go_down(60)
    assert faults(await looked(keys_of(broken))) == {"Slack: adress"}


@pytest.mark.parametrize("method", ["auth.test", "apps.connections.open"])
async def test_a_rate_limit_says_to_wait(broken: Workspace, method: str) -> None:
    broken.faults.fail_next(1, "rate_limited", method)
    found = await looked(keys_of(broken))
    (name,) = faults(found)
    assert "Vänta" in found[name].remedy


@pytest.mark.parametrize(
    "address", ["slack.com/api/", "https://", "hej", "https://[x/", "http://127.0.0.1:9/api"]
)
async def test_an_address_that_is_none_is_a_fault(keys: Keys, address: str) -> None:
    found = await looked(replace(keys, api_url=address))
    assert faults(found) == {"Slack: adress"}
    assert "SLACK_API_URL" in found["Slack: adress"].remedy


async def test_nobody_at_the_address_is_a_fault_of_the_network(keys: Keys) -> None:
    found = await looked(replace(keys, api_url="http://127.0.0.1:9/api/"))
    assert faults(found) == {"Slack: adress"}
    assert "brandvägg" in found["Slack: adress"].remedy


async def test_something_else_than_slack_at_the_address_is_a_fault(
    workspace: Workspace, keys: Keys
) -> None:
    found = await looked(replace(keys, api_url=f"{workspace.url}/page/"))
    assert faults(found) == {"Slack: adress"}


def run(lotsen: Lotsen, workspace: Workspace, *options: str, **more: str) -> Result:
    """Run the command with the workspace's keys in the environment."""
    env = {
        "SLACK_BOT_TOKEN": workspace.bot_token,
        "SLACK_APP_TOKEN": workspace.app_token,
        "SLACK_API_URL": workspace.api_url,
        "LOTSEN_CONTACT_CHANNEL": OPEN,
    }
    return lotsen("doctor", *options, **env | more)


async def test_the_command_shows_a_line_for_each_check_and_ends_well(
    lotsen: Lotsen, workspace: Workspace
) -> None:
    result = await anyio.to_thread.run_sync(lambda: run(lotsen, workspace))
    assert (result.exit_code, result.stderr) == (0, "")
    assert f"OK  {BOT}: " in result.stdout
    assert not [one for one in result.stdout.splitlines() if one[:3] not in ("OK ", "OBS")]


async def test_the_command_ends_in_a_fault_when_a_channel_of_a_unit_is_without_the_bot(
    lotsen: Lotsen, workspace: Workspace, tmp_path: Path
) -> None:
    units = tmp_path / "enheter.toml"
    units.write_text(f'[[units]]\nname = "Lärkan"\nchannel = "{WITHOUT_BOT}"\n', encoding="utf-8")
    result = await anyio.to_thread.run_sync(
        lambda: run(lotsen, workspace, "--json", LOTSEN_CONTACTS_FILE=str(units))
    )
    said = {one["check"]: one for one in map(json.loads, result.stdout.splitlines())}
    assert result.exit_code == 1
    assert [name for name, one in said.items() if not one["ok"]] == [
        f"Slack: kontaktkanal {WITHOUT_BOT}"
    ]
    assert "/invite @Lotsen" in said[f"Slack: kontaktkanal {WITHOUT_BOT}"]["remedy"]


async def test_a_file_of_units_that_cannot_be_read_is_a_fault(
    workspace: Workspace, tmp_path: Path
) -> None:
    settings = Settings(
        slack_bot_token=SecretStr(workspace.bot_token),
        slack_app_token=SecretStr(workspace.app_token),
        slack_api_url=workspace.api_url,
        contacts_file=tmp_path / "finns-inte.toml",
    )
    found = await anyio.to_thread.run_sync(
        lambda: {one.name: one for one in doctor_slack.slack_checks(settings)}
    )
    assert faults(found) == {"Slack: kontaktkanaler"}
    assert "LOTSEN_CONTACTS_FILE" in found["Slack: kontaktkanaler"].detail
