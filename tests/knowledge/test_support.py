"""How sure an answer is: the fitted weights are whole, and each signal points the right way."""

from dataclasses import asdict, replace

import pytest

from knowledge import support
from knowledge.answering import Answerer
from knowledge.support import Signals


def measured(answerer: Answerer, question: str) -> Signals:
    return answerer.find(question, []).signals


def test_the_fitted_weights_name_signals_that_exist() -> None:
    names = set(asdict(Signals(*[0.0] * len(Signals.__dataclass_fields__))))
    assert set(support.fits()) == {"reviewed", "plain"}
    for fit in support.fits().values():
        assert set(fit.weights) <= names
        assert fit.weights
        assert 0 < fit.threshold < 1


def test_sources_without_reviewed_questions_are_weighed_without_them() -> None:
    assert {"asked", "answered", "gap", "outside"}.isdisjoint(support.fits()["plain"].weights)


@pytest.mark.parametrize(
    ("signal", "sign"), [("sentence", 1), ("asked", 1), ("missing", -1), ("unknown", -1)]
)
def test_a_signal_moves_the_probability_its_way(answerer: Answerer, signal: str, sign: int) -> None:
    base = measured(answerer, "Vad ska en fast vårdkontakt göra?")
    values = [support.probability(replace(base, **{signal: value})) for value in (0.5, 0.7, 0.9)]
    assert values == sorted(values, reverse=sign < 0)
    assert all(0 <= value <= 1 for value in values)


def test_an_answered_question_is_surer_than_one_that_is_not(answerer: Answerer) -> None:
    answered = support.probability(measured(answerer, "När ska en fast vårdkontakt utses?"))
    other = support.probability(measured(answerer, "Hur byter man däck på en lastbil?"))
    assert answered > 0.7 > 0.3 > other


def test_words_of_no_source_are_strange(answerer: Answerer) -> None:
    known = measured(answerer, "Vad gäller vid nekat samtycke?")
    unknown = measured(answerer, "Vad gäller för xylofonkvartetter i Zwickau?")
    assert known.strange < unknown.strange
    assert known.uncovered < unknown.uncovered


def test_a_number_that_is_asked_for_and_not_there_is_missing(answerer: Answerer) -> None:
    assert measured(answerer, "Inom hur många timmar ska MVO bekräftas?").missing == 1
    assert measured(answerer, "Vad ska mottagaren av MVO göra?").missing == 0
