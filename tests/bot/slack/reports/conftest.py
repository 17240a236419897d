"""The whole bot in a practice workspace with a patient-safety group and deviations."""

import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.slack.manifest import read_manifest
from bot.workspace import InstalledApp, Workspace, serve
from knowledge.embedding import Embedder
from storage.message import Outgoing
from tests.bot.report.reported import Reporter, day
from tests.bot.slack.inbox.house import House


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def house(
    data_dir: Path,
    embedder: Embedder,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    anyio_backend: str,
) -> AsyncIterator[House]:
    """Give the bot, where the people of the rehab unit are the group."""
    caplog.set_level(logging.INFO)
    monkeypatch.setenv("LOTSEN_REPORT_GROUP", "rehab")
    workspace = Workspace(InstalledApp.from_manifest(read_manifest().words))
    house = House(workspace, data_dir, embedder)
    async with serve(workspace):
        await house.start()
        house.put_units()
        yield house
        await house.stop()
    assert workspace.found == []


def report_many(house: House, at: str, times: int = 12) -> None:
    """Send deviations from one unit to another in the workspace."""
    reporter = Reporter(house.lotsen.open_database())
    for number in range(times):
        made = reporter.message(day(at), team=house.team)
        name = f"{at}-{number}"
        reporter.messages.send(Outgoing(replace(made, id=name, draft_id=name)))
    reporter.database.close()
