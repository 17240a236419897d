"""Answers where someone clicked or typed."""

from typing import Any

import pytest

from bot.slack.ports import Message, SendFailed
from bot.slack.sender import SlackSender
from bot.slack.sender.pace import SteadyClock
from bot.slack.sender.responses import is_of_slack
from bot.workspace.interactions import response_url

Edge = Any

pytestmark = pytest.mark.anyio


def address(edge: Edge) -> str:
    parts = edge.workspace.parts
    return response_url(parts, parts.person(edge.user), parts.channel(edge.room))


async def failure_of(edge: Edge, url: str) -> SendFailed:
    with pytest.raises(SendFailed) as caught:
        await edge.sender().respond(edge.team, url, Message("Hemligt"))
    return caught.value


async def test_the_one_who_asked_is_shown_the_answer_alone(edge: Edge) -> None:
    block = {"type": "section", "text": {"type": "plain_text", "text": "Svar"}}
    message = Message("Svar <!here>", [block], mark="7")
    await edge.sender().respond(edge.team, address(edge), message)
    whisper = edge.workspace.whispers(edge.user)[0]
    assert (whisper["text"], len(whisper["blocks"])) == ("Svar &lt;!here>", 1)
    assert "metadata" not in whisper
    assert edge.messages() == []
    assert edge.workspace.found == []


async def test_an_address_that_has_been_used_up_says_so(edge: Edge) -> None:
    url = address(edge)
    for _ in range(5):
        await edge.sender().respond(edge.team, url, Message("Svar"))
    failure = await failure_of(edge, url)
    assert (failure.code, failure.is_passing) == ("used_url", False)


async def test_an_address_that_no_one_gave_says_so(edge: Edge) -> None:
    failure = await failure_of(edge, address(edge) + "0")
    assert (failure.code, failure.is_passing) == ("no_such_url", False)


async def test_a_slack_that_is_down_passes(edge: Edge) -> None:
    url = address(edge)
    edge.workspace.faults.go_down(60)
    failure = await failure_of(edge, url)
    assert (failure.code, failure.is_passing) == ("service_unavailable", True)


@pytest.mark.parametrize(
    ("url", "is_ours"),
    [
        ("https://hooks.slack.com/commands/T1/2/x", True),
        ("https://hooks.slack-gov.com/actions/T1/2/x", True),
        ("http://127.0.0.1:8080/response/1", True),
        ("http://127.0.0.1:8081/response/1", False),
        ("http://hooks.slack.com/commands/T1/2/x", False),
        ("https://hooks.slack.com.example/x", False),
        ("https://example.com/https://hooks.slack.com/", False),
        ("https://hooks.slack.com@example.com/", False),
        ("", False),
    ],
)
def test_answers_go_to_slack_or_to_the_workspace_and_nowhere_else(url: str, is_ours: bool) -> None:
    assert is_of_slack(url, "http://127.0.0.1:8080/api/") is is_ours


async def test_an_answer_is_not_sent_elsewhere(edge: Edge) -> None:
    failure = await failure_of(edge, "http://127.0.0.1:9/response/1")
    assert (failure.code, failure.is_passing) == ("invalid_response_url", False)


@pytest.mark.parametrize("status", [200, 400, 500])
async def test_an_answer_that_slack_refuses_is_sent_as_text(edge: Edge, status: int) -> None:
    """Slack words a refusal in a body of text or of JSON, with this or that status."""
    bodies = iter([(status, b'{"ok": false, "error": "invalid_blocks"}'), (200, b"ok")])
    taken: list[bytes] = []
    sender = SlackSender(edge.clients, SteadyClock(), is_strict=True)
    async with small_server(bodies, taken) as base_url:
        edge.clients.client.base_url = base_url
        block = {"type": "section", "text": {"type": "plain_text", "text": "Svar"}}
        await sender.respond(edge.team, f"{base_url}x", Message("Svar", [block]))
    assert [b'"section"' in body for body in taken] == [True, False]


def small_server(bodies: Any, taken: list[bytes]) -> Any:
    from contextlib import asynccontextmanager

    from aiohttp import web
    from aiohttp.test_utils import TestServer

    @asynccontextmanager
    async def served() -> Any:
        async def answer(request: web.Request) -> web.Response:
            taken.append(await request.read())
            status, body = next(bodies)
            return web.Response(status=status, body=body)

        app = web.Application()
        app.router.add_post("/{rest:.*}", answer)
        async with TestServer(app) as server:
            yield str(server.make_url("/"))

    return served()
