"""Keeps a practice workspace between runs: what was written, the bot's database, the contacts."""

import asyncio
import json
import shutil
from pathlib import Path

from pydantic import SecretStr
from typing_extensions import override

from bot.app import Lotsen
from bot.settings import Settings
from bot.slack.manifest import read_manifest
from bot.units.importing import Importer
from bot.units.reading import read_units
from bot.workspace.installed import InstalledApp
from bot.workspace.practice_error import PracticeError
from bot.workspace.workspace import Workspace
from flows.load import load_unit_types

CONTACT_CHANNEL = "C0OMBUD002"
REPORT_GROUP, REPORT_CHANNEL = "avvikelsegruppen-demoby", "C0AVV00011"
_SAVED_EVERY_S = 5.0


class PracticeSettings(Settings):
    """The settings of a bot in a practice workspace, apart from those of a real one."""

    @property
    def folder(self) -> Path:
        """Give the folder that all of the practice is in."""
        return self.data_dir / "practice"

    @property
    @override
    def database_file(self) -> Path:
        """Give the file of the database; what is practised never mixes with what is asked."""
        return self.folder / "lotsen.sqlite3"


def practice_settings(settings: Settings) -> PracticeSettings:
    """Give the settings of the practice bot: the sources and the limits are the real ones."""
    practice = PracticeSettings.model_construct(**dict(settings))
    own = {"mode": "socket", "port": None, "slack_client_id": None, "slack_client_secret": None}
    contacts = {
        "contact_channel": CONTACT_CHANNEL,
        "contacts_file": practice.folder / "contacts.toml",
    }
    reports = {"report_group": REPORT_GROUP, "report_channel": REPORT_CHANNEL}
    return practice.model_copy(update=own | contacts | reports)


def joined_to(settings: PracticeSettings, workspace: Workspace) -> PracticeSettings:
    """Give the settings with the keys and the address of a served workspace."""
    keys = {
        "slack_bot_token": SecretStr(workspace.bot_token),
        "slack_app_token": SecretStr(workspace.app_token),
        "slack_api_url": workspace.api_url,
    }
    return settings.model_copy(update=keys)


def open_workspace(settings: PracticeSettings) -> Workspace:
    """Give the workspace as it was left, with the bot installed as its manifest says."""
    settings.folder.mkdir(parents=True, exist_ok=True)
    installed = InstalledApp.from_manifest(read_manifest().words)
    try:
        workspace = Workspace(installed, snapshot=settings.folder / "workspace.json")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PracticeError(
            "Övningsrummets sparade läge går inte att läsa. "
            "Börja om från början med `lotsen demo --fresh`."
        ) from error
    _write_contacts(workspace, settings)
    return workspace


def start_afresh(settings: PracticeSettings) -> None:
    """Throw away what was practised; sources and everything else stay."""
    shutil.rmtree(settings.folder, ignore_errors=True)


def settle_units(lotsen: Lotsen, team: str) -> None:
    """Put the invented units in the register of the practice, unless it has units already."""
    if lotsen.units.version(team):
        return
    importer = Importer(lotsen.units, load_unit_types(lotsen.guide_flows.folder)[0])
    plan = importer.plan(team, read_units(Path("demo")))
    importer.carry_out(team, plan, "demo", lotsen.now())


async def keep_saving(workspace: Workspace) -> None:
    """Save what happens while it happens, so that a crash loses a few seconds at most."""
    position = workspace.parts.feed.position
    while True:
        await asyncio.sleep(_SAVED_EVERY_S)
        if workspace.parts.feed.position != position:
            position = workspace.parts.feed.position
            workspace.save()


def _write_contacts(workspace: Workspace, settings: PracticeSettings) -> None:
    units: dict[str, list[str]] = {}
    for person in workspace.people.values():
        units.setdefault(person.unit, []).append(person.id)
    lines = [
        f"[[units]]\nname = {_quoted(name)}\nchannel = {_quoted(CONTACT_CHANNEL)}\n"
        f"members = [{', '.join(map(_quoted, members))}]\n"
        for name, members in units.items()
    ]
    file = settings.folder / "contacts.toml"
    file.write_text("\n".join(lines), encoding="utf-8")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # TOML's basic strings are written as JSON's
