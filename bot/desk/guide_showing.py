"""Puts a guidance in the form that every surface shows: facts, screen or outcome, and sources."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.desk import guide_words
from bot.desk.guide_reply import (
    Choice,
    GuideReply,
    Notice,
    NoticeKind,
    OpenFact,
    OpenPoint,
    PossibleOutcome,
    Screen,
    ShownAdvice,
    ShownFact,
    ShownOutcome,
    ShownQuestion,
    UnansweredStop,
)
from bot.desk.guide_sources import GuideSources
from flows.engine import Ask, Decided
from flows.flow import Flow
from flows.guide import Guidance, KnownFact, Origin
from flows.model import Citation as Cited
from flows.model import Option, Question
from flows.understand import Reading
from knowledge.answer import Citation
from storage import guidances as kept


@dataclass(frozen=True)
class Reached:
    """Where a guidance stands: what is kept of it, and what its flow makes of that."""

    stored: kept.Guidance
    flow: Flow
    reading: Reading
    guidance: Guidance
    is_flow_changed: bool = False

    @property
    def decided(self) -> Decided | None:
        """Give the outcome, or None while something is asked."""
        step = self.guidance.step
        if self.stored.changing is not None or not isinstance(step, Decided):
            return None
        return step


def reply(reached: Reached, sources: GuideSources) -> GuideReply:
    """Give the reply for where a guidance stands."""
    numbered = _Numbered(sources)
    outcome = _outcome(reached, numbered)
    known = {fact.question for fact in reached.guidance.facts}
    is_source_gone = bool(outcome and reached.decided and reached.decided.rule.citations
                          and not outcome.citations)  # fmt: skip
    shown = GuideReply(
        guidance_id=reached.stored.id,
        version=reached.stored.version,
        flow_id=reached.flow.id,
        flow_title=reached.flow.title,
        flow_version=reached.flow.version,
        flow_hash=reached.flow.content_hash,
        facts=tuple(_fact(reached.flow, fact) for fact in reached.guidance.facts),
        contradictions=_open(reached.flow, reached.reading.contradictions, known),
        doubtful=_open(reached.flow, reached.reading.doubtful, known),
        notices=notices([NoticeKind.SOURCE_GONE] if is_source_gone else []),
        masked=tuple(reached.stored.masked),
        screen=None if outcome else _screen(reached),
        outcome=outcome,
        possible_outcomes=_possible(reached),
        citations=tuple(numbered.citations),
        can_go_back=bool(reached.stored.history) or reached.stored.changing is not None,
    )
    return with_words(shown)


def with_words(shown: GuideReply) -> GuideReply:
    """Give a reply with its text as a person reads it."""
    return shown.model_copy(update={"text": guide_words.in_words(shown)})


def notices(kinds: Iterable[NoticeKind]) -> tuple[Notice, ...]:
    """Give notices with their words."""
    return tuple(Notice(kind=kind, text=guide_words.NOTICES[kind]) for kind in kinds)


def explanation(shown: GuideReply, flow: Flow) -> str:
    """Say why it is asked, or why it ended so."""
    if shown.outcome:
        title = next(rule.title for rule in flow.rules if rule.id == shown.outcome.rule)
        return guide_words.EXPLAIN_OUTCOME.format(title=title, why=shown.outcome.why)
    questions = shown.screen.questions if shown.screen else ()
    lines = [f"{question.text} {question.help}" for question in questions]
    possible = ", ".join(one.title for one in shown.possible_outcomes)
    return "\n".join([*lines, guide_words.STILL_OPEN.format(outcomes=possible)])


class _Numbered:
    """Numbers each sentence once, in the order it is first leaned on."""

    def __init__(self, sources: GuideSources) -> None:
        self._sources = sources
        self.citations: list[Citation] = []
        self._numbers: dict[Cited, int | None] = {}

    def of(self, cited: Sequence[Cited]) -> tuple[int, ...]:
        """Give the numbers of the sentences that are found in the sources."""
        numbers = (self._number(one) for one in cited)
        return tuple(number for number in numbers if number is not None)

    def _number(self, cited: Cited) -> int | None:
        if cited not in self._numbers:
            found = self._sources.citation(cited, len(self.citations) + 1)
            self.citations += [found] if found else []
            self._numbers[cited] = found.number if found else None
        return self._numbers[cited]


def _fact(flow: Flow, fact: KnownFact) -> ShownFact:
    direction = flow.units.direction if flow.units else None
    return ShownFact(
        question=fact.question,
        label=fact.label,
        value=fact.value,
        words=fact.words,
        origin=fact.origin,
        evidence=fact.evidence,
        options=_choices(flow.question(fact.question).options),
        is_listed=fact.origin is not Origin.DERIVED or fact.question == direction,
    )


def _open(flow: Flow, names: Sequence[str], known: set[str]) -> tuple[OpenFact, ...]:
    return tuple(
        OpenFact(question=name, label=flow.question(name).label)
        for name in names
        if name not in known
    )


def _choices(options: Iterable[Option]) -> tuple[Choice, ...]:
    return tuple(Choice(id=option.id, text=option.text) for option in options)


def _screen(reached: Reached) -> Screen:
    step, flow = reached.guidance.step, reached.flow
    if reached.stored.changing is not None or not isinstance(step, Ask):
        return _change(flow.question(reached.stored.changing or ""))
    return Screen(
        id=step.id,
        title=step.title,
        help=step.help,
        questions=tuple(_question(question) for question in step.questions),
        is_gates=any(question.is_gate for question in step.questions),
    )


def _change(question: Question) -> Screen:
    return Screen(
        id=question.id,
        title=question.text,
        help=question.help,
        questions=(_question(question),),
        is_change=True,
    )


def _question(question: Question) -> ShownQuestion:
    return ShownQuestion(
        id=question.id,
        text=question.text,
        help=question.help,
        options=_choices(question.options),
    )


def _possible(reached: Reached) -> tuple[PossibleOutcome, ...]:
    outcomes = map(reached.flow.outcome, reached.guidance.possible_outcomes)
    return tuple(PossibleOutcome(id=outcome.id, title=outcome.title) for outcome in outcomes)


def _outcome(reached: Reached, numbered: _Numbered) -> ShownOutcome | None:
    step = reached.decided
    if step is None:
        return None
    return ShownOutcome(
        id=step.outcome.id,
        title=step.outcome.title,
        do=step.outcome.do,
        rule=step.rule.id,
        why=step.rule.why,
        basis=step.rule.basis,
        citations=numbered.of(step.rule.citations),
        advice=tuple(_advice(reached, numbered)),
        open_questions=tuple(
            OpenPoint(id=point.id, text=point.text) for point in reached.guidance.open_questions
        ),
        unanswered_stops=tuple(
            UnansweredStop(id=rule.id, title=rule.title) for rule in step.unanswered_stops
        ),
    )


def _advice(reached: Reached, numbered: _Numbered) -> Iterator[ShownAdvice]:
    for advice in reached.guidance.advice:
        yield ShownAdvice(
            id=advice.id,
            text=advice.text,
            basis=advice.basis,
            citations=numbered.of(advice.citations),
        )
