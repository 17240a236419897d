"""What goes wrong on the way to Slack: one word for it, and whether it passes."""

import asyncio
import re
from collections.abc import Awaitable
from typing import TypeVar

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.slack.ports import SendFailed

Result = TypeVar("Result")


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


KEY_GONE = _words(
    "account_inactive invalid_auth not_authed not_installed team_access_not_granted token_revoked"
)
"""The bot's key no longer holds: nothing can be sent until it is installed again."""

PLACE_GONE = _words(
    "channel_is_archived channel_not_found is_archived not_in_channel restricted_action "
    "restricted_action_read_only_channel restricted_action_thread_only_channel thread_not_found"
)
"""The channel or thread is closed to the bot; a person can still be written to directly."""

PERSON_GONE = _words(
    "cannot_dm_bot cant_dm_bot user_disabled user_not_found user_not_visible users_not_found"
)
"""The person has left, or is no person."""

LACKING = _words(
    "access_denied deprecated_endpoint feature_not_enabled method_deprecated missing_scope "
    "no_permission not_allowed not_allowed_token_type unknown_method"
)
"""The workspace has no such method, or the bot may not use it there."""

REFUSED = _words(
    "invalid_arguments invalid_blocks invalid_blocks_format msg_blocks_too_long msg_too_long "
    "invalid_payload markdown_text_conflict"
)
"""Slack does not take the payload as it is."""

_PASSING = _words(
    "accesslimited connection_failed fatal_error internal_error rate_limited ratelimited "
    "request_timeout service_unavailable team_added_to_org timeout token_expired "
    "unexpected_answer"
)
_LEAST_SERVER_ERROR = 500
_RATE_LIMITED = 429
_CODE = re.compile(r"[a-z][a-z0-9_]{2,60}")


async def tried(work: Awaitable[Result]) -> Result:
    """Give what a call gives, or raise `SendFailed` without a trace of what was sent."""
    try:
        return await work
    except (SlackClientError, aiohttp.ClientError, TimeoutError) as error:
        failure = _failure(error)
    except OSError:
        failure = SendFailed("connection_failed", is_passing=True)
    raise failure


def refusal(status: int, word: object) -> SendFailed:
    """Give the failure for an answer that says no, by its status and Slack's word."""
    has_word = isinstance(word, str) and _CODE.fullmatch(word) is not None
    code = str(word) if has_word else f"http_{status}"
    is_out_of_order = status == _RATE_LIMITED or status >= _LEAST_SERVER_ERROR
    return SendFailed(code, is_passing=is_out_of_order or code in _PASSING)


def _failure(error: Exception) -> SendFailed:
    if isinstance(error, SlackApiError):
        return _of_answer(error.response)
    if isinstance(error, SlackClientError):
        return SendFailed("invalid_request", is_passing=False)
    is_late = isinstance(error, TimeoutError | asyncio.TimeoutError)
    # After a timeout no one knows whether the write was done; the next try looks for it first.
    return SendFailed("timeout" if is_late else "connection_failed", is_passing=True)


def _of_answer(answer: object) -> SendFailed:
    status = getattr(answer, "status_code", None)
    if not isinstance(status, int):
        # The client hands on its raw answer when the body could not be read, as from a proxy.
        return SendFailed("unexpected_answer", is_passing=True)
    data = getattr(answer, "data", None)
    word = data.get("error") if isinstance(data, dict) else None
    return refusal(status, word)
