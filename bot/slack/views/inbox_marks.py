"""What the buttons of inboxes and messages carry: which part of which inbox, and which message."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from storage.receipts import Box

OPEN_INBOX, OPEN_MESSAGE = "open_inbox", "open_message"
SHELF, HERE_AS, SENT = "inbox_shelf", "inbox_here_as", "sent"
INBOX, MESSAGE, FORM = "inbox_modal", "message_modal", "message_form"
PAGE, OTHER, MESSAGE_HERE_AS = "message_page", "message_other", "message_here_as"
ACT, SAMSA, FILE = "message_act", "message_samsa", "message_file"
REPORT, NUMBER = "message_report", "message_number"
REASON_FORM, NUMBER_FORM = "message_reason_form", "message_number_form"
TEXT, MEMBER = "message_text", "message_member"
_ID = re.compile(r"[\w-]{0,80}", re.ASCII)
_PARTS = {box.value for box in Box} | {SENT}


@dataclass(frozen=True)
class ShelfMark:
    """A page of a part of a unit's inbox; `part` of None is the first that holds anything."""

    unit: str
    part: str | None = None
    after: str | None = None

    @classmethod
    def read(cls, value: str) -> "ShelfMark | None":
        """Read a mark, or None when it is none of ours."""
        unit, part, after = [*value.split(":"), "", ""][:3]
        is_ours = all(_ID.fullmatch(one) for one in (unit, after)) and part in (*_PARTS, "")
        return cls(unit, part or None, after or None) if unit and is_ours else None

    @property
    def value(self) -> str:
        """Give the mark as Slack carries it."""
        return f"{self.unit}:{self.part or ''}:{self.after or ''}"


@dataclass(frozen=True)
class OpenedMark:
    """A message in a modal: the page of it, or what is to be done with it."""

    message_id: str
    page: int = 0
    act: str = ""

    @classmethod
    def read(cls, metadata: str) -> "OpenedMark | None":
        """Read what a modal carries, or None when it is none of ours."""
        try:
            kept: Any = json.loads(metadata)
            return cls(str(kept["message"]), int(kept["page"]), str(kept["act"]))
        except (ValueError, KeyError, TypeError):
            return None

    @property
    def value(self) -> str:
        """Give the mark as a modal carries it."""
        return json.dumps({"message": self.message_id, "page": self.page, "act": self.act})


def as_message_id(value: str) -> str:
    """Give the id of a message that a button names; what is no id is named so."""
    return value if value and _ID.fullmatch(value) else "unknown"


def chosen_in(action: Mapping[str, Any]) -> str:
    """Give what was chosen in a menu."""
    return str((action.get("selected_option") or {}).get("value") or "")
