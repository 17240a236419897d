"""Serves a web application while a block runs, and leaves the signals to who runs it."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.types import ASGIApp
from typing_extensions import override

from knowledge.model import StaffError

_MOST_REQUESTS = 200
_SHUTDOWN_S = 2


class _Server(uvicorn.Server):
    @contextmanager
    @override
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def listening(
    app: ASGIApp, host: str, port: int, *, has_sockets: bool = False
) -> AsyncIterator[str]:
    """Serve while the block runs, and give the address; port 0 takes a free one."""
    listener = bind(host, port)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
        ws="websockets-sansio" if has_sockets else "none",
        limit_concurrency=_MOST_REQUESTS,
        timeout_graceful_shutdown=_SHUTDOWN_S,
    )
    server = _Server(config)
    running = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        await _until_started(server, running)
        yield f"http://{host}:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        try:
            await running
        finally:
            listener.close()


def bind(host: str, port: int) -> socket.socket:
    """Take a port, or say that another program has it."""
    # Without the protocol named, asyncio leaves Nagle's algorithm on: 40 ms on a kept connection.
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except (OSError, UnicodeError):
        listener.close()
        raise StaffError(
            f"Porten {port} på {host} används redan eller får inte användas. Stäng det andra "
            "programmet eller välj en annan port med --port."
        ) from None
    listener.listen(128)
    return listener


def is_free(host: str, port: int) -> bool:
    """Tell whether a port can be taken now."""
    try:
        bind(host, port).close()
    except StaffError:
        return False
    return True


async def _until_started(server: uvicorn.Server, running: "asyncio.Task[None]") -> None:
    while not server.started:
        if running.done():
            await running
        await asyncio.sleep(0.005)
