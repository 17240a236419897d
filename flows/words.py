"""Says a condition and its support in the words staff read."""

from collections.abc import Iterable

from flows.flow import Flow
from flows.model import Basis, Condition, Question

BASIS_IN_WORDS = {
    Basis.SOURCE: "källan säger det",
    Basis.EXAMPLE: "exempel i källan",
    Basis.INFERENCE: "Lotsens slutsats",
}


def in_words(flow: Flow, condition: Condition) -> str:
    """Give a condition as labels and answers."""
    return ", ".join(_one(flow.question(name), values) for name, values in condition.items())


def _one(question: Question, values: Iterable[str]) -> str:
    options = (question.option(value) for value in values)
    answers = " eller ".join(option.text for option in options if option is not None)
    return f"{question.label}: {answers}"
