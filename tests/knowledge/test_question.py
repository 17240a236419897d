"""A question is cleaned before it is searched, and its abbreviations are spelled out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.bundled import GLOSSARY_FILE
from knowledge.question import MAX_CHARACTERS, Glossary, clean, has_letters


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return Glossary.read(GLOSSARY_FILE)


@pytest.mark.parametrize(
    ("written", "cleaned"),
    [
        ("  Vad   är\nMVO?\t", "Vad är MVO?"),
        ("VAD GÄLLER VID NEJ?", "vad gäller vid nej?"),
        ("SIP?", "SIP?"),  # an abbreviation is no shouting
        ("Vad är <b>MVO</b>?", "Vad är MVO ?"),
        ("<script>alert(1)</script>samtycke", "alert(1) samtycke"),
        ("<@U012AB> vad är <https://x.se|MVO>?", "vad är ?"),
        ("<!channel> samtycke", "samtycke"),
        ("a\x00b\x1b[31mc", "a b [31mc"),
        ("sam\u200btycke\ufeff", "sam tycke"),
        ("\u202eekcytmas", "ekcytmas"),
        ("a\u030a ha", "å ha"),  # the mark as a character of its own
        ("puls < 90 eller > 100", "puls < 90 eller > 100"),  # no markup
        ("\ud800 hej", "? hej"),  # half a character
        ("", ""),
    ],
)
def test_a_question_is_cleaned(written: str, cleaned: str) -> None:
    assert clean(written) == cleaned


def test_fifty_thousand_characters_become_two_thousand() -> None:
    assert len(clean("samtycke " * 6000)) <= MAX_CHARACTERS
    assert clean("samtycke " * 6000).startswith("samtycke samtycke")


@given(st.text(max_size=200))
def test_cleaning_leaves_nothing_that_breaks_a_line_or_an_encoding(text: str) -> None:
    cleaned = clean(text)
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned
    assert cleaned == " ".join(cleaned.split())
    assert not set(cleaned) & set("\x00\x1b\r\n\u200b\u202e")


@pytest.mark.parametrize("text", ["", "a", "?", "😀😀😀", "12 34", "_ _", "½", "\u0301"])
def test_less_than_a_word_is_no_question(text: str) -> None:
    assert not has_letters(text)


@pytest.mark.parametrize("text", ["vb", "å ä", "SIP?", "что", "护理"])
def test_two_letters_are_a_question(text: str) -> None:
    assert has_letters(text)


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("vad är mvo", "Meddelande till vård och omsorg"),
        ("VAD ÄR EN VB", "Vårdbegäran"),
        ("när utses fvk?", "Fast vårdkontakt"),
        ("rapportera i mcp", "MedControl PRO"),
        ("ska ssk skriva", "sjuksköterska"),
        ("är skaraborgs sjukhus med", "SkaS"),  # the sources write the short form
        ("när kommer htj", "hemtjänst"),
        ("vad vill gubben", "den enskilde"),
        ("gubben säger nej", "nekat samtycke"),
        ("är hon inlagd", "inneliggande"),
    ],
)
def test_what_staff_call_a_thing_is_searched_by_its_name(
    glossary: Glossary, question: str, term: str
) -> None:
    assert term.lower() in glossary.expand(clean(question)).lower()


@pytest.mark.parametrize(
    "question", ["Vad är en vårdbegäran?", "Hur avslutas processen?", "vbx och mvox"]
)
def test_a_question_without_abbreviations_is_searched_as_it_is(
    glossary: Glossary, question: str
) -> None:
    assert glossary.expand(question) == question


def test_a_term_that_is_written_is_not_written_again(glossary: Glossary) -> None:
    question = "Är mvo samma som meddelande till vård och omsorg?"
    assert glossary.expand(question) == question


def test_terms_of_the_field_are_known_however_they_end(glossary: Glossary) -> None:
    assert glossary.is_term("mvo")
    assert glossary.is_term("vardbegaran")
    assert glossary.is_term("vardbegaranden")
    assert not glossary.is_term("banan")
