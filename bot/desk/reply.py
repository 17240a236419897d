"""What the desk replies: a closed union that every surface renders."""

from pydantic import BaseModel, ConfigDict

from bot.desk.drafts.reply import DraftReply
from bot.desk.guide_reply import GuideReply
from knowledge.answer import Answer, Reason


class AnswerReply(BaseModel):
    """An answer with the words a person reads, and what was masked in the question."""

    model_config = ConfigDict(frozen=True)

    answer_id: str
    answer: Answer
    text: str
    masked: tuple[str, ...] = ()
    notice: str | None = None

    @property
    def is_private(self) -> bool:
        """Tell whether only the asker should see it: the question was about an individual."""
        return bool(self.masked) or self.answer.reason is Reason.LOOKUP


class NoteReply(BaseModel):
    """A few words that are no answer: a greeting, or why there is none."""

    model_config = ConfigDict(frozen=True)

    text: str
    masked: tuple[str, ...] = ()

    @property
    def is_private(self) -> bool:
        """Tell whether only the asker should see it."""
        return bool(self.masked)


Reply = AnswerReply | NoteReply | GuideReply | DraftReply
