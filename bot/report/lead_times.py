"""How long receivers took to acknowledge and to answer: quartiles, and how many within what."""

import numpy as np

from bot.report.compilation import LeadTime, Row, Table
from bot.report.small import FEWEST, Figure, Shown, is_small, parts_of_total
from storage.statistics import Waits

_HOUR, _DAY = 3600, 24 * 3600
_LATEST = (("dygn", "inom ett dygn", _DAY), ("vecka", "ett dygn till en vecka", 7 * _DAY))
_LATER, _LEFT = ("senare", "senare än en vecka"), ("kvar", "inte än")
_ABOUT = "Varje mottagare står på en rad. Alla timmar räknas, också när enheten är stängd."
_QUARTILES = (25, 50, 75)


def time_table(name: str, title: str, waits: Waits) -> Table:
    """Give how many receivers had done it within what time, each on the first line it reaches."""
    rows = tuple(
        Row(key=(key,), label=label, figure=figure)
        for (key, label), figure in zip(_names(), _figures(waits), strict=True)
    )
    return Table(id=name, title=title, rows=rows if waits.receivers else (), about=_ABOUT)


def lead_time(name: str, title: str, waits: Waits) -> LeadTime:
    """Give the quartiles in hours, and the share that is done where the table shows it."""
    left = _figures(waits)[-1]
    lead = LeadTime(id=name, title=title, done=_done(waits, left), left=left)
    if waits.done >= FEWEST:
        lower, median, upper = np.percentile(waits.seconds, _QUARTILES) / _HOUR
        hours = {"lower": lower, "median": median, "upper": upper}
        lead = lead.model_copy(update={key: round(float(value), 1) for key, value in hours.items()})
    if lead.done.count is not None and waits.receivers:
        lead = lead.model_copy(update={"share": waits.done / waits.receivers})
    return lead


def _names() -> list[tuple[str, str]]:
    return [*((key, label) for key, label, _ in _LATEST), _LATER, _LEFT]


def _figures(waits: Waits) -> list[Figure]:
    reached = np.searchsorted(waits.seconds, [limit for *_, limit in _LATEST], side="right")
    counts = np.diff([0, *reached, waits.done])
    return parts_of_total([*(int(count) for count in counts), waits.receivers - waits.done])


def _done(waits: Waits, left: Figure) -> Figure:
    """Give what is done as it is shown: those who are left tell it by subtraction."""
    if left.count is not None:
        return Figure(count=waits.done)
    return Figure(count=None, shown=Shown.FEW if is_small(waits.done) else Shown.HIDDEN)
