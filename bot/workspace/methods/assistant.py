"""assistant.threads.*: the status, prompts and title around a conversation with the bot."""

from bot.slack.blocks.problem import JsonObject
from bot.workspace.methods.call import Call, Method, SlackError

STATUS_SECONDS = 120.0
MOST_PROMPTS = 4
MOST_LOADING_MESSAGES = 10


async def set_status(call: Call) -> JsonObject:
    """Show what the bot is doing; an empty status takes it away, and so do two minutes."""
    channel = call.joined_channel("channel_id")
    thread_ts = call.required("thread_ts")
    if thread_ts not in channel.messages:
        raise SlackError("thread_not_found")
    loading = call.thing("loading_messages") or []
    if not isinstance(loading, list) or len(loading) > MOST_LOADING_MESSAGES:
        raise SlackError("invalid_arguments")
    status = {
        "status": call.text("status") or "",
        "loading_messages": loading,
        "until": call.parts.clock.now() + STATUS_SECONDS,
    }
    statuses = call.parts.state.pane(channel.id).statuses
    if status["status"]:
        statuses[thread_ts] = status
    else:
        statuses.pop(thread_ts, None)
    data = {"channel": channel.id, "thread_ts": thread_ts, **status}
    call.parts.feed.publish("status", data, to=set(channel.members))
    return {}


async def set_suggested_prompts(call: Call) -> JsonObject:
    """Offer questions; with a `thread_ts` nothing is shown, as where `agent_view` is on."""
    channel = call.joined_channel("channel_id")
    prompts = call.thing("prompts")
    if not isinstance(prompts, list) or not 1 <= len(prompts) <= MOST_PROMPTS:
        raise SlackError("invalid_arguments")
    if not all(
        isinstance(one, dict) and one.get("title") and one.get("message") for one in prompts
    ):
        raise SlackError("invalid_arguments")
    if call.text("thread_ts") is None:
        offered = {"title": call.text("title") or "", "prompts": prompts}
        call.parts.state.pane(channel.id).prompts = offered
        data = {"channel": channel.id, **offered}
        call.parts.feed.publish("prompts", data, to=set(channel.members))
    return {}


async def set_title(call: Call) -> JsonObject:
    """Name a conversation."""
    channel = call.joined_channel("channel_id")
    thread_ts, title = call.required("thread_ts"), call.required("title")
    call.parts.state.pane(channel.id).titles[thread_ts] = title
    data = {"channel": channel.id, "thread_ts": thread_ts, "title": title}
    call.parts.feed.publish("title", data, to=set(channel.members))
    return {}


_WRITE = ("assistant:write", "chat:write")
METHODS = {
    "assistant.threads.setStatus": Method(set_status, _WRITE),
    "assistant.threads.setSuggestedPrompts": Method(set_suggested_prompts, _WRITE),
    "assistant.threads.setTitle": Method(set_title, _WRITE),
}
