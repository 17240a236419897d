"""A month is posted once, whatever is restarted, and never where it is not asked for."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.report.desk import build_report_desk
from bot.slack.monthly import MonthlyParts, MonthlyPost
from bot.slack.ports import Sender, SendFailed
from storage.statistics import Statistics
from storage.statistics_register import ReportPosts
from tests.bot.slack.inbox.house import House, words_of
from tests.bot.slack.reports.conftest import report_many

CHANNEL = "C0OMBUD002"
AT = datetime(2026, 4, 1, 8, tzinfo=UTC)

pytestmark = pytest.mark.anyio


class Failing:
    """A sender where some calls fail."""

    def __init__(self, sender: Sender, *failing: str) -> None:
        self._sender = sender
        self._failing = failing

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name not in self._failing:
            found: Callable[..., Any] = getattr(self._sender, name)
            return found

        async def fail(*_: object) -> None:
            raise SendFailed("fatal_error", is_passing=True)

        return fail


def monthly(
    house: House, at: datetime = AT, channel: str | None = CHANNEL, sender: Any = None
) -> MonthlyPost:
    """Give the post, made anew as after a restart."""
    database = house.lotsen.open_database()
    return MonthlyPost(
        MonthlyParts(
            build_report_desk(house.lotsen), Statistics(database), ReportPosts(database),
            sender or house.hub.surface.sender, channel, lambda: at,
        )
    )  # fmt: skip


async def test_last_month_is_posted_with_its_chart(house: House) -> None:
    report_many(house, "2026-03-10")
    await monthly(house).post()
    post, chart = house.said(CHANNEL)
    assert "12 avvikelser mars 2026." in post["text"] + words_of(post["blocks"])
    assert chart["thread_ts"] == post["ts"]
    assert chart["files"]


async def test_it_is_posted_once_over_restarts_and_again_next_month(house: House) -> None:
    report_many(house, "2026-03-10")
    for day in (1, 1, 2, 20, 30):
        await monthly(house, AT.replace(day=day)).post()
    assert len(house.said(CHANNEL)) == 2
    await monthly(house, AT.replace(month=5)).post()
    assert "Inga avvikelser rapporterades april 2026." in house.said(CHANNEL)[-1]["text"]


async def test_what_was_posted_just_before_a_crash_is_not_posted_again(house: House) -> None:
    report_many(house, "2026-03-10")
    await monthly(house).post()
    with house.lotsen.open_database().writing() as connection:
        connection.execute("DELETE FROM report_posts")
    await monthly(house).post()
    assert len(house.said(CHANNEL)) == 2


async def test_a_post_that_failed_is_tried_again(house: House) -> None:
    report_many(house, "2026-03-10")
    await monthly(house, sender=Failing(house.hub.surface.sender, "post")).post()
    assert house.said(CHANNEL) == []
    await monthly(house).post()
    assert len(house.said(CHANNEL)) == 2


async def test_without_its_chart_the_post_stands_in_words(house: House) -> None:
    report_many(house, "2026-03-10")
    await monthly(house, sender=Failing(house.hub.surface.sender, "upload")).post()
    (post,) = house.said(CHANNEL)
    assert "Svar på vårdbegäran: 12" in words_of(post["blocks"])


@pytest.mark.parametrize(
    ("at", "channel"),
    [
        (AT.replace(hour=5), CHANNEL),  # before eight in Sweden
        (AT, None),
    ],
)
async def test_nothing_is_posted_here(house: House, at: datetime, channel: str | None) -> None:
    report_many(house, "2026-03-10")
    await monthly(house, at, channel).post()
    assert house.said(CHANNEL) == []


async def test_among_several_workspaces_one_must_be_named(house: House) -> None:
    report_many(house, "2026-03-10")
    with house.lotsen.open_database().writing() as connection:
        connection.execute(
            "INSERT INTO deviations SELECT 'x', 'T2', form, 1, reported_at, sender_unit, dokument, "
            "punkt, typ, overgang_fran, overgang_till, mojlig_skada FROM deviations LIMIT 1"
        )
    await monthly(house).post()
    assert house.said(CHANNEL) == []
    await monthly(house, channel=f"{house.team}/{CHANNEL}").post()
    assert len(house.said(CHANNEL)) == 2
