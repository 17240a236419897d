"""`lotsen doctor` and the channels of units and of the compilation, in the practice workspace."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr
from slack_sdk.oauth.installation_store import Bot

from bot.commands.doctor_keys import Keys
from bot.settings import Settings
from bot.slack.serving.installations import Installations
from bot.units import Unit, UnitRegister
from bot.units.register import stored_of
from bot.workspace import Workspace
from storage.audit import Audit
from storage.database import Database
from storage.units import Change, Origin, Units
from tests.bot.doctor.looking import (
    OPEN,
    PRIVATE,
    SHARED,
    WITHOUT_BOT,
    faults,
    keys_of,
    looked,
    unit,
    warnings,
)

GONE, REPORTS = "C0FINNSEJ1", "C0AVV00011"
ALL, REPORT = "Slack: enheternas kanaler", "Slack: sammanställningens kanal"

pytestmark = pytest.mark.anyio


@pytest.fixture
def units(tmp_path: Path) -> Units:
    database = Database(tmp_path / "lotsen.sqlite3")
    return Units(database, Audit(database))


def holding(units: Units, *these: Unit, team: str = "") -> UnitRegister:
    put = [stored_of(one) for one in these]
    change = Change(put, [], [one.id for one in these], [], units.version(team))
    units.apply(team, change, Origin(datetime(2026, 3, 2, tzinfo=UTC), "test", "0"))
    return UnitRegister(units)


def team_of(workspace: Workspace) -> str:
    return workspace.parts.state.team.id


async def test_channels_that_are_in_order_are_said_once(keys: Keys, units: Units) -> None:
    told = unit("hsv", ("slack", PRIVATE), contact_point={"channel": REPORTS})
    found = await looked(keys, units=holding(units, told, unit("vc", ("slack", PRIVATE))))
    assert (faults(found), warnings(found)) == (set(), set())
    assert found[ALL].detail == "Lotsen är med i alla 2"


@pytest.mark.parametrize(
    ("channel", "word"), [(GONE, "finns inte"), (WITHOUT_BOT, "inte med"), (SHARED, "delad")]
)
@pytest.mark.parametrize("place", ["inbox", "contact"])
async def test_a_channel_that_is_not_in_order_is_a_fault_with_whose_it_is(
    keys: Keys, units: Units, channel: str, word: str, place: str
) -> None:
    told = {"inbox": unit("hsv", ("slack", channel)),
            "contact": unit("hsv", contact_point={"channel": channel})}[place]  # fmt: skip
    found = await looked(keys, units=holding(units, told, unit("vc", ("slack", PRIVATE))))
    name = f"Slack: kanal {channel}"
    assert faults(found) == {name}
    assert word in found[name].detail
    assert found[name].detail.endswith("(HSV)")
    assert ALL not in found


async def test_mail_and_webhooks_are_no_channels_of_slack(keys: Keys, units: Units) -> None:
    told = unit("vc", ("mail", "vc@demoby.se"), ("webhook", "https://demoby.se/in"))
    assert ALL not in await looked(keys, units=holding(units, told))


async def test_the_units_of_another_workspace_are_left_alone(
    keys: Keys, workspace: Workspace, units: Units
) -> None:
    holding(units, unit("vc", ("slack", GONE)), team="T0ANNAN01")
    own = holding(units, unit("hsv", ("slack", PRIVATE)), team=team_of(workspace))
    found = await looked(keys, units=own)
    assert faults(found) == set()
    assert found[ALL].detail == "Lotsen är med i kanalen"


async def test_a_contact_channel_of_a_unit_is_somewhere_to_leave_a_question(
    keys: Keys, units: Units
) -> None:
    told = unit("hsv", contact_point={"channel": PRIVATE})
    assert warnings(await looked(keys, "", units=holding(units, told))) == set()
    none = await looked(keys, "", units=holding(units, unit("hsv", ("slack", PRIVATE))))
    assert warnings(none) == {"Slack: kontaktkanal"}


async def test_when_slack_asks_us_to_wait_the_rest_is_not_asked_for(
    broken: Workspace, units: Units
) -> None:
    told = [unit(f"v{number}", ("slack", f"C0FINNSEJ{number}")) for number in range(5)]
    register = holding(units, *told)
    broken.faults.fail_next(1, "rate_limited", "conversations.info")
    found = await looked(keys_of(broken), "", units=register)
    assert faults(found) == {ALL}
    assert "Vänta" in found[ALL].remedy


@pytest.mark.parametrize(
    ("channel", "word"),
    [(REPORTS, ""), (GONE, "finns inte"), (WITHOUT_BOT, "inte med"), (SHARED, "delad")],
)
async def test_the_channel_of_the_compilation_must_be_there_with_the_bot(
    keys: Keys, workspace: Workspace, channel: str, word: str
) -> None:
    for written in (channel, f"{team_of(workspace)}/{channel}"):
        found = await looked(keys, report=written)
        assert faults(found) == ({REPORT} if word else set())
        assert word in found[REPORT].detail


async def test_the_compilation_of_a_workspace_without_the_bot_is_a_fault(keys: Keys) -> None:
    found = await looked(keys, report=f"T0ANNAN01/{REPORTS}")
    assert faults(found) == {REPORT}
    assert "T0ANNAN01" in found[REPORT].detail
    assert "LOTSEN_REPORT_CHANNEL" in found[REPORT].remedy


async def test_with_several_workspaces_the_compilation_names_one(
    workspace: Workspace, tmp_path: Path, units: Units
) -> None:
    settings = Settings(
        data_dir=tmp_path, mode="http", slack_client_id="1.2",
        slack_client_secret=SecretStr("b" * 32), slack_signing_secret=SecretStr("c" * 32),
        slack_api_url=workspace.api_url,
    )  # fmt: skip
    for team in (team_of(workspace), "T0ANNAN01"):
        bot = Bot(team_id=team, bot_token=workspace.bot_token, bot_id="B0LOTSEN1",
                  bot_user_id=workspace.installed.bot_user_id, installed_at=0.0)  # fmt: skip
        Installations(settings.installations_dir).keep(bot)
    keys = Keys.of(settings)
    nowhere = await looked(keys, report=REPORTS)
    assert faults(nowhere) == {REPORT}
    assert "T…/C…" in nowhere[REPORT].remedy
    register = holding(units, unit("hsv", ("slack", PRIVATE)), team=team_of(workspace))
    found = await looked(keys, units=register, report=f"{team_of(workspace)}/{REPORTS}")
    assert faults(found) == set()
    assert {REPORT, ALL} <= set(found)
    assert f"Slack: kontaktkanal {OPEN}" not in found


async def test_a_token_that_is_refused_is_said_and_no_channel_is_asked_for(
    keys: Keys, units: Units
) -> None:
    register = holding(units, unit("vc", ("slack", GONE)))
    found = await looked(
        replace(keys, bot_token="xoxb-nagon-annans"), units=register, report=REPORTS
    )
    assert faults(found) == {"Slack: bot-token"}
