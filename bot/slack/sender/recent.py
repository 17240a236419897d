"""A short memory: the last few thousand things of a kind."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Recent(Generic[Key, Value]):
    """Remembers the latest, and lets go of the oldest."""

    def __init__(self, most: int = 5000) -> None:
        self._most = most
        self._kept: OrderedDict[Key, Value] = OrderedDict()

    def get(self, key: Key) -> Value | None:
        """Give what is remembered, if it is."""
        return self._kept.get(key)

    def put(self, key: Key, value: Value) -> None:
        """Remember something."""
        self._kept[key] = value
        self._kept.move_to_end(key)
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)

    def drop(self, key: Key) -> None:
        """Forget something."""
        self._kept.pop(key, None)
