"""Answers, sections and handed on questions to show, with whatever content a test wants."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bot import texts
from bot.desk.reply import AnswerReply
from knowledge.answer import Answer, Citation, Place, Reason, Status
from knowledge.bundled import ALWAYS_REFUSED
from storage.handoffs import Handoff

MakeReply = Callable[..., AnswerReply]
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

HOSTILE = {
    "plain": "När ska vi svara på en vårdbegäran?",
    "pings": "<!channel> <!here> <@U0ELSA001> <#C0ALLA0001> <!subteam^S1> @channel @here",
    "links": "<https://elak.example|SAMSA> https://elak.example [klicka](https://elak.example)",
    "marks": "*fet* _kursiv_ ~struken~ `kod` ```block``` > citat :tada: &amp; &lt;",
    "long": "ö" * 10_000,
    "quotes": '"\\' * 5_000,
    "lines": "rad\n" * 3_000,
    "emoji": "👩🏽‍⚕️🏥" * 400,
    "bidi": "\u202etxt.exe\u202c \u2066gömt\u2069 \u200fhej",
    "control": "a\x00b\x07c\x1b[31md",
    "surrogate": "trasig \ud83d text",
    "blank": " \n\t ",
    "empty": "",
    "braces": "{question} {place} %s {0}",
}


@pytest.fixture(params=list(HOSTILE.values()), ids=list(HOSTILE))
def content(request: pytest.FixtureRequest) -> str:
    """Give one text after another that people or documents may hold."""
    return str(request.param)


def citation(number: int = 1, **fields: object) -> Citation:
    stated = {
        "number": number, "document_id": "rutin-a", "kind": "rutin", "describes": None,
        "title": "Rutin A", "section": "Svar", "page": None, "version": "2",
        "valid_from": None, "url": None, "quote": "Svara i tid.", "passage_id": "p1",
    }  # fmt: skip
    return Citation.model_validate(stated | fields)


@pytest.fixture
def cite() -> Callable[..., Citation]:
    return citation


@pytest.fixture
def make_reply() -> MakeReply:
    def make(
        *citations: Citation,
        reason: Reason | None = None,
        question: str = "När ska vi svara?",
        near: tuple[str, ...] = (),
        masked: tuple[str, ...] = (),
        notice: str | None = None,
    ) -> AnswerReply:  # fmt: skip
        status = Status.ANSWERED
        if reason:
            is_refused = str(reason) in ALWAYS_REFUSED or reason is Reason.BAD_INPUT
            status = Status.REFUSED if is_refused else Status.NOT_FOUND
        places = [
            Place(document_id="a", section=one, page=None, text="t", score=0.1) for one in near
        ]
        answer = Answer(
            question=question, status=status, reason=reason, citations=citations,
            passages=tuple(places),
        )  # fmt: skip
        return AnswerReply(
            answer_id="a" * 32, answer=answer, text=texts.answer_text(answer),
            masked=masked, notice=notice,
        )  # fmt: skip

    return make


@pytest.fixture
def make_handoff() -> Callable[..., Handoff]:
    def make(**fields: object) -> Handoff:
        stated = {
            "id": "h" * 32, "team": "T1", "answer_id": "a" * 32, "asker": "U0ELSA001",
            "asker_channel": "D1", "asker_thread": "1.1", "question": "När ska vi svara?",
            "channel": "C0OMBUD002", "created_at": NOW,
        }  # fmt: skip
        return Handoff(**(stated | fields))  # type: ignore[arg-type]

    return make
