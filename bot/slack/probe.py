"""Asks Slack, without writing anything, whether keys, scopes and channels are as they should be."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.slack.ports import SendFailed
from bot.slack.sender.failures import tried
from bot.slack.serving.clients import slack_client
from bot.units.proposing import UserGroup

_NO_ANSWER = frozenset(
    "connection_failed timeout unexpected_answer invalid_request "
    "service_unavailable internal_error fatal_error request_timeout".split()
)


class SlackUnreachable(Exception):  # noqa: N818 - a state of the network, not of the program
    """No answer came, or none that Slack gives when it works."""


@dataclass(frozen=True)
class Identity:
    """Who a bot token belongs to; `scopes` is None where the answer does not tell."""

    team: str
    bot: str
    scopes: frozenset[str] | None
    server_time: float | None
    team_id: str = ""
    enterprise_id: str = ""


@dataclass(frozen=True)
class ChannelState:
    """What matters of a channel that messages are to be posted in."""

    name: str
    is_member: bool
    is_archived: bool
    is_shared: bool


class Probe:
    """Reads from Slack with one token, by the same way out as the bot; nothing is tried twice.

    What Slack says no to raises `SendFailed` with its own word for it.
    """

    def __init__(self, api_url: str, token: str) -> None:
        self._client = slack_client(api_url, token)
        self._client.retry_handlers = []

    def identity(self) -> Identity:
        """Give whose token it is and what it may do."""
        answer = self._ask("auth.test")
        headers = {name.lower(): value for name, value in answer.headers.items()}
        said = ("team", "user", "team_id", "enterprise_id")
        team, bot, *ids = (str(answer.get(name) or "") for name in said)
        return Identity(team, bot, _scopes(headers), _server_time(headers), *ids)

    def open_connection(self) -> None:
        """Ask for an address of Socket Mode, which only an app token is given."""
        self._ask("apps.connections.open")

    def channel(self, channel_id: str) -> ChannelState:
        """Give the state of a channel."""
        found: Mapping[str, object] = self._ask("conversations.info", {"channel": channel_id}).get(
            "channel", {}
        )
        return ChannelState(
            name=str(found.get("name", channel_id)),
            is_member=bool(found.get("is_member")),
            is_archived=bool(found.get("is_archived")),
            is_shared=bool(found.get("is_ext_shared")),
        )

    def user_groups(self) -> tuple[UserGroup, ...]:
        """Give the groups of people in the workspace, with who is in each."""
        answer = self._ask("usergroups.list", {"include_users": "true"})
        found: Sequence[Mapping[str, Any]] = answer.get("usergroups", ())
        return tuple(
            UserGroup(str(one["handle"]), str(one["name"]), tuple(one.get("users", ())))
            for one in found
        )

    def _ask(self, method: str, words: Mapping[str, str] | None = None) -> AsyncSlackResponse:
        try:
            return asyncio.run(tried(self._client.api_call(method, params=dict(words or {}))))
        except SendFailed as failure:
            if failure.code in _NO_ANSWER or failure.code.startswith("http_"):
                raise SlackUnreachable from None
            raise


def _scopes(headers: Mapping[str, str]) -> frozenset[str] | None:
    listed = headers.get("x-oauth-scopes")
    if listed is None:
        return None
    return frozenset(one.strip() for one in listed.split(",") if one.strip())


def _server_time(headers: Mapping[str, str]) -> float | None:
    try:
        return parsedate_to_datetime(headers["date"]).timestamp()
    except (KeyError, ValueError):
        return None
