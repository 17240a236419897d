"""Practice workspaces for the doctor to look at."""

from collections.abc import AsyncIterator

import pytest

from bot.commands.doctor_keys import Keys
from bot.workspace import Workspace, serve
from tests.bot.doctor.looking import installed, keys_of


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module")
async def workspace(anyio_backend: str) -> AsyncIterator[Workspace]:
    """A workspace that nothing is broken in."""
    workspace = installed()
    async with serve(workspace):
        yield workspace


@pytest.fixture
async def broken(anyio_backend: str) -> AsyncIterator[Workspace]:
    """A workspace for one test to break."""
    workspace = installed()
    async with serve(workspace):
        yield workspace


@pytest.fixture
def keys(workspace: Workspace) -> Keys:
    return keys_of(workspace)
