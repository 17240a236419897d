"""Checks a flow before it is used, and says in plain Swedish what to mend and on which line."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from flows.complaints import Fault, Place, line_of
from flows.flow import Flow
from flows.model import Basis, Citation, Condition, Frozen, Id, Question
from flows.walk import walk_from_every_rule

Documents = Mapping[str, Mapping[str, str]]
"""The text of each section by heading, for each document by id."""

Complaint = tuple[Place, str]
_LISTS = ("groups", "questions", "outcomes", "rules", "advice", "open_questions")


def faults_of(flow: Flow, text: str, documents: Documents | None = None) -> list[Fault]:
    """Give everything to mend in a flow, in the order of the file."""
    faults = reference_faults(flow, text)
    if not faults:
        faults = _with_lines(_idle_parts(flow), text)
        faults += _with_lines(_citation_complaints(flow, documents), text) if documents else []
    return sorted(faults, key=lambda fault: fault.line)


def reference_faults(flow: Flow, text: str) -> list[Fault]:
    """Give the names that lead nowhere or stand twice, and the rules without a source."""
    complaints = [
        *_doubles(flow),
        *_unknown_names(flow),
        *_unknown_facts(flow),
        *_without_source(flow),
    ]
    return _with_lines(iter(complaints), text)


def _with_lines(complaints: Iterator[Complaint], text: str) -> list[Fault]:
    faults = [Fault(line=line_of(text, place), text=words) for place, words in complaints]
    return sorted(faults, key=lambda fault: fault.line)


def _doubles(flow: Flow) -> Iterator[Complaint]:
    for name in _LISTS:
        ids = [item.id for item in getattr(flow, name)]
        for number, item_id in enumerate(ids):
            if item_id in ids[:number]:
                yield (name, number, "id"), f"”{item_id}” finns redan. Välj ett annat id."
    for number, question in enumerate(flow.questions):
        for option_id, times in Counter(option.id for option in question.options).items():
            if times > 1:
                words = f"svaret ”{option_id}” står två gånger. Ta bort det ena."
                yield ("questions", number, "options"), words


def _unknown_names(flow: Flow) -> Iterator[Complaint]:
    outcomes = [outcome.id for outcome in flow.outcomes]
    for number, rule in enumerate(flow.rules):
        if rule.then not in outcomes:
            yield ("rules", number, "then"), _unknown("utfallet", rule.then, outcomes)
    for name in ("advice", "open_questions"):
        for number, remark in enumerate(getattr(flow, name)):
            for outcome in remark.outcomes:
                if outcome not in outcomes:
                    yield (name, number, "outcomes"), _unknown("utfallet", outcome, outcomes)
    yield from _unknown_questions(flow)


def _unknown_questions(flow: Flow) -> Iterator[Complaint]:
    questions = [question.id for question in flow.questions]
    groups = [group.id for group in flow.groups]
    for number, question in enumerate(flow.questions):
        place = ("questions", number)
        if question.group is not None and question.group not in groups:
            yield (*place, "group"), _unknown("skärmen", question.group, groups)
        for key, names in _links(question):
            for name in names:
                if name not in questions:
                    yield (*place, key), _unknown("frågan", name, questions)
        if question.options_from not in (None, "unit_types"):
            yield (*place, "options_from"), "”options_from” kan bara vara ”unit_types”."
        if not question.options and question.options_from is None:
            yield place, f"frågan ”{question.id}” har inga svar. Lägg till ”options”."


def _links(question: Question) -> Iterator[tuple[str, Sequence[Id]]]:
    yield "asked_by", () if question.asked_by is None else (question.asked_by,)
    yield "ask_first", question.ask_first


def _unknown_facts(flow: Flow) -> Iterator[Complaint]:
    for place, condition in _conditions(flow):
        for name, values in condition.items():
            yield from ((place, words) for words in _unknown_values(flow, name, values))
    for role, name in flow.units or ():
        if not flow.has_question(name):
            yield ("units", role), f"frågan ”{name}” finns inte."


def _unknown_values(flow: Flow, name: str, values: Sequence[str]) -> Iterator[str]:
    if not flow.has_question(name):
        yield _unknown("frågan", name, [question.id for question in flow.questions])
        return
    options = [option.id for option in flow.question(name).options]
    for value in values:
        if value not in options:
            yield _unknown(f"svaret på {name}", value, options)


def _conditions(flow: Flow) -> Iterator[tuple[Place, Condition]]:
    for name in ("rules", "derived", "advice", "open_questions"):
        for number, item in enumerate(getattr(flow, name)):
            yield (name, number, "when"), item.when
            if name in ("advice", "open_questions"):
                yield (name, number, "unless"), item.unless
    for number, derived in enumerate(flow.derived):
        yield ("derived", number, "sets"), _as_condition(derived.sets)
    for number, question in enumerate(flow.questions):
        for option in question.options:
            yield ("questions", number, "options"), _as_condition(option.sets)


def _as_condition(settled: Mapping[Id, Id]) -> Condition:
    return {name: (value,) for name, value in settled.items()}


def _without_source(flow: Flow) -> Iterator[Complaint]:
    for name in ("rules", "advice"):
        for number, item in enumerate(getattr(flow, name)):
            if item.basis is not Basis.INFERENCE and not item.citations:
                words = f"”{item.id}” saknar ”citations”, som krävs när basis är ”{item.basis}”."
                yield (name, number, "basis"), words


def _idle_parts(flow: Flow) -> Iterator[Complaint]:
    """Find what no path uses: a rule that never decides, an outcome or a question without a use."""
    seen = walk_from_every_rule(flow)
    for number, rule in enumerate(flow.rules):
        if rule.id not in seen.rules:
            words = f"regeln ”{rule.id}” kan aldrig avgöra, en regel före den tar alltid över."
            yield ("rules", number, "id"), words
    used = {rule.then for rule in flow.rules}
    for number, outcome in enumerate(flow.outcomes):
        if outcome.id not in used:
            yield ("outcomes", number, "id"), f"ingen regel leder till utfallet ”{outcome.id}”."
    for number, question in enumerate(flow.questions):
        if question.id not in _used_questions(flow) | seen.questions:
            yield ("questions", number, "id"), f"inget använder frågan ”{question.id}”."
    for gap in seen.gaps[:1]:
        answers = ", ".join(f"{name} = {value}" for name, value in gap.items())
        yield ("rules", len(flow.rules) - 1, "id"), f"ingen regel gäller för: {answers}."


def _used_questions(flow: Flow) -> set[str]:
    return {name for _, condition in _conditions(flow) for name in condition}


Cited = TypeVar("Cited", bound=Frozen)


def _citation_complaints(flow: Flow, documents: Documents) -> Iterator[Complaint]:
    for name in ("rules", "advice"):
        for number, item in enumerate(getattr(flow, name)):
            for citation in item.citations:
                words = _not_found(citation, documents)
                if words is not None:
                    yield (name, number, "citations"), words


def _not_found(citation: Citation, documents: Documents) -> str | None:
    sections = documents.get(citation.document)
    if sections is None:
        return _unknown("dokumentet", citation.document, list(documents))
    if citation.section not in sections:
        return f"avsnittet ”{citation.section}” finns inte i {citation.document}."
    if citation.quote not in sections[citation.section]:
        return f"citatet står inte ordagrant i avsnittet ”{citation.section}”."
    return None


def _unknown(what: str, name: str, known: Sequence[str]) -> str:
    return f"{what} ”{name}” finns inte. Välj bland: {', '.join(known)}."
