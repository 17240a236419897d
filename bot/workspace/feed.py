"""What happens, as it happens, to the pages that follow along."""

import asyncio
import json
import secrets
from collections import deque
from collections.abc import AsyncGenerator
from dataclasses import dataclass

_KEPT = 2_000
_BEHIND = 1_000
_HEARTBEAT_SECONDS = 15.0


@dataclass(frozen=True)
class Item:
    """One thing that happened; `to` names the only ones who may see it."""

    number: int
    kind: str
    data: object
    to: frozenset[str] | None


class Feed:
    """Publishes to every page, and lets one that was away catch up."""

    def __init__(self) -> None:
        self._epoch = secrets.token_hex(4)
        self._number = 0
        self._kept: deque[Item] = deque(maxlen=_KEPT)
        self._followers: set[asyncio.Queue[Item | None]] = set()

    @property
    def position(self) -> str:
        """Give where the feed is now; a page hands it back to go on from there."""
        return f"{self._epoch}-{self._number}"

    def publish(self, kind: str, data: object, to: set[str] | None = None) -> None:
        """Tell the pages; `to` of None is everyone."""
        self._number += 1
        item = Item(self._number, kind, data, None if to is None else frozenset(to))
        self._kept.append(item)
        for queue in list(self._followers):
            if queue.qsize() >= _BEHIND:
                self._drop(queue)
            else:
                queue.put_nowait(item)

    async def follow(self, user: str, position: str) -> AsyncGenerator[str, None]:
        """Give what happens to a person's page as server-sent events, from a position on."""
        queue: asyncio.Queue[Item | None] = asyncio.Queue()
        self._followers.add(queue)
        try:
            for missed in self._missed(user, position):
                yield missed
            while (text := await self._next(queue, user)) is not None:
                yield text
        finally:
            self._followers.discard(queue)

    def close(self) -> None:
        """Let go of every page, so that the server can stop."""
        for queue in list(self._followers):
            self._drop(queue)

    def _drop(self, queue: asyncio.Queue[Item | None]) -> None:
        self._followers.discard(queue)
        queue.put_nowait(None)

    def _missed(self, user: str, position: str) -> list[str]:
        epoch, _, number = position.rpartition("-")
        oldest = self._kept[0].number if self._kept else self._number + 1
        if epoch != self._epoch or not number.isdecimal() or int(number) + 1 < oldest:
            return [self._event("reload", {}, self._number)]
        return [
            self._event(item.kind, item.data, item.number)
            for item in self._kept
            if item.number > int(number) and _may_see(item, user)
        ]

    async def _next(self, queue: asyncio.Queue[Item | None], user: str) -> str | None:
        try:
            item = await asyncio.wait_for(queue.get(), _HEARTBEAT_SECONDS)
        except TimeoutError:
            return ": still here\n\n"
        if item is None:
            return None
        return self._event(item.kind, item.data, item.number) if _may_see(item, user) else ""

    def _event(self, kind: str, data: object, number: int) -> str:
        words = json.dumps(data, ensure_ascii=False)
        return f"id: {self._epoch}-{number}\nevent: {kind}\ndata: {words}\n\n"


def _may_see(item: Item, user: str) -> bool:
    return item.to is None or user in item.to
