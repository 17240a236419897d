"""Limits of Slack's composition objects: texts, options, confirmations."""

import re

from bot.slack.blocks.specs import (
    PLAIN,
    TRUE_OR_FALSE,
    WEB_ADDRESS,
    ListOf,
    Shape,
    String,
    Text,
    choice,
)

SHORT_LABEL = String(75)
CHOSEN_VALUE = String(150)

CONFIRM = Shape(
    required={
        "title": Text(100, PLAIN),
        "text": Text(300),
        "confirm": Text(30, PLAIN),
        "deny": Text(30, PLAIN),
    },
    optional={"style": choice("primary", "danger")},
)

MENU_OPTION = Shape(
    required={"text": Text(75, PLAIN), "value": CHOSEN_VALUE},
    optional={"description": Text(75, PLAIN)},
)
CHOICE_OPTION = Shape(
    required={"text": Text(75), "value": CHOSEN_VALUE},
    optional={"description": Text(75)},
)
OVERFLOW_OPTION = Shape(
    required={"text": Text(75, PLAIN)},
    optional={"value": CHOSEN_VALUE, "url": WEB_ADDRESS, "description": Text(75, PLAIN)},
)
OPTION_GROUP = Shape(
    required={"label": Text(75, PLAIN), "options": ListOf(MENU_OPTION, most=100)},
)

FEEDBACK_BUTTON = Shape(
    required={"text": Text(75, PLAIN), "value": String(2000, shortest=0)},
    optional={"accessibility_label": SHORT_LABEL},
)
SLACK_FILE = Shape(optional={"id": String(255), "url": WEB_ADDRESS})

DISPATCH = Shape(
    optional={
        "trigger_actions_on": ListOf(
            choice("on_enter_pressed", "on_character_entered"), most=2, fewest=1
        )
    }
)
CONVERSATION_FILTER = Shape(
    optional={
        "include": ListOf(choice("im", "mpim", "private", "public"), most=4),
        "exclude_external_shared_channels": TRUE_OR_FALSE,
        "exclude_bot_users": TRUE_OR_FALSE,
    }
)

COLUMN = Shape(optional={"align": choice("left", "center", "right"), "is_wrapped": TRUE_OR_FALSE})
METADATA_EVENT = String(255, pattern=re.compile(r"[A-Za-z0-9_.\-]+"))
