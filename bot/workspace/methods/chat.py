"""chat.*: messages that are posted, changed, removed, or shown to one person."""

from bot.slack.blocks.problem import JsonObject
from bot.workspace import messages
from bot.workspace.methods.call import Call, Method, SlackError
from bot.workspace.methods.payload import message_words
from bot.workspace.state import Channel


async def post_message(call: Call) -> JsonObject:
    """Post a message, in a thread when one is named."""
    channel = call.joined_channel()
    words = message_words(call)
    thread_ts = call.text("thread_ts")
    if thread_ts is not None:
        words["thread_ts"] = _thread(channel, thread_ts)
        if call.flag("reply_broadcast"):
            words["subtype"] = "thread_broadcast"
    message = messages.post(call.parts, channel, words | messages.by_bot(call.parts))
    return {"channel": channel.id, "ts": message["ts"], "message": message}


async def update(call: Call) -> JsonObject:
    """Change one of the bot's own messages; blocks that are not sent are kept."""
    channel = call.joined_channel()
    message = _own_message(call, channel, "cant_update_message")
    if message.get("streaming_state") == "in_progress":
        raise SlackError("streaming_state_conflict")
    words = message_words(call)
    changed = messages.change(
        call.parts, channel, message["ts"], words, editor=call.parts.app.bot_user_id
    )
    return {
        "channel": channel.id,
        "ts": changed["ts"],
        "text": changed.get("text", ""),
        "message": changed,
    }


async def delete(call: Call) -> JsonObject:
    """Remove one of the bot's own messages."""
    channel = call.joined_channel()
    message = _own_message(call, channel, "cant_delete_message")
    messages.remove(call.parts, channel, message["ts"])
    return {"channel": channel.id, "ts": message["ts"]}


async def post_ephemeral(call: Call) -> JsonObject:
    """Show a message to one member of the channel."""
    channel = call.joined_channel()
    user = call.required("user")
    if user not in channel.members or user not in call.parts.state.people:
        raise SlackError("user_not_in_channel")
    words = message_words(call)
    thread_ts = call.text("thread_ts")
    if thread_ts is not None:
        words["thread_ts"] = _thread(channel, thread_ts)
    shown = messages.whisper(call.parts, channel, user, words | messages.by_bot(call.parts))
    return {"message_ts": shown["ts"]}


async def get_permalink(call: Call) -> JsonObject:
    """Give an address that opens a message on the page."""
    channel = call.channel()
    ts = call.required("message_ts")
    if ts not in channel.messages:
        raise SlackError("message_not_found")
    address = f"{call.parts.base_url}/?kanal={channel.id}&ts={ts}"
    return {"channel": channel.id, "permalink": address}


def _thread(channel: Channel, thread_ts: str) -> str:
    parent = channel.messages.get(thread_ts)
    if parent is None:
        raise SlackError("thread_not_found")
    return str(parent.get("thread_ts") or thread_ts)


def _own_message(call: Call, channel: Channel, error: str) -> JsonObject:
    message = channel.messages.get(call.required("ts"))
    if message is None:
        raise SlackError("message_not_found")
    if message.get("bot_id") != call.parts.app.bot_id:
        raise SlackError(error)
    return message


_WRITE = ("chat:write",)
METHODS = {
    "chat.postMessage": Method(post_message, _WRITE),
    "chat.update": Method(update, _WRITE),
    "chat.delete": Method(delete, _WRITE),
    "chat.postEphemeral": Method(post_ephemeral, _WRITE),
    "chat.getPermalink": Method(get_permalink),
}
