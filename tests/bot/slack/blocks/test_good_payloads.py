"""Good payloads up to the very limits: the checker says nothing."""

from typing import Any

import pytest

from bot.slack.blocks import check_message, check_stream, check_view

Json = dict[str, Any]


def plain(text: str = "Hej", **fields: object) -> Json:
    return {"type": "plain_text", "text": text, **fields}


def mrkdwn(text: str = "Hej", **fields: object) -> Json:
    return {"type": "mrkdwn", "text": text, **fields}


def options(count: int) -> list[Json]:
    return [{"text": plain("a" * 75), "value": f"{n}"} for n in range(count)]


def button(number: int = 0, **fields: object) -> Json:
    return {"type": "button", "text": plain(), "action_id": f"b{number}", **fields}


def actions(*elements: object) -> Json:
    return {"type": "actions", "elements": list(elements)}


def field(element: object, **fields: object) -> Json:
    return {"type": "input", "label": plain("Text"), "element": element, **fields}


def modal(*blocks: object, **fields: object) -> Json:
    words = {"title": plain("a" * 24), "submit": plain("a" * 24), "close": plain("a" * 24)}
    return {"type": "modal", "blocks": list(blocks), **words, **fields}


def section(**fields: object) -> Json:
    return {"type": "section", "text": mrkdwn(), **fields}


CONFIRM = {
    "title": plain("a" * 100),
    "text": plain("a" * 300),
    "confirm": plain("a" * 30),
    "deny": plain("a" * 30),
    "style": "danger",
}
FEEDBACK = {
    "type": "feedback_buttons",
    "action_id": "f",
    "positive_button": {"text": plain("a" * 75), "value": "a" * 2000},
    "negative_button": {"text": plain(), "value": "", "accessibility_label": "a" * 75},
}
TEXT = {"type": "text", "text": "x", "style": {"bold": True, "italic": True}}
INLINE = [
    TEXT,
    {"type": "link", "url": "https://exempel.se", "text": "länk"},
    {"type": "emoji", "name": "wave"},
    {"type": "user", "user_id": "U1"},
    {"type": "channel", "channel_id": "C1"},
    {"type": "broadcast", "range": "here"},
    {"type": "date", "timestamp": 1_700_000_000, "format": "{date}", "fallback": "i dag"},
]
LINE = {"type": "rich_text_section", "elements": INLINE}
CELLS = [{"type": "raw_text", "text": "x"}, {"type": "raw_number", "value": 1.5, "text": "1,5"}]

BLOCKS: list[tuple[str, list[Json]]] = [
    ("section at its limit", [section(text=mrkdwn("a" * 3000))]),
    ("section of fields", [{"type": "section", "fields": [mrkdwn("a" * 900)] * 10}]),
    ("verbatim and expanded", [section(text=mrkdwn(verbatim=True), expand=True)]),
    ("header at its limit", [{"type": "header", "text": plain("å" * 150, emoji=True)}]),
    ("50 dividers", [{"type": "divider"}] * 50),
    ("context of ten", [{"type": "context", "elements": [mrkdwn()] * 9 + [plain()]}]),
    ("25 buttons", [actions(*[button(n) for n in range(25)])]),
    ("button with all", [actions(button(value="a" * 2000, style="primary", confirm=CONFIRM))]),
    ("link button", [section(accessory=button(url="https://exempel.se/a?b=c#d"))]),
    ("button without id", [actions({"type": "button", "text": plain()})]),
    ("select of 100", [actions({"type": "static_select", "options": options(100)})]),
    (
        "groups",
        [
            actions(
                {
                    "type": "static_select",
                    "option_groups": [{"label": plain("a" * 75), "options": options(3)}],
                    "initial_option": options(2)[1],
                    "placeholder": plain("a" * 150),
                }
            )
        ],
    ),
    (
        "overflow with a link",
        [
            section(
                accessory={
                    "type": "overflow",
                    "options": [{"text": plain(), "url": "https://exempel.se"}, *options(4)],
                }
            )
        ],
    ),
    (
        "boxes in mrkdwn",
        [
            actions(
                {
                    "type": "checkboxes",
                    "options": [{"text": mrkdwn(), "value": "a", "description": mrkdwn()}],
                    "initial_options": [{"text": mrkdwn(), "value": "a", "description": mrkdwn()}],
                }
            )
        ],
    ),
    (
        "feedback and bin",
        [
            {
                "type": "context_actions",
                "elements": [FEEDBACK, {"type": "icon_button", "icon": "trash", "text": plain()}],
            }
        ],
    ),
    ("markdown at its limit", [{"type": "markdown", "text": "a" * 12_000}]),
    ("rich text", [{"type": "rich_text", "elements": [LINE]}]),
    (
        "rich list and quote",
        [
            {
                "type": "rich_text",
                "elements": [
                    {"type": "rich_text_list", "style": "ordered", "indent": 8, "elements": [LINE]},
                    {"type": "rich_text_quote", "elements": [TEXT], "border": 1},
                    {"type": "rich_text_preformatted", "elements": [TEXT]},
                    {"type": "rich_text_section", "elements": []},
                ],
            }
        ],
    ),
    ("table", [{"type": "table", "rows": [CELLS] * 100, "column_settings": [{"align": "right"}]}]),
    (
        "table of rich text",
        [{"type": "table", "rows": [[{"type": "rich_text", "elements": [LINE]}] * 2]}],
    ),
    (
        "image with a title",
        [{"type": "image", "image_url": "https://a.se/b", "alt_text": "b", "title": plain()}],
    ),
    ("image of a file", [{"type": "image", "slack_file": {"id": "F1"}, "alt_text": "b"}]),
    (
        "same action in two blocks",
        [section(block_id="a", accessory=button()), section(block_id="b", accessory=button())],
    ),
    (
        "dates and times",
        [
            actions(
                {"type": "datepicker", "initial_date": "2026-02-28", "placeholder": plain()},
                {"type": "timepicker", "initial_time": "23:59", "timezone": "Europe/Stockholm"},
                {"type": "datetimepicker", "initial_date_time": 1_800_000_000},
            )
        ],
    ),
    (
        "people and rooms",
        [
            actions(
                {"type": "users_select", "initial_user": "U1"},
                {"type": "multi_users_select", "max_selected_items": 3},
                {"type": "channels_select", "initial_channel": "C1"},
                {"type": "conversations_select", "filter": {"include": ["public"]}},
                {"type": "external_select", "min_query_length": 0},
            )
        ],
    ),
    ("input in a message", [field({"type": "plain_text_input", "multiline": True})]),
]

MESSAGES: list[tuple[str, Json]] = [
    ("text only", {"channel": "C1", "text": "Hej"}),
    ("in a thread", {"channel": "C1", "text": "Hej", "thread_ts": "1700000000.000100"}),
    ("markdown only", {"channel": "C1", "markdown_text": "**Hej**"}),
    ("text at its limit", {"channel": "C1", "text": "a" * 40_000}),
    ("removes the original", {"delete_original": True}),
    ("answers all", {"text": "Hej", "response_type": "in_channel", "replace_original": False}),
    ("metadata", {"text": "a", "metadata": {"event_type": "svar", "event_payload": {"id": 1}}}),
    ("no blocks", {"text": "a", "blocks": []}),
]

VIEWS: list[tuple[str, Json]] = [
    ("empty modal", modal()),
    ("100 blocks", modal(*[{"type": "divider"}] * 100)),
    (
        "all fields",
        modal(private_metadata="a" * 3000, callback_id="a" * 255, notify_on_close=True),
    ),
    ("reading only", {"type": "modal", "title": plain(), "blocks": [section()]}),
    ("alert", modal({"type": "alert", "text": mrkdwn("a" * 200), "level": "warning"})),
    (
        "a form",
        modal(
            field(
                {
                    "type": "plain_text_input",
                    "action_id": "a",
                    "min_length": 0,
                    "max_length": 3000,
                    "initial_value": "",
                    "focus_on_load": True,
                    "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]},
                },
                hint=plain(),
                optional=True,
                dispatch_action=True,
            ),
            field({"type": "radio_buttons", "options": options(10), "action_id": "r"}),
            field({"type": "number_input", "is_decimal_allowed": True, "min_value": "-1.5"}),
            field({"type": "email_text_input", "initial_value": "a@exempel.se"}),
        ),
    ),
    ("home", {"type": "home", "blocks": [section(), {"type": "table", "rows": [CELLS]}]}),
    ("home with a search field", {"type": "home", "blocks": [field({"type": "plain_text_input"})]}),
]

STREAMS: list[tuple[str, Json]] = [
    ("start", {"channel": "C1", "recipient_user_id": "U1", "task_display_mode": "plan"}),
    ("append", {"channel": "C1", "ts": "1700000000.000100", "markdown_text": "a" * 12_000}),
    (
        "chunks",
        {
            "chunks": [
                {"type": "markdown_text", "text": "a"},
                {"type": "plan_update", "title": "Söker"},
                {"type": "task_update", "id": "1", "title": "Söker", "status": "complete"},
                {"type": "blocks", "blocks": [section()]},
            ]
        },
    ),
    ("stop", {"blocks": [{"type": "context_actions", "elements": [FEEDBACK]}]}),
]


@pytest.mark.parametrize("blocks", [case[1] for case in BLOCKS], ids=[c[0] for c in BLOCKS])
def test_good_blocks_raise_no_alarm(blocks: list[Json]) -> None:
    assert check_message({"channel": "C1", "text": "Hej", "blocks": blocks}) == []


@pytest.mark.parametrize("payload", [case[1] for case in MESSAGES], ids=[c[0] for c in MESSAGES])
def test_a_good_message_raises_no_alarm(payload: Json) -> None:
    assert check_message(payload) == []


@pytest.mark.parametrize("view", [case[1] for case in VIEWS], ids=[c[0] for c in VIEWS])
def test_a_good_view_raises_no_alarm(view: Json) -> None:
    assert check_view(view) == []


@pytest.mark.parametrize("payload", [case[1] for case in STREAMS], ids=[c[0] for c in STREAMS])
def test_a_good_call_of_a_stream_raises_no_alarm(payload: Json) -> None:
    assert check_stream(payload) == []
