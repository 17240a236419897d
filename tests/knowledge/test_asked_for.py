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


def test_a_number_of_something_else_is_not_the_number_asked_for() -> None:
    assert missing("Hur många flikar har vårdbegäran?", ["Underlaget nämner sju SAV."])
    assert missing("Hur många flikar har planeringen?", ["Den består av två flikar."]) == []


def test_a_form_is_given_only_by_a_text_that_names_it() -> None:
    assert missing("Finns det en mall för detta?", [NOTHING])
    assert missing("Finns det en mall för detta?", ["Använd mallen på webben."]) == []


def test_what_is_asked_for_is_seen_without_the_marks_of_letters() -> None:
    assert missing("HUR MANGA DAGAR HAR VI PA OSS", [NOTHING])
    assert missing("nar borjade det", [NOTHING])


def test_only_an_added_document_gives_the_words_of_a_sav() -> None:
    question = "Vad står det i SAV om vårdbegäran?"
    assert missing(question, ["En SAV har en titel."])
    assert missing(question, ["En SAV har en titel."], ["En SAV har en titel."]) == []
