"""Two windows on one draft: what each saw and wrote, so that neither overwrites the other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from storage.drafts import StoredDraft

ASIDE = "aside"
Kept = Mapping[str, Any]


@dataclass(frozen=True)
class Seen:
    """What a window showed: the version, its own name, and each field as it stood in it."""

    version: int | None = None
    window: str | None = None
    shown: Mapping[str, Any] = field(default_factory=dict)


def split_late(
    stored: StoredDraft, now: Kept, values: Mapping[str, Any], seen: Seen
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give what can be filled in, and what another window changed in the meantime."""
    fields = {one["field"]: one for one in stored.fields}
    written = {name: value for name, value in values.items() if _is_written(name, values, seen)
               or _is_own(fields.get(name), seen)}  # fmt: skip
    late = {name: value for name, value in written.items()
            if _is_others(fields.get(name), seen) and value != now.get(name)}  # fmt: skip
    return {name: value for name, value in written.items() if name not in late}, late


def with_asides(fields: Sequence[dict[str, Any]], late: Kept) -> list[dict[str, Any]]:
    """Keep what could not be filled in beside what stands there; neither is lost."""
    return [
        _without_settled({**one, ASIDE: late[one["field"]]} if one["field"] in late else one)
        for one in fields
    ]


def asides_of(stored: StoredDraft) -> dict[str, Any]:
    """Give the other text of each field that was written in twice."""
    return {one["field"]: one[ASIDE] for one in stored.fields if ASIDE in one}


def settled(fields: Sequence[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    """Forget the other text of a field, when one of the two is chosen."""
    return [
        {key: one[key] for key in one if one["field"] != name or key != ASIDE} for one in fields
    ]


def _is_written(name: str, values: Kept, seen: Seen) -> bool:
    """Tell whether something else stands in the window than what it showed."""
    return name not in seen.shown or values[name] != seen.shown[name]


def _is_own(kept: Kept | None, seen: Seen) -> bool:
    return kept is not None and seen.window is not None and kept.get("by") == seen.window


def _is_others(kept: Kept | None, seen: Seen) -> bool:
    if kept is None or seen.version is None or _is_own(kept, seen):
        return False
    return bool(kept.get("since", 1) > seen.version)


def _without_settled(one: dict[str, Any]) -> dict[str, Any]:
    is_same = ASIDE in one and one[ASIDE] == one.get("value")
    return {key: one[key] for key in one if key != ASIDE} if is_same else one
