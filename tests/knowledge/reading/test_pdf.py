"""PDF: pages, headings by type, running headers and slides."""

from collections.abc import Callable
from io import BytesIO

from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from knowledge.reading import pdf
from knowledge.reading.found import FoundSection, sections

LONG = "Parterna planerar insatserna tillsammans med den enskilde och dennes närstående. "
PAGES = [
    [("Title", "Riktlinje för samverkan"), ("Heading2", "Målgrupp"), ("Normal", LONG * 4)],
    [("Heading2", "Samtycke"), ("Heading3", "Om någon inte kan samtycka"), ("Normal", LONG)],
    [("Normal", "<b>Fast vårdkontakt</b>"), ("Normal", LONG), ("Bullet", "Kort punkt")],
]


def read(data: bytes) -> list[FoundSection]:
    return sections(pdf.read(data).pieces)


def test_headings_and_pages_are_kept(report_pdf: Callable[..., bytes]) -> None:
    assert [(section.heading[1:], section.page) for section in read(report_pdf(PAGES))] == [
        (("Målgrupp",), 1),
        (("Samtycke", "Om någon inte kan samtycka"), 2),
        (("Samtycke", "Om någon inte kan samtycka", "Fast vårdkontakt"), 3),
    ]


def test_wrapped_lines_become_one_block(report_pdf: Callable[..., bytes]) -> None:
    assert read(report_pdf(PAGES))[0].blocks[0].text == (LONG * 4).strip()


def test_running_headers_footers_and_page_numbers_are_dropped(
    report_pdf: Callable[..., bytes],
) -> None:
    text = " ".join(block.text for section in read(report_pdf(PAGES)) for block in section.blocks)
    assert "Vårdsamverkan" not in text
    assert "fastställd" not in text


def test_the_largest_heading_is_the_title(report_pdf: Callable[..., bytes]) -> None:
    assert pdf.read(report_pdf(PAGES, title="Mall för Word.docx")).title == PAGES[0][0][1]


def test_the_title_of_the_file_serves_when_the_text_has_none(
    report_pdf: Callable[..., bytes],
) -> None:
    plain = [[("Normal", LONG)]]
    assert pdf.read(report_pdf(plain, title="Rutin för remiss")).title == "Rutin för remiss"
    assert pdf.read(report_pdf(plain, title="Microsoft Word - utkast.doc")).title is None


def test_the_version_is_the_day_in_the_file(report_pdf: Callable[..., bytes]) -> None:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(report_pdf(PAGES))))
    writer.add_metadata({"/ModDate": "D:20230315101500+01'00'"})
    file = BytesIO()
    writer.write(file)
    assert pdf.read(file.getvalue()).version == "2023-03-15"


def test_slides_as_pdf_keep_titles_and_numbers(slides_pdf: Callable[..., bytes]) -> None:
    data = slides_pdf(
        [
            ("Samverkan", ["Namn Namnsson"]),
            ("Samtycke", ["• Krävs alltid", "• Kan återkallas"]),
            ("Vårdkedjan", []),
        ]
    )
    assert pdf.read(data).title == "Samverkan"
    found = read(data)
    assert [(one.heading[-1], one.page) for one in found] == [
        ("Samverkan", 1),
        ("Samtycke", 2),
        ("Vårdkedjan", 3),
    ]
    assert [block.text for block in found[1].blocks] == ["Krävs alltid", "Kan återkallas"]


def test_lines_of_a_table_of_contents_are_left_out() -> None:
    file = BytesIO()
    canvas = Canvas(file)
    canvas.drawString(72, 700, "Samtycke ................................ 4")
    canvas.drawString(72, 600, LONG)
    canvas.save()
    assert [block.text for one in read(file.getvalue()) for block in one.blocks] == [LONG.strip()]


def test_a_file_that_only_restricts_printing_is_read(report_pdf: Callable[..., bytes]) -> None:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(report_pdf(PAGES))))
    writer.encrypt("", "ägare", algorithm="RC4-128")
    file = BytesIO()
    writer.write(file)
    assert len(read(file.getvalue())) == 3
