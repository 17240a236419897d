"""What the engine asks, when it stops asking, and what it adds to an outcome."""

import pytest

from flows.derive import complete
from flows.engine import Ask, Decided, deciding_questions, next_step, possible_outcomes
from flows.load import load_flows
from flows.model import FlowError

FLOW = load_flows()["valj_meddelande"]
CLEAR = {
    "akut": "nej",
    "skyddade_uppgifter": "nej",
    "avliden": "nej",
    "inneliggande": "nej",
    "samtycke": "ja",
    "mottagare_har_samsa": "ja",
}


def asked(facts: dict[str, str]) -> Ask:
    step = next_step(FLOW, facts)
    assert isinstance(step, Ask)
    return step


def decided(facts: dict[str, str]) -> Decided:
    step = next_step(FLOW, facts)
    assert isinstance(step, Decided)
    return step


def test_the_gates_are_asked_together_and_none_is_answered_beforehand() -> None:
    screen = asked({})
    assert screen.id == "grindar"
    assert [question.id for question in screen.questions] == list(CLEAR)
    assert all(question.is_gate for question in screen.questions)


def test_only_the_gates_still_unknown_are_asked() -> None:
    facts = {name: value for name, value in CLEAR.items() if name != "samtycke"}
    screen = asked(facts)
    assert [question.id for question in screen.questions] == ["samtycke"]


@pytest.mark.parametrize("gate", CLEAR)
def test_no_message_type_is_given_while_a_gate_is_unanswered(gate: str) -> None:
    facts = {name: value for name, value in CLEAR.items() if name != gate}
    known = {**facts, "syfte": "information", "avsandare": "hemtjanst", "mottagare": "vardcentral"}
    assert gate in [question.id for question in asked(known).questions]


def test_a_stop_that_is_known_decides_at_once_and_names_the_stops_left_open() -> None:
    step = decided({"samtycke": "nej"})
    assert step.outcome.id == "inget_meddelande"
    assert [rule.then for rule in step.unanswered_stops] == [
        "akut",
        "annan_kanal",
        "annan_kanal",
        "slutenvard",
    ]


def test_a_rule_that_lets_information_out_waits_for_every_gate() -> None:
    assert asked({"recept": "ja"}).id == "grindar"
    assert asked({"mottagare_har_samsa": "nej"}).id == "grindar"


def test_one_answer_settles_what_the_other_answers_would_have_meant() -> None:
    known = complete(FLOW, {"syfte": "atgard"})
    assert (known["lopande_utbyte"], known["recept"], known["atgard_onskas"]) == (
        "nej",
        "nej",
        "ja",
    )


def test_answers_that_contradict_what_is_known_are_not_offered() -> None:
    screen = asked({**CLEAR, "atgard_onskas": "ja"})
    offered = [option.id for option in screen.questions[0].options]
    assert offered == ["atgard", "lopande", "overtag", "recept"]


def test_the_last_answer_left_is_not_asked_for() -> None:
    assert decided({**CLEAR, "lopande_utbyte": "ja"}).outcome.id == "planering"


def test_a_given_fact_is_never_changed_by_what_follows_from_others() -> None:
    facts = {"avsandare": "hemtjanst", "mottagare": "vardcentral", "riktning": "ut"}
    assert complete(FLOW, facts)["riktning"] == "ut"


def test_sender_and_receiver_are_asked_together_before_the_direction() -> None:
    screen = asked({**CLEAR, "syfte": "information"})
    assert [question.id for question in screen.questions] == ["avsandare", "mottagare"]
    unclear = {"avsandare": "ambulans", "mottagare": "vardcentral"}
    assert asked({**CLEAR, "syfte": "information", **unclear}).id == "riktning"


def test_outcomes_ruled_out_are_not_possible_any_more() -> None:
    assert len(possible_outcomes(FLOW, {})) == len(FLOW.outcomes)
    inward = {**CLEAR, "syfte": "information", "riktning": "in"}
    assert possible_outcomes(FLOW, inward) == ("vardbegaran",)


def test_deciding_questions_are_those_that_can_still_change_the_outcome() -> None:
    left = [question.id for question in deciding_questions(FLOW, {**CLEAR, "riktning": "in"})]
    assert left == ["syfte"]
    assert deciding_questions(FLOW, {"akut": "ja"}) == ()


def test_a_fact_or_an_answer_the_flow_does_not_know_is_refused_with_those_it_knows() -> None:
    with pytest.raises(FlowError, match=r"finns inte\. Välj bland: akut, "):
        FLOW.check_facts({"brattom": "ja"})
    with pytest.raises(FlowError, match="Välj bland: ja, nej, kan_inte, okant"):
        FLOW.check_facts({"samtycke": "kanske"})
