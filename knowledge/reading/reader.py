"""Read a file into a document: checked from outside, parsed apart, and given its header."""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from knowledge.model import Block, Header, ParsedDocument, Section, StaffError
from knowledge.reading import markdown
from knowledge.reading.faults import UnreadableFileError, explain
from knowledge.reading.files import check, safe_name
from knowledge.reading.found import sections
from knowledge.reading.given import USUAL_LIMITS, GivenHeader, Limits
from knowledge.reading.header import checked_header, make_header
from knowledge.reading.sandbox import read_apart


def read_document(path: Path, given: GivenHeader, limits: Limits = USUAL_LIMITS) -> ParsedDocument:
    """Read an added file in a process of its own; what fails is one line that staff can act on."""
    try:
        name = check(path, limits.file_bytes)
        found = read_apart(path, name, limits)
    except UnreadableFileError as error:
        raise StaffError(_line(error, path, limits)) from None
    header = make_header(path, name, given, found)
    return ParsedDocument(
        header=header,
        sections=_sections(found["sections"], header),
        content_hash=found["content_hash"],
    )


def parse_bundled(path: Path) -> ParsedDocument:
    """Read a document that ships with Lotsen: its header and every mark must be right."""
    data = path.read_bytes()
    unknown = markdown.unknown_marks(data)
    if unknown:
        raise StaffError(f"{path.name}: märket {unknown[0]!r} är okänt. Rätta eller ta bort det.")
    try:
        found = markdown.read(data)
    except UnreadableFileError as error:
        raise StaffError(_line(error, path, USUAL_LIMITS)) from None
    header = checked_header(path, found.front)
    made = _sections(map(asdict, sections(found.pieces)), header)
    _refuse_unanswered(path, made)
    digest = hashlib.sha256(data).hexdigest()
    return ParsedDocument(header=header, sections=made, content_hash=digest, is_bundled=True)


def _line(error: UnreadableFileError, path: Path, limits: Limits) -> str:
    return explain(
        error.fault,
        safe_name(path),
        megabytes=limits.file_bytes // 1_000_000,
        seconds=limits.seconds,
        characters=limits.characters,
    )


def _sections(found: Iterable[dict[str, Any]], header: Header) -> tuple[Section, ...]:
    return tuple(
        Section(
            heading=_heading(one["heading"], header.title),
            blocks=tuple(
                Block(text=block["text"], basis=block["basis"], is_warning=block["is_warning"])
                for block in one["blocks"]
            ),
            page=one["page"],
            questions=tuple(one["questions"]),
        )
        for one in found
    )


def _heading(path: Iterable[str], title: str) -> tuple[str, ...]:
    """Give the heading path without the document's own title, unless nothing else is left."""
    parts = [part for part in path if part]
    if parts and parts[0].casefold() == title.casefold():
        parts = parts[1:]
    return tuple(parts) or (title,)


def _refuse_unanswered(path: Path, made: Iterable[Section]) -> None:
    for section in made:
        if not section.blocks:
            raise StaffError(
                f"{path.name}: rubriken {section.heading[-1]!r} har frågor men ingen text. "
                "Flytta frågorna till den rubrik som besvarar dem."
            )
