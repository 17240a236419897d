"""The slide deck the guideline was presented with, read as it came out of the extraction."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from knowledge.model import ParsedDocument, Section
from knowledge.passages import cut
from knowledge.reading import GivenHeader, read_document

DECK = Path(__file__).parents[4] / "shared/documents/oppenvardsprocessen-dialogmote-2023.txt"
pytestmark = [
    pytest.mark.deck,
    pytest.mark.skipif(not DECK.exists(), reason="the slide deck is not at hand"),
]

USED_TODAY = "Exempel på hur öppenvårdsprocess används idag?"
IDEAS = "Idéer på hur öppenvårdsprocess skulle kunna användas i framtiden?"
# Every slide in order, as a person reads the deck; › parts a slide from a heading within it.
SLIDES = [
    "Välkomna! › Dagens agenda",
    "Länsgemensam Riktlinje för Öppenvårdsprocessen i Västra Götaland",
    "Riktlinjens innehåll",
    "Om Riktlinjen",
    "Målgrupp",
    "Öppenvårdsprocessen › Parter som kan delta i öppenvårdsprocess enligt riktlinje",
    "Samtycke",
    "Fast vårdkontakt i öppenvårdsprocessen",
    "Informationsöverföring",
    "Informationsöverföring › Initierande part",
    "Informationsöverföring › Mottagande part",
    "Begäran om samordning av insatser",
    "Begäran om samordning av insatser › Initierande part",
    "Begäran om samordning av insatser › Mottagande part",
    "Informationsutbyte och samordning",
    "Informationsutbyte och samordning › Initierande part",
    "Informationsutbyte och samordning › Alla deltagande parters ansvar",
    "Öppenvårdsprocessen avslutas",
    "Avvikelser i samverkan",
    "Uppföljning & analys",
    "Dokument - Vårdsamverkan i Västra Götaland (vardsamverkan.se)",
    "Öppenvårdsprocessen i Skaraborg",
    "Inledning",
    "Meddelanden",
    "Vårdkedjan i Skaraborg",
    "Vårdbegäran",
    "SAV – Vårdbegäran i IT-tjänsten SAMSA",
    "Meddelande till vård och omsorg (MVO)",
    "Administrativt meddelande",
    "Planering",
    "SAV – Planeringsmeddelande i öppenvård",
    "Tänk på att flera SAV gäller oavsett öppenvårds-/slutenvårdsärende",
    "SAV – Inkoppling av primärvårdsrehabenhet i IT-tjänsten SAMSA",
    "Receptförnyelser via SAMSA",
    "Vad gäller vid receptförnyelser?",
    "Vad gäller vid receptförnyelser från SkaS?",
    "Paus till 15:22",
    "Exempel från verksamheterna",
    *[USED_TODAY] * 5,
    *[IDEAS] * 3,
    "Vikten av avvikelser",
    "Vad tycker vi om avvikelser egentligen? › Historiskt",
    "Vad tycker vi om avvikelser egentligen? › Det senaste",
    "Nuläge",
    "Imorgon?",
    "Här kommer ju ”öppenvårdsriktlinje” komma in!",
    "Tack för idag",
]
PARTS = {
    "Länsgemensam Riktlinje för Öppenvårdsprocessen i Västra Götaland",
    "Öppenvårdsprocessen i Skaraborg",
    "Receptförnyelser via SAMSA",
    "Exempel från verksamheterna",
    "Vikten av avvikelser",
}


@pytest.fixture(scope="module")
def deck() -> ParsedDocument:
    return read_document(DECK, GivenHeader())


def texts(document: ParsedDocument) -> list[str]:
    return [block.text for section in document.sections for block in section.blocks]


def letters(parts: Iterable[str]) -> str:
    """Give what must neither be lost nor moved: every letter and figure in order."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFC", "".join(parts)))


def in_order(sections: Iterable[Section]) -> Iterator[str]:
    """Give each heading once where it stood, and the text under it."""
    before: tuple[str, ...] = ()
    for section in sections:
        path = section.heading
        shared = 0
        while before[: shared + 1] == path[: shared + 1] and shared < len(path) - 1:
            shared += 1
        yield from path[shared:]
        blocks = [block.text for block in section.blocks]
        yield from blocks if blocks != [path[-1]] else []
        before = path


def test_every_slide_of_the_deck_is_a_section_with_its_title(deck: ParsedDocument) -> None:
    found = [
        " › ".join(path[1:] if len(path) > 1 and path[0] in PARTS else path)
        for path in (section.heading for section in deck.sections)
    ]
    assert found == SLIDES


def test_nothing_in_the_deck_is_lost_or_moved(deck: ParsedDocument) -> None:
    assert letters(in_order(deck.sections)) == letters([DECK.read_text(encoding="utf-8")])


def test_slides_of_a_part_carry_its_title(deck: ParsedDocument) -> None:
    parts = {section.heading[-1]: section.heading[0] for section in deck.sections}
    assert parts["Samtycke"] == "Länsgemensam Riktlinje för Öppenvårdsprocessen i Västra Götaland"
    assert parts["Planering"] == "Öppenvårdsprocessen i Skaraborg"
    assert parts["Imorgon?"] == "Vikten av avvikelser"


@pytest.mark.parametrize(
    "whole",
    [
        # a bullet over two lines with a blank line between them
        "Ärenden som kommer in från anhöriga, om hjälpmedel mm. Skickar MVO och sedan startar "
        "planeringen. Plockar på parter som behöver vara med, Närhälsans rehab eller kommunens, "
        "beroende på vad som passar",
        # a line that ends on a paragraph sign
        "Om den enskilde på grund av sitt hälsotillstånd eller av andra skäl inte kan samtycka "
        "till att en uppgift lämnas ut tillämpas regleringen i offentlighets- och sekretesslagen "
        "(OSL 25 kap § 13).",
        # a dash that begins a line without being a bullet
        "MVO till primärvården för övertag – ersatt remisser. Önskemål om uppdrag till kommunen "
        "vad gäller exv läkemedelstilldelning – OBSERVERA Remissförfarande enligt RMR i VGR",
        # two bullets without a blank line between them
        "Ibland finns knappval för receptförnyelse",
        "Det finns inget som hindrar att andra berörda bjuds in i öppenvårdsprocessen.",
    ],
)
def test_broken_lines_of_the_deck_are_whole_again(deck: ParsedDocument, whole: str) -> None:
    assert whole in texts(deck)


def test_an_acronym_keeps_the_hyphen_at_the_end_of_its_line(deck: ParsedDocument) -> None:
    assert any("önskemål om SoL-insatser." in text for text in texts(deck))


def test_the_deck_is_not_called_a_guideline(deck: ParsedDocument) -> None:
    assert deck.header.id == "oppenvardsprocessen-dialogmote-2023"
    assert deck.header.kind == "anvisning"
    assert deck.header.title == "Oppenvardsprocessen dialogmote 2023"


def test_slides_without_page_breaks_get_no_invented_numbers(deck: ParsedDocument) -> None:
    assert {section.page for section in deck.sections} == {None}


def test_every_section_gives_a_passage(deck: ParsedDocument) -> None:
    assert {passage.section for passage in cut(deck)} == {
        " › ".join(section.heading) for section in deck.sections
    }
