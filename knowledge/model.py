"""The words of the knowledge house: documents, sections, passages and errors."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

SECTION_SEPARATOR = " › "
PartialDate = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
DocumentId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{1,79}$")]


class StaffError(Exception):
    """An error a person can act on: its text is Swedish and says what to do next."""


class FaultError(StaffError):
    """A fault of the machine, such as a full disk, that nobody's input caused."""


class Kind(StrEnum):
    """What sort of source a document is; an official kind weighs more than an example.

    A lesson of an event analysis is quoted only where no other source answers.
    """

    RIKTLINJE = "riktlinje"
    RUTIN = "rutin"
    SAV = "sav"
    ANVISNING = "anvisning"
    EXEMPEL = "exempel"
    LARDOM = "lardom"


class Basis(StrEnum):
    """What stands behind a claim: the source's own rule, somebody's example, or our inference."""

    SOURCE = "source"
    EXAMPLE = "example"
    INFERENCE = "inference"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Header(_Frozen):
    """What is known of a document as a whole; stands first in every bundled document."""

    id: DocumentId
    kind: Kind
    title: str = Field(min_length=1, max_length=200)
    version: str = Field(min_length=1, max_length=80)
    valid_from: PartialDate | None = None
    valid_to: PartialDate | None = None
    owner: str = Field(default="", max_length=200)
    describes: str | None = None
    url: str | None = None
    status: Basis = Basis.SOURCE

    def is_valid_on(self, day: date) -> bool:
        """Tell whether the document's own last day has not passed."""
        return self.valid_to is None or day.isoformat()[: len(self.valid_to)] <= self.valid_to


class Block(_Frozen):
    """One paragraph or list item: whole text, white space collapsed, with what stands behind it."""

    text: str
    basis: Basis = Basis.SOURCE
    is_warning: bool = False


class Section(_Frozen):
    """The text under one heading, or on one slide or page, before it is cut into passages."""

    heading: tuple[str, ...]
    blocks: tuple[Block, ...]
    page: int | None = None
    questions: tuple[str, ...] = ()


class ParsedDocument(_Frozen):
    """A document as it was read: its header and its sections in order."""

    header: Header
    sections: tuple[Section, ...]
    content_hash: str
    is_bundled: bool = False


class Sentence(_Frozen):
    """A sentence of a passage as a span of its text, so a quote is always an exact substring."""

    start: int
    end: int
    basis: Basis = Basis.SOURCE
    is_warning: bool = False


class Passage(_Frozen):
    """What is searched and quoted: at most about 120 words under one heading of one document."""

    id: str
    document_id: str
    section: str
    page: int | None
    text: str
    sentences: tuple[Sentence, ...]
    questions: tuple[str, ...] = ()

    def indexed(self, text: str) -> str:
        """Give a text of the passage as it is embedded, under its two nearest headings.

        The heading is worth more than a larger model; a longer path blurs it again.
        """
        nearest = self.section.split(SECTION_SEPARATOR)[-2:]
        return f"{SECTION_SEPARATOR.join(nearest)}: {text}" if self.section else text

    @property
    def indexed_text(self) -> str:
        """Give the whole passage as it is embedded."""
        return self.indexed(self.text)

    def quote(self, sentence: Sentence) -> str:
        """Give the exact words of a sentence."""
        return self.text[sentence.start : sentence.end]
