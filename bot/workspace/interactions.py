"""Builds what Slack sends when a person clicks, submits, closes or uses a shortcut."""

from copy import deepcopy

from bot.slack.blocks.problem import JsonObject
from bot.workspace.parts import Parts
from bot.workspace.state import Channel, Person
from bot.workspace.view_state import chosen


def base(parts: Parts, kind: str, person: Person) -> JsonObject:
    """Give what every interaction says."""
    team = parts.state.team
    return {
        "type": kind,
        "user": {
            "id": person.id,
            "username": person.handle,
            "name": person.handle,
            "team_id": team.id,
        },
        "api_app_id": parts.app.app_id,
        "token": parts.app.verification_token,
        "team": {"id": team.id, "domain": team.domain},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def action(parts: Parts, block: JsonObject, element: JsonObject, value: object) -> JsonObject:
    """Give what was done to an element."""
    done: JsonObject = {
        "type": element["type"],
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "action_ts": parts.state.next_ts(parts.clock),
    }
    if element["type"] in ("button", "icon_button"):
        shown = {name: element[name] for name in ("text", "value", "style") if name in element}
        return done | shown
    if element["type"] == "feedback_buttons":
        return done | {"value": value}
    return done | chosen(element, value)


def in_message(
    parts: Parts, person: Person, channel: Channel, message: JsonObject, values: JsonObject
) -> JsonObject:
    """Give where in a message something was done; one that only one person sees is not sent."""
    is_ephemeral = bool(message.get("is_ephemeral"))
    container = {
        "type": "message",
        "message_ts": message["ts"],
        "channel_id": channel.id,
        "is_ephemeral": is_ephemeral,
    }
    if "thread_ts" in message:
        container["thread_ts"] = message["thread_ts"]
    words = {
        "container": container,
        "channel": {"id": channel.id, "name": shown_name(channel)},
        "state": {"values": values},
        "trigger_id": parts.triggers.give(person.id),
        "response_url": response_url(parts, person, channel, message),
    }
    return words if is_ephemeral else words | {"message": deepcopy(message)}


def in_view(parts: Parts, person: Person, view: JsonObject) -> JsonObject:
    """Give where in a view something was done."""
    is_modal = view["type"] == "modal"
    return {
        "container": {"type": "view", "view_id": view["id"]},
        "view": deepcopy(view),
        "trigger_id": parts.triggers.give(person.id, view["id"] if is_modal else None),
    }


def response_url(
    parts: Parts, person: Person, channel: Channel, message: JsonObject | None = None
) -> str:
    """Give a response URL for a place."""
    thread_ts = message.get("thread_ts") if message else None
    message_ts = message["ts"] if message else None
    number = parts.response_urls.give(person.id, channel.id, thread_ts, message_ts)
    return f"{parts.base_url}/response/{number}"


def command(parts: Parts, person: Person, channel: Channel, words: tuple[str, str]) -> JsonObject:
    """Give what Slack sends for a slash command."""
    team = parts.state.team
    return {
        "token": parts.app.verification_token,
        "team_id": team.id,
        "team_domain": team.domain,
        "channel_id": channel.id,
        "channel_name": shown_name(channel),
        "user_id": person.id,
        "user_name": person.handle,
        "command": words[0],
        "text": words[1],
        "api_app_id": parts.app.app_id,
        "is_enterprise_install": "false",
        "response_url": response_url(parts, person, channel),
        "trigger_id": parts.triggers.give(person.id),
    }


def shown_name(channel: Channel) -> str:
    """Give a channel's name as Slack sends it."""
    names = {"im": "directmessage", "group": "privategroup"}
    return names.get(channel.kind, channel.name)
