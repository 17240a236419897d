"""The formats that a draft can be taken out in."""

from collections.abc import Callable
from enum import StrEnum

from bot.export.fhir import as_fhir
from bot.export.pdf import as_pdf
from bot.export.sheet import Sheet
from bot.export.text import as_text


class Format(StrEnum):
    """A kind of file."""

    TEXT = "text"
    PDF = "pdf"
    FHIR = "fhir"


SUFFIX = {Format.TEXT: ".txt", Format.PDF: ".pdf", Format.FHIR: ".fhir.json"}
_MAKERS: dict[Format, Callable[[Sheet], bytes]] = {
    Format.TEXT: as_text,
    Format.PDF: as_pdf,
    Format.FHIR: as_fhir,
}


def exported(sheet: Sheet, kind: Format) -> bytes:
    """Give the content of the file."""
    return _MAKERS[kind](sheet)
