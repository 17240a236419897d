"""The checker's doors: a message, a stream's call, a view, a menu's options."""

import json
from collections.abc import Iterator
from typing import Literal

from bot.slack.blocks import ids
from bot.slack.blocks.block_table import BLOCKS, MARKDOWN_CHARACTERS, MOST_BLOCKS, SURFACES
from bot.slack.blocks.payloads import CHUNKS, MESSAGE, OPTIONS, VIEWS, has_content
from bot.slack.blocks.problem import JsonObject, Problem
from bot.slack.blocks.walk import object_problems

Surface = Literal["message", "modal", "home"]

# Undocumented: Slack answers `msg_blocks_too_long` a little above it (bolt-js issue 2509).
BLOCKS_JSON_CHARACTERS = 13_200


def check_message(payload: JsonObject) -> list[Problem]:
    """Give the problems of a message as handed to `chat.postMessage` and its kin."""
    strangers = [
        Problem(f"/{name}", "unknown_field", f"no such field: {name}")
        for name in payload
        if name in _STREAM_ONLY
    ]
    return [*strangers, *_message_problems(payload), *_text_problems(payload)]


def check_stream(payload: JsonObject) -> list[Problem]:
    """Give the problems of a call to start, append to or stop a stream."""
    problems = list(_message_problems(payload))
    if payload.get("chunks") is not None:
        problems += _chunks_problems(payload["chunks"])
    return problems


def check_view(view: JsonObject) -> list[Problem]:
    """Give the problems of a modal or of a Home tab."""
    kind = view.get("type")
    if kind is None:
        return [Problem("", "missing_field", "missing required field: type")]
    if not isinstance(kind, str) or kind not in VIEWS:
        return [Problem("/type", "unknown_type", "type must be modal or home")]
    surface: Surface = "modal" if kind == "modal" else "home"
    problems = list(object_problems(VIEWS[kind], view, "", also=frozenset()))
    if view.get("blocks") is not None:
        problems += _blocks_problems(view["blocks"], "/blocks", surface)
    problems += ids.focus_problems(view)
    if surface == "modal":
        problems += _submit_problems(view)
    return problems


def check_options(answer: JsonObject) -> list[Problem]:
    """Give the problems of the options handed to an external menu."""
    return list(object_problems(OPTIONS, answer, ""))


_STREAM_ONLY = frozenset({"chunks", "recipient_user_id", "recipient_team_id", "task_display_mode"})


def _message_problems(payload: JsonObject) -> Iterator[Problem]:
    yield from object_problems(MESSAGE, payload, "", also=_STREAM_ONLY)
    if payload.get("blocks") is not None:
        yield from _blocks_problems(payload["blocks"], "/blocks", "message")


def _text_problems(payload: JsonObject) -> Iterator[Problem]:
    text = payload.get("text")
    if payload.get("delete_original") is True or payload.get("markdown_text"):
        return
    if text is not None and not (isinstance(text, str) and not text.strip()):
        return
    if list(has_content(payload, "")):
        yield Problem("", "missing_text", "must say something: no text and no blocks")
    else:
        yield Problem("/text", "missing_text", "screen readers and notifications read text")


def _blocks_problems(blocks: object, pointer: str, surface: Surface) -> Iterator[Problem]:
    if not isinstance(blocks, list):
        yield Problem(pointer, "wrong_type", "must be a list")
        return
    if len(blocks) > MOST_BLOCKS[surface]:
        message = f"a {surface} holds at most {MOST_BLOCKS[surface]} blocks, not {len(blocks)}"
        yield Problem(pointer, "too_many", message)
    for index, block in enumerate(blocks):
        yield from _block_problems(block, f"{pointer}/{index}", surface)
    yield from ids.id_problems(blocks, pointer)
    if surface == "message":
        yield from _total_problems(blocks, pointer)


def _block_problems(block: object, pointer: str, surface: Surface) -> Iterator[Problem]:
    if not isinstance(block, dict):
        yield Problem(pointer, "wrong_type", "must be an object")
        return
    kind = block.get("type")
    if kind is None:
        yield Problem(pointer, "missing_field", "missing required field: type")
    elif not isinstance(kind, str) or kind not in BLOCKS:
        yield Problem(f"{pointer}/type", "unknown_type", f"no such block: {kind!r}")
    else:
        if kind not in SURFACES[surface]:
            message = f"{kind} may not stand on a {surface}"
            yield Problem(f"{pointer}/type", "wrong_surface", message)
        yield from object_problems(BLOCKS[kind], block, pointer)


def _total_problems(blocks: list[object], pointer: str) -> Iterator[Problem]:
    known = [block for block in blocks if isinstance(block, dict)]
    if sum(block.get("type") == "table" for block in known) > 1:
        yield Problem(pointer, "too_many", "a message holds at most one table")
    markdown = [block.get("text") for block in known if block.get("type") == "markdown"]
    length = sum(len(text) for text in markdown if isinstance(text, str))
    if len(markdown) > 1 and length > MARKDOWN_CHARACTERS:
        message = f"all markdown together must be at most {MARKDOWN_CHARACTERS}, not {length}"
        yield Problem(pointer, "too_large", message)
    size = len(json.dumps(blocks, ensure_ascii=False, separators=(",", ":"), default=str))
    if size > BLOCKS_JSON_CHARACTERS:
        message = f"the blocks must be at most {BLOCKS_JSON_CHARACTERS} as JSON, not {size}"
        yield Problem(pointer, "too_large", message)


def _submit_problems(view: JsonObject) -> Iterator[Problem]:
    blocks = view.get("blocks")
    if not isinstance(blocks, list):
        return
    has_input = any(isinstance(one, dict) and one.get("type") == "input" for one in blocks)
    if has_input and view.get("submit") is None:
        yield Problem("", "missing_field", "submit is required when there is an input block")


def _chunks_problems(chunks: object) -> Iterator[Problem]:
    if not isinstance(chunks, list):
        yield Problem("/chunks", "wrong_type", "must be a list")
        return
    for index, chunk in enumerate(chunks):
        yield from _chunk_problems(chunk, f"/chunks/{index}")


def _chunk_problems(chunk: object, pointer: str) -> Iterator[Problem]:
    if not isinstance(chunk, dict):
        yield Problem(pointer, "wrong_type", "must be an object")
        return
    kind = chunk.get("type")
    if not isinstance(kind, str) or kind not in CHUNKS:
        yield Problem(f"{pointer}/type", "unknown_type", f"no such chunk: {kind!r}")
        return
    yield from object_problems(CHUNKS[kind], chunk, pointer)
    if chunk.get("blocks") is not None:
        yield from _blocks_problems(chunk["blocks"], f"{pointer}/blocks", "message")
