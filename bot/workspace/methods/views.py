"""views.*: modals and Home tabs."""

from bot.slack.blocks.problem import JsonObject
from bot.workspace.methods.call import Call, Method, SlackError
from bot.workspace.methods.payload import view_words
from bot.workspace.tickets import TicketError, Trigger
from bot.workspace.view_stacks import ViewError
from bot.workspace.view_state import kept_state


async def open_(call: Call) -> JsonObject:
    """Open a modal for the person whose interaction gave the trigger."""
    view = _modal(call)
    return {"view": _tried(call, _trigger(call), view, is_push=False)}


async def push(call: Call) -> JsonObject:
    """Put a modal on top of the one the trigger came from."""
    view = _modal(call)
    trigger = _trigger(call)
    if trigger.view_id is None:
        raise SlackError("not_found")
    return {"view": _tried(call, trigger, view, is_push=True)}


async def update(call: Call) -> JsonObject:
    """Replace a modal's content."""
    words = view_words(call)
    ids = {"view_id": call.text("view_id"), "external_id": call.text("external_id")}
    try:
        view = call.parts.views.find(**ids)
        if view["type"] != words["type"]:
            raise SlackError("invalid_arguments")
        return {"view": call.parts.views.update(view, words, call.text("hash"))}
    except ViewError as error:
        raise SlackError(str(error)) from None


async def publish(call: Call) -> JsonObject:
    """Show a person's Home tab."""
    user = call.required("user_id")
    if call.parts.person(user) is None:
        raise SlackError("user_not_found")
    words = view_words(call)
    if words["type"] != "home":
        raise SlackError("invalid_arguments")
    homes = call.parts.state.homes
    before = homes.get(user)
    if before and call.text("hash") not in (None, before["hash"]):
        raise SlackError("hash_conflict")
    homes[user] = view = call.parts.views.made(words)
    if before:
        values = kept_state(view["blocks"], before["state"]["values"])
        view |= {"id": before["id"], "root_view_id": before["id"], "state": {"values": values}}
    call.parts.feed.publish("home", {"view": view}, to={user})
    return {"view": view}


def _modal(call: Call) -> JsonObject:
    view = view_words(call)
    if view["type"] != "modal":
        raise SlackError("invalid_arguments")
    return view


def _trigger(call: Call) -> Trigger:
    try:
        return call.parts.triggers.take(call.required("trigger_id"))
    except TicketError as error:
        raise SlackError(str(error)) from None


def _tried(call: Call, trigger: Trigger, view: JsonObject, *, is_push: bool) -> JsonObject:
    views = call.parts.views
    try:
        return (views.push if is_push else views.open)(trigger.user, view)
    except ViewError as error:
        raise SlackError(str(error)) from None


METHODS = {
    "views.open": Method(open_),
    "views.push": Method(push),
    "views.update": Method(update),
    "views.publish": Method(publish),
}
