"""Reads what Slack says was written, and tells what is meant for Lotsen from what is not."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
_WRITTEN = ("thread_broadcast", "file_share", "me_message")
_NEEDED = ("channel", "ts", "user")
_SURE_TO_BE_DIRECT = "D"

Body = Mapping[str, Any]


@dataclass(frozen=True)
class Heard:
    """A message by a person: where it stands, who wrote it, and whether Lotsen is addressed."""

    event_id: str
    team: str
    channel: str
    ts: str
    thread_ts: str | None
    user: str
    text: str
    is_direct: bool
    is_mention: bool
    is_to_others: bool
    is_shared: bool
    revision: str | None = None

    @property
    def root(self) -> str:
        """Give the first message of the thread."""
        return self.thread_ts or self.ts


def read_message(body: Body) -> Heard | None:
    """Read a message or mention; None for what no person wrote, or nobody wrote just now."""
    event = body["event"]
    if event.get("subtype") not in (None, *_WRITTEN) or not _is_by_a_person(event, body):
        return None
    return _heard(body, event)


def read_change(body: Body) -> Heard | None:
    """Read an edited message as it reads now; None when nothing that was written changed.

    Edits are told apart by their events: the time of an edit itself is given in whole seconds.
    """
    event = body["event"]
    message, before = _within(event, "message"), _within(event, "previous_message")
    if not _is_by_a_person(message, body) or message.get("text") == before.get("text"):
        return None
    return _heard(body, {**message, **_place(event)})


def read_removed(body: Body) -> Heard | None:
    """Read what stood in a message that was removed; None for what no person wrote."""
    event = body["event"]
    before = _within(event, "previous_message")
    return _heard(body, {**before, **_place(event)}) if _is_by_a_person(before, body) else None


def removed(body: Body) -> tuple[str, str] | None:
    """Give the channel and time stamp of a message that was removed; None for any other event.

    One that has replies is not removed in Slack: a tombstone takes its place.
    """
    event = body["event"]
    message = _within(event, "message")
    if event.get("subtype") == "message_deleted":
        ts = event.get("deleted_ts") or _within(event, "previous_message").get("ts")
    elif event.get("subtype") == "message_changed" and message.get("subtype") == "tombstone":
        ts = message.get("ts")
    else:
        return None
    channel = event.get("channel")
    return (channel, ts) if isinstance(channel, str) and isinstance(ts, str) else None


def team_of(body: Body) -> str:
    """Give the workspace that an event is about."""
    granted = body.get("authorizations") or [{}]
    return str(granted[0].get("team_id") or body.get("team_id") or "")


def _place(event: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give what an event says of where a message within it stands, and the event's own time."""
    revision = event.get("event_ts") or event.get("ts")
    return {
        "channel": event.get("channel"),
        "channel_type": event.get("channel_type"),
        "revision": revision,
    }


def _within(event: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Give the message within an event, empty when there is none."""
    message = event.get(name)
    return message if isinstance(message, Mapping) else {}


def _is_whole(message: Mapping[str, Any], body: Body) -> bool:
    """Tell whether all that is needed is there, and is what Slack says it is."""
    needed = [body.get("event_id"), *(message.get(name) for name in _NEEDED)]
    may_lack = [message.get("text") or "", message.get("thread_ts") or ""]
    return all(isinstance(value, str) for value in (*needed, *may_lack))


def _is_by_a_person(message: Mapping[str, Any], body: Body) -> bool:
    user = message.get("user")
    return bool(user) and not message.get("bot_id") and user != _our_user(body)


def _our_user(body: Body) -> str | None:
    granted = body.get("authorizations") or [{}]
    user = granted[0].get("user_id")
    return str(user) if user else None


def _heard(body: Body, message: Mapping[str, Any]) -> Heard | None:
    if not _is_whole(message, body):
        return None
    text, ours = message.get("text") or "", _our_user(body)
    mentioned = set(_MENTION.findall(text))
    is_addressed = message.get("type") == "app_mention" or ours in mentioned
    channel = message["channel"]
    return Heard(
        event_id=body["event_id"],
        team=team_of(body),
        channel=channel,
        ts=message["ts"],
        thread_ts=message.get("thread_ts"),
        user=message["user"],
        text=text,
        is_direct=message.get("channel_type") == "im" or channel.startswith(_SURE_TO_BE_DIRECT),
        is_mention=is_addressed,
        is_to_others=bool(mentioned - {ours}),
        is_shared=bool(body.get("is_ext_shared_channel")),
        revision=message.get("revision"),
    )
