"""Serves the workspace on this computer's own address."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from typing_extensions import override

from bot.workspace.practice_error import PracticeError
from bot.workspace.workspace import Workspace

HOST = "127.0.0.1"


class _Server(uvicorn.Server):
    """Leaves the signals to whoever runs the bot."""

    @contextmanager
    @override
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def serve(workspace: Workspace, port: int = 0) -> AsyncIterator[str]:
    """Serve while the block runs, and give the page's address; port 0 takes a free one."""
    listener = _listener(port)
    workspace.parts.base_url = f"http://{HOST}:{listener.getsockname()[1]}"
    config = uvicorn.Config(
        workspace.app(),
        log_config=None,
        access_log=False,
        lifespan="off",
        ws="websockets-sansio",
        timeout_graceful_shutdown=2,
    )
    server = _Server(config)
    running = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        await _until_started(server, running)
        yield workspace.url
    finally:
        await workspace.close()
        server.should_exit = True
        await running
        listener.close()


def _listener(port: int) -> socket.socket:
    # Without the protocol named, asyncio leaves Nagle's algorithm on: 40 ms on a kept connection.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError:
        listener.close()
        raise PracticeError(
            f"Porten {port} används redan. Stäng det andra programmet eller välj en annan port."
        ) from None
    listener.listen(128)
    return listener


async def _until_started(server: uvicorn.Server, running: "asyncio.Task[None]") -> None:
    while not server.started:
        if running.done():
            await running
        await asyncio.sleep(0.01)
