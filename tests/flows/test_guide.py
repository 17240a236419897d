"""The guide as the desk uses it: facts with their origin, the step, and what goes with it."""

import pytest

from flows.engine import Ask, Decided
from flows.guide import Origin, choose_flow, guide
from flows.model import FlowError
from tests.flows.situations import FLOWS, read, understanding

FLOW = FLOWS["valj_meddelande"]
TEXT = "Hemtjänsten vill informera vårdcentralen om att kunden ramlat."


def test_each_fact_says_where_it_comes_from_and_the_words_it_was_read_from() -> None:
    facts = {fact.question: fact for fact in guide(FLOW, {"akut": "nej"}, read(TEXT)).facts}
    assert facts["akut"].origin is Origin.GIVEN
    assert facts["mottagare"].origin is Origin.TEXT
    assert facts["mottagare"].evidence == "informera vårdcentralen"
    assert facts["riktning"].origin is Origin.DERIVED
    assert facts["riktning"].evidence is None
    assert facts["mottagare"].words == "Vårdcentral"


def test_what_a_person_answers_goes_before_what_was_read() -> None:
    guidance = guide(FLOW, {"mottagare": "mottagning"}, read(TEXT))
    receiver = next(fact for fact in guidance.facts if fact.question == "mottagare")
    assert (receiver.value, receiver.origin) == ("mottagning", Origin.GIVEN)


def test_an_outcome_comes_with_its_advice_and_what_the_sources_leave_open() -> None:
    guidance = guide(FLOW, {}, read("Patienten är inlagd på KSS."))
    assert isinstance(guidance.step, Decided)
    assert guidance.possible_outcomes == ("slutenvard",)
    assert "overgar_till_slutenvard" in [advice.id for advice in guidance.advice]


def test_a_question_comes_without_advice_and_the_flow_is_named_with_its_hash() -> None:
    guidance = guide(FLOW, {})
    assert isinstance(guidance.step, Ask)
    assert guidance.advice == ()
    assert (guidance.flow_id, guidance.flow_version) == ("valj_meddelande", FLOW.version)
    assert guidance.flow_hash == FLOW.content_hash


def test_a_wrong_fact_is_refused() -> None:
    with pytest.raises(FlowError, match="finns inte"):
        guide(FLOW, {"samtycke": "kanske"})


FLOW_OF = {
    TEXT: "valj_meddelande",
    "Vi har fått ett meddelande från mottagningen, vad gör vi nu?": "efter_sandning",
    "Mottagningen har inte svarat på vår vårdbegäran.": "efter_sandning",
    "Hon vill inte att vi skickar något.": "valj_meddelande",
    "Vi fick en vårdbegäran och ska svara hemsjukvården efter besöket.": "valj_meddelande",
    "": "valj_meddelande",
}


@pytest.mark.parametrize(("text", "flow"), FLOW_OF.items())
def test_a_text_opens_the_flow_it_is_about(text: str, flow: str) -> None:
    assert choose_flow(FLOWS, understanding(), text).id == flow
