"""Protects small numbers: what could point at a person is not shown, nor can it be worked out."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

FEWEST = 5  # Lotsen's own limit for a number that is shown


class Shown(StrEnum):
    """How a number is shown."""

    EXACT = "exact"
    FEW = "few"  # from one to four
    HIDDEN = "hidden"  # would give a small number away, by subtraction from the total


class Figure(BaseModel):
    """A number as everyone may see it: `count` is None where it is not shown."""

    model_config = ConfigDict(frozen=True)

    count: int | None
    shown: Shown = Shown.EXACT

    @property
    def text(self) -> str:
        """Give the figure in words."""
        if self.count is not None:
            return f"{self.count:,}".replace(",", "\N{NO-BREAK SPACE}")
        return FEW if self.shown is Shown.FEW else HIDDEN


FEW, HIDDEN = f"färre än {FEWEST}", "visas inte"


def is_small(count: int) -> bool:
    """Tell whether a number could point at a person; none is nobody."""
    return 0 < count < FEWEST


def alone(count: int) -> Figure:
    """Give a number that is no part of a total that is shown."""
    return Figure(count=None, shown=Shown.FEW) if is_small(count) else Figure(count=count)


def parts_of_total(counts: Sequence[int]) -> list[Figure]:
    """Give the parts of a total that is shown too.

    Small parts are hidden, and with them as many of the next larger ones as it takes until the
    total and the other parts leave each small part anywhere from one to four. Where that can't be
    reached every part is hidden alike.
    """
    small = [place for place, count in enumerate(counts) if is_small(count)]
    larger = sorted((count, place) for place, count in enumerate(counts) if count >= FEWEST)
    hidden: list[int] = []
    while small and not _is_safe(counts, small, hidden, larger[len(hidden) :]):
        if len(hidden) == len(larger):
            return [_hide(count) for count in counts]
        hidden.append(larger[len(hidden)][1])
    marks = dict.fromkeys(small, Shown.FEW) | dict.fromkeys(hidden, Shown.HIDDEN)
    return [_figure(count, marks.get(place)) for place, count in enumerate(counts)]


def _is_safe(
    counts: Sequence[int],
    small: Sequence[int],
    hidden: Sequence[int],
    seen: Sequence[tuple[int, int]],
) -> bool:
    """Tell whether each small part can be anything from one to four, given what is shown.

    Whoever knows the rule knows that a hidden part is at most as large as the smallest one shown.
    """
    most = FEWEST - 1
    together = sum(counts[place] for place in (*small, *hidden))
    others_least = (len(small) - 1) + FEWEST * len(hidden)
    if together - others_least < most:
        return False
    if hidden and not seen:
        return True  # nothing shown says how large a hidden part can be
    largest = seen[0][0] if hidden else 0
    others_most = (len(small) - 1) * most + largest * len(hidden)
    return together - others_most <= 1


def _figure(count: int, mark: Shown | None) -> Figure:
    return Figure(count=count) if mark is None else Figure(count=None, shown=mark)


def _hide(count: int) -> Figure:
    return Figure(count=None, shown=Shown.HIDDEN) if count else Figure(count=0)


def gathered(counts: Mapping[tuple[str, ...], int]) -> dict[tuple[str, ...], int]:
    """Give counts where keys of fewer than five are counted under a shorter key, the last first."""
    now = dict(counts)
    for length in range(max(map(len, counts), default=0) - 1, -1, -1):
        for key, count in list(now.items()):
            if count < FEWEST and any(key[length:]):
                del now[key]
                shorter = key[:length] + ("",) * (len(key) - length)
                now[shorter] = now.get(shorter, 0) + count
    return now
