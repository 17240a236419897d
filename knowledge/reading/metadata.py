"""What a file says of itself: its title and date, when they are worth believing."""

import re
from datetime import datetime

from knowledge.reading.characters import collapse

_DATE = re.compile(r"(?:D:)?((?:19|20)\d{2})-?(0[1-9]|1[0-2])-?([0-2]\d|3[01])")
# Programs fill these in when nobody has written a title.
_NOT_A_TITLE = re.compile(
    r"(?i)^(\(?(anonymous|unspecified|untitled|namnlös\w*|okänd)\)?\d*"
    r"|powerpoint.presentation|word.document|presentation\d*|dokument\d*|document\d*|bild \d+"
    r"|microsoft (word|powerpoint).*|.*\.(docx?|pptx?|dotx?|potx?|pdf|indd|odt|txt))$"
)


def own_title(text: object) -> str | None:
    """Give the title in a file's properties, unless a program put it there."""
    title = collapse(str(text)) if text else ""
    return title if title and not _NOT_A_TITLE.match(title) else None


def iso_date(text: str) -> str | None:
    """Give the day of a date written as 2024-03-01… or D:20240301…"""
    match = _DATE.match(text.strip())
    return "-".join(match.groups()) if match else None


def day_of(moment: datetime | None) -> str | None:
    """Give the day of a point in time."""
    return f"{moment:%Y-%m-%d}" if moment else None
