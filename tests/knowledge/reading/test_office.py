"""PowerPoint and Word files made with the libraries that read them."""

from collections.abc import Callable
from datetime import UTC, datetime

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml as parse_word_xml
from docx.oxml.ns import nsdecls
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Inches

from knowledge.reading import powerpoint, word
from knowledge.reading.found import FoundSection, sections

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
SLIDES = "http://schemas.openxmlformats.org/presentationml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def add_slide(deck: Deck, layout: int, *texts: str) -> Slide:
    slide: Slide = deck.slides.add_slide(deck.slide_layouts[layout])
    for placeholder, text in zip(slide.placeholders, texts, strict=False):
        placeholder.text = text
    return slide


def slides(deck: Deck, to_bytes: Callable[[Deck], bytes]) -> list[FoundSection]:
    return sections(powerpoint.read(to_bytes(deck)).pieces)


def pages(document: WordDocument, to_bytes: Callable[[WordDocument], bytes]) -> list[FoundSection]:
    return sections(word.read(to_bytes(document)).pieces)


def texts(found: list[FoundSection]) -> list[str]:
    return [block.text for section in found for block in section.blocks]


def test_slides_keep_title_number_and_part(deck_bytes: Callable[[Deck], bytes]) -> None:
    deck = Presentation()
    add_slide(deck, 0, "Samverkan i vården", "Namn Namnsson")
    add_slide(deck, 2, "Del ett", "Om samtycke")
    add_slide(deck, 1, "Samtycke\vi öppenvård", "Krävs alltid\nKan återkallas")
    found = slides(deck, deck_bytes)
    assert [(one.heading, one.page) for one in found] == [
        (("Samverkan i vården",), 1),
        (("Del ett",), 2),
        (("Del ett", "Samtycke i öppenvård"), 3),
    ]
    assert texts(found)[-2:] == ["Krävs alltid", "Kan återkallas"]
    assert powerpoint.read(deck_bytes(deck)).title == "Samverkan i vården"


def test_a_comparison_slide_gives_its_subheadings(deck_bytes: Callable[[Deck], bytes]) -> None:
    deck = Presentation()
    add_slide(deck, 4, "Avvikelser", "Historiskt", "Tar tid", "Det senaste", "Går fort")
    assert [(one.heading, texts([one])) for one in slides(deck, deck_bytes)] == [
        (("Avvikelser", "Historiskt"), ["Tar tid"]),
        (("Avvikelser", "Det senaste"), ["Går fort"]),
    ]


def test_tables_groups_and_pictures_of_text_are_read(deck_bytes: Callable[[Deck], bytes]) -> None:
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Ansvar"
    table = slide.shapes.add_table(2, 2, 0, 0, Inches(4), Inches(1)).table
    for place, text in enumerate(["Part", "Ansvar", "Kommunen", "Planerar"]):
        table.cell(place // 2, place % 2).text = text
    group = slide.shapes.add_group_shape()
    group.shapes.add_textbox(0, 0, Inches(1), Inches(1)).text_frame.text = "Text i en grupp."
    add_smart_art(slide, "Hemtjänst", "Vårdcentral")
    assert texts(slides(deck, deck_bytes)) == [
        "Part | Ansvar",
        "Kommunen | Planerar",
        "Text i en grupp.",
        "Hemtjänst",
        "Vårdcentral",
    ]


def add_smart_art(slide: Slide, *words: str) -> None:
    points = "".join(
        f"<d:pt><d:t><a:p><a:r><a:t>{word}</a:t></a:r></a:p></d:t></d:pt>" for word in words
    )
    data = (
        f'<d:dataModel xmlns:d="{DRAWING}/diagram" xmlns:a="{DRAWING}/main">{points}</d:dataModel>'
    )
    uri = PackURI("/ppt/diagrams/data1.xml")
    part = Part(uri, "application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml",
                slide.part.package, data.encode())  # fmt: skip
    key = slide.part.relate_to(part, RELATIONSHIP_TYPE.DIAGRAM_DATA)
    frame = (
        f'<p:graphicFrame xmlns:p="{SLIDES}" xmlns:a="{DRAWING}/main" xmlns:r="{OFFICE}">'
        f'<p:nvGraphicFramePr><p:cNvPr id="99" name="x"/><p:cNvGraphicFramePr/><p:nvPr/>'
        f'</p:nvGraphicFramePr><p:xfrm/><a:graphic><a:graphicData uri="{DRAWING}/diagram">'
        f'<d:relIds xmlns:d="{DRAWING}/diagram" r:dm="{key}"/>'
        f"</a:graphicData></a:graphic></p:graphicFrame>"
    )
    slide.shapes._spTree.append(parse_xml(frame))


def test_notes_footers_and_hidden_slides_are_left_out(deck_bytes: Callable[[Deck], bytes]) -> None:
    deck = Presentation()
    shown = add_slide(deck, 1, "Visas", "Text som visas")
    notes = shown.notes_slide.notes_text_frame
    assert notes is not None
    notes.text = "Egna ord till den som talar"
    add_slide(deck, 1, "Dold", "Text som är dold")._element.set("show", "0")
    add_slide(deck, 1, "Sist", "Text på tredje bilden")
    found = slides(deck, deck_bytes)
    assert [(one.heading, one.page) for one in found] == [(("Visas",), 1), (("Sist",), 3)]
    assert texts(found) == ["Text som visas", "Text på tredje bilden"]


def test_a_slide_with_only_a_title_is_kept(deck_bytes: Callable[[Deck], bytes]) -> None:
    deck = Presentation()
    add_slide(deck, 5, "Vårdkedjan i Skaraborg")
    add_slide(deck, 1, "Planering", "Text")
    assert [one.heading for one in slides(deck, deck_bytes)] == [
        ("Vårdkedjan i Skaraborg",),
        ("Planering",),
    ]


def test_word_headings_tables_and_title(word_bytes: Callable[[WordDocument], bytes]) -> None:
    document = Document()
    document.add_heading("Rutin för remiss", 0)
    document.add_paragraph("Inledande text.")
    document.add_heading("Ansvar", 1)
    document.add_heading("Kommunen", 2)
    document.add_paragraph("Kommunen planerar.", style="List Bullet")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Vem", "Vad"
    layout = document.add_table(rows=1, cols=1)
    layout.rows[0].cells[0].text = "Ruta för sig.\nAndra raden."
    assert [(one.heading, texts([one])) for one in pages(document, word_bytes)] == [
        ((), ["Inledande text."]),
        (
            ("Ansvar", "Kommunen"),
            ["Kommunen planerar.", "Vem | Vad", "Ruta för sig. Andra raden."],
        ),
    ]
    assert word.read(word_bytes(document)).title == "Rutin för remiss"


def test_a_style_that_builds_on_a_heading_is_a_heading(
    word_bytes: Callable[[WordDocument], bytes],
) -> None:
    document = Document()
    own = document.styles.add_style("VGR Rubrik", WD_STYLE_TYPE.PARAGRAPH)
    own.base_style = document.styles["Heading 2"]
    document.add_paragraph("Samtycke", style="VGR Rubrik")
    document.add_paragraph("Text.")
    assert pages(document, word_bytes)[0].heading == ("Samtycke",)


def test_word_counts_the_pages_that_word_laid_out(
    word_bytes: Callable[[WordDocument], bytes],
) -> None:
    document = Document()
    document.add_paragraph("Sida ett.")
    for text in ("Sida två.", "Sida tre."):
        run = document.add_paragraph().add_run()
        run._r.append(parse_word_xml(f"<w:lastRenderedPageBreak {nsdecls('w')}/>"))
        run.add_text(text)
    assert [one.page for one in pages(document, word_bytes)] == [1, 2, 3]


def test_word_shows_what_a_reader_sees(word_bytes: Callable[[WordDocument], bytes]) -> None:
    document = Document()
    paragraph = document.add_paragraph("Synlig")
    paragraph.add_run(" dold").font.hidden = True
    for tag, inner in (("ins", "<w:t> tillagd</w:t>"), ("del", "<w:delText> struken</w:delText>")):
        change = f"<w:{tag} {nsdecls('w')} w:id='1' w:author='x'><w:r>{inner}</w:r></w:{tag}>"
        paragraph._p.append(parse_word_xml(change))
    field = "<w:p><w:r><w:t>I ett fält</w:t></w:r></w:p>"
    control = f"<w:sdt {nsdecls('w')}><w:sdtContent>{field}</w:sdtContent></w:sdt>"
    document.element.body.insert(1, parse_word_xml(control))
    box = (
        f"<w:r {nsdecls('w')}><w:pict><w:txbxContent><w:p><w:r><w:t>I en ruta</w:t></w:r></w:p>"
        "</w:txbxContent></w:pict></w:r>"
    )
    document.add_paragraph("Efter")._p.append(parse_word_xml(box))
    assert texts(pages(document, word_bytes)) == [
        "Synlig tillagd",
        "I ett fält",
        "Efter",
        "I en ruta",
    ]


def test_a_table_of_contents_is_left_out(word_bytes: Callable[[WordDocument], bytes]) -> None:
    document = Document()
    document.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("Samtycke 4", style="toc 1")
    document.add_paragraph("Text.")
    assert texts(pages(document, word_bytes)) == ["Text."]


def test_the_version_is_the_one_in_the_file(word_bytes: Callable[[WordDocument], bytes]) -> None:
    document = Document()
    document.add_paragraph("Text.")
    document.core_properties.modified = datetime(2023, 3, 15, tzinfo=UTC)
    assert word.read(word_bytes(document)).version == "2023-03-15"
    document.core_properties.version = "2.1"
    assert word.read(word_bytes(document)).version == "2.1"
