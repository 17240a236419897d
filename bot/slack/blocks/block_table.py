"""Limits of the blocks themselves, and the surfaces each may stand on.

The figures are those of Slack's reference and of the JSDoc of `@slack/types`.
"""

from collections.abc import Mapping

from bot.slack.blocks import rules
from bot.slack.blocks.elements import INPUTS, PICKERS, SELECTS
from bot.slack.blocks.objects import COLUMN, SLACK_FILE
from bot.slack.blocks.rich_text import RICH_TEXT
from bot.slack.blocks.specs import (
    ID,
    PLAIN,
    TRUE_OR_FALSE,
    WEB_ADDRESS,
    ListOf,
    OneOf,
    Shape,
    Spec,
    String,
    Text,
    choice,
    one_of,
)

_ID: dict[str, Spec] = {"block_id": ID}
_INTERACTIVE = {"button", "overflow"} | set(SELECTS) | set(PICKERS)
MARKDOWN_CHARACTERS = 12_000

BLOCKS: Mapping[str, Shape] = {
    "section": Shape(
        optional=_ID
        | {
            "text": Text(3000),
            "fields": ListOf(Text(2000), most=10),
            "accessory": OneOf(frozenset(_INTERACTIVE | {"image"})),
            "expand": TRUE_OR_FALSE,
        },
        rules=(rules.at_least_one("text", "fields"),),
    ),
    "header": Shape(required={"text": Text(150, PLAIN)}, optional=_ID),
    "divider": Shape(optional=_ID),
    "context": Shape(
        required={"elements": ListOf(one_of("plain_text", "mrkdwn", "image"), most=10)},
        optional=_ID,
    ),
    "actions": Shape(
        required={"elements": ListOf(OneOf(frozenset(_INTERACTIVE)), most=25)}, optional=_ID
    ),
    "context_actions": Shape(
        required={"elements": ListOf(one_of("feedback_buttons", "icon_button"), most=5)},
        optional=_ID,
    ),
    "markdown": Shape(required={"text": String(MARKDOWN_CHARACTERS)}, optional=_ID),
    "rich_text": RICH_TEXT,
    "image": Shape(
        required={"alt_text": String(2000)},
        optional=_ID
        | {"image_url": WEB_ADDRESS, "slack_file": SLACK_FILE, "title": Text(2000, PLAIN)},
        rules=(rules.exactly_one("image_url", "slack_file"),),
    ),
    "input": Shape(
        required={
            "label": Text(2000, PLAIN),
            "element": OneOf(frozenset(set(INPUTS) | set(SELECTS) | set(PICKERS))),
        },
        optional=_ID
        | {"hint": Text(2000, PLAIN), "optional": TRUE_OR_FALSE, "dispatch_action": TRUE_OR_FALSE},
    ),
    "table": Shape(
        required={
            "rows": ListOf(ListOf(one_of("raw_text", "raw_number", "rich_text"), most=20), most=100)
        },
        optional=_ID | {"column_settings": ListOf(COLUMN, most=20, fewest=0)},
    ),
    "alert": Shape(
        required={"text": Text(200)},
        optional=_ID | {"level": choice("default", "info", "warning", "error", "success")},
    ),
}

_EVERYWHERE = {"section", "header", "divider", "context", "actions", "image", "input", "rich_text"}

SURFACES: Mapping[str, frozenset[str]] = {
    "message": frozenset(_EVERYWHERE | {"markdown", "context_actions", "table"}),
    "modal": frozenset(_EVERYWHERE | {"alert"}),
    "home": frozenset(_EVERYWHERE | {"table"}),
}
MOST_BLOCKS: Mapping[str, int] = {"message": 50, "modal": 100, "home": 100}
