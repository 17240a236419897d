"""Which step of which guidance a button or a field belongs to, as Slack carries it."""

import re
from dataclasses import dataclass, replace

from bot.desk.guide_reply import GuideReply

ANSWER, FIELD, NEXT = "guide_answer", "guide_field", "guide_next"
CHANGE, BACK, WHY, OVER = "guide_change", "guide_back", "guide_why", "guide_over"
SECTION, HUMAN, DRAFT, FEEDBACK = "guide_section", "guide_human", "guide_draft", "guide_feedback"
GOOD, BAD = "guide_good", "guide_bad"
OPEN, NEW = "guide_open", "guide_new"
FORM, START, SITUATION = "guide_form", "guide_start", "guide_situation"


@dataclass(frozen=True)
class StepMark:
    """A step of a guidance, and what on it is meant: a question, a number, or nothing."""

    guidance_id: str
    version: int
    about: str = ""

    @classmethod
    def of(cls, reply: GuideReply) -> "StepMark":
        """Give the mark of the step that a reply shows."""
        return cls(reply.guidance_id, reply.version)

    @classmethod
    def read(cls, value: str) -> "StepMark | None":
        """Read a mark, or None when it is none of ours."""
        found = re.fullmatch(r"(\w{1,64}):(\d{1,9}):(\w*)", value, re.ASCII)
        return cls(found[1], int(found[2]), found[3]) if found else None

    def on(self, about: str | int) -> "StepMark":
        """Give the mark of something on the step."""
        return replace(self, about=str(about))

    @property
    def value(self) -> str:
        """Give the mark as Slack carries it."""
        return f"{self.guidance_id}:{self.version}:{self.about}"
