"""Ids that Slack makes up for blocks and elements that have none."""

import secrets
from collections.abc import Iterator

from bot.slack.blocks.ids import elements
from bot.slack.blocks.problem import JsonObject


def with_ids(blocks: list[JsonObject]) -> list[JsonObject]:
    """Give the blocks with every block id and action id filled in."""
    return [_block_with_ids(block) for block in blocks]


def _block_with_ids(block: JsonObject) -> JsonObject:
    named = {"block_id": secrets.token_urlsafe(4), **block}
    for name in ("accessory", "element"):
        if isinstance(named.get(name), dict):
            named[name] = _element_with_id(named[name])
    if named["type"] in ("actions", "context_actions"):
        named["elements"] = [_element_with_id(one) for one in named["elements"]]
    return named


def _element_with_id(element: JsonObject) -> JsonObject:
    if element["type"] == "image":
        return element
    return {"action_id": secrets.token_urlsafe(4), **element}


def interactive(blocks: list[JsonObject]) -> Iterator[tuple[JsonObject, JsonObject]]:
    """Give each element a person can use, with its block."""
    for block in blocks:
        for _, element in elements(block):
            if "action_id" in element:
                yield block, element


def find_element(
    blocks: list[JsonObject], block_id: str, action_id: str
) -> tuple[JsonObject, JsonObject] | None:
    """Give the element with those ids, and its block."""
    for block, element in interactive(blocks):
        if (block["block_id"], element["action_id"]) == (block_id, action_id):
            return block, element
    return None
