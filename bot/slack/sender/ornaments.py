"""What only decorates: a status while Lotsen works, and prompts; a fault here is no fault."""

import logging
from collections.abc import Sequence

from bot.slack.ports import SendFailed, Spot
from bot.slack.sender.calls import Call, Calls
from bot.slack.sender.fallback import Lacking
from bot.slack.sender.pace import Clock

_log = logging.getLogger(__name__)
_MOST_PROMPTS = 4


class Ornaments:
    """Shows statuses and prompts where the workspace has them, and is silent where not."""

    def __init__(self, calls: Calls, clock: Clock) -> None:
        self._calls = calls
        self._lacking = Lacking(clock)

    async def status(self, spot: Spot, text: str) -> None:
        """Show a status in a thread, or take it away."""
        thread_ts = spot.thread_ts
        if thread_ts is None:
            return
        await self._try(
            spot.team,
            "assistant.threads.setStatus",
            lambda client: client.assistant_threads_setStatus(
                channel_id=spot.channel, thread_ts=thread_ts, status=text
            ),
        )

    async def suggest(self, team: str, channel: str, prompts: Sequence[tuple[str, str]]) -> None:
        """Offer prompts; without a thread, or Slack shows nothing in an agent's pane."""
        words = [{"title": title, "message": message} for title, message in prompts]
        if not words:
            return
        await self._try(
            team,
            "assistant.threads.setSuggestedPrompts",
            lambda client: client.assistant_threads_setSuggestedPrompts(
                channel_id=channel, prompts=words[:_MOST_PROMPTS]
            ),
        )

    async def _try(self, team: str, method: str, call: Call) -> None:
        if not self._lacking.has(team, method):
            return
        try:
            await self._calls.briefly(team, call)
        except SendFailed as failure:
            if self._lacking.learn(team, method, failure):
                _log.info("method lacking method=%s code=%s", method, failure.code)
            else:
                _log.debug("ornament failed method=%s code=%s", method, failure.code)
