"""Serves the workspace on this computer's own address."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.slack.serving.listen import listening
from bot.workspace.workspace import Workspace

HOST = "127.0.0.1"


@asynccontextmanager
async def serve(workspace: Workspace, port: int = 0) -> AsyncIterator[str]:
    """Serve while the block runs, and give the page's address; port 0 takes a free one."""
    async with listening(workspace.app(), HOST, port, has_sockets=True) as url:
        workspace.parts.base_url = url
        try:
            yield workspace.url
        finally:
            await workspace.close()
