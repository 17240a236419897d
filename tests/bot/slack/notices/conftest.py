"""The whole bot in a practice workspace with three units, and words to read its views with."""

import logging
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.slack.manifest import read_manifest
from bot.workspace import InstalledApp, Workspace, serve
from knowledge.embedding import Embedder
from tests.bot.slack.inbox.house import House, actions_of, words_of


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def words() -> Any:
    return words_of


@pytest.fixture
def actions() -> Any:
    return actions_of


@pytest.fixture
async def house(
    data_dir: Path, embedder: Embedder, caplog: pytest.LogCaptureFixture, anyio_backend: str
) -> AsyncIterator[House]:
    caplog.set_level(logging.INFO)
    workspace = Workspace(InstalledApp.from_manifest(read_manifest().words))
    house = House(workspace, data_dir, embedder)
    async with serve(workspace):
        await house.start()
        house.put_units()
        yield house
        await house.stop()
    assert workspace.found == []
