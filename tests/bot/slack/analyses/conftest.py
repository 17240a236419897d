"""The whole bot in a practice workspace, where the people of the rehab unit are the group."""

import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.slack.manifest import read_manifest
from bot.workspace import InstalledApp, Workspace, serve
from knowledge.embedding import Embedder
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
    caplog.set_level(logging.INFO)
    monkeypatch.setenv("LOTSEN_REPORT_GROUP", "rehab")
    workspace = Workspace(InstalledApp.from_manifest(read_manifest().words))
    house = House(workspace, data_dir, embedder)
    async with serve(workspace):
        await house.start()
        house.put_units(rehab=("U0JONA004",))
        yield house
        await house.stop()
    assert workspace.found == []
