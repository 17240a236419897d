"""Sends files: to the address that Slack gives for each, and then into a channel."""

from bot.slack.ports import File, Spot
from bot.slack.sender.calls import Calls


class Uploads:
    """Puts files in channels."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    async def upload(self, spot: Spot, file: File, said: str) -> None:
        """Send a file; a try that may have come through is not made again."""
        await self._calls.once(
            spot.team,
            lambda client: client.files_upload_v2(
                filename=file.name,
                content=file.content,
                title=file.title,
                channel=spot.channel,
                thread_ts=spot.thread_ts,
                initial_comment=said,
            ),
        )
