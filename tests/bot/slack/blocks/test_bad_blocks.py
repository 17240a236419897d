"""Bad blocks in a message: each breaks one limit, and the checker names that one only."""

from typing import Any

import pytest

from bot.slack.blocks import check_message

Json = dict[str, Any]


def plain(text: str = "Hej") -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "Hej") -> Json:
    return {"type": "mrkdwn", "text": text}


def section(**fields: object) -> Json:
    return {"type": "section", "text": mrkdwn(), **fields}


def button(number: int = 0, **fields: object) -> Json:
    return {"type": "button", "text": plain(), "action_id": f"b{number}", **fields}


def actions(*elements: object, **fields: object) -> Json:
    return {"type": "actions", "elements": list(elements), **fields}


def option(text: str = "A", value: str = "a", **fields: object) -> Json:
    return {"text": plain(text), "value": value, **fields}


def select(**fields: object) -> Json:
    return {"type": "static_select", "action_id": "s", "options": [option()], **fields}


def confirm(**fields: object) -> Json:
    words = {"title": plain(), "text": mrkdwn(), "confirm": plain("Ja"), "deny": plain("Nej")}
    return {**words, **fields}


def without(thing: Json, name: str) -> Json:
    return {key: value for key, value in thing.items() if key != name}


FEEDBACK = {
    "type": "feedback_buttons",
    "action_id": "f",
    "positive_button": {"text": plain(), "value": "bra"},
    "negative_button": {"text": plain(), "value": "fel"},
}
RICH = {"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}
BIN = {"type": "icon_button", "icon": "trash", "text": plain(), "action_id": "t"}
PICTURE = {"type": "image", "image_url": "https://exempel.se/a.png", "alt_text": "Ett diagram"}


def rich_text(*elements: object) -> Json:
    return {"type": "rich_text", "elements": list(elements)}


def table(rows: object, **fields: object) -> Json:
    return {"type": "table", "rows": rows, **fields}


CELL = {"type": "raw_text", "text": "x"}
# fmt: off
BLOCK_CASES: list[tuple[str, list[Any], str, str]] = [
    ("no type", [{"text": plain()}], "/blocks/0", "missing_field"),
    ("a block that is a string", ["hej"], "/blocks/0", "wrong_type"),
    ("unknown block", [{"type": "sektion"}], "/blocks/0/type", "unknown_type"),
    ("type is a number", [{"type": 7}], "/blocks/0/type", "unknown_type"),
    ("51 blocks", [{"type": "divider"}] * 51, "/blocks", "too_many"),
    ("alert in a message", [{"type": "alert", "text": plain()}], "/blocks/0/type", "wrong_surface"),
    ("section without words", [{"type": "section"}], "/blocks/0", "missing_field"),
    ("section 3001", [section(text=mrkdwn("a" * 3001))], "/blocks/0/text/text", "too_long"),
    ("empty section", [section(text=mrkdwn(""))], "/blocks/0/text/text", "too_short"),
    ("section text is a string", [section(text="hej")], "/blocks/0/text", "wrong_type"),
    ("text type text", [section(text={"type": "text", "text": "x"})], "/blocks/0/text/type",
     "unknown_type"),
    ("markdown as text", [section(text={"type": "markdown", "text": "x"})], "/blocks/0/text/type",
     "unknown_type"),
    ("text object without text", [section(text={"type": "mrkdwn"})], "/blocks/0/text",
     "missing_field"),
    ("emoji on mrkdwn", [section(text={**mrkdwn(), "emoji": True})], "/blocks/0/text/emoji",
     "unknown_field"),
    ("verbatim on plain", [section(text={**plain(), "verbatim": True})],
     "/blocks/0/text/verbatim", "unknown_field"),
    ("11 fields", [section(fields=[mrkdwn()] * 11)], "/blocks/0/fields", "too_many"),
    ("no fields", [section(fields=[])], "/blocks/0/fields", "too_few"),
    ("field 2001", [section(fields=[mrkdwn("a" * 2001)])], "/blocks/0/fields/0/text", "too_long"),
    ("two accessories", [section(accessory=[button(), button(1)])], "/blocks/0/accessory",
     "wrong_type"),
    ("input as accessory", [section(accessory={"type": "plain_text_input", "action_id": "a"})],
     "/blocks/0/accessory/type", "not_allowed_here"),
    ("accessory is null", [section(accessory=None)], "/blocks/0/accessory", "wrong_type"),
    ("misspelt field", [section(acessory=button())], "/blocks/0/acessory", "unknown_field"),
    ("header 151", [{"type": "header", "text": plain("a" * 151)}], "/blocks/0/text/text",
     "too_long"),
    ("header in mrkdwn", [{"type": "header", "text": mrkdwn()}], "/blocks/0/text/type",
     "not_allowed_here"),
    ("header without text", [{"type": "header"}], "/blocks/0", "missing_field"),
    ("divider with text", [{"type": "divider", "text": plain()}], "/blocks/0/text",
     "unknown_field"),
    ("11 in context", [{"type": "context", "elements": [mrkdwn()] * 11}], "/blocks/0/elements",
     "too_many"),
    ("empty context", [{"type": "context", "elements": []}], "/blocks/0/elements", "too_few"),
    ("button in context", [{"type": "context", "elements": [button()]}],
     "/blocks/0/elements/0/type", "not_allowed_here"),
    ("context without elements", [{"type": "context"}], "/blocks/0", "missing_field"),
    ("26 buttons", [actions(*[button(n) for n in range(26)])], "/blocks/0/elements", "too_many"),
    ("empty actions", [actions()], "/blocks/0/elements", "too_few"),
    ("text in actions", [actions(mrkdwn())], "/blocks/0/elements/0/type", "not_allowed_here"),
    ("unknown element", [actions({"type": "knapp"})], "/blocks/0/elements/0/type", "unknown_type"),
    ("element without type", [actions({"text": plain()})], "/blocks/0/elements/0",
     "missing_field"),
    ("feedback in actions", [actions(FEEDBACK)], "/blocks/0/elements/0/type", "not_allowed_here"),
    ("same action twice", [actions(button(), button())], "/blocks/0/elements/1/action_id",
     "duplicate_id"),
    ("same block twice", [section(block_id="a"), section(block_id="a")], "/blocks/1/block_id",
     "duplicate_id"),
    ("block id 256", [section(block_id="a" * 256)], "/blocks/0/block_id", "too_long"),
    ("action id 256", [actions({**button(), "action_id": "a" * 256})],
     "/blocks/0/elements/0/action_id", "too_long"),
    ("empty action id", [actions({**button(), "action_id": ""})],
     "/blocks/0/elements/0/action_id", "too_short"),
    ("button text 76", [actions(button(text=plain("a" * 76)))], "/blocks/0/elements/0/text/text",
     "too_long"),
    ("button in mrkdwn", [actions(button(text=mrkdwn()))], "/blocks/0/elements/0/text/type",
     "not_allowed_here"),
    ("button value 2001", [actions(button(value="a" * 2001))], "/blocks/0/elements/0/value",
     "too_long"),
    ("button value a number", [actions(button(value=7))], "/blocks/0/elements/0/value",
     "wrong_type"),
    ("button url 3001", [actions(button(url="https://a.se/" + "a" * 2988))],
     "/blocks/0/elements/0/url", "too_long"),
    ("button script url", [actions(button(url="javascript:alert(1)"))],
     "/blocks/0/elements/0/url", "bad_format"),
    ("button style", [actions(button(style="default"))], "/blocks/0/elements/0/style",
     "not_allowed"),
    ("button label 76", [actions(button(accessibility_label="a" * 76))],
     "/blocks/0/elements/0/accessibility_label", "too_long"),
    ("button without text", [actions(without(button(), "text"))], "/blocks/0/elements/0",
     "missing_field"),
    ("confirm title 101", [actions(button(confirm=confirm(title=plain("a" * 101))))],
     "/blocks/0/elements/0/confirm/title/text", "too_long"),
    ("confirm text 301", [actions(button(confirm=confirm(text=mrkdwn("a" * 301))))],
     "/blocks/0/elements/0/confirm/text/text", "too_long"),
    ("confirm button 31", [actions(button(confirm=confirm(confirm=plain("a" * 31))))],
     "/blocks/0/elements/0/confirm/confirm/text", "too_long"),
    ("confirm without deny", [actions(button(confirm=without(confirm(), "deny")))],
     "/blocks/0/elements/0/confirm", "missing_field"),
    ("no options", [actions(select(options=[]))], "/blocks/0/elements/0/options", "too_few"),
    ("101 options", [actions(select(options=[option(value=str(n)) for n in range(101)]))],
     "/blocks/0/elements/0/options", "too_many"),
    ("neither options nor groups", [actions(without(select(), "options"))],
     "/blocks/0/elements/0", "missing_field"),
    ("both options and groups",
     [actions(select(option_groups=[{"label": plain(), "options": [option()]}]))],
     "/blocks/0/elements/0", "conflict"),
    ("option text 76", [actions(select(options=[option("a" * 76)]))],
     "/blocks/0/elements/0/options/0/text/text", "too_long"),
    ("option value 151", [actions(select(options=[option(value="a" * 151)]))],
     "/blocks/0/elements/0/options/0/value", "too_long"),
    ("option without value", [actions(select(options=[{"text": plain()}]))],
     "/blocks/0/elements/0/options/0", "missing_field"),
    ("option description 76", [actions(select(options=[option(description=plain("a" * 76))]))],
     "/blocks/0/elements/0/options/0/description/text", "too_long"),
    ("option in mrkdwn", [actions(select(options=[{"text": mrkdwn(), "value": "a"}]))],
     "/blocks/0/elements/0/options/0/text/type", "not_allowed_here"),
    ("url in a select", [actions(select(options=[option(url="https://a.se")]))],
     "/blocks/0/elements/0/options/0/url", "unknown_field"),
    ("initial not offered", [actions(select(initial_option=option("B", "b")))],
     "/blocks/0/elements/0/initial_option", "not_in_options"),
    ("group label 76",
     [actions({"type": "static_select", "action_id": "s",
               "option_groups": [{"label": plain("a" * 76), "options": [option()]}]})],
     "/blocks/0/elements/0/option_groups/0/label/text", "too_long"),
    ("placeholder 151", [actions(select(placeholder=plain("a" * 151)))],
     "/blocks/0/elements/0/placeholder/text", "too_long"),
    ("6 in overflow",
     [actions({"type": "overflow", "action_id": "o",
               "options": [option(value=str(n)) for n in range(6)]})],
     "/blocks/0/elements/0/options", "too_many"),
    ("11 checkboxes",
     [actions({"type": "checkboxes", "action_id": "c",
               "options": [option(value=str(n)) for n in range(11)]})],
     "/blocks/0/elements/0/options", "too_many"),
    ("two chosen of one",
     [actions({"type": "multi_static_select", "action_id": "m", "max_selected_items": 1,
               "options": [option(), option("B", "b")],
               "initial_options": [option(), option("B", "b")]})],
     "/blocks/0/elements/0/initial_options", "too_many"),
    ("date in Swedish", [actions({"type": "datepicker", "initial_date": "24/12 2026"})],
     "/blocks/0/elements/0/initial_date", "bad_format"),
    ("month 13", [actions({"type": "datepicker", "initial_date": "2026-13-01"})],
     "/blocks/0/elements/0/initial_date", "bad_format"),
    ("half past 24", [actions({"type": "timepicker", "initial_time": "24:30"})],
     "/blocks/0/elements/0/initial_time", "bad_format"),
    ("6 context actions", [{"type": "context_actions",
      "elements": [{**BIN, "action_id": str(n)} for n in range(6)]}],
     "/blocks/0/elements", "too_many"),
    ("button in context actions", [{"type": "context_actions", "elements": [button()]}],
     "/blocks/0/elements/0/type", "not_allowed_here"),
    ("no negative button",
     [{"type": "context_actions", "elements": [without(FEEDBACK, "negative_button")]}],
     "/blocks/0/elements/0", "missing_field"),
    ("feedback text 76", [{"type": "context_actions", "elements": [
        {**FEEDBACK, "positive_button": {"text": plain("a" * 76), "value": "x"}}]}],
     "/blocks/0/elements/0/positive_button/text/text", "too_long"),
    ("unknown icon", [{"type": "context_actions", "elements": [{**BIN, "icon": "penna"}]}],
     "/blocks/0/elements/0/icon", "not_allowed"),
    ("markdown 12001", [{"type": "markdown", "text": "a" * 12_001}], "/blocks/0/text", "too_long"),
    ("markdown together 12001", [{"type": "markdown", "text": "a" * 6001}] * 2, "/blocks",
     "too_large"),
    ("blocks 13201", [section(text=mrkdwn("a" * 2900)) for _ in range(5)], "/blocks", "too_large"),
    ("image without alt", [without(PICTURE, "alt_text")], "/blocks/0", "missing_field"),
    ("image without picture", [without(PICTURE, "image_url")], "/blocks/0", "missing_field"),
    ("image with two pictures", [{**PICTURE, "slack_file": {"id": "F1"}}], "/blocks/0",
     "conflict"),
    ("image from disk", [{**PICTURE, "image_url": "file:///etc/passwd"}],
     "/blocks/0/image_url", "bad_format"),
    ("alt text 2001", [{**PICTURE, "alt_text": "a" * 2001}], "/blocks/0/alt_text", "too_long"),
    ("rich text of text", [rich_text({"type": "text", "text": "x"})],
     "/blocks/0/elements/0/type", "not_allowed_here"),
    ("list without style", [rich_text({"type": "rich_text_list", "elements": [RICH]})],
     "/blocks/0/elements/0", "missing_field"),
    ("list of text", [rich_text({"type": "rich_text_list", "style": "bullet",
      "elements": [{"type": "text", "text": "x"}]})],
     "/blocks/0/elements/0/elements/0/type", "not_allowed_here"),
    ("style of its own", [rich_text({"type": "rich_text_section", "elements": [
        {"type": "text", "text": "x", "style": {"blink": True}}]})],
     "/blocks/0/elements/0/elements/0/style/blink", "unknown_field"),
    ("indent 9", [rich_text({"type": "rich_text_list", "style": "bullet", "indent": 9,
      "elements": [RICH]})], "/blocks/0/elements/0/indent", "out_of_range"),
    ("101 rows", [table([[CELL]] * 101)], "/blocks/0/rows", "too_many"),
    ("21 cells", [table([[CELL] * 21])], "/blocks/0/rows/0", "too_many"),
    ("cell in mrkdwn", [table([[mrkdwn()]])], "/blocks/0/rows/0/0/type", "not_allowed_here"),
    ("column in the middle", [table([[CELL]], column_settings=[{"align": "middle"}])],
     "/blocks/0/column_settings/0/align", "not_allowed"),
    ("two tables", [table([[CELL]]), table([[CELL]])], "/blocks", "too_many"),
]
# fmt: on


def found(problems: list[Any]) -> list[tuple[str, str]]:
    return [(problem.pointer, problem.code) for problem in problems]


@pytest.mark.parametrize(
    ("blocks", "pointer", "code"),
    [case[1:] for case in BLOCK_CASES],
    ids=[c[0] for c in BLOCK_CASES],
)
def test_bad_blocks_in_a_message_are_named(blocks: list[Any], pointer: str, code: str) -> None:
    assert found(check_message({"text": "a", "blocks": blocks})) == [(pointer, code)]
