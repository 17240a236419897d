"""The page on connecting to Slack says what is so: scopes, settings, commands and the doctor."""

import re
from pathlib import Path

import anyio.to_thread
import pytest
from pydantic import AliasChoices, SecretStr

from bot.cli import app
from bot.commands import doctor_slack
from bot.settings import Settings
from bot.slack.manifest import read_manifest
from bot.workspace import InstalledApp, Workspace, serve

DOCS = Path(__file__).parents[3] / "docs"
PAGE = (DOCS / "connect-to-slack.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    return "asyncio"


def section(heading: str) -> str:
    return PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def anchors(text: str) -> set[str]:
    """Give the places that can be linked to, as they are named where Markdown is shown."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in headings}


def test_the_table_of_scopes_is_the_manifests() -> None:
    rows = [line for line in section("1. Skapa appen").splitlines() if line.startswith("| `")]
    told = [one for row in rows for one in re.findall(r"`([a-z_:]+)`", row.split("|")[1])]
    assert sorted(told) == sorted(read_manifest().scopes)


def test_each_setting_on_the_page_is_one() -> None:
    aliases = [one.validation_alias for one in Settings.model_fields.values()]
    known = {
        str(choice) for one in aliases if isinstance(one, AliasChoices) for choice in one.choices
    }
    known |= {f"LOTSEN_{name.upper()}" for name in Settings.model_fields}
    named = set(re.findall(r"\b(?:SLACK|LOTSEN)_[A-Z_]+\b", PAGE))
    assert len(named) > 6
    assert named - known == set()


def test_each_command_on_the_page_is_one() -> None:
    known = {one.name or one.callback.__name__ for one in app.registered_commands if one.callback}
    known |= {one.name for one in app.registered_groups if one.name}
    named = set(re.findall(r"(?:^|`)lotsen ([a-z]+)", PAGE, re.MULTILINE))
    assert {"demo", "doctor", "run"} <= named
    assert named - known == set()


def test_each_link_on_the_page_leads_somewhere() -> None:
    for target in re.findall(r"\]\(([^)]+)\)", PAGE):
        name, _, anchor = target.partition("#")
        file = (DOCS / name).resolve() if name else DOCS / "connect-to-slack.md"
        assert file.is_file(), target
        assert not anchor or anchor in anchors(file.read_text(encoding="utf-8")), target


@pytest.mark.anyio
async def test_what_the_page_shows_of_the_doctor_is_what_it_says() -> None:
    shown = section("5. Kontrollera").split("```")[3].strip().splitlines()
    workspace = Workspace(InstalledApp.from_manifest(read_manifest().words))
    async with serve(workspace):
        settings = Settings(
            slack_bot_token=SecretStr(workspace.bot_token),
            slack_app_token=SecretStr(workspace.app_token),
            slack_api_url=workspace.api_url,
            contact_channel="C0OMBUD002",
        )
        found = await anyio.to_thread.run_sync(lambda: list(doctor_slack.slack_checks(settings)))
    assert [f"OK  {one.name}: {one.detail}" for one in found if one.is_ok] == shown
