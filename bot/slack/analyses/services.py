"""What the parts of analyses in Slack share, and how they show what a desk gives."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.desk.analyses.desk import AnalysisDesk
from bot.desk.analyses.lessons import LessonDesk
from bot.desk.drafts.desk import Author
from bot.slack import words
from bot.slack.ports import SendFailed, View
from bot.slack.pressed import Press, show, tell
from bot.slack.surface import Surface
from bot.slack.typing import UnsentWords
from bot.units import UnitRegister
from knowledge.model import StaffError
from storage.database import StorageError

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Services:
    """The desks, the edge, and what is kept while somebody types."""

    desk: AnalysisDesk
    lessons: LessonDesk
    register: UnitRegister
    surface: Surface
    unsent: UnsentWords

    async def open(self, press: Press, made: Callable[[], View]) -> None:
        """Open a modal of what a desk gives, or say why it gives nothing."""
        view = await self.made(press, made)
        if view is not None:
            await show(self.surface, press, view)

    async def put(self, press: Press, made: Callable[[], View]) -> None:
        """Put what a desk gives in the modal that was pressed in, or say why it gives nothing."""
        view = await self.made(press, made)
        if view is not None:
            await self.update(press.team, press.view_id, view)

    async def made(self, press: Press, made: Callable[[], View]) -> View | None:
        """Give a view, or tell whoever pressed why there is none."""
        try:
            return await asyncio.to_thread(made)
        except (StaffError, StorageError) as error:
            await tell(self.surface, press, said_of(error))
            return None

    async def update(self, team: str, view_id: str | None, view: View) -> None:
        """Put other content in a modal, if it is still open."""
        try:
            if view_id:
                await self.surface.sender.update_view(team, view_id, view)
        except SendFailed as error:
            _log.warning("analysis not shown code=%s", error.code)

    async def refresh(self, team: str, units: Iterable[str]) -> None:
        """Show what has changed to the people of some units who have their Home tab open."""
        found = [self.register.find(team, unit) for unit in units]
        people = {member.user for unit in found if unit for member in unit.members}
        for user in sorted(people):
            await self.surface.home.refresh(team, user)


def author_of(press: Press) -> Author:
    """Give who pressed; the unit is the one they say they are here as."""
    return Author(press.team, press.user)


def said_of(error: Exception) -> str:
    """Give what is said of what went wrong."""
    return str(error) if isinstance(error, StaffError) else words.TRY_AGAIN
