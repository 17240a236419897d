"""Limits of rich text and of the cells of a table."""

import re

from bot.slack.blocks.specs import (
    ID,
    TRUE_OR_FALSE,
    WEB_ADDRESS,
    ListOf,
    Number,
    Opaque,
    Shape,
    Spec,
    String,
    choice,
    one_of,
)

_STYLE = Shape(
    optional=dict.fromkeys(
        ("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight"),
        TRUE_OR_FALSE,
    )
)
_STYLED: dict[str, Spec] = {"style": _STYLE}
_INLINE = ListOf(
    one_of("text", "link", "emoji", "user", "usergroup", "channel", "broadcast", "color", "date"),
    most=3000,
    fewest=0,
)
_BORDER: dict[str, Spec] = {"border": Number(0, 1)}

RICH_TEXT = Shape(
    required={
        "elements": ListOf(
            one_of(
                "rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote"
            ),
            most=3000,
        )
    },
    optional={"block_id": ID},
)

RICH_TEXT_PARTS: dict[str, Shape] = {
    "rich_text": RICH_TEXT,
    "rich_text_section": Shape(required={"elements": _INLINE}),
    "rich_text_list": Shape(
        required={
            "style": choice("bullet", "ordered"),
            "elements": ListOf(one_of("rich_text_section"), most=3000),
        },
        optional={"indent": Number(0, 8), "offset": Number(0, 10_000)} | _BORDER,
    ),
    "rich_text_preformatted": Shape(
        required={"elements": _INLINE}, optional={"language": String(100)} | _BORDER
    ),
    "rich_text_quote": Shape(required={"elements": _INLINE}, optional=_BORDER),
    "text": Shape(required={"text": String(40_000)}, optional=_STYLED),
    "link": Shape(
        required={"url": String(3000)},
        optional=_STYLED | {"text": String(40_000), "unsafe": TRUE_OR_FALSE},
    ),
    "emoji": Shape(required={"name": String(255)}, optional=_STYLED | {"unicode": String(255)}),
    "user": Shape(required={"user_id": ID}, optional=_STYLED),
    "usergroup": Shape(required={"usergroup_id": ID}, optional=_STYLED),
    "channel": Shape(required={"channel_id": ID}, optional=_STYLED),
    "broadcast": Shape(required={"range": choice("here", "channel", "everyone")}, optional=_STYLED),
    "color": Shape(
        required={"value": String(7, pattern=re.compile(r"#[0-9A-Fa-f]{6}"))}, optional=_STYLED
    ),
    "date": Shape(
        required={"timestamp": Number(0, 99_999_999_999), "format": String(500)},
        optional=_STYLED | {"url": WEB_ADDRESS, "fallback": String(500)},
    ),
    "raw_text": Shape(required={"text": String(3000)}),
    "raw_number": Shape(required={"value": Opaque(), "text": String(3000)}),
}
