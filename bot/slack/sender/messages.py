"""Turns a message into what Slack takes: one payload, or several when it is long."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.slack.blocks.block_table import MARKDOWN_CHARACTERS, MOST_BLOCKS
from bot.slack.blocks.check import BLOCKS_JSON_CHARACTERS
from bot.slack.ports import Block, Message

Json = dict[str, Any]

EVENT_TYPE = "lotsen_reply"
# Slack advises 4,000 for a text, and refuses an update above it.
TEXT_CHARACTERS = 3_900
_HEADING_TYPES = ("header", "divider")
_BUTTON_ROWS = ("actions", "context_actions")
# Slack's reference on formatting: these forms call on everyone in a channel or a group.
_CALL_ON_MANY = re.compile(r"<(?=!(?:channel|here|everyone|group|subteam)\b)", re.IGNORECASE)


@dataclass(frozen=True)
class Part:
    """One payload of a message; `number` counts from 1."""

    text: str
    blocks: Sequence[Block]
    mark: str | None
    number: int = 1

    def fields(self) -> Json:
        """Give the arguments that `chat.postMessage`, `chat.update` and their kin share."""
        fields: Json = {"text": self.text, "blocks": list(self.blocks)}
        if self.mark is not None:
            fields["metadata"] = _metadata(self.mark, self.number)
        return fields | {"parse": "none", "link_names": False}


def parts_of(message: Message) -> list[Part]:
    """Give the payloads of a message, each within Slack's limits, none calling on a channel."""
    calm = replace(message, text=without_calls(message.text), blocks=plain_json(message.blocks))
    if not calm.blocks:
        pieces = cut(calm.text, TEXT_CHARACTERS)
        return [Part(one, (), message.mark, number) for number, one in enumerate(pieces, 1)]
    packed = list(_packed(calm.blocks))
    texts = [calm.text, *(words_of(blocks) or calm.text for blocks in packed[1:])]
    return [
        Part(_shortened(text), blocks, message.mark, number)
        for number, (text, blocks) in enumerate(zip(texts, packed, strict=True), 1)
    ]


def text_alone(message: Message) -> Message:
    """Give a message without its blocks."""
    return replace(message, blocks=())


def mark_of(message: Mapping[str, Any]) -> tuple[str, int] | None:
    """Give the mark that a message in Slack carries, and its number among the parts."""
    metadata = message.get("metadata")
    if not isinstance(metadata, dict) or metadata.get("event_type") != EVENT_TYPE:
        return None
    payload = metadata.get("event_payload")
    if not isinstance(payload, dict) or not isinstance(payload.get("job"), str):
        return None
    number = payload.get("part", 1)
    return (payload["job"], number) if isinstance(number, int) else None


def words_of(thing: object, between: str = "\n") -> str:
    """Give the words that blocks show, for those who cannot see them; buttons left out."""
    if isinstance(thing, list | tuple):
        return between.join(filter(None, map(words_of, thing)))
    if not isinstance(thing, Mapping) or thing.get("type") in _BUTTON_ROWS:
        return ""
    if isinstance(thing.get("text"), str):
        return str(thing["text"])
    inner = [value for value in thing.values() if isinstance(value, list | Mapping)]
    is_line = thing.get("type") == "rich_text_section"
    return words_of(inner[0] if is_line and inner else inner, "" if is_line else "\n")


def cut(text: str, longest: int) -> list[str]:
    """Cut a text where it hurts least: between paragraphs, else lines, else words."""
    pieces = []
    text = text.strip() if len(text) > longest else text
    while len(text) > longest:
        end = _good_end(text, longest)
        pieces.append(text[:end].rstrip())
        text = text[end:].lstrip()
    return [*pieces, text]


def without_calls(text: str) -> str:
    """Write out what would call on a whole channel or group; Lotsen never does."""
    return _CALL_ON_MANY.sub("&lt;", text)


def plain_json(thing: Any) -> Any:  # noqa: ANN401 - any JSON
    """Give blocks or a view as plain dicts and lists, calling on no one."""
    if isinstance(thing, list | tuple):
        return [plain_json(one) for one in thing]
    if not isinstance(thing, Mapping):
        return thing
    calm = {name: plain_json(value) for name, value in thing.items()}
    if thing.get("type") in ("mrkdwn", "markdown") and isinstance(thing.get("text"), str):
        calm["text"] = without_calls(thing["text"])
    return calm


def _metadata(mark: str, number: int) -> Json:
    payload: Json = {"job": mark}
    if number > 1:
        payload["part"] = number
    return {"event_type": EVENT_TYPE, "event_payload": payload}


def _packed(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    packed: list[Block] = []
    for block in blocks:
        while packed and not _fits([*packed, block]):
            kept = _without_loose_end(packed)
            yield packed[:kept]
            packed = packed[kept:]
        packed.append(block)
    yield packed


def _without_loose_end(blocks: Sequence[Block]) -> int:
    end = len(blocks)
    while end > 1 and blocks[end - 1].get("type") in _HEADING_TYPES:
        end -= 1
    return end if blocks[end - 1].get("type") not in _HEADING_TYPES else len(blocks)


def _fits(blocks: Sequence[Block]) -> bool:
    kinds = [block.get("type") for block in blocks]
    markdown = sum(len(str(one.get("text", ""))) for one in blocks if one.get("type") == "markdown")
    return (
        len(blocks) <= MOST_BLOCKS["message"]
        and kinds.count("table") <= 1
        and markdown <= MARKDOWN_CHARACTERS
        and len(json.dumps(blocks, ensure_ascii=False, separators=(",", ":"), default=str))
        <= BLOCKS_JSON_CHARACTERS
    )


def _shortened(text: str) -> str:
    return text if len(text) <= TEXT_CHARACTERS else cut(text, TEXT_CHARACTERS - 1)[0] + "…"


def _good_end(text: str, longest: int) -> int:
    for mark in ("\n\n", "\n", " "):
        end = text.rfind(mark, longest // 2, longest + 1)
        if end > 0:
            return _outside_a_link(text, end)
    return _outside_a_link(text, longest)


def _outside_a_link(text: str, end: int) -> int:
    start = text.rfind("<", 0, end)
    is_within = start > 0 and text.rfind(">", start, end) < 0 and text.find(">", end) > 0
    return start if is_within else end
