"""Text that came out of slides without markup."""

import re
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.reading import plain
from knowledge.reading.found import FoundSection, Heading, Piece, Text, sections
from knowledge.reading.lines import Line, join, paragraphs
from knowledge.reading.slides import read_slides

NUMBERED = """Samverkan vid utskrivning

Avdelningen för samverkan

Sida 1 av 4
\fVem gör vad när en patient
kommer hem?

• Kommunen planerar insat-
ser tillsammans med den enskilde
• Regionen ansvarar för in-
och utskrivning

Sida 2 av 4
\fSteg 1

Initierande part

Bedömer behovet och skickar en vårdbegäran till mottagaren.

Sida 3 av 4
\fSteg 2
- Mottagaren bekräftar
- Avsändaren avslutar

Sida 4 av 4
\f"""


def read(text: str) -> list[FoundSection]:
    return sections(plain.read(text.encode()).pieces)


def headings(text: str) -> list[tuple[str, ...]]:
    return [section.heading for section in read(text)]


def blocks(text: str) -> list[str]:
    return [block.text for section in read(text) for block in section.blocks]


def joined(*rows: str) -> str:
    return join([Line(row) for row in rows])


def test_page_breaks_number_the_slides() -> None:
    assert [(section.page, section.heading[1:]) for section in read(NUMBERED)] == [
        (1, ()),
        (2, ("Vem gör vad när en patient kommer hem?",)),
        (3, ("Steg 1", "Initierande part")),
        (4, ("Steg 2",)),
    ]


def test_the_title_slide_gives_the_document_its_title() -> None:
    assert plain.read(NUMBERED.encode()).title == "Samverkan vid utskrivning"


def test_page_numbers_are_dropped_but_numbers_in_titles_stay() -> None:
    assert not any("Sida" in text for text in blocks(NUMBERED))
    assert ("Samverkan vid utskrivning", "Steg 2") in headings(NUMBERED)


def test_each_bullet_is_one_block_without_its_glyph() -> None:
    assert "Kommunen planerar insatser tillsammans med den enskilde" in blocks(NUMBERED)
    assert blocks(NUMBERED)[-2:] == ["Mottagaren bekräftar", "Avsändaren avslutar"]


def test_a_footer_on_most_slides_is_dropped() -> None:
    slides = [f"Rubrik {word}\n\n• Punkt om {word}\n\nRegionens logotyp" for word in "abcd"]
    assert blocks("\f".join(slides)) == [f"Punkt om {word}" for word in "abcd"]


def test_text_said_on_every_slide_is_not_taken_for_a_running_title() -> None:
    assert (
        blocks("\f".join(["Rubrik\n\n• Samma punkt\n\n• Samma till"] * 4))
        == [
            "Samma punkt",
            "Samma till",
        ]
        * 4
    )


def test_a_title_repeated_on_a_few_slides_stays() -> None:
    slides = [f"Rubrik {word}\n\n• Punkt {word}" for word in "abcdef"]
    text = "\f".join([*slides, "Exempel\n\n• Punkt g", "Exempel\n\n• Punkt h"])
    assert headings(text)[-2:] == [("Exempel",), ("Exempel",)]


def test_a_slide_with_only_a_title_can_still_be_found() -> None:
    found = read("Del ett\n\n• Punkt a\n\n\n\nVårdkedjan\n\n\n\nDel två\n\n• Punkt b\n\n• Punkt c")
    assert [(one.heading, one.blocks[0].text) for one in found] == [
        (("Del ett",), "Punkt a"),
        (("Vårdkedjan",), "Vårdkedjan"),
        (("Del två",), "Punkt b"),
    ]


def test_a_slide_without_a_title_keeps_its_text() -> None:
    slides = ["Start\n\n• Punkt", "Slut\n\n• Punkt", "• Bara en punkt\n\n• Och en till"]
    assert read("\f".join(slides))[-1].heading == ("",)
    assert blocks("\f".join(slides))[-2:] == ["Bara en punkt", "Och en till"]


def test_two_short_lines_in_a_row_are_a_heading_and_its_text() -> None:
    text = "A\n\n• b\n\n\n\nRubrik\n\nAnsvarig part\n\nHar ansvaret\n\n• c\n\n\n\nD\n\n• e"
    assert (("Rubrik", "Ansvarig part")) in headings(text)
    assert "Har ansvaret" in blocks(text)


@pytest.mark.parametrize(
    ("rows", "whole"),
    [
        (("sam-", "ordning"), "samordning"),
        (("SoL-", "insatser"), "SoL-insatser"),
        (("e-", "post"), "e-post"),
        (("in-", "och utskrivning"), "in- och utskrivning"),
        (("hälso-", "samt sjukvård"), "hälso- samt sjukvård"),
        (("öppenvårds-/", "slutenvårdsärende"), "öppenvårds-/slutenvårdsärende"),
        (("2023-", "05"), "2023-05"),
        (("Borås -", "Vänersborg"), "Borås - Vänersborg"),
        (("mål –", "och medel"), "mål – och medel"),
        (("se https://exempel.se/", "dokument"), "se https://exempel.se/ dokument"),
        (("två   ord", "  till "), "två ord till"),
    ],
)
def test_words_broken_at_the_end_of_a_line_are_joined(rows: tuple[str, ...], whole: str) -> None:
    assert joined(*rows) == whole


@pytest.mark.parametrize("glyph", ["•", "o ", "-", "–", "▪", "\uf0b7", "*", "◦"])
def test_the_usual_bullets_begin_a_block(glyph: str) -> None:
    text = f"Rubrik\n\n{glyph} Första punkten\n{glyph} Andra punkten som är lång och\nfortsätter"
    found = paragraphs([Line(row) for row in text.split("\n") if row])
    assert [one.text for one in found[1:]] == [
        "Första punkten",
        "Andra punkten som är lång och fortsätter",
    ]


def test_a_dash_within_a_sentence_is_no_bullet() -> None:
    rows = ["Det är ett exempel på en rad som fortsätter", "– fast den börjar med ett streck"]
    assert len(paragraphs([Line(row) for row in rows])) == 1


def test_decomposed_letters_become_whole() -> None:
    assert blocks("Fo\u0308rst\n\nDa\u030a go\u0308r kommunen sin bedo\u0308mning.") == [
        "Då gör kommunen sin bedömning."
    ]


def test_running_text_keeps_numbered_and_free_headings() -> None:
    text = (
        "1 Bakgrund\n\nRiktlinjen gäller alla i öppenvården och\nska läsas av var och en.\n\n"
        "1.1 Målgrupp\n\nAlla som arbetar nära patienten omfattas.\n\n"
        "Ansvar\n------\nChefen ansvarar för att rutinen är känd.\n"
    )
    assert headings(text) == [
        ("1 Bakgrund",),
        ("1 Bakgrund", "1.1 Målgrupp"),
        ("1 Bakgrund", "1.1 Målgrupp", "Ansvar"),
    ]
    assert blocks(text)[0].endswith("och ska läsas av var och en.")


def test_a_sentence_over_two_pages_is_whole_and_keeps_the_page_it_begins_on() -> None:
    filler = "Kommunen och regionen planerar insatserna tillsammans med den enskilde. " * 30
    found = read(f"{filler}\n\nMeningen börjar här och\f\nfortsätter här.\n\n{filler}\f{filler}")
    broken = [block for one in found for block in one.blocks if "börjar här" in block.text]
    assert [(one.text, one.page) for one in broken] == [
        ("Meningen börjar här och fortsätter här.", 1)
    ]


WORDS = st.lists(st.sampled_from("Kommunen planerar insatser i sam- och SAMSA, idag. vid".split()))
ROWS = st.lists(st.tuples(st.sampled_from(["", "", "• ", " ", "- "]), WORDS), max_size=12)


def of_pieces(pieces: list[Piece]) -> str:
    """Give all text once: a slide with only a title repeats it as its text."""
    parts: list[str] = []
    for before, piece in zip([None, *pieces], pieces, strict=False):
        repeats = isinstance(before, Heading) and isinstance(piece, Text)
        if not (repeats and before is not None and before.text == piece.text):
            parts.append(piece.text)
    return re.sub(r"[\W_]", "", "".join(parts))


@settings(max_examples=60, deadline=None)
@given(st.lists(ROWS, min_size=1, max_size=4))
def test_no_word_of_any_slide_is_lost_or_moved(slides: list[list[tuple[str, list[str]]]]) -> None:
    number = count()
    text = "\n\n\n\n".join(
        # The number keeps two rows with the same words apart.
        "\n".join(
            f"{glyph}{' '.join(words)} {next(number)}" if words else "" for glyph, words in slide
        )
        for slide in slides
    )
    pages = plain._pages([text], is_numbered=False)
    assert of_pieces(read_slides(pages)) == re.sub(r"[\W_]", "", text)
