"""HTML and Markdown, and the marks of a bundled document."""

from pathlib import Path

import pytest

from knowledge.model import Basis, Kind, StaffError
from knowledge.reading import markdown, parse_bundled, web
from knowledge.reading.found import FoundSection, sections

PAGE = """<!doctype html><html><head><title>Rutin - Vårdsamverkan</title>
<meta name="dcterms.modified" content="2023-03-15T10:00"><style>p{color:red}</style></head><body>
<nav><a href="/">Start</a></nav><h1>Rutin för remiss</h1><p>Text&nbsp;med <b>fet</b>stil<br>och
radbrytning.</p><script>alert("hej")</script><h2>Ansvar</h2><ul><li>Kommunen<ul><li>planerar</li></ul>
</li><li>Regionen</li></ul><p hidden>dold</p><p style="display: none">dold</p>
<span aria-hidden="true">dold</span><!-- dold -->
<table><tr><th>Part</th><th>Ansvar</th></tr><tr><td>Kommunen</td><td><p>Planerar</p></td></tr>
<tr><td colspan=2>Ensam ruta</td></tr></table>Lös text<div>Text i en div</div></body></html>"""

BUNDLED = """+++
id = "riktlinje-samtycke"
kind = "riktlinje"
title = "Riktlinje om samtycke"
version = "1"
valid_from = 2023-03-01
describes = "Den riktiga riktlinjen"
status = "source"
+++

# Riktlinje om samtycke

Inledning.

## Samtycke
<!-- fråga: Måste patienten säga ja? -->
<!-- fråga: vad händer om hon säger nej -->

Samtycke *ska* finnas
innan [uppgifter](https://exempel.se) lämnas.

<!-- status: example -->
- En punkt.
- En punkt till.
<!-- varning -->
- En varning.
<!-- status: inference -->
- En slutsats.

### Undantag

Den som inte kan samtycka.
"""


def blocks(found: list[FoundSection]) -> list[str]:
    return [block.text for section in found for block in section.blocks]


def bundled(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "riktlinje-samtycke.md"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_page_gives_what_a_reader_sees() -> None:
    found = web.read(PAGE.encode())
    made = sections(found.pieces)
    assert [one.heading for one in made] == [("Rutin för remiss",), ("Rutin för remiss", "Ansvar")]
    assert blocks(made) == [
        "Text med fetstil och radbrytning.",
        "Kommunen",
        "planerar",
        "Regionen",
        "Part | Ansvar",
        "Kommunen | Planerar",
        "Ensam ruta",
        "Lös text",
        "Text i en div",
    ]
    assert (found.title, found.version) == ("Rutin för remiss", "2023-03-15")


@pytest.mark.parametrize("name", ["iso-8859-1", "windows-1252", "utf-8"])
def test_a_page_is_decoded_as_it_says(name: str) -> None:
    page = f'<meta charset="{name}"><p>Vårdbegäran går ut</p>'
    assert blocks(sections(web.read(page.encode(name)).pieces)) == ["Vårdbegäran går ut"]


def test_only_the_main_part_of_a_page_is_read() -> None:
    page = "<div>Meny</div><main><h1>Rubrik</h1><p>Text</p></main><footer>Kontakt</footer>"
    assert blocks(sections(web.read(page.encode()).pieces)) == ["Text"]


def test_markdown_gives_blocks_without_markup() -> None:
    text = (
        "# Titel\n\nText med **fet** och `kod`\növer rader.\n\n> Citat\n\n1. Ett\n   - Två\n\n"
        "| A | B |\n|---|---|\n| c | d |\n\n```\nkod\n```\n\n<div>html <script>x</script></div>\n"
    )
    assert blocks(sections(markdown.read(text.encode()).pieces)) == [
        "Text med fet och kod över rader.",
        "Citat",
        "Ett",
        "Två",
        "A | B",
        "c | d",
        "kod",
        "html",
    ]


def test_a_yaml_header_gives_title_and_version_and_is_no_text() -> None:
    found = markdown.read(b'---\ntitle: "Rutin"\ndate: 2023-03-15\ntags: [a]\n---\n\nText.\n')
    assert (found.front, blocks(sections(found.pieces))) == (
        {"title": "Rutin", "version": "2023-03-15"},
        ["Text."],
    )


def test_a_bundled_document_has_header_questions_and_marks(tmp_path: Path) -> None:
    document = parse_bundled(bundled(tmp_path, BUNDLED))
    header = document.header
    assert (header.id, header.kind, header.valid_from) == (
        "riktlinje-samtycke",
        Kind.RIKTLINJE,
        "2023-03-01",
    )
    assert document.is_bundled
    assert [section.heading for section in document.sections] == [
        ("Riktlinje om samtycke",),
        ("Samtycke",),
        ("Samtycke", "Undantag"),
    ]
    assert document.sections[1].questions == (
        "Måste patienten säga ja?",
        "vad händer om hon säger nej",
    )
    marked = [(block.text, block.basis, block.is_warning) for block in document.sections[1].blocks]
    assert marked == [
        ("Samtycke ska finnas innan uppgifter lämnas.", Basis.SOURCE, False),
        ("En punkt.", Basis.EXAMPLE, False),
        ("En punkt till.", Basis.EXAMPLE, False),
        ("En varning.", Basis.EXAMPLE, True),
        ("En slutsats.", Basis.INFERENCE, False),
    ]
    assert document.sections[2].blocks[0].basis is Basis.SOURCE


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("+++", "", "id"),  # no header at all
        ('id = "riktlinje-samtycke"', "", "id"),
        ('version = "1"', "", "version"),
        ('kind = "riktlinje"', 'kind = "lag"', "riktlinje, rutin, sav"),
        ('status = "source"', 'status = "kanske"', "status"),
        ('status = "source"', 'färg = "blå"', "huvud"),
        ("<!-- varning -->", "<!-- vaning -->", "vaning"),
        ("status: example", "status: exempel", "status: exempel"),
        ("\n\nDen som inte kan samtycka.", "\n<!-- fråga: Vad? -->", "Undantag"),
    ],
)
def test_a_fault_in_a_bundled_document_is_named(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    with pytest.raises(StaffError, match=said):
        parse_bundled(bundled(tmp_path, BUNDLED.replace(old, new)))
