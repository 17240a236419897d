"""What the desk replies: a closed union that every surface renders."""

from pydantic import BaseModel, ConfigDict

from knowledge.answer import Answer


class AnswerReply(BaseModel):
    """An answer with the words a person reads, and what was masked in the question."""

    model_config = ConfigDict(frozen=True)

    answer_id: str
    answer: Answer
    text: str
    masked: tuple[str, ...] = ()
    notice: str | None = None


Reply = AnswerReply
