"""Slack's own Bolt for JavaScript runs against the workspace unmodified."""

import asyncio
import os
import shutil
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from bot.workspace import Where, Workspace
from tests.bot.slack.outside.npm import node_modules

Bot = Any  # the conftest's SmallBot; a folder of tests is no package to import from
Until = Callable[[Callable[[], object]], Awaitable[None]]

pytestmark = [pytest.mark.anyio, pytest.mark.slow]
ELSA, ROOM = "U0ELSA001", "C0ALLA0001"
SCRIPT = Path(__file__).parent / "bolt_for_javascript.js"


@pytest.fixture(scope="module")
def modules(request: pytest.FixtureRequest) -> Path:
    """Bolt for JavaScript, where npm can fetch it."""
    return node_modules(request.config.cache.mkdir("npm"))


@pytest.fixture
async def javascript(
    workspace: Workspace, bot: Bot, modules: Path, until: Until
) -> AsyncIterator[None]:
    """The small bot in JavaScript, connected."""
    node = shutil.which("node") or "node"
    keys = (workspace.api_url, workspace.bot_token, workspace.app_token)
    environment = {**os.environ, "NODE_PATH": str(modules)}
    running = await asyncio.create_subprocess_exec(
        node, str(SCRIPT), *keys, env=environment, stdout=subprocess.DEVNULL
    )
    await until(lambda: workspace.parts.sockets.is_connected)
    yield
    running.terminate()
    await running.wait()


async def test_bolt_for_javascript_answers_messages_clicks_commands_and_modals(
    workspace: Workspace, javascript: None, until: Until
) -> None:
    asked = await workspace.human_post(ELSA, ROOM, "hej")
    thread = workspace.channels[ROOM].thread
    await until(lambda: len(thread(asked["ts"])) == 2)
    answer = thread(asked["ts"])[1]
    await workspace.human_click(ELSA, Where("knapp", channel=ROOM, ts=answer["ts"]))
    await until(lambda: [one["text"] for one in workspace.whispers(ELSA)] == ["klickat"])
    await workspace.human_command(ELSA, ROOM, "/lotsen")
    await until(lambda: workspace.stack(ELSA))
    view_id = workspace.stack(ELSA)[0]["id"]
    errors = await workspace.human_submit_view(ELSA, view_id, {"falt": {"text": "x"}})
    assert errors == {"falt": "nej: x"}
    assert workspace.found == []
