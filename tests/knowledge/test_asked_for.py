"""A question for a time, a number or a name is answered only by a text that gives one."""

import pytest

from knowledge.asked_for import kinds, missing

NOTHING = "Mottagande part ska bekräfta att informationen är mottagen."


@pytest.mark.parametrize(
    ("question", "gives"),
    [
        ("Inom hur många timmar ska vi svara?", "Svara inom 24 timmar."),
        ("hur länge sparas meddelandet?", "Det sparas i tio år."),
        ("Hur ofta hålls mötena?", "Mötena hålls varje månad."),
        ("Vilket datum var mötet?", "Mötet var den 31 maj 2023."),
        ("Vad är telefonnumret till rehab?", "Ring 0500-43 10 00."),
        ("Vilken adress har sidan?", "Se www.vardsamverkan.se."),
        ("Vad kostar det?", "Avgiften är 100 kronor."),
        ("Hur många möten hölls?", "Det hölls 12 möten."),
        ("How many days do we have?", "Svar inom 3 dagar."),
    ],
)
def test_what_is_asked_for_is_missed_until_a_text_gives_it(question: str, gives: str) -> None:
    assert missing(question, [NOTHING])
    assert missing(question, [NOTHING, gives]) == []


@pytest.mark.parametrize(
    "question",
    ["Vad är MVO?", "Vad gäller vid nej?", "Vem ansvarar för planeringen?", "När avslutas det?"],
)
def test_a_question_for_no_such_thing_misses_nothing(question: str) -> None:
    assert missing(question, [NOTHING]) == []


def test_without_texts_all_that_is_asked_for_is_missing() -> None:
    assert missing("Inom hur många timmar?", [])


def test_the_kinds_have_ids_of_their_own() -> None:
    ids = [kind.id for kind in kinds()]
    assert len(ids) == len(set(ids)) >= 5
