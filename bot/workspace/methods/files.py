"""files.*: the two calls around an upload; the bytes go to the address that the first one gives."""

import re

from bot.slack.blocks.problem import JsonObject
from bot.workspace import messages
from bot.workspace.methods.call import Call, Method, SlackError, missing
from bot.workspace.uploads import LARGEST, Upload

_NAME = re.compile(r"[\w.-]{1,200}", re.ASCII)


async def get_upload_url(call: Call) -> JsonObject:
    """Give an address to send a file to."""
    name, length = call.required("filename"), call.whole("length", 0)
    if not _NAME.fullmatch(name):
        raise SlackError("invalid_arguments")
    if length == 0:
        raise missing("length")
    if length > LARGEST:
        raise SlackError("file_upload_size_restricted")
    upload = call.parts.uploads.announce(name, length)
    address = f"{call.parts.base_url}/upload/{upload.secret}/{upload.id}"
    return {"upload_url": address, "file_id": upload.id}


async def complete_upload(call: Call) -> JsonObject:
    """Show files that have come in, in a message of the bot's."""
    named = call.thing("files")
    if not isinstance(named, list) or not named:
        raise missing("files")
    found = [_uploaded(call, one) for one in named]
    described = [upload.described(title) for upload, title in found]
    for upload, _ in found:
        upload.is_shown = True
    if call.text("channel_id"):
        _share(call, described)
    return {"files": described}


def _uploaded(call: Call, named: object) -> tuple[Upload, str]:
    file_id = named.get("id") if isinstance(named, dict) else None
    upload = call.parts.uploads.find(str(file_id))
    if upload is None or upload.content is None or upload.is_shown:
        raise SlackError("file_not_found")
    title = named.get("title") if isinstance(named, dict) else None
    return upload, str(title or upload.name)


def _share(call: Call, files: list[JsonObject]) -> None:
    channel = call.joined_channel("channel_id")
    words: JsonObject = {"text": call.text("initial_comment") or "", "files": files}
    thread_ts = call.text("thread_ts")
    if thread_ts is not None:
        words["thread_ts"] = thread_ts
    words |= {"subtype": "file_share", "upload": False}
    messages.post(call.parts, channel, words | messages.by_bot(call.parts))


_WRITE = ("files:write",)
METHODS = {
    "files.getUploadURLExternal": Method(get_upload_url, _WRITE),
    "files.completeUploadExternal": Method(complete_upload, _WRITE),
}
