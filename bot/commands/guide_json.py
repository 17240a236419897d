"""The stable shape of `guide --json`."""

from typing import Any

from bot.desk.guide_reply import GuideReply, Screen, ShownQuestion


def as_dict(reply: GuideReply) -> dict[str, Any]:
    """Give a reply as a program reads it; exactly one of outcome and next_question is null."""
    citations = {one.number: one.model_dump(mode="json") for one in reply.citations}
    outcome = reply.outcome
    return {
        "id": None,
        "guidance_id": reply.guidance_id,
        "flow": {"id": reply.flow_id, "version": reply.flow_version, "hash": reply.flow_hash},
        "facts": {
            fact.question: {
                "value": fact.value,
                "evidence": fact.evidence,
                "origin": fact.origin.value,
            }
            for fact in reply.facts
        },
        "outcome": _outcome(reply),
        "next_question": _next_question(reply.screen) if reply.screen else None,
        "possible_outcomes": [one.id for one in reply.possible_outcomes],
        "advice": [
            {
                "id": advice.id,
                "text": advice.text,
                "citations": [citations[number] for number in advice.citations],
            }
            for advice in (outcome.advice if outcome else ())
        ],
        "open_questions": [
            {"id": point.id, "text": point.text}
            for point in (outcome.open_questions if outcome else ())
        ],
        "contradictions": [fact.question for fact in reply.contradictions],
        "doubtful": [fact.question for fact in reply.doubtful],
        "notices": [{"kind": one.kind.value, "text": one.text} for one in reply.notices],
        "masked": list(reply.masked),
        "citations": list(citations.values()),
    }


def _outcome(reply: GuideReply) -> dict[str, Any] | None:
    outcome = reply.outcome
    if outcome is None:
        return None
    return {
        "id": outcome.id,
        "title": outcome.title,
        "do": outcome.do,
        "rule": outcome.rule,
        "why": outcome.why,
        "basis": outcome.basis.value,
        "unanswered_stops": [stop.id for stop in outcome.unanswered_stops],
    }


def _next_question(screen: Screen) -> dict[str, Any]:
    """Give the first question of a screen, and all of them, so that several can be answered."""
    questions = [_question(question) for question in screen.questions]
    return {**questions[0], "screen": screen.id, "questions": questions}


def _question(question: ShownQuestion) -> dict[str, Any]:
    return {
        "id": question.id,
        "text": question.text,
        "options": [{"id": option.id, "text": option.text} for option in question.options],
    }
