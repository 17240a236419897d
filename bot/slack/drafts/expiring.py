"""Tells people in Slack that a draft of theirs is soon gone."""

import asyncio
import logging

from bot.desk.drafts.expiry import DraftExpiry, Expiring
from bot.slack.ports import Message, Sender, SendFailed, Spot
from bot.slack.views.draft_home import expiring_message
from storage.database import StorageError

_log = logging.getLogger(__name__)


async def tell_of_expiry(expiry: DraftExpiry, sender: Sender) -> None:
    """Tell once of each draft that is soon gone, and end those whose time has run out."""
    try:
        for one in await asyncio.to_thread(expiry.soon_gone):
            await _tell(expiry, sender, one)
        await asyncio.to_thread(expiry.end)
    except StorageError as error:
        _log.warning("drafts not looked through: %s", error)


async def _tell(expiry: DraftExpiry, sender: Sender, one: Expiring) -> None:
    mark = f"expiring:{one.draft.draft_id}"
    message: Message = expiring_message(one.draft, mark)
    try:
        spot = Spot(one.author.team, await sender.direct_channel(one.author.team, one.author.user))
        if await sender.find(spot, mark) is None:  # or it was told just before a crash
            await sender.post(spot, message)
    except SendFailed as error:
        _log.warning("expiry not told id=%s code=%s", one.draft.draft_id, error.code)
        if error.is_passing:
            return
    await asyncio.to_thread(expiry.told, one.draft.draft_id)
