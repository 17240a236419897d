"""The sentences that rules lean on, found again in the sources with title, version and date."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from flows.model import Citation as Cited
from knowledge.answer import Citation
from knowledge.bundled import Bundle
from knowledge.library import Library
from knowledge.model import SECTION_SEPARATOR, ParsedDocument, Passage, Sentence
from knowledge.passages import cut

SectionTexts = dict[str, dict[str, str]]


@dataclass(frozen=True)
class _Source:
    document: ParsedDocument
    passages: Sequence[Passage]


class GuideSources:
    """Looks up what flows cite, in the sources that are published now."""

    def __init__(self, library: Library, bundle: Callable[[], Bundle] = Bundle) -> None:
        self._library = library
        self._bundle = bundle
        self._read: tuple[str, dict[str, _Source | None]] = ("", {})

    def citation(self, cited: Cited, number: int) -> Citation | None:
        """Give a quote with its place, or None when no source that is valid now holds it."""
        source = self._source(cited.document)
        for passage in source.passages if source else ():
            if _is_section(passage, cited.section) and cited.quote in passage.text:
                return _citation(source, passage, cited.quote, number) if source else None
        return None

    def section_texts(self) -> SectionTexts:
        """Give the text of each section of each source, as the check of a flow takes them."""
        ids = {entry.header.id for entry in self._library.register().current()}
        ids |= {document.header.id for document in self._bundle().documents()}
        found = ((document_id, self._source(document_id)) for document_id in sorted(ids))
        return {name: _texts(source.document) for name, source in found if source}

    def _source(self, document_id: str) -> _Source | None:
        version, sources = self._read  # both at once: another thread may swap them
        if version != self._library.version():
            sources = {}
            self._read = self._library.version(), sources
        if document_id not in sources:
            document = self._document(document_id)
            sources[document_id] = _Source(document, cut(document)) if document else None
        return sources[document_id]

    def _document(self, document_id: str) -> ParsedDocument | None:
        """Give a source's text; what ships with Lotsen is there also before the first build."""
        for entry in self._library.register().current():
            if entry.header.id == document_id and not entry.is_bundled:
                return self._library.text_of(entry)
        documents = self._bundle().documents()
        return next((one for one in documents if one.header.id == document_id), None)


def _is_section(passage: Passage, section: str) -> bool:
    return section in (passage.section, passage.section.split(SECTION_SEPARATOR)[-1])


def _citation(source: _Source, passage: Passage, quote: str, number: int) -> Citation:
    header = source.document.header
    return Citation(
        number=number,
        document_id=header.id,
        kind=header.kind,
        describes=header.describes,
        title=header.title,
        section=passage.section,
        page=passage.page,
        version=header.version,
        valid_from=header.valid_from,
        url=header.url,
        quote=quote,
        basis=_sentence(passage, quote).basis,
        is_bundled=source.document.is_bundled,
        passage_id=passage.id,
    )


def _sentence(passage: Passage, quote: str) -> Sentence:
    """Give the sentence that a quote begins in."""
    at = passage.text.index(quote)
    return next(one for one in passage.sentences if one.start <= at < one.end)


def _texts(document: ParsedDocument) -> dict[str, str]:
    texts: dict[str, str] = {}
    for heading, text in _blocks(document):
        texts[heading] = f"{texts.get(heading, '')} {text}".strip()
    return texts


def _blocks(document: ParsedDocument) -> Iterator[tuple[str, str]]:
    for section in document.sections:
        for block in section.blocks:
            yield section.heading[-1] if section.heading else "", block.text
