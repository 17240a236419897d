"""Slack's own types take all that the bot sends when someone asks, presses and fills in all."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from pydantic import SecretStr
from slack_sdk.web.async_base_client import AsyncBaseClient

from bot.app import Lotsen
from bot.settings import Settings
from bot.slack.manifest import read_manifest
from bot.slack.sender import pace
from bot.slack.serving.joining import build_bot
from bot.slack.serving.service import Service
from bot.workspace import InstalledApp, Workspace, serve
from tests.bot.slack.outside.typescript import Value, judged
from tests.bot.slack.outside.walk import Sent, Walk

pytestmark = [pytest.mark.anyio, pytest.mark.slow]
TYPES = {
    "chat.postMessage": "ChatPostMessageArguments",
    "chat.update": "ChatUpdateArguments",
    "chat.postEphemeral": "ChatPostEphemeralArguments",
    "views.open": "ViewsOpenArguments",
    "views.push": "ViewsPushArguments",
    "views.update": "ViewsUpdateArguments",
    "views.publish": "ViewsPublishArguments",
    "assistant.threads.setStatus": "AssistantThreadsSetStatusArguments",
    "assistant.threads.setSuggestedPrompts": "Prompted",
}


@pytest.fixture(scope="module")
async def walked(
    anyio_backend: str, published: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Workspace, Walk, Sent]:
    """Give a walk through the whole bot in a practice workspace, and what was sent during it."""
    folder = tmp_path_factory.mktemp("walk") / "data"
    copytree(published, folder)
    workspace, sent = Workspace(InstalledApp.from_manifest(read_manifest().words)), Sent()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(AsyncBaseClient, "api_call", sent.spy())
        patch.setattr(pace, "MESSAGE_SECONDS", 0.0)
        async with serve(workspace), asyncio.timeout(60):
            settings = Settings(
                data_dir=folder, contact_channel="C0OMBUD002", slack_api_url=workspace.api_url,
                slack_bot_token=SecretStr(workspace.bot_token),
                slack_app_token=SecretStr(workspace.app_token),
            )  # fmt: skip
            over, ready = asyncio.Event(), asyncio.Event()
            service = Service(Lotsen(settings), build_bot)
            running = asyncio.create_task(service.run(over, lambda _: ready.set()))
            await ready.wait()
            walk = Walk(workspace, sent)
            await walk.go()
            over.set()
            await running
    return workspace, walk, sent


def payloads(sent: Sent, walk: Walk) -> Iterator[Value]:
    """Give each shape of payload once, as a value of Slack's type for it."""
    seen = set()
    for method, words in sent.calls:
        shape = f"{method} {shape_of(words)}"
        if method in TYPES and shape not in seen:
            seen.add(shape)
            name = re.sub(r"\W", "_", method)
            yield from with_blocks(Value(f"{name}_{len(seen)}", TYPES[method], words))
    for number, view in enumerate(walk.modals.values()):
        yield from with_blocks(Value(f"modal_{number}", "ModalView", view))


def with_blocks(value: Value) -> Iterator[Value]:
    """Give a value and its blocks apart: in a message the types take any block, here none."""
    yield value
    blocks = value.value.get("view", value.value).get("blocks")
    if blocks:
        yield Value(f"{value.name}_blocks", "KnownBlock[]", blocks)


def shape_of(words: Any) -> str:
    """Give what fields there are, and of what kind, without what they say."""
    if isinstance(words, dict):
        kinds = [words[name] for name in ("type", "style") if isinstance(words.get(name), str)]
        inner = ",".join(f"{name}:{shape_of(words[name])}" for name in sorted(words))
        return f"{kinds}{{{inner}}}"
    if isinstance(words, list):
        return f"[{';'.join(sorted({shape_of(one) for one in words}))}]"
    return type(words).__name__


async def test_everything_the_bot_shows_is_what_slacks_types_say(
    walked: tuple[Workspace, Walk, Sent], modules: Path, tmp_path: Path
) -> None:
    _, walk, sent = walked
    values = list(payloads(sent, walk))
    assert {value.type for value in values} == {*TYPES.values(), "ModalView", "KnownBlock[]"}
    wrong = [
        Value("unknown_block", "KnownBlock[]", [{"type": "okand"}], is_wrong=True),
        Value("unknown_field", "KnownBlock[]", [{"type": "divider", "bredd": 1}], is_wrong=True),
        Value("no_text", "KnownBlock[]", [{"type": "header"}], is_wrong=True),
        Value("no_channel", "ChatPostMessageArguments", {"text": "Hej"}, is_wrong=True),
        Value("no_view", "ViewsOpenArguments", {"trigger_id": "1"}, is_wrong=True),
    ]
    assert judged(modules, tmp_path, [*values, *wrong]) == ""


async def test_the_walk_met_nothing_that_did_not_answer(
    walked: tuple[Workspace, Walk, Sent],
) -> None:
    workspace, walk, _ = walked
    assert walk.unanswered == []
    assert workspace.found == []
