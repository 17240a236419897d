"""Junk arguments to every method: always an answer in Slack's way, never a fault of the server."""

from typing import Any

import aiohttp
import pytest

from bot.workspace import Workspace
from bot.workspace.methods.table import METHODS

Bot = Any  # the conftest's SmallBot; a folder of tests is no package to import from

pytestmark = pytest.mark.anyio
ROOM = "C0ALLA0001"
NAMES = (
    "channel channel_id user user_id users ts thread_ts message_ts timestamp text blocks view "
    "view_id external_id trigger_id hash limit cursor oldest latest types name title status "
    "prompts loading_messages chunks markdown_text metadata attachments recipient_user_id"
).split()
JUNK: list[Any] = [None, "", "skräp", 7, True, [], {}, [[]], {"type": "modal"}, ["a", 1], "{", "[]"]
ROOMS = ("channel", "channel_id", "user", "user_id", "users")


@pytest.mark.parametrize("method", sorted(METHODS))
async def test_junk_is_answered_in_slacks_way(workspace: Workspace, bot: Bot, method: str) -> None:
    said = await workspace.human_post("U0ELSA001", ROOM, "Hej")
    known = {"thread_ts": said["ts"], "ts": said["ts"], "timestamp": said["ts"]}
    headers = {"Authorization": f"Bearer {workspace.bot_token}"}
    async with aiohttp.ClientSession(headers=headers) as session:
        for junk in JUNK:
            for place in ({}, dict.fromkeys(ROOMS, ROOM), dict.fromkeys(ROOMS, ROOM) | known):
                words = dict.fromkeys(NAMES, junk) | place
                async with session.post(workspace.api_url + method, json=words) as answer:
                    assert answer.status == 200, (junk, place)
                    assert (await answer.json())["ok"] in (True, False)
