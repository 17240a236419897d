"""Answer a question with exact quotes from the sources, or say why not."""

import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import uuid4

from knowledge import (
    added,
    compare,
    conversation,
    disagreement,
    quotes,
    retrieve,
    support,
    triage,
)
from knowledge import question as questions
from knowledge.answer import Answer, Citation, Place, Reason, Status
from knowledge.bundled import ALWAYS_REFUSED, Bundle, Unknown, read_unknowns
from knowledge.citing import Quoted
from knowledge.embedding import Embedder
from knowledge.index import Allows, Index
from knowledge.library import Library
from knowledge.model import Kind
from knowledge.quotes import Quote
from knowledge.register import Entry
from knowledge.retrieve import Hit

_log = logging.getLogger(__name__)
_SEARCHED = 8  # passages whose sentences are weighed
_SHOWN = 5
_NAMED_GAP = 0.92  # so near, the reviewed words about a gap are about this question


@dataclass(frozen=True)
class _Opened:
    version: str
    index: Index
    unknowns: triage.Unknowns
    has_lessons: bool


@dataclass(frozen=True)
class Found:
    """All that is known about one question when the decision is made."""

    question: str
    hits: Sequence[Hit]
    quotes: Sequence[Quote]
    unknowns: Sequence[triage.NearestUnknown]
    signals: support.Signals
    likeness: Mapping[str, float]  # to each kind of reviewed question


class Answerer:
    """Answers from the published build; notices by itself when another one is published."""

    def __init__(
        self,
        library: Library,
        embedder: Embedder,
        bundle: Bundle,
        glossary: questions.Glossary,
    ) -> None:
        self._library = library
        self._embedder = embedder
        self._bundle = bundle
        self._glossary = glossary
        self._opened: _Opened | None = None

    def answer(
        self, question: str, history: Sequence[str] = (), allows: Allows | None = None
    ) -> Answer:
        """Answer a question, read in the light of the earlier ones; never raises."""
        started = time.perf_counter()
        try:
            answer = self._answer(question, history, allows)
        except Exception as error:  # noqa: BLE001 - whatever breaks, the person gets a reply
            # Never the error's text: it may hold what the person wrote.
            _log.error("search failed id=%s type=%s", uuid4().hex[:8], type(error).__name__)
            answer = Answer(question=question, status=Status.FAILED, reason=Reason.SEARCH_FAILED)
        elapsed = (time.perf_counter() - started) * 1000
        return answer.model_copy(update={"elapsed_ms": round(elapsed, 2)})

    def index(self) -> Index:
        """Give the build that answers are taken from now."""
        return self._open().index

    def find(self, question: str, history: Sequence[str], allows: Allows | None = None) -> Found:
        """Give what the sources hold for a cleaned question, before anything is decided.

        A lesson is an example of what happened once: it is looked in where the others say nothing.
        """
        opened = self._open()
        if not opened.has_lessons:
            return self._find(opened, question, history, allows)
        found = self._find(opened, question, history, _without_lessons(allows))
        if support.is_enough(found.signals):
            return found
        lessons = self._find(opened, question, history, allows)
        is_enough = support.is_enough(lessons.signals)
        return lessons if is_enough and any(map(_is_lesson, lessons.quotes)) else found

    def _find(
        self, opened: _Opened, question: str, history: Sequence[str], allows: Allows | None
    ) -> Found:
        earlier = [questions.clean(text) for text in history]
        subject = conversation.in_light_of(question, earlier, self._glossary.is_term)
        expanded = self._glossary.expand(subject)
        asked = retrieve.prepare(expanded, opened.index, self._embedder.query)
        hits = retrieve.search(asked, opened.index, _SEARCHED, allows)
        found: added.Searched = (hits, quotes.rank(hits))
        nearest = opened.unknowns.nearest(asked.vector)
        unknowns = [one for one in nearest if self._bundle.holds(one.unknown)]
        measured = support.signals(subject, asked, found, unknowns, opened.index)
        if not support.is_enough(measured):
            by_added = added.answers(subject, asked, found, unknowns, opened.index)
            found = added.only_added(found) if by_added else found
            measured = by_added or measured
        likeness = opened.index.likeness(asked.vector)
        return Found(subject, hits, _chosen(expanded, found), unknowns, measured, likeness)

    def _answer(self, question: str, history: Sequence[str], allows: Allows | None) -> Answer:
        cleaned = questions.clean(question)
        if not questions.has_letters(cleaned):
            return Answer(question=question, status=Status.REFUSED, reason=Reason.BAD_INPUT)
        return _decided(self.find(cleaned, history, allows), question)

    def _open(self) -> _Opened:
        version = self._library.version()
        if self._opened is None or self._opened.version != version:
            index = self._library.open()
            unknowns = triage.Unknowns(read_unknowns(), index.unknowns)
            self._opened = _Opened(version, index, unknowns, index.holds(Kind.LARDOM))
        return self._opened


def _without_lessons(allows: Allows | None) -> Allows:
    def allowed(entry: Entry) -> bool:
        return entry.header.kind is not Kind.LARDOM and (allows is None or allows(entry))

    return allowed


def _is_lesson(quote: Quote) -> bool:
    return quote.hit.entry.header.kind is Kind.LARDOM


def _chosen(question: str, found: added.Searched) -> list[Quote]:
    hits, ranked = found
    return quotes.choose(ranked, compare.chosen(question, ranked) or quotes.leading(hits, ranked))


@dataclass(frozen=True)
class _Verdict:
    """Why a question is not answered, with the reviewed gap it fell into where there is one."""

    reason: Reason | None
    gap: Unknown | None = None


def _decided(found: Found, question: str) -> Answer:
    verdict = _verdict(found)
    shown = found.quotes if verdict.reason in {None, Reason.SOURCES_DISAGREE} else ()
    return Answer(
        question=question,
        status=_status(verdict.reason),
        reason=verdict.reason,
        citations=tuple(_citation(number, quote) for number, quote in enumerate(shown, 1)),
        passages=tuple(_place(hit) for hit in found.hits[:_SHOWN]),
        unknown=verdict.gap,
        confidence=round(support.probability(found.signals), 4),
    )


def _status(reason: Reason | None) -> Status:
    if reason is None:
        return Status.ANSWERED
    return Status.REFUSED if reason in ALWAYS_REFUSED else Status.NOT_FOUND


def _verdict(found: Found) -> _Verdict:
    is_supported = bool(found.quotes) and support.is_enough(found.signals)
    refused = triage.refusal(
        found.question, found.unknowns, found.likeness, is_supported=is_supported
    )
    if refused:
        return _Verdict(Reason(refused.unknown.reason), refused.unknown)
    if not is_supported:
        return _unsupported(found)
    disagree = disagreement.found(found.quotes)
    return _Verdict(Reason.SOURCES_DISAGREE if disagree else None)


def _unsupported(found: Found) -> _Verdict:
    """Name the reviewed gap when the question is near one; else tell far from near misses."""
    gaps = [one for one in found.unknowns if one.unknown.reason not in ALWAYS_REFUSED]
    if gaps and gaps[0].cosine >= _NAMED_GAP:
        return _Verdict(Reason(gaps[0].unknown.reason), gaps[0].unknown)
    return _Verdict(Reason.NOTHING_FOUND if _is_far(found) else Reason.NO_SUPPORT)


def _is_far(found: Found) -> bool:
    nearest = max((hit.cosine for hit in found.hits), default=0.0)
    return nearest < support.FAR_COSINE


def _citation(number: int, quote: Quote) -> Citation:
    return Quoted(quote.hit.entry, quote.hit.passage, quote.sentence).citation(number)


def _place(hit: Hit) -> Place:
    return Place(
        document_id=hit.passage.document_id,
        section=hit.passage.section,
        page=hit.passage.page,
        text=hit.passage.text,
        score=round(hit.score, 4),
    )
