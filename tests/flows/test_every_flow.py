"""What every flow must do, whatever it decides about."""

import hashlib
import itertools
import json
import sys
import time
import tomllib
from pathlib import Path

import pytest

from flows.check import faults_of
from flows.engine import Decided, next_step, possible_outcomes
from flows.flow import Flow
from flows.load import LIBRARY, load_flows
from flows.model import Advice, Basis, Citation, FlowError, Rule
from flows.walk import walk, walk_from_every_rule
from tests.flows.casebook import Case, read_cases
from tests.flows.sources import blocks, documents

FLOWS = load_flows()
RELEASED = tomllib.loads((Path(__file__).parent / "released.toml").read_text(encoding="utf-8"))
CASES = read_cases()
each_flow = pytest.mark.parametrize("flow", FLOWS.values(), ids=lambda flow: flow.id)


def breaks_a_case(changed: Flow, *about: Rule) -> bool:
    """Tell whether a named case about one of some rules now fails."""
    rules = {rule.id for rule in about}
    return any(_fails(case, changed) for case in cases_of(changed) if case.rule in rules)


def _fails(case: Case, flow: Flow) -> bool:
    try:
        return bool(case.faults(flow))
    except FlowError:
        return True


def cases_of(flow: Flow) -> list[Case]:
    return [case for case in CASES if case.flow == flow.id]


def backed(flow: Flow) -> list[Rule | Advice]:
    return [*flow.rules, *flow.advice]


def cited(flow: Flow) -> list[tuple[str, Citation]]:
    return [(item.id, citation) for item in backed(flow) for citation in item.citations]


@each_flow
def test_all_paths_end_within_a_second(flow: Flow) -> None:
    started = time.process_time()  # what else the machine does is not counted
    seen = walk(flow)
    seconds = time.process_time() - started
    sys.stdout.write(
        f"\n{flow.id}: {seen.paths} paths, at most {seen.longest} answers, {seconds:.2f} s\n"
    )
    assert not seen.gaps
    assert seconds < 1


@each_flow
def test_every_rule_can_decide(flow: Flow) -> None:
    assert {rule.id for rule in flow.rules} <= walk_from_every_rule(flow).rules


@each_flow
def test_every_outcome_is_reached_by_answering_questions(flow: Flow) -> None:
    assert {outcome.id for outcome in flow.outcomes} == walk(flow).outcomes


@each_flow
def test_every_question_that_is_asked_can_come_up_with_each_of_its_answers(flow: Flow) -> None:
    seen = walk(flow)
    alone = [q for q in flow.all_questions() if q.asked and q.asked_by is None]
    assert {question.id for question in alone} == seen.questions
    assert {(q.id, option.id) for q in alone for option in q.options} == seen.answers


@each_flow
def test_no_question_is_asked_whose_answer_cannot_change_the_outcome(flow: Flow) -> None:
    waiting: list[dict[str, str]] = [{}]
    while waiting:
        facts = waiting.pop()
        step = next_step(flow, facts)
        if isinstance(step, Decided):
            continue
        question = step.questions[0]
        some = [{**facts, question.id: option.id} for option in question.options]
        assert len(set().union(*(possible_outcomes(flow, answered) for answered in some))) > 1
        waiting += _unlike(flow, some)


def _unlike(flow: Flow, states: list[dict[str, str]]) -> list[dict[str, str]]:
    """Keep one of the states that leave the same outcomes and lead to the same screen."""
    kept = {}
    for facts in states:
        step = next_step(flow, facts)
        key = step.rule.id if isinstance(step, Decided) else (step.id, len(step.questions))
        kept[str(key), possible_outcomes(flow, facts)] = facts
    return list(kept.values())


@each_flow
def test_every_part_has_words_for_staff(flow: Flow) -> None:
    for question in flow.all_questions():
        assert question.text.endswith("?")
        assert question.help.endswith(".")
        assert all(
            option.text[0].isupper() or option.text[0].isdigit() for option in question.options
        )
    for outcome in flow.outcomes:
        assert outcome.do.endswith(".")
    for rule in flow.rules:
        assert rule.why.endswith(".")


@each_flow
def test_the_check_has_nothing_to_say(flow: Flow) -> None:
    text = (LIBRARY / f"{flow.id}.toml").read_text(encoding="utf-8")
    assert faults_of(flow, text, documents()) == []


@each_flow
def test_every_quote_stands_word_for_word_in_its_section(flow: Flow) -> None:
    for name, citation in cited(flow):
        text = documents()[citation.document][citation.section]
        assert citation.quote in text, f"{name}: {citation.quote}"


@each_flow
def test_a_rule_has_no_more_support_than_the_sentences_it_quotes(flow: Flow) -> None:
    strength = {"source": 2, "example": 1, "inference": 0}
    for item in backed(flow):
        if item.basis is Basis.INFERENCE:
            continue
        quoted = [
            block.status
            for citation in item.citations
            for block in blocks(citation.document)
            if citation.quote in block.text
        ]
        assert max(strength[status] for status in quoted) >= strength[item.basis.value], item.id


@each_flow
def test_every_rule_has_a_named_case(flow: Flow) -> None:
    assert {rule.id for rule in flow.rules} == {case.rule for case in cases_of(flow) if case.rule}


@each_flow
def test_dropping_any_rule_makes_a_named_case_fail(flow: Flow) -> None:
    for number, rule in enumerate(flow.rules):
        rest = flow.rules[:number] + flow.rules[number + 1 :]
        assert breaks_a_case(flow.model_copy(update={"rules": rest}), rule), rule.id


@each_flow
def test_swapping_two_rules_that_can_both_hold_makes_a_named_case_fail(flow: Flow) -> None:
    for one, other in itertools.combinations(range(len(flow.rules)), 2):
        rules = list(flow.rules)
        if not _can_both_hold(rules[one], rules[other]):
            continue
        rules[one], rules[other] = rules[other], rules[one]
        changed = flow.model_copy(update={"rules": tuple(rules)})
        assert breaks_a_case(changed, rules[one], rules[other]), f"{rules[other]} {rules[one]}"


def _can_both_hold(one: Rule, other: Rule) -> bool:
    shared = one.when.keys() & other.when.keys()
    return all(set(one.when[name]) & set(other.when[name]) for name in shared)


@each_flow
def test_every_advice_and_open_question_is_shown_in_a_named_case(flow: Flow) -> None:
    cases = cases_of(flow)
    shown = {name for case in cases for name in (*case.advice, *case.open_questions)}
    assert {item.id for item in (*flow.advice, *flow.open_questions)} == shown


@each_flow
def test_a_released_version_does_not_change(flow: Flow) -> None:
    """A change to a rule needs a new version, and a line of its own in released.toml."""
    meaning = flow.model_dump(mode="json", exclude={"content_hash", "unit_types", "reviewed_by"})
    digest = hashlib.sha256(json.dumps(meaning, sort_keys=True).encode()).hexdigest()
    line = f'"{flow.version}" = "{digest}"'
    assert RELEASED[flow.id].get(flow.version) == digest, f"[{flow.id}] {line}"
