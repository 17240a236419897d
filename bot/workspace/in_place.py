"""Answers where something happened: by a response URL, or with a command's acknowledgement."""

import json

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.slack.blocks.problem import JsonObject
from bot.workspace import messages
from bot.workspace.methods.call import Call, SlackError
from bot.workspace.methods.payload import message_words
from bot.workspace.parts import Parts
from bot.workspace.tickets import ResponseUrl, TicketError


class ResponseUrlDoor:
    """Answers /response/{number}."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def endpoint(self, request: Request) -> Response:
        """Take one answer."""
        if self._parts.faults.is_down:
            return PlainTextResponse("service_unavailable", 503)
        try:
            place = self._parts.response_urls.take(request.path_params["number"])
            answer_in_place(self._parts, place, json.loads(await request.body()))
        except TicketError as error:
            return PlainTextResponse(str(error), 404)
        except (SlackError, ValueError) as error:
            word = error.error if isinstance(error, SlackError) else "invalid_payload"
            return JSONResponse({"ok": False, "error": word}, 400)
        return PlainTextResponse("ok")


def answer_in_place(parts: Parts, place: ResponseUrl, body: JsonObject) -> None:
    """Post, show, replace or remove, as the answer says."""
    call = Call("response_url", body, parts)
    words = message_words(call)
    if call.flag("delete_original"):
        _remove_original(parts, place)
    elif call.flag("replace_original"):
        _replace_original(parts, place, words)
    else:
        _say(parts, place, words | _thread(call, place), is_for_all=_is_for_all(call))


def _is_for_all(call: Call) -> bool:
    return call.text("response_type") == "in_channel"


def _thread(call: Call, place: ResponseUrl) -> JsonObject:
    thread_ts = call.text("thread_ts") or place.thread_ts
    return {"thread_ts": thread_ts} if thread_ts else {}


def _say(parts: Parts, place: ResponseUrl, words: JsonObject, *, is_for_all: bool) -> None:
    channel = parts.state.channels[place.channel]
    said = words | messages.by_bot(parts)
    if is_for_all:
        messages.post(parts, channel, said)
    else:
        messages.whisper(parts, channel, place.user, said)


def _remove_original(parts: Parts, place: ResponseUrl) -> None:
    shown = messages.find_whisper(parts, place.user, place.message_ts or "")
    channel = parts.state.channels[place.channel]
    if shown is not None:
        messages.remove_whisper(parts, shown)
    elif place.message_ts in channel.messages:
        messages.remove(parts, channel, place.message_ts)


def _replace_original(parts: Parts, place: ResponseUrl, words: JsonObject) -> None:
    shown = messages.find_whisper(parts, place.user, place.message_ts or "")
    channel = parts.state.channels[place.channel]
    if shown is not None:
        messages.change_whisper(parts, shown, words)
    elif place.message_ts in channel.messages:
        editor = parts.app.bot_user_id
        messages.change(parts, channel, place.message_ts, {"blocks": [], **words}, editor)
