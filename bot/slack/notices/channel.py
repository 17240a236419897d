"""The channel to a unit in Slack: that something waits, from whom, and a button to open it."""

from bot.delivery.channel import DeliveryError, Letter
from bot.slack.ports import Sender, SendFailed, Spot
from bot.slack.views.notice import notice_message


class SlackNotices:
    """Posts notices in units' channels; one that may have arrived is edited, not posted again."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    async def deliver(self, letter: Letter) -> str | None:
        """Post a letter and give its time stamp."""
        spot = Spot(letter.notice.team, letter.notice.address)
        try:
            return await self._posted(spot, letter)
        except SendFailed as error:
            raise DeliveryError(f"slack_{error.code}", is_final=not error.is_passing) from error

    async def _posted(self, spot: Spot, letter: Letter) -> str:
        notice, message = letter.notice, notice_message(letter)
        if notice.is_repeat:
            earlier = await self._sender.find(spot, notice.id)
            if earlier is not None:
                await self._sender.edit(spot, earlier, message)
                return earlier
        return await self._sender.post(spot, message)
