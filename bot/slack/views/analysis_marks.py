"""What the buttons and modals of analyses, lessons and follow-ups carry."""

import json
import re
from dataclasses import dataclass
from typing import Any

OPEN, OPEN_START = "open_analysis", "open_analysis_start"
OPEN_PART, OPEN_LESSON = "open_analysis_part", "open_analysis_lesson"
PAGE, FINISH = "open_analysis_page", "analysis_finish"
PUBLISH, WITHDRAW = "lesson_publish", "lesson_withdraw"
OWN, TOGETHER = "own", "together"
ANALYSIS, START_FORM, PART_FORM = "analysis_modal", "analysis_start_form", "analysis_part_form"
LESSON, FOLLOWUP = "lesson_modal", "followup_form"
UNITS, REPORTS, TEXT, CHANNEL = "analysis_units", "analysis_reports", "analysis_text", "channel"
_ID = re.compile(r"[\w-]{1,80}", re.ASCII)
_PAGE = re.compile(r"([\w-]{1,80}):(\d{1,3})", re.ASCII)
UNKNOWN = "unknown"


@dataclass(frozen=True)
class AnalysisMark:
    """What a modal is about: an analysis or a message, and which version of which part."""

    subject: str
    part: str = ""
    version: int = 0

    @classmethod
    def read(cls, metadata: str) -> "AnalysisMark | None":
        """Read what a modal carries, or None when it is none of ours."""
        try:
            kept: Any = json.loads(metadata)
            mark = cls(str(kept["subject"]), str(kept["part"]), int(kept["version"]))
        except (ValueError, KeyError, TypeError):
            return None
        return mark if mark.part in ("", OWN, TOGETHER) and _ID.fullmatch(mark.subject) else None

    @property
    def value(self) -> str:
        """Give the mark as a modal carries it."""
        return json.dumps(vars(self))


def as_id(value: str) -> str:
    """Give the id that a button names; what is no id is named so."""
    return value if _ID.fullmatch(value) else UNKNOWN


def page_value(analysis_id: str, page: int) -> str:
    """Give what a button to another page carries."""
    return f"{analysis_id}:{page}"


def read_page(value: str) -> tuple[str, int]:
    """Read which page of which analysis a button leads to."""
    found = _PAGE.fullmatch(value)
    return (found[1], int(found[2])) if found else (UNKNOWN, 0)


def text_of(field: str) -> str:
    """Give the name of the place where a heading is written."""
    return f"{TEXT}_{field}"
