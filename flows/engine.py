"""What to ask next, or what is decided: pure functions of a flow and the facts known so far.

The first rule that nothing known contradicts is the one that counts. When it is fully answered it
decides; otherwise its first missing answer is asked for, unless no answer could change the outcome.
"""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from flows.derive import agrees, complete, holds
from flows.flow import Flow
from flows.model import (
    Advice,
    Facts,
    FlowError,
    Frozen,
    OpenQuestion,
    Outcome,
    Question,
    Rule,
)

R = TypeVar("R", Advice, OpenQuestion)


class Ask(Frozen):
    """One screen: the question, or the questions of a group, that can change the outcome."""

    id: str
    title: str
    help: str
    questions: tuple[Question, ...]


class Decided(Frozen):
    """The outcome, the rule that gave it, and stops that were not answered on the way."""

    outcome: Outcome
    rule: Rule
    unanswered_stops: tuple[Rule, ...] = ()


def next_step(flow: Flow, facts: Facts) -> Ask | Decided:
    """Give the outcome, or the screen to show next."""
    known = complete(flow, facts)
    candidates = _candidates(flow, known)
    last = candidates[-1]
    if not _missing(last, known):
        if len({rule.then for rule in candidates}) == 1:
            return Decided(outcome=flow.outcome(last.then), rule=last)
        if last.stop:
            stops = tuple(candidates[:-1])
            return Decided(outcome=flow.outcome(last.then), rule=last, unanswered_stops=stops)
    return _screen(flow, known, candidates)


def possible_outcomes(flow: Flow, facts: Facts) -> tuple[str, ...]:
    """Give the outcomes that the known facts do not rule out, in the order of the rules."""
    step = next_step(flow, facts)
    if isinstance(step, Decided):
        return (step.outcome.id,)
    rules = _candidates(flow, complete(flow, facts))
    return tuple(dict.fromkeys(rule.then for rule in rules))


def deciding_questions(flow: Flow, facts: Facts) -> tuple[Question, ...]:
    """Give every question whose answer can still change the outcome."""
    known = complete(flow, facts)
    if isinstance(next_step(flow, known), Decided):
        return ()
    return tuple(_unanswered(flow, known, _candidates(flow, known)))


def advice_for(flow: Flow, facts: Facts, outcome: str) -> tuple[Advice, ...]:
    """Give what to think of beside an outcome."""
    return tuple(_applying(flow.advice, complete(flow, facts), outcome))


def open_questions_for(flow: Flow, facts: Facts, outcome: str) -> tuple[OpenQuestion, ...]:
    """Give what the sources do not settle about this situation."""
    return tuple(_applying(flow.open_questions, complete(flow, facts), outcome))


def _candidates(flow: Flow, known: Facts) -> list[Rule]:
    """Give the rules that can still decide: those not contradicted, up to the first that holds."""
    candidates = []
    for rule in flow.rules:
        if _is_contradicted(flow, rule, known):
            continue
        candidates.append(rule)
        if not _missing(rule, known):
            break
    if not candidates:
        raise FlowError(
            f"{flow.title}: ingen regel gäller för svaren. Säg till den som äger flödet."
        )
    return candidates


def _is_contradicted(flow: Flow, rule: Rule, known: Facts) -> bool:
    for name, values in rule.when.items():
        if name in known:
            if known[name] not in values:
                return True
        elif not _can_be_asked(flow, name, known):
            return True
    return False


def _can_be_asked(flow: Flow, name: str, known: Facts) -> bool:
    """Tell whether an answer can still come; a fact that is never asked counts only when stated."""
    question = flow.question(name)
    return question.asked and (question.asked_by is None or question.asked_by not in known)


def _missing(rule: Rule, known: Facts) -> list[str]:
    return [name for name in rule.when if name not in known]


def _screen(flow: Flow, known: Facts, candidates: list[Rule]) -> Ask:
    questions = list(_unanswered(flow, known, candidates))
    first = questions[0]
    group = flow.group(first.group)
    if group is None:
        return Ask(id=first.id, title=first.text, help=first.help, questions=(first,))
    together = tuple(question for question in questions if question.group == group.id)
    return Ask(id=group.id, title=group.title, help=group.help, questions=together)


def _unanswered(flow: Flow, known: Facts, candidates: Iterable[Rule]) -> Iterator[Question]:
    """Give the questions behind the missing answers, each once, with the options still possible."""
    seen: set[str] = set()
    for rule in candidates:
        for name in _missing(rule, known):
            for question in _ways_to_ask(flow, name, known):
                if question.id not in seen:
                    seen.add(question.id)
                    yield _narrowed(question, known)


def _ways_to_ask(flow: Flow, name: str, known: Facts) -> list[Question]:
    question = flow.question(name)
    if question.asked_by is not None:
        return [flow.question(question.asked_by)]
    before = [flow.question(first) for first in question.ask_first if first not in known]
    return before or [question]


def _narrowed(question: Question, known: Facts) -> Question:
    open_options = tuple(option for option in question.options if agrees(option, known))
    return question.model_copy(update={"options": open_options or question.options})


def _applying(remarks: tuple[R, ...], known: Facts, outcome: str) -> Iterator[R]:
    for remark in remarks:
        if remark.outcomes and outcome not in remark.outcomes:
            continue
        if holds(remark.when, known) and not (remark.unless and holds(remark.unless, known)):
            yield remark
