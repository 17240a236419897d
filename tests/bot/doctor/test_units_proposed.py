"""`lotsen units propose`: a file to fill in, out of the user groups of a workspace."""

import tomllib
from functools import partial
from pathlib import Path

import anyio.to_thread
import pytest
from typer.testing import Result

from bot.units.reading import read_units
from bot.workspace import Workspace
from tests.bot.conftest import Lotsen

pytestmark = pytest.mark.anyio


async def proposed(
    lotsen: Lotsen, monkeypatch: pytest.MonkeyPatch, workspace: Workspace, *words: object
) -> Result:
    """Run the command in a thread, as the workspace answers in this one."""
    monkeypatch.setenv("LOTSEN_SLACK_BOT_TOKEN", workspace.bot_token)
    monkeypatch.setenv("LOTSEN_SLACK_API_URL", workspace.api_url)
    return await anyio.to_thread.run_sync(partial(lotsen, "units", "propose", *words))


async def test_groups_become_units_to_fill_in_and_nothing_is_guessed(
    lotsen: Lotsen, monkeypatch: pytest.MonkeyPatch, workspace: Workspace, tmp_path: Path
) -> None:
    file = tmp_path / "enheter.toml"
    done = await proposed(lotsen, monkeypatch, workspace, file)
    assert (done.exit_code, done.stdout) == (0, f"3 enheter i {file}.\n")
    assert "units import" in done.stderr
    units = {one["id"]: one for one in tomllib.loads(file.read_text("utf-8"))["units"]}
    assert units["vardcentralen-demoby"]["type"] == "vardcentral"
    assert units["hemtjansten-larkan"]["members"] == [{"user": "U0ELSA001"}, {"user": "U0MAJA006"}]
    assert "type" not in units["fikagruppen"]
    assert "organisation" not in units["vardcentralen-demoby"]
    assert lotsen("units", "list").stdout.startswith("Det finns inga enheter")
    assert lotsen("units", "import", file).exit_code == 2  # what only staff know is missing


async def test_a_file_that_is_filled_in_is_imported(
    lotsen: Lotsen, monkeypatch: pytest.MonkeyPatch, workspace: Workspace, tmp_path: Path
) -> None:
    file = tmp_path / "enheter.toml"
    await proposed(lotsen, monkeypatch, workspace, file)
    text = file.read_text("utf-8").split('[[units]]\nid = "fikagruppen"')[0]
    text = text.replace('# fyll i: organisation = "…"', 'organisation = "Demoby"')
    text = text.replace("# fyll i: has_samsa = true eller false", "has_samsa = true")
    file.write_text(text, "utf-8")
    assert len(read_units(file).units) == 2
    assert lotsen("units", "import", file).exit_code == 0


async def test_a_file_that_is_there_is_not_written_over(
    lotsen: Lotsen, monkeypatch: pytest.MonkeyPatch, workspace: Workspace, tmp_path: Path
) -> None:
    file = tmp_path / "enheter.toml"
    file.write_text("mitt", "utf-8")
    refused = await proposed(lotsen, monkeypatch, workspace, file)
    assert (refused.exit_code, file.read_text("utf-8")) == (2, "mitt")
    assert (await proposed(lotsen, monkeypatch, workspace, file, "--force")).exit_code == 0


async def test_without_groups_a_token_or_the_right_each_says_what_to_do(
    lotsen: Lotsen, monkeypatch: pytest.MonkeyPatch, broken: Workspace, tmp_path: Path
) -> None:
    file = tmp_path / "enheter.toml"
    broken.parts.state.groups.clear()
    empty = await proposed(lotsen, monkeypatch, broken, file)
    assert "inga användargrupper" in empty.stderr
    object.__setattr__(broken.parts.app, "scopes", frozenset({"chat:write"}))
    assert "usergroups:read" in (await proposed(lotsen, monkeypatch, broken, file)).stderr
    monkeypatch.setenv("LOTSEN_SLACK_API_URL", "http://127.0.0.1:9/api/")
    unreachable = await anyio.to_thread.run_sync(partial(lotsen, "units", "propose", file))
    assert "Slack svarar inte" in unreachable.stderr
    monkeypatch.delenv("LOTSEN_SLACK_BOT_TOKEN")
    without = lotsen("units", "propose", file)
    for done in (empty, unreachable, without):
        assert (done.exit_code != 0, done.stderr.count("\n")) == (True, 1)
    assert "LOTSEN_SLACK_BOT_TOKEN" in without.stderr
    assert not file.exists()
