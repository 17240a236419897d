"""A draft is taken out whole, says on every page that it is a draft, and can be read back."""

import io
import json
import os
import sys
from datetime import UTC, datetime
from typing import Any

import pytest
from pypdf import PdfReader

from bot.desk.drafts.reply import DraftField, DraftReply
from bot.export.formats import SUFFIX, Format, exported
from bot.export.sheet import (
    NOTICE,
    Block,
    Sheet,
    samsa_blocks,
    sheet_of_draft,
    sheet_of_message,
)
from flows.forms.draft import Origin
from flows.forms.load import load_forms
from knowledge.model import StaffError

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
SWEDISH = "Gångträning åt ärende: öl, ÅÄÖ é ü – ”citat” 37,5 °C & <b>inte fet</b>"
SHEET = Sheet(
    id="3f2a" * 8,
    form="planering",
    title="Planering",
    made_at=NOW,
    blocks=(
        Block(heading="Nuvarande status", text=SWEDISH, tab="Patientfliken"),
        Block(heading="Vem gör vad", text="– Enhet: VC\n– Enhet: Rehab", tab="Ansvarsfliken"),
    ),
    missing=("Uppföljning",),
    sender="Hemtjänsten Norr",
    receivers=("VC Eken", "Rehab Björken"),
)


def pdf_text(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def joined(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
def fhir() -> Any:
    """Give what reads FHIR R4B and checks it."""
    if "CI" not in os.environ:
        pytest.importorskip("fhir.resources", reason="the extra `fhir` is not installed")
    from fhir.resources.R4B import get_fhir_model_class

    return get_fhir_model_class("Bundle")


def test_each_heading_is_a_block_of_its_own_to_copy() -> None:
    assert samsa_blocks(SHEET) == [
        ("Nuvarande status", SWEDISH),
        ("Vem gör vad", "– Enhet: VC\n– Enhet: Rehab"),
    ]


def test_a_text_file_holds_every_heading_tab_and_unit() -> None:
    text = exported(SHEET, Format.TEXT).decode("utf-8-sig")
    for part in (NOTICE, "Nuvarande status", SWEDISH, "== Ansvarsfliken ==", "Hemtjänsten Norr",
                 "VC Eken, Rehab Björken", "Saknas ännu: Uppföljning."):  # fmt: skip
        assert part in text


def test_a_pdf_read_back_holds_the_same_words_in_swedish() -> None:
    text = joined(pdf_text(exported(SHEET, Format.PDF)))
    for part in (joined(NOTICE), SWEDISH, "Patientfliken", "– Enhet: Rehab", "Rehab Björken",
                 "Saknas ännu: Uppföljning."):  # fmt: skip
        assert part in text


def test_every_page_of_a_pdf_says_that_it_is_a_draft() -> None:
    block = Block(heading="Bakgrund", text="Går med rollator. " * 900)
    reader = PdfReader(io.BytesIO(exported(SHEET.model_copy(update={"blocks": (block,)}),
                                           Format.PDF)))  # fmt: skip
    assert len(reader.pages) > 3
    assert all("UTKAST utan identitet" in page.extract_text() for page in reader.pages)
    words = joined("\n".join(page.extract_text() for page in reader.pages))
    assert words.count("Går") == 900


def test_the_fonts_of_a_pdf_are_embedded() -> None:
    page = PdfReader(io.BytesIO(exported(SHEET, Format.PDF))).pages[0]
    fonts: Any = page["/Resources"]
    for font in fonts["/Font"].values():
        described = font.get_object()
        if described["/Subtype"] == "/TrueType":
            assert "/FontFile2" in described["/FontDescriptor"].get_object()
    names = {str(font.get_object()["/BaseFont"]) for font in fonts["/Font"].values()}
    assert any("Vera" in name for name in names)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("glad 🙂 idag", "glad [U+1F642] idag"),
        ("vänd \u202etxet", "vänd [U+202E]txet"),
        ("مرحبا", "[U+0645][U+0631][U+062D][U+0628][U+0627]"),
    ],
)
def test_a_sign_that_the_font_lacks_stands_as_its_number(text: str, shown: str) -> None:
    sheet = SHEET.model_copy(update={"blocks": (Block(heading="Text", text=text),)})
    assert shown in joined(pdf_text(exported(sheet, Format.PDF)))
    assert text in exported(sheet, Format.TEXT).decode("utf-8-sig")


def test_a_word_that_is_wider_than_the_page_is_kept_whole() -> None:
    sheet = SHEET.model_copy(update={"blocks": (Block(heading="Text", text="x" * 3001),)})
    assert pdf_text(exported(sheet, Format.PDF)).count("x") >= 3001


@pytest.mark.parametrize("kind", [Format.TEXT, Format.PDF])
def test_the_same_draft_gives_the_same_file(kind: Format) -> None:
    assert exported(SHEET, kind) == exported(SHEET, kind)


def test_an_empty_draft_can_be_taken_out() -> None:
    empty = SHEET.model_copy(update={"blocks": (), "sender": None, "receivers": ()})
    assert "UTKAST utan identitet" in pdf_text(exported(empty, Format.PDF))
    assert NOTICE in exported(empty, Format.TEXT).decode("utf-8-sig")


def test_fhir_parsed_again_is_a_communication_and_a_task_without_a_subject(fhir: Any) -> None:
    bundle = fhir.model_validate_json(exported(SHEET, Format.FHIR))
    communication, task = (entry.resource for entry in bundle.entry)
    assert (communication.get_resource_type(), task.get_resource_type()) == (
        "Communication",
        "Task",
    )
    assert (communication.status, task.status, task.intent) == ("preparation", "draft", "proposal")
    assert communication.subject is None
    assert task.for_fhir is None
    assert task.focus.reference == bundle.entry[0].fullUrl
    assert [part.contentString for part in communication.payload] == [
        f"{heading}\n{text}" for heading, text in samsa_blocks(SHEET)
    ]
    assert [one.display for one in communication.recipient] == ["VC Eken", "Rehab Björken"]


def test_fhir_says_that_it_is_a_draft_without_identity(fhir: Any) -> None:
    bundle = fhir.model_validate_json(exported(SHEET, Format.FHIR))
    for resource in (bundle, *(entry.resource for entry in bundle.entry)):
        assert resource.meta.tag[0].code == "draft-without-identity"
    assert bundle.entry[0].resource.note[0].text == NOTICE
    assert NOTICE in bundle.entry[1].resource.description


def test_fhir_of_an_empty_draft_is_valid(fhir: Any) -> None:
    empty = SHEET.model_copy(update={"id": "x", "blocks": (), "sender": None, "receivers": ()})
    whole = exported(empty, Format.FHIR)
    assert fhir.model_validate_json(whole)
    assert "payload" not in json.loads(whole)["entry"][0]["resource"]


def test_without_the_extra_fhir_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fhir.resources.R4B.bundle", None)
    with pytest.raises(StaffError, match=r"oppenvardslotsen\[fhir\]"):
        exported(SHEET, Format.FHIR)


def test_every_format_has_its_ending() -> None:
    assert set(SUFFIX) == set(Format)


@pytest.mark.parametrize("form", load_forms().values(), ids=lambda form: str(form.id))
def test_a_message_of_every_form_is_taken_out_under_its_headings(form: Any) -> None:
    values = {field.id: "Text" for field in form.fields if field.kind.value == "text"}
    sheet = sheet_of_message(form, values, {}, {"id": "m1", "made_at": NOW})
    assert [block.heading for block in sheet.blocks] == [
        field.label for field in form.fields if field.id in values
    ]
    assert "Text" in pdf_text(exported(sheet, Format.PDF))


def test_a_draft_is_taken_out_with_what_is_missing_and_its_tabs() -> None:
    form = load_forms()["planering"]
    fields = tuple(
        DraftField(
            id=field.id, label=field.label, help=field.help, kind=field.kind, shown="Bra\r\n\x07",
            origin=Origin.USER if field.id == "nuvarande_status" else Origin.MISSING,
        )
        for field in form.fields
    )  # fmt: skip
    reply = DraftReply(
        draft_id="d1", version=1, form=form.id, form_title=form.title, about="", fields=fields,
        missing=("hjalpbehov",),
    )  # fmt: skip
    sheet = sheet_of_draft(form, reply, NOW)
    (block,) = sheet.blocks
    assert (block.heading, block.text, block.tab) == (
        "Nuvarande status",
        "Bra\n",
        form.tabs[0].title,
    )
    assert sheet.missing == ("Hjälpbehov",)
