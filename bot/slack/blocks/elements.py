"""Limits of Slack's block elements: buttons, menus, inputs and the parts of rich text."""

import re
from collections.abc import Mapping

from bot.slack.blocks import rules
from bot.slack.blocks.objects import (
    CHOICE_OPTION,
    CONFIRM,
    CONVERSATION_FILTER,
    DISPATCH,
    FEEDBACK_BUTTON,
    MENU_OPTION,
    OPTION_GROUP,
    OVERFLOW_OPTION,
    SHORT_LABEL,
    SLACK_FILE,
)
from bot.slack.blocks.rich_text import RICH_TEXT_PARTS
from bot.slack.blocks.specs import (
    DATE,
    ID,
    PLAIN,
    TIME,
    TRUE_OR_FALSE,
    WEB_ADDRESS,
    ListOf,
    Number,
    Shape,
    Spec,
    String,
    Text,
    choice,
)

_ACTION: dict[str, Spec] = {"action_id": ID, "confirm": CONFIRM}
_FOCUS: dict[str, Spec] = {"focus_on_load": TRUE_OR_FALSE}
_HINTED: dict[str, Spec] = {"placeholder": Text(150, PLAIN)}
_MENU: dict[str, Spec] = _ACTION | _FOCUS | _HINTED
_MULTI: dict[str, Spec] = _MENU | {"max_selected_items": Number(1, 100)}
_DISPATCHING: dict[str, Spec] = {"action_id": ID, "dispatch_action_config": DISPATCH}
_TYPED: dict[str, Spec] = _DISPATCHING | _FOCUS | _HINTED
_OPTIONS: dict[str, Spec] = {
    "options": ListOf(MENU_OPTION, most=100),
    "option_groups": ListOf(OPTION_GROUP, most=100),
}
_IDS = ListOf(ID, most=100)
_NUMBER = String(40, pattern=re.compile(r"-?\d+(\.\d+)?"))
_ONE_SOURCE = rules.exactly_one("options", "option_groups")

BUTTONS: dict[str, Shape] = {
    "button": Shape(
        required={"text": Text(75, PLAIN)},
        optional=_ACTION
        | {
            "url": WEB_ADDRESS,
            "value": String(2000, shortest=0),
            "style": choice("primary", "danger"),
            "accessibility_label": SHORT_LABEL,
            "agent_prompt": String(4000),
        },
    ),
    "overflow": Shape(
        required={"options": ListOf(OVERFLOW_OPTION, most=5)},
        optional=_ACTION,
    ),
    "feedback_buttons": Shape(
        required={"positive_button": FEEDBACK_BUTTON, "negative_button": FEEDBACK_BUTTON},
        optional={"action_id": ID},
    ),
    "icon_button": Shape(
        required={"icon": choice("trash"), "text": Text(75, PLAIN)},
        optional=_ACTION
        | {
            "value": String(2000, shortest=0),
            "accessibility_label": SHORT_LABEL,
            "visible_to_user_ids": _IDS,
        },
    ),
}

SELECTS: dict[str, Shape] = {
    "static_select": Shape(
        optional=_MENU | _OPTIONS | {"initial_option": MENU_OPTION},
        rules=(_ONE_SOURCE, rules.initial_option_offered),
    ),
    "multi_static_select": Shape(
        optional=_MULTI | _OPTIONS | {"initial_options": ListOf(MENU_OPTION, most=100)},
        rules=(_ONE_SOURCE, rules.initial_options_offered),
    ),
    "external_select": Shape(
        optional=_MENU | {"initial_option": MENU_OPTION, "min_query_length": Number(0, 100)},
    ),
    "multi_external_select": Shape(
        optional=_MULTI
        | {
            "initial_options": ListOf(MENU_OPTION, most=100),
            "min_query_length": Number(0, 100),
        },
    ),
    "users_select": Shape(optional=_MENU | {"initial_user": ID}),
    "multi_users_select": Shape(optional=_MULTI | {"initial_users": _IDS}),
    "channels_select": Shape(
        optional=_MENU | {"initial_channel": ID, "response_url_enabled": TRUE_OR_FALSE}
    ),
    "multi_channels_select": Shape(optional=_MULTI | {"initial_channels": _IDS}),
    "conversations_select": Shape(
        optional=_MENU
        | {
            "initial_conversation": ID,
            "default_to_current_conversation": TRUE_OR_FALSE,
            "response_url_enabled": TRUE_OR_FALSE,
            "filter": CONVERSATION_FILTER,
        }
    ),
    "multi_conversations_select": Shape(
        optional=_MULTI
        | {
            "initial_conversations": _IDS,
            "default_to_current_conversation": TRUE_OR_FALSE,
            "filter": CONVERSATION_FILTER,
        }
    ),
}

PICKERS: dict[str, Shape] = {
    "checkboxes": Shape(
        required={"options": ListOf(CHOICE_OPTION, most=10)},
        optional=_ACTION | _FOCUS | {"initial_options": ListOf(CHOICE_OPTION, most=10)},
        rules=(rules.initial_options_offered,),
    ),
    "radio_buttons": Shape(
        required={"options": ListOf(CHOICE_OPTION, most=10)},
        optional=_ACTION | _FOCUS | {"initial_option": CHOICE_OPTION},
        rules=(rules.initial_option_offered,),
    ),
    "datepicker": Shape(optional=_MENU | {"initial_date": DATE}),
    "timepicker": Shape(optional=_MENU | {"initial_time": TIME, "timezone": String(100)}),
    "datetimepicker": Shape(
        optional=_ACTION | _FOCUS | {"initial_date_time": Number(1_000_000_000, 9_999_999_999)}
    ),
}

INPUTS: dict[str, Shape] = {
    "plain_text_input": Shape(
        optional=_TYPED
        | {
            "initial_value": String(3000, shortest=0),
            "multiline": TRUE_OR_FALSE,
            "min_length": Number(0, 3000),
            "max_length": Number(1, 3000),
        },
        rules=(rules.in_order("min_length", "max_length"), rules.initial_value_fits),
    ),
    "number_input": Shape(
        required={"is_decimal_allowed": TRUE_OR_FALSE},
        optional=_TYPED | {"initial_value": _NUMBER, "min_value": _NUMBER, "max_value": _NUMBER},
        rules=(rules.in_order("min_value", "max_value"), rules.initial_number_fits),
    ),
    "email_text_input": Shape(optional=_TYPED | {"initial_value": String(3000, shortest=0)}),
    "url_text_input": Shape(optional=_TYPED | {"initial_value": String(3000, shortest=0)}),
}

PICTURES: dict[str, Shape] = {
    "image": Shape(
        required={"alt_text": String(2000)},
        optional={"image_url": WEB_ADDRESS, "slack_file": SLACK_FILE},
        rules=(rules.exactly_one("image_url", "slack_file"),),
    ),
}

ELEMENTS: Mapping[str, Shape] = BUTTONS | SELECTS | PICKERS | INPUTS | PICTURES | RICH_TEXT_PARTS
