"""A follow-up is read in the light of the question before it, and a new subject is not."""

import pytest

from knowledge.answering import Answerer
from knowledge.bundled import GLOSSARY_FILE
from knowledge.conversation import in_light_of, is_follow_up
from knowledge.question import Glossary

FIRST = "Vad gäller när den enskilde ska samtycka?"


def is_term(word: str) -> bool:
    return Glossary.read(GLOSSARY_FILE).is_term(word)


@pytest.mark.parametrize(
    "question",
    [
        "och om hon säger nej?",
        "gäller det barn också?",
        "Då?",
        "Varför?",
        "men vem gör det då",
        "och sen?",
        "what about children?",
        "eller hans anhöriga?",
        "inom hur många timmar?",
    ],
)
def test_a_question_that_leans_on_the_one_before_is_a_follow_up(question: str) -> None:
    assert is_follow_up(question, is_term)
    assert in_light_of(question, [FIRST], is_term) == f"{FIRST} {question}"


@pytest.mark.parametrize(
    "question",
    [
        "Vad är en vårdbegäran?",
        "mvo",  # a term stands alone
        "Vilka parter ingår i öppenvårdsprocessen?",
        "Vem ansvarar för att utse en fast vårdkontakt i primärvården?",
    ],
)
def test_a_question_that_stands_alone_is_read_alone(question: str) -> None:
    assert not is_follow_up(question, is_term)
    assert in_light_of(question, [FIRST], is_term) == question


def test_without_a_history_a_follow_up_is_read_as_it_is() -> None:
    assert in_light_of("och om hon säger nej?", [], is_term) == "och om hon säger nej?"


def test_the_last_question_that_stood_alone_gives_the_subject() -> None:
    history = ["Vad är MVO till för enligt riktlinjen?", FIRST, "och om hon säger nej?"]
    assert in_light_of("gäller det barn också?", history, is_term).startswith(FIRST)


def test_follow_ups_alone_are_read_after_the_latest_of_them() -> None:
    joined = in_light_of("då?", ["och hon?", "varför det?"], is_term)
    assert joined == "varför det? då?"


def test_the_conversation_decides_what_is_found(answerer: Answerer) -> None:
    after_consent = answerer.answer("och om hon säger nej?", [FIRST])
    assert any("nekat samtycke" in c.quote.lower() for c in after_consent.citations)
    after_fvk = answerer.answer("och vad ska den göra?", ["När ska en fast vårdkontakt utses?"])
    assert any("fast vårdkontakt ska" in c.quote for c in after_fvk.citations)


def test_a_history_of_nonsense_breaks_nothing(answerer: Answerer) -> None:
    answer = answerer.answer("och då?", ["", "\x00", "😀", "<@U1>", "\ud800"])
    assert answer.status != "failed"
