"""What a format's reader finds in a file, and how its pieces become sections."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Heading:
    """A heading; a lower level stands higher in the document."""

    text: str
    level: int


@dataclass(frozen=True)
class Text:
    """One paragraph, list item or table row, on one line."""

    text: str
    page: int | None = None
    basis: str = "source"
    is_warning: bool = False


@dataclass(frozen=True)
class Question:
    """A reviewed question that the section answers."""

    text: str


Piece = Heading | Text | Question


@dataclass(frozen=True)
class Found:
    """A file's pieces in reading order, and what the file says of itself."""

    pieces: list[Piece]
    title: str | None = None
    version: str | None = None
    front: dict[str, str] = field(default_factory=dict)


@dataclass
class FoundSection:
    """The text under one heading path on one page."""

    heading: tuple[str, ...]
    page: int | None = None
    blocks: list[Text] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)


def sections(pieces: Iterable[Piece]) -> list[FoundSection]:
    """Group pieces by heading path and page; a heading without text gives only its path."""
    path: list[Heading] = []
    found: list[FoundSection] = [FoundSection(())]
    for piece in pieces:
        if isinstance(piece, Heading):
            path = [*(above for above in path if above.level < piece.level), piece]
            found.append(FoundSection(tuple(above.text for above in path)))
        elif isinstance(piece, Question):
            found[-1].questions.append(piece.text)
        else:
            _add_text(found, piece)
    return [section for section in found if section.blocks or section.questions]


def _add_text(found: list[FoundSection], text: Text) -> None:
    section = found[-1]
    if section.blocks and section.page != text.page:
        section = FoundSection(section.heading)
        found.append(section)
    section.page = text.page
    section.blocks.append(text)
