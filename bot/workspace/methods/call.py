"""One call of a Web API method: its arguments, and the errors it may end in."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.slack.blocks.problem import JsonObject
from bot.workspace.parts import Parts
from bot.workspace.state import Channel


class SlackError(Exception):
    """An answer of `ok: false`, with Slack's word for it."""

    def __init__(self, error: str, **more: object) -> None:
        super().__init__(error)
        self.error = error
        self.more = more


def missing(name: str) -> SlackError:
    """Give the error for an argument that is not there."""
    messages = [f"[ERROR] missing required field: {name}"]
    return SlackError("invalid_arguments", response_metadata={"messages": messages})


@dataclass(frozen=True)
class Call:
    """The arguments of a call, however they came: query, form or JSON."""

    method: str
    args: JsonObject
    parts: Parts

    def text(self, name: str) -> str | None:
        """Give an argument as text."""
        value = self.args.get(name)
        return None if value is None or value == "" else str(value)

    def required(self, name: str) -> str:
        """Give an argument that must be there."""
        value = self.text(name)
        if value is None:
            raise missing(name)
        return value

    def flag(self, name: str) -> bool:
        """Give an argument as yes or no; forms send words."""
        return str(self.args.get(name, "")).lower() in ("true", "1")

    def whole(self, name: str, default: int) -> int:
        """Give an argument as a whole number."""
        value = self.text(name)
        if value is None:
            return default
        if not value.isdecimal():
            raise SlackError("invalid_arguments")
        return int(value)

    def moment(self, name: str, default: float) -> float:
        """Give an argument as a point in time."""
        try:
            return float(self.text(name) or default)
        except ValueError:
            raise SlackError(f"invalid_ts_{name}") from None

    def thing(self, name: str, error: str = "invalid_arguments") -> object:
        """Give an argument that is JSON; forms send it as text."""
        value = self.args.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise SlackError(error) from None

    def channel(self, name: str = "channel") -> Channel:
        """Give the channel an argument names; the bot must be able to see it."""
        channel = self.parts.channel(self.required(name))
        bot = self.parts.app.bot_user_id
        if channel is None or (channel.kind != "channel" and bot not in channel.members):
            raise SlackError("channel_not_found")
        return channel

    def joined_channel(self, name: str = "channel") -> Channel:
        """Give the channel an argument names; the bot must be a member."""
        channel = self.channel(name)
        if self.parts.app.bot_user_id not in channel.members:
            raise SlackError("not_in_channel")
        return channel


Handler = Callable[[Call], Awaitable[JsonObject]]


@dataclass(frozen=True)
class Method:
    """A method: who handles it and the scope it takes; a tuple means any one of them."""

    handler: Handler
    scopes: tuple[str, ...] = ()
    is_for_app_token: bool = False


def page_of(
    call: Call, items: list[JsonObject], default: int = 100
) -> tuple[list[JsonObject], JsonObject]:
    """Give the page of a list that a call asks for, and the answer's cursor."""
    limit = min(call.whole("limit", default), 1000) or default
    cursor = call.text("cursor") or "0"
    if not cursor.isdecimal():
        raise SlackError("invalid_cursor")
    start = int(cursor)
    following = start + limit
    has_more = following < len(items)
    metadata = {"next_cursor": str(following) if has_more else ""}
    return items[start:following], {"has_more": has_more, "response_metadata": metadata}
