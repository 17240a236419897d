"""conversations.*: the channels the bot sees, and what was said in them."""

import math

from bot.slack.blocks.problem import JsonObject
from bot.workspace.methods.call import Call, Method, SlackError, page_of
from bot.workspace.state import Channel


async def open_(call: Call) -> JsonObject:
    """Give the direct messages with a person."""
    users = call.text("users") or call.text("channel")
    if users is None:
        raise SlackError("users_list_not_supplied")
    channel = call.parts.channel(users)
    if channel is None or channel.kind != "im":
        raise SlackError("user_not_found")
    person = call.parts.person(channel.members[0])
    if person is not None and person.is_deactivated:
        raise SlackError("user_disabled")
    return {"channel": _described(call, channel) if call.flag("return_im") else {"id": channel.id}}


async def info(call: Call) -> JsonObject:
    """Describe a channel."""
    channel = call.channel()
    described = _described(call, channel)
    if call.flag("include_num_members"):
        described["num_members"] = len(channel.members)
    return {"channel": described}


async def list_(call: Call) -> JsonObject:
    """List the channels the bot may see."""
    types = (call.text("types") or "public_channel").split(",")
    kinds = {"public_channel": "channel", "private_channel": "group", "im": "im"}
    wanted = {kinds[one.strip()] for one in types if one.strip() in kinds}
    bot = call.parts.app.bot_user_id
    seen = [
        _described(call, one)
        for one in call.parts.state.channels.values()
        if one.kind in wanted and (one.kind == "channel" or bot in one.members)
    ]
    channels, more = page_of(call, seen)
    return {"channels": channels, **more}


async def members(call: Call) -> JsonObject:
    """List a channel's members."""
    everyone = [{"id": user} for user in call.channel().members]
    page, more = page_of(call, everyone)
    return {"members": [one["id"] for one in page], **more}


async def history(call: Call) -> JsonObject:
    """Give what was said in a channel, the newest first."""
    said = [
        one for one in reversed(call.joined_channel().root_messages()) if _is_between(call, one)
    ]
    page, more = page_of(call, said)
    return {"messages": page, **more}


async def replies(call: Call) -> JsonObject:
    """Give a thread, the first message first."""
    thread = call.joined_channel().thread(call.required("ts"))
    if not thread:
        raise SlackError("thread_not_found")
    page, more = page_of(call, [one for one in thread if _is_between(call, one)])
    return {"messages": page, **more}


def _is_between(call: Call, message: JsonObject) -> bool:
    oldest, latest = call.moment("oldest", 0), call.moment("latest", math.inf)
    ts = float(message["ts"])
    return oldest < ts < latest or (call.flag("inclusive") and ts in (oldest, latest))


def _described(call: Call, channel: Channel) -> JsonObject:
    bot = call.parts.app.bot_user_id
    if channel.kind == "im":
        return {"id": channel.id, "is_im": True, "user": channel.members[0], "is_open": True}
    return {
        "id": channel.id,
        "name": channel.name,
        "is_channel": channel.kind == "channel",
        "is_group": channel.kind == "group",
        "is_im": False,
        "is_private": channel.kind == "group",
        "is_archived": False,
        "is_member": bot in channel.members,
        "is_ext_shared": channel.is_shared,
        "is_shared": channel.is_shared,
        "topic": {"value": channel.topic},
        "purpose": {"value": channel.topic},
    }


_READ = ("channels:read", "groups:read", "im:read")
_HISTORY = ("channels:history", "groups:history", "im:history")
METHODS = {
    "conversations.open": Method(open_, ("im:write",)),
    "conversations.info": Method(info, _READ),
    "conversations.list": Method(list_, _READ),
    "conversations.members": Method(members, _READ),
    "conversations.history": Method(history, _HISTORY),
    "conversations.replies": Method(replies, _HISTORY),
}
