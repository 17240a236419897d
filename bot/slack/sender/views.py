"""Opens and changes modals and Home tabs, each in the order it was asked for."""

from collections.abc import Awaitable, Callable

from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.slack.ports import SendFailed, View
from bot.slack.sender.calls import Calls, text_of
from bot.slack.sender.failures import REFUSED
from bot.slack.sender.gate import Gate, sorry
from bot.slack.sender.messages import Json
from bot.slack.sender.pace import Pace

Write = Callable[[Json], Awaitable[AsyncSlackResponse]]


class Views:
    """Writes views; one that Slack refuses is replaced by one that says so."""

    def __init__(self, calls: Calls, pace: Pace, gate: Gate) -> None:
        self._calls = calls
        self._pace = pace
        self._gate = gate

    async def open(self, team: str, trigger_id: str, view: View) -> str:
        """Open a modal."""

        async def opened(words: Json) -> AsyncSlackResponse:
            return await self._calls.once(
                team, lambda client: client.views_open(trigger_id=trigger_id, view=words)
            )

        return text_of(await self._written(view, opened), "view", "id")

    async def push(self, team: str, trigger_id: str, view: View) -> str:
        """Open a modal on top of another."""

        async def pushed(words: Json) -> AsyncSlackResponse:
            return await self._calls.once(
                team, lambda client: client.views_push(trigger_id=trigger_id, view=words)
            )

        return text_of(await self._written(view, pushed), "view", "id")

    async def update(self, team: str, view_id: str, view: View) -> None:
        """Put other content in a modal."""

        async def updated(words: Json) -> AsyncSlackResponse:
            return await self._calls.repeatable(
                team, lambda client: client.views_update(view_id=view_id, view=words)
            )

        async with self._pace.lane(team, view_id):
            await self._written(view, updated)

    async def publish(self, team: str, user: str, view: View) -> None:
        """Show a Home tab."""

        async def published(words: Json) -> AsyncSlackResponse:
            return await self._calls.repeatable(
                team, lambda client: client.views_publish(user_id=user, view=words)
            )

        async with self._pace.lane(team, user):
            await self._written(view, published)

    async def _written(self, view: View, write: Write) -> AsyncSlackResponse:
        words = self._gate.view(view)
        try:
            return await write(words)
        except SendFailed as failure:
            if failure.code not in REFUSED:
                raise
        return await write(sorry(words))
