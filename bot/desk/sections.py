"""Shows the whole section a quote was taken from, in the version it was taken from."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from knowledge.library import Library
from knowledge.model import SECTION_SEPARATOR, Block, ParsedDocument, Passage, Section
from knowledge.passages import cut
from knowledge.register import Entry
from storage.answers import Quoted
from storage.given import GivenAnswers


@dataclass(frozen=True)
class ShownSection:
    """A whole section of a version of a document, with the quotes that were shown from it."""

    entry: Entry
    heading: str
    page: int | None
    blocks: Sequence[Block]
    marked: Sequence[str]
    current: Entry | None
    """The version that is quoted now; None when the document is no longer quoted."""
    is_valid: bool


def digest(quote: str) -> str:
    """Give a short mark of a quote, which finds the sentence again in the source."""
    return hashlib.sha256(quote.encode("utf-8", "replace")).hexdigest()[:16]


class SectionDesk:
    """Finds sections again, also of versions that are kept for the record alone."""

    def __init__(
        self,
        library: Library,
        given: GivenAnswers,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._library = library
        self._given = given
        self._clock = clock

    def show(self, answer_id: str, number: int, marks: Sequence[str]) -> ShownSection | None:
        """Give the section of a quote, or None when its text is gone."""
        given = self._given.find(answer_id)
        quoted = given.quote(number) if given else None
        return self._section(quoted, frozenset(marks)) if quoted else None

    def _section(self, quoted: Quoted, marks: frozenset[str]) -> ShownSection | None:
        versions = self._library.register().versions(quoted.document_id)
        current = next((entry for entry in versions if entry.is_current), None)
        for entry in _likely(versions, quoted.version):
            found = self._in_version(entry, quoted.passage_id)
            if found:
                section, passage = found
                return ShownSection(
                    entry=entry,
                    heading=passage.section,
                    page=passage.page,
                    blocks=section.blocks,
                    marked=_marked(passage, marks),
                    current=current,
                    is_valid=entry.header.is_valid_on(self._clock().date()),
                )
        return None

    def _in_version(self, entry: Entry, passage_id: str) -> tuple[Section, Passage] | None:
        try:
            document = self._library.text_of(entry)
        except (OSError, ValueError):
            return None  # kept for the record, but it can't be read
        return _find(document, passage_id)


def _likely(versions: Sequence[Entry], version: str) -> Iterator[Entry]:
    """Yield the entries of a version, the latest first: a version may be added twice."""
    return (entry for entry in reversed(versions) if entry.header.version == version)


def _find(document: ParsedDocument, passage_id: str) -> tuple[Section, Passage] | None:
    passage = next((one for one in cut(document) if one.id == passage_id), None)
    if passage is None:
        return None
    sections = (section for section in document.sections if _holds(section, passage))
    return next(((section, passage) for section in sections), None)


def _holds(section: Section, passage: Passage) -> bool:
    is_place = (SECTION_SEPARATOR.join(section.heading), section.page) == (
        passage.section,
        passage.page,
    )
    texts = [block.text for block in section.blocks]
    return is_place and all(
        any(passage.quote(sentence) in text for text in texts) for sentence in passage.sentences
    )


def _marked(passage: Passage, marks: frozenset[str]) -> list[str]:
    quotes = [passage.quote(sentence) for sentence in passage.sentences]
    return [quote for quote in quotes if digest(quote) in marks]
