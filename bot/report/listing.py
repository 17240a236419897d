"""The list of a month's reports: which units and which day, and nothing of what they say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.desk.drafts.desk import Author
from bot.report.access import Access, Seeing
from bot.report.labels import Labels
from bot.report.period import Period
from storage.statistics import Scope
from storage.statistics_register import DeviationRegister, ReportOutline

PAGE = 15


@dataclass(frozen=True)
class ListedReport:
    """One report in the list."""

    message_id: str
    title: str
    reported_at: datetime
    sender: str
    receivers: tuple[str, ...]
    number: str | None


@dataclass(frozen=True)
class ReportList:
    """A page of a month's reports, the latest first; `page` counts from 0."""

    period: Period
    rows: tuple[ListedReport, ...]
    page: int
    has_more: bool


class ListingDesk:
    """Lists reports for those who may see that there are any; each is opened on its own."""

    def __init__(self, access: Access, register: DeviationRegister) -> None:
        self._access = access
        self._register = register

    def page(self, month: Period, asker: Author, labels: Labels, page: int = 0) -> ReportList:
        """Give a page of what was reported in a month: the group's all, or the own unit's."""
        seen = self._access.allow(Seeing.LIST, asker, None)
        scope = Scope(month.start, month.end, seen.team, seen.unit)
        found = self._register.outlines(scope, PAGE + 1, page * PAGE)
        return ReportList(month, _rows(found[:PAGE], labels), page, len(found) > PAGE)


def _rows(found: Sequence[ReportOutline], labels: Labels) -> tuple[ListedReport, ...]:
    return tuple(
        ListedReport(
            message_id=one.id,
            title=labels.forms[one.form].title if one.form in labels.forms else one.form,
            reported_at=one.reported_at,
            sender=labels.unit(one.sender_unit),
            receivers=tuple(labels.unit(unit) for unit in one.receiver_units),
            number=one.number,
        )
        for one in found
    )
