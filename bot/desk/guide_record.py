"""Gives the outcome of the guide as an answer, so that what is done with answers holds for it."""

from datetime import datetime

from bot.desk import guide_words
from bot.desk.guide_reply import GuideReply
from knowledge.answer import Citation, Status
from storage.answers import GivenAnswer, Quoted


def answer_id_of(shown: GuideReply) -> str:
    """Name the outcome of this very step."""
    return f"{shown.guidance_id}v{shown.version}"


def given_answer(shown: GuideReply, asker: str, at: datetime) -> GivenAnswer | None:
    """Give an outcome as an answer, without a word of what was written; None for a question."""
    if shown.outcome is None:
        return None
    return GivenAnswer(
        id=answer_id_of(shown),
        at=at,
        asker=asker,
        conversation=None,
        question=_summary(shown, shown.outcome.title),
        status=Status.ANSWERED,
        reason=None,
        elapsed_ms=0.0,
        quoted=[_quoted(citation) for citation in shown.citations],
    )


def _summary(shown: GuideReply, title: str) -> str:
    facts = "; ".join(f"{fact.label}: {fact.words}" for fact in shown.listed)
    said = guide_words.GIVEN if facts else guide_words.GIVEN_ALONE
    return said.format(title=title, facts=facts)


def _quoted(citation: Citation) -> Quoted:
    return Quoted(
        number=citation.number,
        document_id=citation.document_id,
        version=citation.version,
        section=citation.section,
        passage_id=citation.passage_id,
    )
