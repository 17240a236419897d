"""Bad modals and Home tabs: each breaks one limit, and the checker names that one only."""

from typing import Any

import pytest

from bot.slack.blocks import check_view

Json = dict[str, Any]


def plain(text: str = "Hej") -> Json:
    return {"type": "plain_text", "text": text}


def modal(*blocks: object, **fields: object) -> Json:
    words = {"title": plain("Utkast"), "submit": plain("Spara")}
    return {"type": "modal", "blocks": list(blocks), **words, **fields}


def home(*blocks: object, **fields: object) -> Json:
    return {"type": "home", "blocks": list(blocks), **fields}


def without(thing: Json, name: str) -> Json:
    return {key: value for key, value in thing.items() if key != name}


def field(element: object, **fields: object) -> Json:
    return {"type": "input", "label": plain("Text"), "element": element, **fields}


def typed(**fields: object) -> Json:
    return {"type": "plain_text_input", "action_id": "text", **fields}


def number(**fields: object) -> Json:
    return {"type": "number_input", "action_id": "n", "is_decimal_allowed": False, **fields}


OPTION = {"text": plain("A"), "value": "a"}
OTHER = {"text": plain("B"), "value": "b"}
RADIO = {"type": "radio_buttons", "action_id": "r", "options": [OPTION]}

# fmt: off
VIEW_CASES: list[tuple[str, Json, str, str]] = [
    ("no type", without(modal(), "type"), "", "missing_field"),
    ("a dialog", {**modal(), "type": "dialog"}, "/type", "unknown_type"),
    ("no title", without(modal(), "title"), "", "missing_field"),
    ("title 25", modal(title=plain("a" * 25)), "/title/text", "too_long"),
    ("title in mrkdwn", modal(title={"type": "mrkdwn", "text": "x"}), "/title/type",
     "not_allowed_here"),
    ("submit 25", modal(submit=plain("a" * 25)), "/submit/text", "too_long"),
    ("close 25", modal(close=plain("a" * 25)), "/close/text", "too_long"),
    ("no blocks", without(modal(), "blocks"), "", "missing_field"),
    ("blocks as an object", {**modal(), "blocks": {}}, "/blocks", "wrong_type"),
    ("101 blocks", modal(*[{"type": "divider"}] * 101), "/blocks", "too_many"),
    ("metadata 3001", modal(private_metadata="a" * 3001), "/private_metadata", "too_long"),
    ("metadata an object", modal(private_metadata={"id": 1}), "/private_metadata", "wrong_type"),
    ("callback id 256", modal(callback_id="a" * 256), "/callback_id", "too_long"),
    ("external id 256", modal(external_id="a" * 256), "/external_id", "too_long"),
    ("notify as text", modal(notify_on_close="true"), "/notify_on_close", "wrong_type"),
    ("fields Slack adds", modal(hash="1.a"), "/hash", "unknown_field"),
    ("input without submit", without(modal(field(typed())), "submit"), "", "missing_field"),
    ("markdown in a modal", modal({"type": "markdown", "text": "x"}), "/blocks/0/type",
     "wrong_surface"),
    ("table in a modal", modal({"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]}),
     "/blocks/0/type", "wrong_surface"),
    ("alert 201", modal({"type": "alert", "text": plain("a" * 201)}), "/blocks/0/text/text",
     "too_long"),
    ("alert level", modal({"type": "alert", "text": plain(), "level": "bad"}), "/blocks/0/level",
     "not_allowed"),
    ("two in focus",
     modal(field(typed(focus_on_load=True)), field(typed(focus_on_load=True))),
     "/blocks/1/element/focus_on_load", "conflict"),
    ("same block twice", modal(field(typed(), block_id="a"), field(typed(), block_id="a")),
     "/blocks/1/block_id", "duplicate_id"),
    ("input without label", modal(without(field(typed()), "label")), "/blocks/0", "missing_field"),
    ("input without element", modal(without(field(typed()), "element")), "/blocks/0",
     "missing_field"),
    ("label 2001", modal(field(typed(), label=plain("a" * 2001))), "/blocks/0/label/text",
     "too_long"),
    ("hint 2001", modal(field(typed(), hint=plain("a" * 2001))), "/blocks/0/hint/text",
     "too_long"),
    ("label in mrkdwn", modal(field(typed(), label={"type": "mrkdwn", "text": "x"})),
     "/blocks/0/label/type", "not_allowed_here"),
    ("button in an input", modal(field({"type": "button", "text": plain()})),
     "/blocks/0/element/type", "not_allowed_here"),
    ("optional as text", modal(field(typed(), optional="yes")), "/blocks/0/optional",
     "wrong_type"),
    ("shorter than none", modal(field(typed(min_length=-1))), "/blocks/0/element/min_length",
     "out_of_range"),
    ("longer than all", modal(field(typed(max_length=3001))), "/blocks/0/element/max_length",
     "out_of_range"),
    ("at most none", modal(field(typed(max_length=0))), "/blocks/0/element/max_length",
     "out_of_range"),
    ("least over most", modal(field(typed(min_length=10, max_length=5))),
     "/blocks/0/element/min_length", "out_of_range"),
    ("length as text", modal(field(typed(max_length="10"))), "/blocks/0/element/max_length",
     "wrong_type"),
    ("length as a flag", modal(field(typed(max_length=True))), "/blocks/0/element/max_length",
     "wrong_type"),
    ("starts too long", modal(field(typed(max_length=3, initial_value="abcd"))),
     "/blocks/0/element/initial_value", "too_long"),
    ("dispatch on a click",
     modal(field(typed(dispatch_action_config={"trigger_actions_on": ["on_click"]}))),
     "/blocks/0/element/dispatch_action_config/trigger_actions_on/0", "not_allowed"),
    ("confirm on text", modal(field(typed(confirm={}))), "/blocks/0/element/confirm",
     "unknown_field"),
    ("number without decimals said", modal(field(without(number(), "is_decimal_allowed"))),
     "/blocks/0/element", "missing_field"),
    ("number as a number", modal(field(number(initial_value=3))),
     "/blocks/0/element/initial_value", "wrong_type"),
    ("numbers upside down", modal(field(number(min_value="9", max_value="1"))),
     "/blocks/0/element/min_value", "out_of_range"),
    ("number outside", modal(field(number(max_value="5", initial_value="7"))),
     "/blocks/0/element/initial_value", "out_of_range"),
    ("radio not offered", modal(field({**RADIO, "initial_option": OTHER})),
     "/blocks/0/element/initial_option", "not_in_options"),
    ("no radio", modal(field({**RADIO, "options": []})), "/blocks/0/element/options", "too_few"),
    ("box not offered",
     modal(field({**RADIO, "type": "checkboxes", "initial_options": [OPTION, OTHER]})),
     "/blocks/0/element/initial_options/1", "not_in_options"),
    ("filter of nothing",
     modal(field({"type": "conversations_select", "filter": {"include": []}})),
     "/blocks/0/element/filter/include", "too_few"),
    ("moment in milliseconds",
     modal(field({"type": "datetimepicker", "initial_date_time": 1_700_000_000_000})),
     "/blocks/0/element/initial_date_time", "out_of_range"),
    ("none may be chosen",
     modal(field({"type": "multi_users_select", "max_selected_items": 0})),
     "/blocks/0/element/max_selected_items", "out_of_range"),
    ("home with a title", home(title=plain()), "/title", "unknown_field"),
    ("home with submit", home(submit=plain()), "/submit", "unknown_field"),
    ("home 101 blocks", home(*[{"type": "divider"}] * 101), "/blocks", "too_many"),
    ("alert at home", home({"type": "alert", "text": plain()}), "/blocks/0/type",
     "wrong_surface"),
    ("feedback at home",
     home({"type": "context_actions", "elements": [
         {"type": "icon_button", "icon": "trash", "text": plain()}]}),
     "/blocks/0/type", "wrong_surface"),
]
# fmt: on


@pytest.mark.parametrize(
    ("view", "pointer", "code"), [case[1:] for case in VIEW_CASES], ids=[c[0] for c in VIEW_CASES]
)
def test_a_bad_view_is_named(view: Json, pointer: str, code: str) -> None:
    found = [(problem.pointer, problem.code) for problem in check_view(view)]
    assert found == [(pointer, code)]
