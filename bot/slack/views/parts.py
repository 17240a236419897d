"""The small parts that every view is made of; no text in them can ping or format."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.privacy import describe
from bot.slack import words as words_

Json = dict[str, Any]

BUTTON_TEXT, HEADER_TEXT, SECTION_TEXT = 75, 150, 3000
FALLBACK_TEXT = 3900  # Slack advises at most 4,000
_MORE = " …"
# Control signs, and those that turn the direction of what stands around them.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def clean(text: str) -> str:
    """Give a text without signs that can't be seen or sent."""
    sendable = text.encode("utf-8", "replace").decode("utf-8")
    return _UNSEEN.sub("", sendable)


def clipped(text: str, limit: int) -> str:
    """Give a text that fits, with a mark where it was cut; never empty, as Slack refuses that."""
    cleaned = clean(text).strip() or "–"
    if len(cleaned) <= limit:
        return cleaned
    return cleaned[: limit - len(_MORE)].rstrip() + _MORE


def escaped(text: str, limit: int = FALLBACK_TEXT) -> str:
    """Give a text for a place where Slack reads its own marks: it can name and link nothing."""
    return clipped(text, limit).translate(_ESCAPED)  # cut first: no mark is cut in two


def hidden(masked: Sequence[str]) -> str:
    """Say what was hidden in what was written in a modal, which Slack does not keep."""
    said, _, _ = describe(masked).partition(". ")
    return f"{said}. {words_.HIDDEN_IN_MODAL}" if said else ""


def plain(text: str, limit: int = SECTION_TEXT) -> Json:
    """Give a text object that shows exactly what it says."""
    return {"type": "plain_text", "text": clipped(text, limit), "emoji": False}


def words(text: str, **style: bool) -> Json:
    """Give a run of rich text."""
    run: Json = {"type": "text", "text": clean(text) or "–"}
    return run | {"style": style} if style else run


def person(user: str) -> Json:
    """Name a person; the one thing here that Slack turns into a name."""
    return {"type": "user", "user_id": user}


def link(url: str, text: str) -> Json:
    """Give a link in rich text."""
    return {"type": "link", "url": url, "text": clean(text)}


def is_linkable(url: str | None) -> bool:
    """Tell whether an address can be a link: of the web, and not longer than Slack takes."""
    return url is not None and re.fullmatch(r"https?://\S{1,2900}", url) is not None


def paragraph(*runs: Json) -> Json:
    """Give one paragraph of rich text."""
    return {"type": "rich_text_section", "elements": list(runs)}


def quote(*runs: Json) -> Json:
    """Give one quote of rich text."""
    return {"type": "rich_text_quote", "elements": list(runs)}


def bullets(lines: Sequence[str]) -> Json:
    """Give a list of rich text."""
    items = [paragraph(words(line)) for line in lines]
    return {"type": "rich_text_list", "style": "bullet", "elements": items}


def rich(*elements: Json) -> Json:
    """Give a block of rich text."""
    return {"type": "rich_text", "elements": list(elements)}


def said(text: str, **style: bool) -> Json:
    """Give a block with one paragraph."""
    return rich(paragraph(words(text, **style)))


def header(text: str) -> Json:
    """Give a heading."""
    return {"type": "header", "text": plain(text, HEADER_TEXT)}


def small(*texts: str) -> Json:
    """Give a block of small print."""
    return {"type": "context", "elements": [plain(text, 2000) for text in texts]}


def divider() -> Json:
    """Give a line across."""
    return {"type": "divider"}


def button(text: str, action_id: str, value: str, **more: Any) -> Json:  # noqa: ANN401 - Slack's
    """Give a button."""
    label = plain(text, BUTTON_TEXT)
    return {"type": "button", "text": label, "action_id": action_id, "value": value} | more


def actions(*buttons: Json) -> Json:
    """Give a row of buttons."""
    return {"type": "actions", "elements": list(buttons)}


def beside(text: str, button_: Json) -> Json:
    """Give a text with a button beside it."""
    return {"type": "section", "text": plain(text), "accessory": button_}


def modal(title: str, blocks: Sequence[Json], **more: Any) -> Json:  # noqa: ANN401 - Slack's fields
    """Give a modal; `submit`, `close`, `callback_id` and the like are handed on."""
    labels = {key: plain(more.pop(key), 24) for key in ("submit", "close") if key in more}
    view: Json = {"type": "modal", "title": plain(title, 24), "blocks": list(blocks)}
    return view | labels | more


def size(blocks: Sequence[Mapping[str, Any]]) -> int:
    """Give how long blocks are as they are sent."""
    return len(json.dumps(list(blocks), ensure_ascii=False, separators=(",", ":")))
