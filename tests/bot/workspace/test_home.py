"""The Home tab: published when it is opened, searched in, and opened again."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.workspace import Where, Workspace

Bot = Any  # the conftest's SmallBot; a folder of tests is no package to import from
Until = Callable[[Callable[[], object]], Awaitable[None]]

pytestmark = pytest.mark.anyio
ELSA = "U0ELSA001"
SEARCH = {
    "type": "input",
    "block_id": "sok",
    "dispatch_action": True,
    "label": {"type": "plain_text", "text": "Din fråga"},
    "element": {"type": "plain_text_input", "action_id": "text"},
}


async def test_home_is_published_opened_and_clicked_in(
    workspace: Workspace, bot: Bot, until: Until
) -> None:
    seen: list[dict[str, Any]] = []

    async def show(client: AsyncWebClient, event: dict[str, Any]) -> None:
        view = {"type": "home", "blocks": [SEARCH]}
        await client.views_publish(user_id=event["user"], view=view)

    async def keep(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        seen.append(body)

    bot.app.event("app_home_opened")(show)
    bot.app.action("text")(keep)
    await bot.connect()
    await workspace.human_open_home(ELSA)
    await until(lambda: workspace.home(ELSA))
    home = workspace.home(ELSA) or {}
    where = Where("text", "sok", view_id=home["id"])
    await workspace.human_click(ELSA, where, "vårdbegäran")
    assert seen[0]["actions"][0]["value"] == "vårdbegäran"
    assert seen[0]["view"]["state"]["values"]["sok"]["text"]["value"] == "vårdbegäran"
    await workspace.human_open_home(ELSA)
    await until(lambda: len(bot.events("app_home_opened")) == 2)
    assert bot.events("app_home_opened")[1]["view"]["type"] == "home"
