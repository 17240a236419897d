"""reactions.*: the bot's small signs on a message."""

from bot.slack.blocks.problem import JsonObject
from bot.workspace.methods.call import Call, Method, SlackError
from bot.workspace.state import Channel


async def add(call: Call) -> JsonObject:
    """Put a reaction on a message."""
    channel, message, name = _place(call)
    reactions = message.setdefault("reactions", [])
    bot = call.parts.app.bot_user_id
    if any(one["name"] == name and bot in one["users"] for one in reactions):
        raise SlackError("already_reacted")
    reactions.append({"name": name, "users": [bot], "count": 1})
    call.parts.show(channel, message)
    return {}


async def remove(call: Call) -> JsonObject:
    """Take the bot's reaction away."""
    channel, message, name = _place(call)
    kept = [one for one in message.get("reactions", []) if one["name"] != name]
    if len(kept) == len(message.get("reactions", [])):
        raise SlackError("no_reaction")
    message["reactions"] = kept
    call.parts.show(channel, message)
    return {}


def _place(call: Call) -> tuple[Channel, JsonObject, str]:
    channel = call.joined_channel()
    message = channel.messages.get(call.required("timestamp"))
    if message is None:
        raise SlackError("message_not_found")
    return channel, message, call.required("name").strip(":")


METHODS = {
    "reactions.add": Method(add, ("reactions:write",)),
    "reactions.remove": Method(remove, ("reactions:write",)),
}
