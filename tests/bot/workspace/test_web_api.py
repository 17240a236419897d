"""The Web API's door: keys, arguments, errors, faults; with Slack's own client."""

import json
from collections.abc import Awaitable
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from bot.workspace import Workspace

Bot = Any  # the conftest's SmallBot; a folder of tests is no package to import from

pytestmark = pytest.mark.anyio
ELSA = "U0ELSA001"
ROOM = "C0ALLA0001"
FIKA = "C0FIKA0009"
FORM = "application/x-www-form-urlencoded"
HEADER = {"type": "header", "text": {"type": "mrkdwn", "text": "Hej"}}


async def refusal(work: Awaitable[object]) -> dict[str, Any]:
    with pytest.raises(SlackApiError) as caught:
        await work
    return dict(caught.value.response.data)


async def test_the_bot_learns_who_it_is_and_what_it_may(bot: Bot) -> None:
    answer = await bot.client.auth_test()
    assert (answer["user_id"], answer["bot_id"]) == ("U0LOTSEN1", "B0LOTSEN1")
    assert "chat:write" in answer.headers["x-oauth-scopes"].split(",")


@pytest.mark.parametrize(
    ("token", "error"),
    [
        (None, "not_authed"),
        ("xoxb-annan", "invalid_auth"),
        ("app", "not_allowed_token_type"),
    ],
)
async def test_a_wrong_key_is_refused(
    workspace: Workspace, bot: Bot, token: str | None, error: str
) -> None:
    key = workspace.app_token if token == "app" else token
    client = AsyncWebClient(key, base_url=workspace.api_url)
    assert (await refusal(client.auth_test()))["error"] == error


async def test_a_bot_key_opens_no_socket(workspace: Workspace, bot: Bot) -> None:
    answer = await refusal(bot.client.apps_connections_open(app_token=workspace.bot_token))
    assert answer["error"] == "not_allowed_token_type"


async def test_a_revoked_key_is_refused(workspace: Workspace, bot: Bot) -> None:
    workspace.revoke_token()
    assert (await refusal(bot.client.auth_test()))["error"] == "token_revoked"


async def test_a_method_there_is_not_is_unknown(workspace: Workspace, bot: Bot) -> None:
    answer = await refusal(bot.client.bookmarks_list(channel_id=ROOM))
    assert (answer["error"], answer["req_method"]) == ("unknown_method", "bookmarks.list")
    workspace.lack_methods("assistant.threads.setStatus")
    work = bot.client.assistant_threads_setStatus(channel_id=ROOM, thread_ts="1.2", status="a")
    assert (await refusal(work))["error"] == "unknown_method"


async def sent(workspace: Workspace, method: str, kind: str, body: str) -> dict[str, Any]:
    """Call a method with a body of a kind, or with a query."""
    address, headers = workspace.api_url + method, {}
    if kind:
        headers["Content-Type"] = kind
    else:
        address, body = f"{address}?{body}", ""
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.post(address, data=body) as answer,
    ):
        return dict(await answer.json())


WORDS = {"channel": ROOM, "text": "Hej", "blocks": '[{"type": "divider"}]'}


@pytest.mark.parametrize("kind", ["application/json", FORM, ""])
async def test_arguments_and_the_key_come_as_json_form_or_query(
    workspace: Workspace, bot: Bot, kind: str
) -> None:
    words = {**WORDS, "token": workspace.bot_token}
    body = json.dumps(words) if kind == "application/json" else urlencode(words)
    answer = await sent(workspace, "chat.postMessage", kind, body)
    assert answer["ok"]
    assert workspace.channels[ROOM].root_messages()[-1]["blocks"][0]["type"] == "divider"


async def test_broken_json_is_refused(workspace: Workspace, bot: Bot) -> None:
    answer = await sent(workspace, "auth.test", "application/json", "{")
    assert answer["error"] == "invalid_json"


async def test_bad_blocks_are_refused_with_pointers(workspace: Workspace, bot: Bot) -> None:
    work = bot.client.chat_postMessage(channel=ROOM, text="Hej", blocks=[HEADER])
    answer = await refusal(work)
    assert answer["error"] == "invalid_blocks"
    assert "[json-pointer:/blocks/0/text/type]" in answer["response_metadata"]["messages"][0]
    assert workspace.found[0].problem.code == "not_allowed_here"
    assert workspace.channels[ROOM].messages == {}


async def test_blocks_without_text_are_posted_but_noted(workspace: Workspace, bot: Bot) -> None:
    posted = await bot.client.api_call(
        "chat.postMessage", json={"channel": ROOM, "blocks": [{"type": "divider"}]}
    )
    assert posted["ok"]
    assert [one.problem.code for one in workspace.found] == ["missing_text"]


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ({"text": "Hej"}, "invalid_arguments"),
        ({"channel": "C9", "text": "Hej"}, "channel_not_found"),
        ({"channel": FIKA, "text": "Hej"}, "not_in_channel"),
        ({"channel": ROOM}, "no_text"),
        ({"channel": ROOM, "text": "a" * 40_001}, "msg_too_long"),
        ({"channel": ROOM, "text": "a", "thread_ts": "1700000000.000100"}, "thread_not_found"),
        ({"channel": ROOM, "blocks": "[", "text": "a"}, "invalid_blocks_format"),
        ({"channel": ROOM, "text": "a", "markdown_text": "b"}, "markdown_text_conflict"),
        (
            {"channel": ROOM, "text": "a", "blocks": [{"type": "markdown", "text": "a" * 11_000},
             *[{"type": "section", "text": {"type": "mrkdwn", "text": "b" * 2000}}] * 2]},
            "msg_blocks_too_long",
        ),
    ],
)  # fmt: skip
async def test_what_cannot_be_posted_is_refused_by_slacks_word(
    bot: Bot, words: dict[str, Any], error: str
) -> None:
    assert (await refusal(bot.client.api_call("chat.postMessage", json=words)))["error"] == error


async def test_a_missing_scope_is_named(anyio_backend: str) -> None:
    from bot.workspace import InstalledApp, Workspace, serve

    workspace = Workspace(InstalledApp(scopes=frozenset({"chat:write"})))
    async with serve(workspace):
        client = AsyncWebClient(workspace.bot_token, base_url=workspace.api_url)
        answer = await refusal(client.users_list())
    assert (answer["error"], answer["needed"], answer["provided"]) == (
        "missing_scope",
        "users:read",
        "chat:write",
    )


async def test_a_rate_limit_says_when_to_come_back_and_the_client_does(
    workspace: Workspace, bot: Bot
) -> None:
    workspace.faults.fail_next(2, "rate_limited", "chat.postMessage")
    workspace.faults.retry_after = 0
    bot.client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=2))
    assert (await bot.client.chat_postMessage(channel=ROOM, text="Hej"))["ok"]
    assert len(workspace.channels[ROOM].messages) == 1


async def test_a_share_of_the_calls_fails(workspace: Workspace, bot: Bot) -> None:
    workspace.faults.fail_share(0.1)
    failed = 0
    for _ in range(100):
        try:
            await bot.client.auth_test()
        except SlackApiError as error:
            failed += error.response.status_code == 500
    assert 3 <= failed <= 20


async def test_a_lost_answer_leaves_the_message_posted(workspace: Workspace, bot: Bot) -> None:
    workspace.faults.fail_next(1, "answer_lost")
    assert (await refusal(bot.client.chat_postMessage(channel=ROOM, text="Hej")))["ok"] is False
    assert len(workspace.channels[ROOM].messages) == 1


async def test_out_of_order_every_call_and_socket_is_refused_until_it_is_over(
    workspace: Workspace, bot: Bot
) -> None:
    await workspace.go_down(600)
    with pytest.raises(SlackApiError) as caught:
        await bot.client.auth_test()
    assert caught.value.response.status_code == 503
    workspace.faults.clear()
    assert (await bot.client.auth_test())["ok"]


async def test_another_sites_page_cannot_reach_in(workspace: Workspace, bot: Bot) -> None:
    async with aiohttp.ClientSession() as session:
        state = f"{workspace.url}/page/state?as={ELSA}"
        async with session.get(state, headers={"Host": "ond.exempel.se"}) as answer:
            assert answer.status == 400
        deed = '{"as": "U0ELSA001", "channel": "C0ALLA0001", "text": "Hej"}'
        async with session.post(f"{workspace.url}/page/do/post", data=deed) as answer:
            assert answer.status == 400
        async with session.get(workspace.url) as answer:
            assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert workspace.channels[ROOM].messages == {}
