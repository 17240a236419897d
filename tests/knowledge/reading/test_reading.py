"""Whole files through the public functions: the header, and which files are found."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.model import Kind, ParsedDocument, StaffError
from knowledge.reading import GivenHeader, find_files, read_document
from knowledge.reading.header import document_id

Read = Callable[..., ParsedDocument]
FORMATS = ["fil.pdf", "fil.pptx", "fil.docx", "fil.html", "fil.md", "fil.txt"]


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_heading_text_and_hash(
    read: Read, small_files: dict[str, bytes], name: str
) -> None:
    document = read(name, small_files[name])
    section = document.sections[-1]
    assert section.heading == ("Samtycke",)
    assert section.blocks[-1].text.startswith("Samtycke ska finnas innan")
    assert section.page == (1 if name in {"fil.pdf", "fil.pptx"} else None)
    assert document.content_hash == hashlib.sha256(small_files[name]).hexdigest()
    assert document.header.id == "fil"
    assert not document.is_bundled


def test_what_is_given_wins_over_the_file_and_the_file_over_a_guess(read: Read) -> None:
    text = '+++\nid = "eget-id"\ntitle = "Från filen"\nversion = "3"\n+++\n\n# Rubrik\n\nText.\n'
    given = GivenHeader(title="Given titel", kind="rutin", owner="Processgruppen")
    header = read("fil.md", text, given).header
    assert (header.id, header.title, header.version) == ("eget-id", "Given titel", "3")
    assert (header.kind, header.owner) == (Kind.RUTIN, "Processgruppen")


def test_title_and_day_come_from_the_file_when_nothing_says_more(
    save: Callable[..., Path],
) -> None:
    path = save("vård_och-omsorg.txt", "En mening som inte är någon rubrik.")
    os.utime(path, (1_700_000_000, 1_700_000_000))
    header = read_document(path, GivenHeader()).header
    assert (header.title, header.version) == ("Vård och omsorg", "2023-11-14")


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Länsgemensam riktlinje för öppenvårdsprocessen", Kind.RIKTLINJE),
        ("Rutin enligt riktlinje för utskrivning", Kind.RUTIN),
        ("SAV – Inkorgar i SAMSA", Kind.SAV),
        ("Att slåss med en havsvåg", Kind.ANVISNING),
    ],
)
def test_the_kind_is_guessed_from_the_title(read: Read, title: str, kind: Kind) -> None:
    assert read("fil.md", f"# {title}\n\nText.").header.kind is kind


def test_a_presentation_about_a_guideline_is_not_the_guideline(
    read: Read, small_files: dict[str, bytes]
) -> None:
    given = GivenHeader(title="Riktlinje för samtycke")
    assert read("fil.pptx", small_files["fil.pptx"], given).header.kind is Kind.ANVISNING


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (GivenHeader(id="Å"), "id .*a–z"),
        (GivenHeader(kind="lag"), "kind .*riktlinje, rutin"),
        (GivenHeader(valid_from="15 mars"), "valid_from .*ÅÅÅÅ"),
        (GivenHeader(title=""), "title"),
    ],
)
def test_a_field_in_the_wrong_form_is_named(read: Read, given: GivenHeader, said: str) -> None:
    with pytest.raises(StaffError, match=said):
        read("fil.txt", "Text om samtycke.", given)


def test_an_unknown_field_in_the_header_is_named(read: Read) -> None:
    with pytest.raises(StaffError, match="farg"):
        read("fil.md", '+++\nfarg = "blå"\n+++\n\nText.')


def test_a_broken_header_is_refused(read: Read) -> None:
    with pytest.raises(StaffError, match=r"huvud mellan \+\+\+"):
        read("fil.md", "+++\nid = \n+++\n\nText.")


@pytest.mark.parametrize(
    ("name", "identity"),
    [
        ("Öppenvårdsprocessen – Ändringar 2023.pdf", "oppenvardsprocessen-andringar-2023"),
        ("O\u0308ppenva\u030ard.docx", "oppenvard"),
        ("Rutin_SAV (kopia).txt", "rutin-sav-kopia"),
        ("x" * 200 + ".md", "x" * 80),
    ],
)
def test_the_id_follows_from_the_file_name(name: str, identity: str) -> None:
    assert document_id(Path(name)) == identity


def test_a_name_without_latin_letters_still_gives_a_steady_id() -> None:
    assert (
        document_id(Path("文書.pdf"))
        == document_id(Path("mapp/文書.pdf"))
        != document_id(Path("書.pdf"))
    )
    assert document_id(Path("文書.pdf")).startswith("dokument-")


def test_files_in_folders_are_found_in_order(tmp_path: Path) -> None:
    names = ["b.PDF", "a.md", "under/c.docx", "under/d.exe", ".dold.md", ".git/e.md", "~$c.docx"]
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = find_files([tmp_path, tmp_path / "a.md", tmp_path / "under"])
    assert [str(path.relative_to(tmp_path)) for path in found] == ["a.md", "b.PDF", "under/c.docx"]


def test_a_named_file_is_kept_so_that_reading_can_say_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "bild.png").touch()
    assert find_files([tmp_path / "bild.png"]) == [tmp_path / "bild.png"]


def test_a_folder_without_documents_and_a_wrong_path_are_named(tmp_path: Path) -> None:
    with pytest.raises(StaffError, match="inga dokument"):
        find_files([tmp_path])
    with pytest.raises(StaffError, match=r"saknas\.pdf finns inte"):
        find_files([tmp_path / "saknas.pdf"])


def test_a_link_that_leads_round_in_a_circle_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a.md").touch()
    (tmp_path / "runt").symlink_to(tmp_path, target_is_directory=True)
    assert find_files([tmp_path]) == [tmp_path / "a.md"]
