"""Sentences begin and end where a Swedish reader would end them, so that a quote is whole."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.sentences import sentence_spans


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Skicka till t.ex. Närhälsan i Skövde.",
        "Det gäller bl.a. Försäkringskassan och m.fl. Aktörer.",
        "Enligt OSL kap. 25 gäller sekretess.",
        "Se nr. 3 i listan.",
        "Ring dr. Ek på mottagningen.",
        "Mötet börjar kl. 13 på torsdag.",
        "Lämnas resp. Hämtas på enheten.",
        "Kontakta A. Andersson vid frågor.",  # an initial
        "Version 2.1 gäller fr.o.m. 2023.",
        "Gäller fr.o.m. Mars.",
        "Läs mer på www.vardsamverkan.se under Dokument.",
        "Det väger 1.5 kg.",
        "Vad gäller? vet ingen.",  # no capital follows
        "Ingen punkt på slutet",
    ],
)
def test_a_stop_that_ends_no_sentence_does_not_cut_it(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Ett. Två.", ["Ett.", "Två."]),
        ("Är det klart? Ja! Bra.", ["Är det klart?", "Ja!", "Bra."]),
        ("Han sa ”nej.” Sedan gick han.", ["Han sa ”nej.”", "Sedan gick han."]),
        ("Klart (se bilaga.) Nästa steg.", ["Klart (se bilaga.)", "Nästa steg."]),
        ("Så sägs. ”Citat” följer.", ["Så sägs.", "”Citat” följer."]),
        ("Gäller från 2023. Åtgärder följer.", ["Gäller från 2023.", "Åtgärder följer."]),
        ("Vänta… Sedan går det.", ["Vänta…", "Sedan går det."]),
        ("Ett.  Två.\nTre.", ["Ett.", "Två.", "Tre."]),
        ("Det blev 5. 3 av dem svarade.", ["Det blev 5.", "3 av dem svarade."]),
    ],
)
def test_a_sentence_ends_where_the_next_begins(text: str, sentences: list[str]) -> None:
    assert split(text) == sentences


def test_the_number_of_a_list_item_is_no_sentence() -> None:
    assert split("1. Fyll i mallen. 2. Skicka den.") == ["1. Fyll i mallen.", "2. Skicka den."]


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_no_text_has_no_sentences(text: str) -> None:
    assert split(text) == []


@given(st.text(alphabet="Aå b.?!”)(1", max_size=60).map(lambda text: " ".join(text.split())))
def test_every_letter_is_in_exactly_one_sentence(text: str) -> None:
    spans = list(sentence_spans(text))
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    kept = "".join(text[start:end] for start, end in spans)
    assert "".join(kept.split()) == "".join(text.split())
