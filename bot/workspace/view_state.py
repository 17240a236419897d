"""What is filled in: from simple values to the shapes Slack sends, and what it refuses."""

import re
from collections.abc import Callable, Mapping

from bot.slack.blocks.problem import JsonObject
from bot.workspace.block_ids import interactive

REQUIRED = "Fyll i det här fältet."
_SELECTED_ONE = {
    "users_select": "selected_user",
    "channels_select": "selected_channel",
    "conversations_select": "selected_conversation",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "plain_text_input": "value",
    "number_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
}
_SELECTED_MANY = {
    "multi_users_select": "selected_users",
    "multi_channels_select": "selected_channels",
    "multi_conversations_select": "selected_conversations",
}
_ONE_OPTION = {"static_select", "external_select", "radio_buttons", "overflow"}
_MANY_OPTIONS = {"multi_static_select", "multi_external_select", "checkboxes"}
_INITIAL = {
    "selected_user": "initial_user",
    "selected_channel": "initial_channel",
    "selected_conversation": "initial_conversation",
    "selected_date": "initial_date",
    "selected_time": "initial_time",
    "selected_date_time": "initial_date_time",
    "selected_users": "initial_users",
    "selected_channels": "initial_channels",
    "selected_conversations": "initial_conversations",
    "selected_option": "initial_option",
    "selected_options": "initial_options",
    "value": "initial_value",
}
_NO_STATE = {"button", "overflow", "feedback_buttons", "icon_button"}

Values = dict[str, dict[str, JsonObject]]
Typed = Mapping[str, Mapping[str, object]]


def state_key(element: JsonObject) -> str:
    """Give the name Slack keeps an element's value under."""
    kind = element["type"]
    if kind in _ONE_OPTION:
        return "selected_option"
    if kind in _MANY_OPTIONS:
        return "selected_options"
    return _SELECTED_ONE.get(kind) or _SELECTED_MANY.get(kind) or "value"


def initial_state(blocks: list[JsonObject]) -> Values:
    """Give the values of blocks that nobody has touched."""
    values: Values = {}
    for block, element in interactive(blocks):
        if element["type"] not in _NO_STATE:
            key = state_key(element)
            empty: list[object] | None = [] if key.endswith("s") else None
            kept = element.get(_INITIAL[key], empty)
            one = {"type": element["type"], key: kept}
            values.setdefault(block["block_id"], {})[element["action_id"]] = one
    return values


def kept_state(blocks: list[JsonObject], before: Values) -> Values:
    """Give the values of changed blocks: what was filled in, where ids and kinds are the same."""
    values = initial_state(blocks)
    for block_id, actions in values.items():
        for action_id, one in actions.items():
            old = before.get(block_id, {}).get(action_id)
            if old is not None and old["type"] == one["type"]:
                actions[action_id] = old
    return values


def filled_in(blocks: list[JsonObject], before: Values, typed: Typed) -> Values:
    """Give the values after a person has filled some of them in."""
    values = kept_state(blocks, before)
    for block, element in interactive(blocks):
        block_id, action_id = block["block_id"], element["action_id"]
        if action_id in typed.get(block_id, {}) and action_id in values.get(block_id, {}):
            values[block_id][action_id] = chosen(element, typed[block_id][action_id])
    return values


def chosen(element: JsonObject, value: object) -> JsonObject:
    """Give one value in Slack's shape; options are named by their `value`."""
    key = state_key(element)
    if key == "selected_option":
        return {"type": element["type"], key: _option(element, value)}
    if key == "selected_options":
        picked = [_option(element, one) for one in value] if isinstance(value, list) else []
        return {"type": element["type"], key: [one for one in picked if one is not None]}
    return {"type": element["type"], key: None if value == "" else value}


def offered(element: JsonObject) -> list[JsonObject]:
    """Give the options an element offers, those of its groups too."""
    groups: list[JsonObject] = element.get("option_groups") or []
    options: list[JsonObject] = list(element.get("options") or [])
    return options + [one for group in groups for one in group["options"]]


def _option(element: JsonObject, value: object) -> JsonObject | None:
    if isinstance(value, dict):
        # An external menu's options are known to the page only, which hands them back whole.
        return value if element["type"].endswith("external_select") else None
    return next((one for one in offered(element) if one.get("value") == value), None)


def refused(blocks: list[JsonObject], values: Values) -> dict[str, str]:
    """Give, by block id, what Slack itself refuses before the bot is asked."""
    errors = {}
    for block in blocks:
        if block["type"] == "input":
            element = block["element"]
            one = values[block["block_id"]][element["action_id"]]
            error = _refusal(block, element, one[state_key(element)])
            if error:
                errors[block["block_id"]] = error
    return errors


def _refusal(block: JsonObject, element: JsonObject, value: object) -> str | None:
    if value is None or value == []:
        return None if block.get("optional") else REQUIRED
    check = _CHECKS.get(element["type"])
    return check(element, str(value)) if check else None


def _text_refusal(element: JsonObject, value: str) -> str | None:
    least, most = element.get("min_length"), element.get("max_length", 3000)
    if least is not None and len(value) < least:
        return f"Skriv minst {least} tecken."
    return f"Skriv högst {most} tecken." if len(value) > most else None


def _number_refusal(element: JsonObject, value: str) -> str | None:
    try:
        number = float(value.replace(",", "."))
    except ValueError:
        return "Skriv ett tal."
    if not element["is_decimal_allowed"] and not number.is_integer():
        return "Skriv ett heltal."
    return _outside(element, number)


def _outside(element: JsonObject, number: float) -> str | None:
    low, high = element.get("min_value"), element.get("max_value")
    if low is not None and number < float(low):
        return f"Skriv ett tal som är minst {low}."
    if high is not None and number > float(high):
        return f"Skriv ett tal som är högst {high}."
    return None


def _email_refusal(_element: JsonObject, value: str) -> str | None:
    looks_right = re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value)
    return None if looks_right else "Skriv en e-postadress."


def _url_refusal(_element: JsonObject, value: str) -> str | None:
    return None if re.match(r"https?://\S+$", value) else "Skriv en adress som börjar med https://."


_CHECKS: dict[str, Callable[[JsonObject, str], str | None]] = {
    "plain_text_input": _text_refusal,
    "number_input": _number_refusal,
    "email_text_input": _email_refusal,
    "url_text_input": _url_refusal,
}
