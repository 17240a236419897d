"""Limits of the payloads that carry blocks: messages, streams and views."""

from collections.abc import Iterator

from bot.slack.blocks import rules
from bot.slack.blocks.block_table import MARKDOWN_CHARACTERS
from bot.slack.blocks.objects import MENU_OPTION, METADATA_EVENT, OPTION_GROUP
from bot.slack.blocks.problem import JsonObject, Problem
from bot.slack.blocks.specs import (
    ID,
    PLAIN,
    TIMESTAMP,
    TRUE_OR_FALSE,
    ListOf,
    Opaque,
    Shape,
    Spec,
    String,
    Text,
    choice,
)

_METADATA = Shape(
    required={"event_type": METADATA_EVENT, "event_payload": Opaque()},
    optional={"entities": ListOf(Opaque(), most=100, fewest=0)},
)
_SENDER: dict[str, Spec] = {
    "username": String(80),
    "icon_emoji": String(255),
    "icon_url": String(3000),
}


def _markdown_stands_alone(message: JsonObject, pointer: str) -> Iterator[Problem]:
    others = [name for name in ("text", "blocks") if message.get(name)]
    if message.get("markdown_text") and others:
        place = f"{pointer}/markdown_text"
        yield Problem(place, "conflict", f"must not be sent with {' or '.join(others)}")


MESSAGE = Shape(
    optional=_SENDER
    | {
        "channel": ID,
        "user": ID,
        "ts": TIMESTAMP,
        "thread_ts": TIMESTAMP,
        "text": String(40_000, shortest=0),
        "markdown_text": String(MARKDOWN_CHARACTERS),
        "blocks": Opaque(),
        "attachments": ListOf(Opaque(), most=100, fewest=0),
        "metadata": _METADATA,
        "response_type": choice("ephemeral", "in_channel"),
        "parse": choice("none", "full"),
        "client_msg_id": ID,
        "session_status": choice("active", "processing", "suspended", "closed"),
    }
    | dict.fromkeys(
        (
            "reply_broadcast",
            "unfurl_links",
            "unfurl_media",
            "link_names",
            "mrkdwn",
            "as_user",
            "replace_original",
            "delete_original",
        ),
        TRUE_OR_FALSE,
    ),
    rules=(_markdown_stands_alone,),
)

_TASK = Shape(
    required={
        "type": String(20),
        "id": ID,
        "title": String(3000),
        "status": choice("pending", "in_progress", "complete", "error"),
    },
    optional={
        "details": String(3000, shortest=0),
        "output": String(3000, shortest=0),
        "sources": ListOf(Opaque(), most=100, fewest=0),
    },
)
CHUNKS: dict[str, Shape] = {
    "markdown_text": Shape(
        required={"type": String(20), "text": String(MARKDOWN_CHARACTERS, shortest=0)}
    ),
    "task_update": _TASK,
    "plan_update": Shape(required={"type": String(20), "title": String(3000)}),
    "blocks": Shape(required={"type": String(20), "blocks": Opaque()}),
}

OPTIONS = Shape(
    optional={
        "options": ListOf(MENU_OPTION, most=100, fewest=0),
        "option_groups": ListOf(OPTION_GROUP, most=100, fewest=0),
    },
    rules=(rules.exactly_one("options", "option_groups"),),
)

_VIEW_BASE: dict[str, Spec] = {
    "callback_id": ID,
    "external_id": ID,
    "private_metadata": String(3000, shortest=0),
}
MODAL = Shape(
    required={
        "type": String(20),
        "title": Text(24, PLAIN),
        "blocks": Opaque(),
    },
    optional=_VIEW_BASE
    | {
        "submit": Text(24, PLAIN),
        "close": Text(24, PLAIN),
        "clear_on_close": TRUE_OR_FALSE,
        "notify_on_close": TRUE_OR_FALSE,
    },
)
HOME = Shape(
    required={"type": String(20), "blocks": Opaque()},
    optional=_VIEW_BASE,
)
VIEWS = {"modal": MODAL, "home": HOME}

has_content = rules.at_least_one("text", "blocks", "markdown_text", "attachments")
