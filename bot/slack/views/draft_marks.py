"""Which draft a button or a field belongs to, as Slack carries it, and the names of them all."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.desk.drafts import DraftReply

START, OPEN, SHOW, REVIEW = "draft_start", "draft_open", "draft_show", "draft_review"
CHOOSE, PICK, PICKED, SKIP = "draft_choose", "draft_pick", "draft_picked", "draft_skip"
CHANGE_FORM, DISCARD, MINE, OTHER = "draft_form", "draft_discard", "draft_mine", "draft_other"
FIELD, UNITS, STEP = "draft_field", "draft_units", "draft_step"
ROW_ADD, ROW_REMOVE = "draft_row_add", "draft_row_remove"
TAKE_BACK, ERASE, DROP_LEFT = "draft_take_back", "draft_erase", "draft_drop_left"
AS_UNIT, TO = "draft_as_unit", "draft_to"
DEPARTS, NOT_KNOWN, AS_PROPOSAL = "draft_departs", "draft_not_known", "draft_as_proposal"
REWORD, OWN_WORDS = "draft_reword", "draft_own_words"
SAME, NOT_SAME = "draft_same_event", "draft_not_same_event"
BEFORE_SENDING = (AS_UNIT, TO, SAME, NOT_SAME)

BEGIN_VIEW, FORM_VIEW, SHOWN_VIEW, SEND_VIEW = (
    "draft_begin_view", "draft_form_view", "draft_shown_view", "draft_send_view",
)  # fmt: skip
BEGIN_FORM, BEGIN_TEXT = "draft_begin_form", "draft_begin_text"


@dataclass(frozen=True)
class DraftMark:
    """A draft as it stood, and what in it is meant: a field, the sending unit, or nothing."""

    draft_id: str
    version: int
    about: str = ""

    @classmethod
    def of(cls, reply: DraftReply) -> "DraftMark":
        """Give the mark of a draft as it is shown."""
        return cls(reply.draft_id, reply.version)

    @classmethod
    def read(cls, value: str) -> "DraftMark | None":
        """Read a mark, or None when it is none of ours."""
        found = re.fullmatch(r"(\w{1,64}):(\d{1,9}):([\w-]*)", value, re.ASCII)
        return cls(found[1], int(found[2]), found[3]) if found else None

    def on(self, about: str | int) -> "DraftMark":
        """Give the mark of something in the draft."""
        return replace(self, about=str(about))

    @property
    def field(self) -> str | None:
        """Give the field that is meant, also by a sentence that stands in it."""
        return self.about.partition("-")[0] or None

    @property
    def value(self) -> str:
        """Give the mark as Slack carries it."""
        return f"{self.draft_id}:{self.version}:{self.about}"


@dataclass(frozen=True)
class FormMark:
    """What a modal shows: the draft as it was seen, the step, how many rows, and a fresh name.

    `fresh` is part of each block's id: Slack keeps what stands in a block by its id, and would
    otherwise show it in place of what the draft holds.
    """

    draft_id: str
    version: int
    step: int = 0
    rows: int = 1
    fresh: str = ""

    @classmethod
    def read(cls, text: str) -> "FormMark | None":
        """Read what a modal carries, or None when it is none of ours."""
        try:
            kept: Mapping[str, Any] = json.loads(text)
            draft, version, step = str(kept["draft"]), int(kept["version"]), int(kept["step"])
            return cls(draft, version, step, int(kept["rows"]), str(kept["fresh"]))
        except (ValueError, KeyError, TypeError):
            return None

    @property
    def value(self) -> str:
        """Give it as a modal carries it."""
        kept = {"draft": self.draft_id, "version": self.version, "step": self.step,
                "rows": self.rows, "fresh": self.fresh}  # fmt: skip
        return json.dumps(kept)


@dataclass(frozen=True)
class InputMark:
    """Which field, or which column of which row, an input of a modal stands for; `part` counts
    the inputs of a text that is too long for one."""

    field: str
    part: int = 0
    row: int | None = None
    column: str | None = None

    @classmethod
    def read(cls, block_id: str) -> "InputMark | None":
        """Read the id of a block, or None when it is none of ours."""
        found = re.fullmatch(
            r"in:(?P<field>\w+):(?P<part>\d+)(?::(?P<row>\d+):(?P<column>\w+))?:\w*",
            block_id, re.ASCII,
        )  # fmt: skip
        if found is None:
            return None
        row = int(found["row"]) if found["row"] else None
        return cls(found["field"], int(found["part"]), row, found["column"])

    def block_id(self, fresh: str) -> str:
        """Give the id of the input's block."""
        cell = f":{self.row}:{self.column}" if self.column else ""
        return f"in:{self.field}:{self.part}{cell}:{fresh}"
