"""What must be unique: block ids in a payload, action ids in a block, the first focus in a view."""

from collections.abc import Iterator, Sequence

from bot.slack.blocks.problem import JsonObject, Problem


def id_problems(blocks: Sequence[object], pointer: str) -> Iterator[Problem]:
    """Report a block id used twice, and an action id used twice within a block."""
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        if not isinstance(block, dict):
            continue
        yield from _repeated(block, "block_id", seen, f"{pointer}/{index}")
        yield from _action_problems(block, f"{pointer}/{index}")


def focus_problems(view: JsonObject) -> Iterator[Problem]:
    """Report every element but the first that asks for the focus."""
    focused = [
        place
        for place, element in _elements_of_blocks(view.get("blocks"))
        if element.get("focus_on_load") is True
    ]
    for place in focused[1:]:
        yield Problem(f"{place}/focus_on_load", "conflict", "only one element may have the focus")


def elements(block: JsonObject) -> Iterator[tuple[str, JsonObject]]:
    """Give a block's interactive elements, each with its place within the block."""
    for name in ("element", "accessory"):
        one = block.get(name)
        if isinstance(one, dict):
            yield f"/{name}", one
    many = block.get("elements")
    if isinstance(many, list) and block.get("type") != "rich_text":
        for index, one in enumerate(many):
            if isinstance(one, dict):
                yield f"/elements/{index}", one


def _elements_of_blocks(blocks: object) -> Iterator[tuple[str, JsonObject]]:
    if not isinstance(blocks, list):
        return
    for index, block in enumerate(blocks):
        if isinstance(block, dict):
            for place, element in elements(block):
                yield f"/blocks/{index}{place}", element


def _action_problems(block: JsonObject, pointer: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for place, element in elements(block):
        yield from _repeated(element, "action_id", seen, f"{pointer}{place}")


def _repeated(thing: JsonObject, name: str, seen: set[str], pointer: str) -> Iterator[Problem]:
    value = thing.get(name)
    if not isinstance(value, str):
        return
    if value in seen:
        yield Problem(f"{pointer}/{name}", "duplicate_id", f"{name} is already used: {value}")
    seen.add(value)
