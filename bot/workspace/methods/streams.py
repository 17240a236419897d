"""chat.*Stream: a message that grows while the reader watches, for at most five minutes."""

from bot.slack.blocks.problem import JsonObject
from bot.workspace import messages
from bot.workspace.block_ids import with_ids
from bot.workspace.methods.call import Call, Method, SlackError
from bot.workspace.methods.payload import stream_words
from bot.workspace.state import Channel

STREAM_SECONDS = 300.0


async def start(call: Call) -> JsonObject:
    """Begin a stream; outside direct messages it must say who it is for."""
    channel = call.joined_channel()
    thread_ts = call.required("thread_ts")
    if channel.kind != "im":
        for name in ("recipient_team_id", "recipient_user_id"):
            if call.text(name) is None:
                raise SlackError(f"missing_{name}")
    if thread_ts not in channel.messages:
        raise SlackError("thread_not_found")
    words = stream_words(call)
    message = {
        "thread_ts": channel.messages[thread_ts].get("thread_ts") or thread_ts,
        "text": _said(words),
        "streaming_state": "in_progress",
        "stream_until": call.parts.clock.now() + STREAM_SECONDS,
    }
    posted = messages.post(call.parts, channel, message | messages.by_bot(call.parts))
    _add(call, channel, posted, words, said=False)
    return {"channel": channel.id, "ts": posted["ts"]}


async def append(call: Call) -> JsonObject:
    """Add to a stream."""
    channel = call.joined_channel()
    message = _streaming(call, channel)
    _add(call, channel, message, stream_words(call))
    return {"channel": channel.id, "ts": message["ts"]}


async def stop(call: Call) -> JsonObject:
    """End a stream, with blocks below it when they are sent."""
    channel = call.joined_channel()
    message = _streaming(call, channel)
    words = stream_words(call)
    message["text"] += _said(words)
    message["streaming_state"] = "completed"
    message.pop("stream_until")
    blocks = _blocks(words) + list(words.get("blocks") or [])
    changed: JsonObject = {"blocks": [*_text_block(message), *message.pop("added", []), *blocks]}
    if "metadata" in words:
        changed["metadata"] = words["metadata"]
    messages.change(call.parts, channel, message["ts"], changed, call.parts.app.bot_user_id)
    return {"channel": channel.id, "ts": message["ts"], "message": message}


def _streaming(call: Call, channel: Channel) -> JsonObject:
    message = channel.messages.get(call.required("ts"))
    if message is None:
        raise SlackError("message_not_found")
    if call.parts.clock.now() > message.get("stream_until", 0):
        message["streaming_state"] = "completed"
        raise SlackError("message_not_in_streaming_state")
    return message


def _add(
    call: Call, channel: Channel, message: JsonObject, words: JsonObject, *, said: bool = True
) -> None:
    if said:
        message["text"] += _said(words)
    for chunk in words.get("chunks") or []:
        if chunk["type"] == "task_update":
            message.setdefault("tasks", {})[chunk["id"]] = chunk
        elif chunk["type"] == "plan_update":
            message["plan"] = chunk["title"]
    message["added"] = message.get("added", []) + with_ids(_blocks(words))
    call.parts.show(channel, message)


def _said(words: JsonObject) -> str:
    chunks = words.get("chunks") or []
    texts = [chunk["text"] for chunk in chunks if chunk["type"] == "markdown_text"]
    return str(words.get("markdown_text") or "") + "".join(texts)


def _blocks(words: JsonObject) -> list[JsonObject]:
    chunks = words.get("chunks") or []
    return [block for chunk in chunks if chunk["type"] == "blocks" for block in chunk["blocks"]]


def _text_block(message: JsonObject) -> list[JsonObject]:
    return [{"type": "markdown", "text": message["text"]}] if message["text"] else []


_WRITE = ("chat:write",)
METHODS = {
    "chat.startStream": Method(start, _WRITE),
    "chat.appendStream": Method(append, _WRITE),
    "chat.stopStream": Method(stop, _WRITE),
}
