"""A draft as PDF: every page says that it is a draft without identity."""

import io
from functools import cache
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Any

from bot.export.sheet import Block, Sheet

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

_FONT, _BOLD = "Vera", "VeraBd"  # ship with the library and hold the letters of Swedish
_MARGIN_MM = 20


def as_pdf(sheet: Sheet) -> bytes:
    """Give the sheet as PDF; a sign that the font lacks stands as its number, `[U+1F642]`."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.units import mm
    from reportlab.platypus import SimpleDocTemplate

    _fonts()
    target = io.BytesIO()
    document = SimpleDocTemplate(
        target,
        pagesize=A4,
        leftMargin=_MARGIN_MM * mm,
        rightMargin=_MARGIN_MM * mm,
        topMargin=(_MARGIN_MM + 6) * mm,
        bottomMargin=_MARGIN_MM * mm,
        title=f"{sheet.title}, utkast utan identitet",
        author="Lotsen",
        lang="sv-SE",
        invariant=1,  # the same draft gives the same file
    )

    def mark(canvas: Any, _document: object) -> None:  # noqa: ANN401 - reportlab has no types
        canvas.setFont(_BOLD, 9)
        canvas.drawString(_MARGIN_MM * mm, A4[1] - 15 * mm, "UTKAST utan identitet")
        canvas.setFont(_FONT, 8)
        canvas.drawRightString(A4[0] - _MARGIN_MM * mm, 12 * mm, f"Sida {canvas.getPageNumber()}")

    document.build(_story(sheet), onFirstPage=mark, onLaterPages=mark)
    return target.getvalue()


def _story(sheet: Sheet) -> "list[Flowable]":
    story = [paragraph(sheet.title, "title"), paragraph(sheet.notice, "notice")]
    if sheet.sender:
        story.append(paragraph(f"Från: {sheet.sender}", "text"))
    if sheet.receivers:
        story.append(paragraph(f"Till: {', '.join(sheet.receivers)}", "text"))
    for tab, blocks in groupby(sheet.blocks, key=lambda block: block.tab):
        if tab:
            story.append(paragraph(tab, "tab"))
        for block in blocks:
            story += _of_block(block)
    if sheet.missing:
        story.append(paragraph(f"Saknas ännu: {', '.join(sheet.missing)}.", "notice"))
    story.append(paragraph(f"Lotsen, {sheet.made_at:%Y-%m-%d %H:%M}, utkast {sheet.id}", "foot"))
    return story


def _of_block(block: Block) -> "list[Flowable]":
    heading = paragraph(block.heading, "heading")
    return [heading, *(paragraph(line, "text") for line in block.text.split("\n") if line.strip())]


def paragraph(text: str, style: str) -> "Flowable":
    """Give a text in one of the styles; a sign that the font lacks stands as its number."""
    from reportlab.platypus import Paragraph

    return Paragraph(escape(_printable(text)), _styles()[style])


def _printable(text: str) -> str:
    known = _fonts()
    return "".join(
        sign if ord(sign) in known or sign in "\n\t" else f"[U+{ord(sign):04X}]" for sign in text
    )


@cache
def _fonts() -> frozenset[int]:
    """Register the fonts that are embedded, and give the signs that they hold."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    fonts = [TTFont(name, f"{name}.ttf") for name in (_FONT, _BOLD)]
    for font in fonts:
        pdfmetrics.registerFont(font)
    return frozenset.intersection(*(frozenset(font.face.charToGlyph) for font in fonts))


@cache
def _styles() -> dict[str, Any]:
    from reportlab.lib.styles import ParagraphStyle

    text = ParagraphStyle("text", fontName=_FONT, fontSize=10, leading=14, spaceAfter=2)
    return {
        "text": text,
        "title": ParagraphStyle("title", text, fontName=_BOLD, fontSize=15, leading=20),
        "tab": ParagraphStyle("tab", text, fontName=_BOLD, fontSize=12, leading=16, spaceBefore=12),
        "heading": ParagraphStyle(
            "heading", text, fontName=_BOLD, spaceBefore=8, keepWithNext=1, splitLongWords=1
        ),
        "notice": ParagraphStyle("notice", text, borderWidth=0.5, borderPadding=4, spaceBefore=8,
                                 spaceAfter=8),
        "foot": ParagraphStyle("foot", text, fontSize=8, spaceBefore=14),
    }  # fmt: skip
