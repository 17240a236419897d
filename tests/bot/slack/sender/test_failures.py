"""What goes wrong has one word, and it is known whether it passes."""

import logging
from typing import Any

import pytest
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from starlette.responses import PlainTextResponse

from bot.slack.ports import Message, SendFailed
from bot.slack.sender.failures import refusal, tried
from bot.workspace.faults import How

Edge = Any

pytestmark = pytest.mark.anyio
SECRET = "Patienten heter Tolvan"


async def failure_of(edge: Edge) -> SendFailed:
    with pytest.raises(SendFailed) as caught:
        await edge.sender().post(edge.spot(), Message(SECRET))
    return caught.value


@pytest.mark.parametrize(
    ("code", "is_passing"),
    [
        # Slack is out of order, or wants us to wait
        ("internal_error", True),
        ("fatal_error", True),
        ("service_unavailable", True),
        ("request_timeout", True),
        ("ratelimited", True),
        ("team_added_to_org", True),
        ("token_expired", True),
        # the key no longer holds
        ("token_revoked", False),
        ("invalid_auth", False),
        ("account_inactive", False),
        # the place or the person is gone
        ("channel_not_found", False),
        ("not_in_channel", False),
        ("is_archived", False),
        ("thread_not_found", False),
        ("user_not_found", False),
        ("cant_dm_bot", False),
        ("message_not_found", False),
        # a word that no one has told us about
        ("something_new", False),
    ],
)
async def test_what_slack_says_no_to_passes_or_does_not(
    edge: Edge, code: str, is_passing: bool
) -> None:
    edge.refuse("chat.postMessage", code)
    failure = await failure_of(edge)
    assert (failure.code, failure.is_passing) == (code, is_passing)


@pytest.mark.parametrize(
    ("how", "code"),
    [("server_error", "internal_error"), ("rate_limited", "ratelimited"), ("no_answer", "timeout")],
)
async def test_a_slack_out_of_order_passes(edge: Edge, how: How, code: str) -> None:
    edge.workspace.faults.fail_next(10, how)
    failure = await failure_of(edge)
    assert (failure.code, failure.is_passing) == (code, True)


async def test_a_slack_that_is_down_passes(edge: Edge) -> None:
    edge.workspace.faults.go_down(60)
    failure = await failure_of(edge)
    assert failure.is_passing


async def test_a_slack_that_is_not_there_passes(edge: Edge) -> None:
    edge.clients.client = AsyncWebClient("xoxb-1", base_url="http://127.0.0.1:9/api/")
    failure = await failure_of(edge)
    assert (failure.code, failure.is_passing) == ("connection_failed", True)


async def test_a_page_of_a_proxy_in_place_of_an_answer_passes(
    edge: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def page(*_: object) -> PlainTextResponse:
        return PlainTextResponse("<html>Logga in</html>", 200, media_type="application/json")

    monkeypatch.setattr("bot.workspace.web_api.WebApi._answer", page)
    failure = await failure_of(edge)
    assert (failure.code, failure.is_passing) == ("unexpected_answer", True)


async def test_a_workspace_without_the_bot_does_not_pass(edge: Edge) -> None:
    edge.team = "T0OTHER001"
    failure = await failure_of(edge)
    assert (failure.code, failure.is_passing) == ("not_installed", False)


async def test_a_revoked_key_does_not_pass(edge: Edge) -> None:
    edge.workspace.revoke_token()
    failure = await failure_of(edge)
    assert (failure.code, failure.is_passing) == ("token_revoked", False)


async def test_nothing_of_what_was_sent_is_in_the_failure_or_the_log(
    edge: Edge, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    edge.refuse("chat.postMessage", SECRET)
    failure = await failure_of(edge)
    assert failure.code == "http_200"
    assert failure.__cause__ is None
    assert failure.__context__ is None
    assert "Tolvan" not in caplog.text


@pytest.mark.parametrize(
    ("status", "word", "code", "is_passing"),
    [
        (502, None, "http_502", True),
        (429, "", "http_429", True),
        (404, "used_url", "used_url", False),
        (400, {"error": "x"}, "http_400", False),
        (200, "ratelimited", "ratelimited", True),
    ],
)
def test_an_answer_without_a_word_of_slack_is_named_by_its_status(
    status: int, word: object, code: str, is_passing: bool
) -> None:
    failure = refusal(status, word)
    assert (failure.code, failure.is_passing) == (code, is_passing)


@pytest.mark.parametrize(
    ("error", "code", "is_passing"),
    [
        (SlackClientError("x"), "invalid_request", False),
        (ConnectionResetError(), "connection_failed", True),
        (TimeoutError(), "timeout", True),
    ],
)
async def test_what_breaks_on_the_way_has_a_word(
    error: Exception, code: str, is_passing: bool
) -> None:
    async def broken() -> None:
        raise error

    with pytest.raises(SendFailed) as caught:
        await tried(broken())
    assert (caught.value.code, caught.value.is_passing) == (code, is_passing)
