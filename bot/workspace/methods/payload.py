"""Checks what a call carries, and answers as Slack does when it does not hold."""

from bot.slack.blocks import Problem, check_message, check_stream, check_view
from bot.slack.blocks.problem import JsonObject
from bot.workspace.methods.call import Call, SlackError, missing

_CARRIED = (
    "text",
    "markdown_text",
    "blocks",
    "attachments",
    "metadata",
    "thread_ts",
    "chunks",
    "response_type",
    "replace_original",
    "delete_original",
)
_JSON = {
    "blocks": "invalid_blocks_format",
    "attachments": "invalid_attachments",
    "metadata": "invalid_metadata_format",
    "chunks": "invalid_chunks",
}
_ERRORS = (
    ("/blocks", "invalid_blocks"),
    ("/chunks", "invalid_chunks"),
    ("/attachments", "invalid_attachments"),
    ("/metadata", "invalid_metadata_format"),
    ("/text", "msg_too_long"),
    ("/thread_ts", "invalid_thread_ts"),
)


def message_words(call: Call) -> JsonObject:
    """Give what a call says in a message, checked."""
    carried = _carried(call)
    problems = check_message(carried)
    _refuse(call, problems, has_text=not call.flag("delete_original"))
    return _kept(carried)


def stream_words(call: Call) -> JsonObject:
    """Give what a call adds to a stream, checked."""
    carried = _carried(call)
    _refuse(call, check_stream(carried), has_text=False)
    return carried


def view_words(call: Call) -> JsonObject:
    """Give the view a call carries, checked."""
    view = call.thing("view")
    if view is None:
        raise missing("view")
    if not isinstance(view, dict):
        raise SlackError(
            "invalid_arguments",
            response_metadata={"messages": ["[ERROR] must provide an object [json-pointer:/view]"]},
        )
    return checked_view(call, view)


def checked_view(call: Call, view: JsonObject) -> JsonObject:
    """Give a view, or refuse it."""
    problems = check_view(view)
    call.parts.note(call.method, problems)
    if problems:
        raise SlackError("invalid_arguments", response_metadata=_words(problems, "/view"))
    return view


def _carried(call: Call) -> JsonObject:
    carried: JsonObject = {}
    for name in _CARRIED:
        if call.args.get(name) is not None:
            value = call.thing(name, _JSON[name]) if name in _JSON else call.args[name]
            carried[name] = value
    for name in ("replace_original", "delete_original"):
        if name in carried:
            carried[name] = call.flag(name)
    return carried


def _kept(carried: JsonObject) -> JsonObject:
    kept = ("text", "blocks", "metadata")
    words: JsonObject = {name: carried[name] for name in kept if name in carried}
    if "markdown_text" in carried:
        words["text"] = carried["markdown_text"]
        words["blocks"] = [{"type": "markdown", "text": carried["markdown_text"]}]
    return words


def _refuse(call: Call, problems: list[Problem], *, has_text: bool) -> None:
    call.parts.note(call.method, problems)
    for problem in problems:
        if problem.code == "missing_text":
            # Slack posts blocks without a text; only a message of nothing at all is refused.
            if has_text and problem.pointer == "":
                raise SlackError("no_text")
        elif problem.pointer == "/blocks" and problem.code == "too_large":
            raise SlackError("msg_blocks_too_long")
        elif problem.code == "conflict" and problem.pointer == "/markdown_text":
            raise SlackError("markdown_text_conflict")
    serious = [one for one in problems if one.code != "missing_text"]
    if serious:
        error = next((word for start, word in _ERRORS if serious[0].pointer.startswith(start)), "")
        metadata = _words(serious, "")
        errors = [words.removeprefix("[ERROR] ") for words in metadata["messages"]]
        raise SlackError(error or "invalid_arguments", errors=errors, response_metadata=metadata)


def _words(problems: list[Problem], root: str) -> dict[str, list[str]]:
    return {
        "messages": [
            f"[ERROR] {one.message} [json-pointer:{root}{one.pointer}]" for one in problems
        ]
    }
