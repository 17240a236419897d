"""Posts, changes and removes messages, and tells both the pages and the bot."""

from copy import deepcopy

from bot.slack.blocks.problem import JsonObject
from bot.workspace.block_ids import with_ids
from bot.workspace.parts import Parts
from bot.workspace.state import Channel

TOMBSTONE = "Meddelandet är borttaget."


def post(parts: Parts, channel: Channel, words: JsonObject) -> JsonObject:
    """Put a new message in a channel."""
    message: JsonObject = {"type": "message", "ts": parts.state.next_ts(parts.clock), **words}
    message["team"] = parts.state.team.id
    if "blocks" in message:
        message["blocks"] = with_ids(message["blocks"])
    channel.messages[message["ts"]] = message
    _count_reply(parts, channel, message)
    parts.show(channel, message)
    parts.events.message(channel, message)
    if "bot_id" in message:
        clear_status(parts, channel, message.get("thread_ts"))
    return message


def by_bot(parts: Parts) -> JsonObject:
    """Give the fields that mark a message as the bot's."""
    app = parts.app
    return {
        "user": app.bot_user_id,
        "bot_id": app.bot_id,
        "app_id": app.app_id,
        "bot_profile": {
            "id": app.bot_id,
            "app_id": app.app_id,
            "name": app.name,
            "team_id": parts.state.team.id,
        },
    }


def change(parts: Parts, channel: Channel, ts: str, words: JsonObject, editor: str) -> JsonObject:
    """Change a message's words or blocks and mark it edited."""
    message = channel.messages[ts]
    before = deepcopy(message)
    if "blocks" in words:
        words = {**words, "blocks": with_ids(words["blocks"])}
    edited = {"user": editor, "ts": parts.state.next_ts(parts.clock)}
    message |= words | {"edited": edited}
    parts.show(channel, message)
    parts.events.changed(channel, message, before)
    return message


def remove(parts: Parts, channel: Channel, ts: str) -> None:
    """Remove a message; one with replies leaves a tombstone, as in Slack."""
    message = channel.messages[ts]
    if message.get("reply_count"):
        _bury(parts, channel, message)
        return
    del channel.messages[ts]
    _uncount_reply(parts, channel, message)
    parts.feed.publish("removed", {"channel": channel.id, "ts": ts}, to=set(channel.members))
    parts.events.deleted(channel, message)


def _bury(parts: Parts, channel: Channel, message: JsonObject) -> None:
    before = deepcopy(message)
    kept = {"type", "ts", "team", "thread_ts", "reply_count", "reply_users", "latest_reply"}
    tombstone = {name: value for name, value in message.items() if name in kept}
    words = {"subtype": "tombstone", "user": "USLACKBOT", "text": TOMBSTONE, "hidden": True}
    channel.messages[message["ts"]] = buried = tombstone | words
    parts.show(channel, buried)
    parts.events.changed(channel, buried, before)


def _count_reply(parts: Parts, channel: Channel, message: JsonObject) -> None:
    parent = channel.messages.get(message.get("thread_ts", ""))
    if parent is None or parent is message:
        return
    message.setdefault("parent_user_id", parent.get("user"))
    replies = channel.thread(parent["ts"])[1:]
    _set_replies(parent, replies)
    parts.show(channel, parent)


def _uncount_reply(parts: Parts, channel: Channel, message: JsonObject) -> None:
    parent = channel.messages.get(message.get("thread_ts", ""))
    if parent is not None and parent is not message:
        _set_replies(parent, channel.thread(parent["ts"])[1:])
        parts.show(channel, parent)


def _set_replies(parent: JsonObject, replies: list[JsonObject]) -> None:
    parent["thread_ts"] = parent["ts"]
    parent["reply_count"] = len(replies)
    parent["reply_users"] = list(dict.fromkeys(one["user"] for one in replies))
    parent["latest_reply"] = replies[-1]["ts"] if replies else None


def whisper(parts: Parts, channel: Channel, user: str, words: JsonObject) -> JsonObject:
    """Show a message to one person only; it is in no history."""
    place = {"channel": channel.id, "to": user, "is_ephemeral": True}
    message: JsonObject = {
        "type": "message",
        "ts": parts.state.next_ts(parts.clock),
        **words,
        **place,
    }
    if "blocks" in message:
        message["blocks"] = with_ids(message["blocks"])
    parts.state.ephemerals.setdefault(user, []).append(message)
    parts.feed.publish("ephemeral", {"channel": channel.id, "message": message}, to={user})
    return message


def find_whisper(parts: Parts, user: str, ts: str) -> JsonObject | None:
    """Give a message shown to one person only."""
    shown = parts.state.ephemerals.get(user, [])
    return next((one for one in shown if one["ts"] == ts), None)


def change_whisper(parts: Parts, message: JsonObject, words: JsonObject) -> None:
    """Replace what is shown to one person only."""
    for name in ("text", "blocks"):
        message.pop(name, None)
    message |= words
    if "blocks" in message:
        message["blocks"] = with_ids(message["blocks"])
    data = {"channel": message["channel"], "message": message}
    parts.feed.publish("ephemeral", data, to={message["to"]})


def remove_whisper(parts: Parts, message: JsonObject) -> None:
    """Take away what is shown to one person only."""
    parts.state.ephemerals[message["to"]].remove(message)
    data = {"channel": message["channel"], "ts": message["ts"]}
    parts.feed.publish("removed", data, to={message["to"]})


def clear_status(parts: Parts, channel: Channel, thread_ts: str | None) -> None:
    """Take away "is searching …" when the bot has said something."""
    statuses = parts.state.pane(channel.id).statuses
    for key in [thread_ts] if thread_ts else list(statuses):
        if statuses.pop(key or "", None) is not None:
            data = {"channel": channel.id, "thread_ts": key, "status": ""}
            parts.feed.publish("status", data, to=set(channel.members))
