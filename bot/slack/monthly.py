"""Posts last month's compilation to a channel: once a month, whatever is restarted in between."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.app import Lotsen
from bot.report.compilation import Compilation
from bot.report.desk import ReportDesk, build_report_desk
from bot.report.files import as_file
from bot.report.period import month_before
from bot.slack.ports import File, Sender, SendFailed, Spot
from bot.slack.views import report_words
from bot.slack.views.report import monthly_message
from bot.units.hours import ZONE
from storage.database import StorageError
from storage.statistics import Statistics
from storage.statistics_register import ReportPosts

_log = logging.getLogger(__name__)
_FROM_HOUR = 8  # on the first day of the month, when people are at work


@dataclass(frozen=True)
class MonthlyParts:
    """What the post is made of, and where it goes: `C…`, or `T…/C…` where many install."""

    desk: ReportDesk
    statistics: Statistics
    posts: ReportPosts
    sender: Sender
    channel: str | None
    clock: Callable[[], datetime]


class MonthlyPost:
    """Posts once a month; asked every hour."""

    def __init__(self, parts: MonthlyParts) -> None:
        self._parts = parts

    async def post(self) -> None:
        """Post last month's compilation unless it stands there already."""
        now = self._parts.clock().astimezone(ZONE)
        if self._parts.channel is None or (now.day == 1 and now.hour < _FROM_HOUR):
            return
        try:
            spot = await asyncio.to_thread(self._spot)
            if spot is not None:
                await self._post(spot, now)
        except StorageError as error:
            _log.warning("compilation not posted: %s", error)
        except SendFailed as error:
            _log.warning("compilation not posted code=%s", error.code)

    async def _post(self, spot: Spot, now: datetime) -> None:
        period = month_before(now.date())
        month = f"{period.first:%Y-%m}"
        if await asyncio.to_thread(self._parts.posts.is_posted, spot.team, month):
            return
        mark = f"report:{month}"
        compilation = await asyncio.to_thread(self._parts.desk.of_team, spot.team, period)
        if await self._parts.sender.find(spot, mark) is None:  # or it was posted before a crash
            ts = await self._parts.sender.post(spot, monthly_message(compilation, mark))
            await self._add_chart(Spot(spot.team, spot.channel, ts), compilation)
        await asyncio.to_thread(self._parts.posts.note, spot.team, month, now)

    async def _add_chart(self, thread: Spot, compilation: Compilation) -> None:
        """Put the chart in the post's thread; the post says all of it in words too."""
        if not compilation.tables:
            return
        content = await asyncio.to_thread(as_file, compilation, "png")
        title = report_words.CHART.format(title=compilation.title)
        file = File(f"avvikelser-{compilation.first}.png", title, content)
        try:
            await self._parts.sender.upload(thread, file, title)
        except SendFailed as error:
            _log.warning("chart not posted code=%s", error.code)

    def _spot(self) -> Spot | None:
        team, _, channel = (self._parts.channel or "").rpartition("/")
        if team:
            return Spot(team, channel)
        teams = [team for team in self._parts.statistics.teams() if team]
        if len(teams) > 1:
            _log.warning("compilation not posted: several workspaces, set T…/C…")
        return Spot(teams[0], channel) if len(teams) == 1 else None


def build_monthly_post(lotsen: Lotsen, sender: Sender) -> MonthlyPost:
    """Join what is posted to where it goes."""
    database = lotsen.open_database()
    parts = MonthlyParts(
        build_report_desk(lotsen),
        Statistics(database),
        ReportPosts(database),
        sender,
        lotsen.settings.report_channel,
        lotsen.now,
    )
    return MonthlyPost(parts)
