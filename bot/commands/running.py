"""What `lotsen run` and `lotsen demo` share: signals, the log, and the word that it is ready."""

import asyncio
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot import STARTED

PRIVATE = 0o077
"""What others may not do with the files that are made."""
_SIGNALS = (signal.SIGTERM, signal.SIGINT)


@asynccontextmanager
async def until_told() -> AsyncIterator[asyncio.Event]:
    """Give an event that Ctrl-C or SIGTERM sets; the second time the process ends at once."""
    told, loop = asyncio.Event(), asyncio.get_running_loop()

    def tell() -> None:
        told.set()
        for one in _SIGNALS:
            loop.remove_signal_handler(one)

    for one in _SIGNALS:
        loop.add_signal_handler(one, tell)
    try:
        yield told
    finally:
        for one in _SIGNALS:
            loop.remove_signal_handler(one)


def seconds_since_start() -> str:
    """Give how long this process has run, as it is said in Swedish."""
    return f"{time.monotonic() - STARTED:.1f}".replace(".", ",") + " s"
