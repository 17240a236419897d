"""Answer one question at the desk: read it in its conversation, search, record, put in words."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import uuid4

from bot import texts
from bot.desk.reply import AnswerReply
from bot.privacy import MaskedText
from knowledge.answer import Answer, Citation
from knowledge.answering import Answerer
from storage.answers import Answers, GivenAnswer, Quoted
from storage.database import StorageError

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Question:
    """A masked question, who asks and in which conversation."""

    text: MaskedText
    asker: str
    conversation: str | None = None
    history: Sequence[MaskedText] = field(default=())


class AskDesk:
    """Answers questions for every surface alike."""

    def __init__(
        self,
        answerer: Answerer,
        answers: Answers,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._answerer = answerer
        self._answers = answers
        self._clock = clock

    def ask(self, question: Question) -> AnswerReply:
        """Answer a question and keep what was answered."""
        answer = self._answerer.answer(question.text.text, self._history(question))
        answer_id = uuid4().hex
        is_kept = self._record(answer_id, question, answer)
        return AnswerReply(
            answer_id=answer_id,
            answer=answer,
            text=texts.answer_text(answer),
            masked=question.text.kinds,
            notice=None if is_kept else texts.NOT_RECORDED,
        )

    def _history(self, question: Question) -> list[str]:
        if question.history or question.conversation is None:
            return [earlier.text for earlier in question.history]
        try:
            return self._answers.history(question.conversation)
        except StorageError as error:
            _log.warning("history unread: %s", error)
            return []

    def _record(self, answer_id: str, question: Question, answer: Answer) -> bool:
        given = GivenAnswer(
            id=answer_id,
            at=self._clock(),
            asker=question.asker,
            conversation=question.conversation,
            question=question.text.text,
            status=answer.status,
            reason=answer.reason,
            elapsed_ms=answer.elapsed_ms,
            quoted=[_quoted(citation) for citation in answer.citations],
        )
        try:
            self._answers.record(given)
        except StorageError as error:
            _log.warning("answer unrecorded: %s", error)
            return False
        return True


def _quoted(citation: Citation) -> Quoted:
    return Quoted(
        number=citation.number,
        document_id=citation.document_id,
        version=citation.version,
        section=citation.section,
        passage_id=citation.passage_id,
    )
