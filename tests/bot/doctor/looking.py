"""Looks at a practice workspace as the doctor does."""

import time
from collections.abc import Callable
from functools import partial

import anyio.to_thread

from bot.commands import doctor_slack
from bot.commands.doctor_channels import Rooms
from bot.commands.doctor_check import Check
from bot.commands.doctor_keys import Keys
from bot.slack.manifest import read_manifest
from bot.units import Unit, UnitRegister
from bot.workspace import InstalledApp, Workspace

OPEN, PRIVATE, WITHOUT_BOT, SHARED = "C0OMBUD002", "C0HTJ00003", "C0FIKA0009", "C0EXT00010"
BOT, APP, SIGNING = "Slack: bot-token", "Slack: app-token", "Slack: signering"
Found = dict[str, Check]


def unit(name: str, *inboxes: tuple[str, str], **more: object) -> Unit:
    """Give a unit with inboxes by kind and address."""
    told = [{"kind": kind, "address": address} for kind, address in inboxes]
    fields = {"id": name, "name": name.upper(), "type": "vardcentral", "organisation": "Demoby"}
    return Unit.model_validate({**fields, "has_samsa": True, "inboxes": told, **more}, strict=False)


def installed() -> Workspace:
    return Workspace(InstalledApp.from_manifest(read_manifest().words))


def keys_of(workspace: Workspace) -> Keys:
    return Keys(
        bot_token=workspace.bot_token,
        app_token=workspace.app_token,
        signing_secret=workspace.signing_secret,
        api_url=workspace.api_url,
    )


async def looked(
    keys: Keys,
    channel: str = OPEN,
    now: Callable[[], float] = time.time,
    units: UnitRegister | None = None,
    report: str | None = None,
) -> Found:
    """Give what the doctor finds; it runs in a thread, as the workspace answers in this one."""
    rooms = Rooms([channel] if channel else [], units, report)
    look = partial(doctor_slack.checks, keys, rooms, now)
    found = await anyio.to_thread.run_sync(lambda: list(look()))
    assert all("\n" not in one.detail + one.remedy for one in found)
    assert all(one.remedy for one in found if one.is_warning or not one.is_ok)
    secrets = (keys.bot_token, keys.app_token, keys.signing_secret, keys.client_secret)
    shown = " ".join(one.name + one.detail + one.remedy for one in found)
    assert not [one for one in secrets if len(one) > 8 and one in shown]
    return {one.name: one for one in found}


def faults(found: Found) -> set[str]:
    return {name for name, one in found.items() if not one.is_ok}


def warnings(found: Found) -> set[str]:
    return {name for name, one in found.items() if one.is_warning}
