"""A section is found again in the very version it was quoted from."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.desk.sections import SectionDesk, ShownSection, digest
from knowledge.bundled import Bundle
from knowledge.embedding import Embedder
from knowledge.library import Library, Model
from knowledge.model import Block, Header, Kind, ParsedDocument, Section
from knowledge.passages import cut
from storage.answers import Answers, GivenAnswer, Quoted
from storage.database import Database
from storage.given import GivenAnswers

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def document(version: str, *texts: str, valid_to: str | None = None) -> ParsedDocument:
    header = Header(id="rutin-a", kind=Kind.RUTIN, title="A", version=version, valid_to=valid_to)
    blocks = tuple(Block(text=text) for text in texts)
    sections = (
        Section(heading=("Svar",), blocks=(Block(text="Ett annat avsnitt med samma namn."),)),
        Section(heading=("Svar",), blocks=blocks),
    )
    return ParsedDocument(header=header, sections=sections, content_hash=version * 8)


@pytest.fixture
def library(data_dir: Path, embedder: Embedder) -> Library:
    return Library(data_dir / "index", Model(embedder.name, lambda: embedder), Bundle())


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path / "lotsen.sqlite3")


def answered(database: Database, source: ParsedDocument) -> str:
    """Record an answer that quotes the last passage of a document, and give the quote."""
    passage = cut(source)[-1]
    quoted = Quoted(1, source.header.id, source.header.version, passage.section, passage.id)
    Answers(database).record(
        GivenAnswer("a1", NOW, "T/U", None, "Fråga?", "answered", None, 1.0, [quoted])
    )
    return passage.quote(passage.sentences[0])


def shown(library: Library, database: Database, quote: str) -> ShownSection:
    desk = SectionDesk(library, GivenAnswers(database), lambda: NOW)
    section = desk.show("a1", 1, [digest(quote)])
    assert section is not None
    return section


def test_a_replaced_version_is_shown_as_it_was_and_says_which_holds_now(
    library: Library, database: Database
) -> None:
    first = document("1", "Svara inom tre dagar. Ring annars.", "Ett stycke till.")
    library.add([first])
    quote = answered(database, first)
    library.add([document("2", "Svara inom en vecka.")])
    section = shown(library, database, quote)
    assert [block.text for block in section.blocks] == [
        "Svara inom tre dagar. Ring annars.",
        "Ett stycke till.",
    ]
    assert section.marked == ["Svara inom tre dagar."]
    assert section.entry.header.version == "1"
    assert section.current is not None
    assert section.current.header.version == "2"


def test_a_removed_or_expired_source_is_told_apart(library: Library, database: Database) -> None:
    source = document("1", "Svara inom tre dagar.", valid_to="2026-02")
    library.add([source])
    quote = answered(database, source)
    assert not shown(library, database, quote).is_valid
    library.remove("rutin-a")
    assert shown(library, database, quote).current is None


@pytest.mark.parametrize("asked", [("unknown", 1), ("a1", 7)])
def test_what_was_never_quoted_has_no_section(
    asked: tuple[str, int], library: Library, database: Database
) -> None:
    answered(database, document("1", "Svara."))
    desk = SectionDesk(library, GivenAnswers(database), lambda: NOW)
    assert desk.show(*asked, ()) is None
    assert desk.show("a1", 1, ()) is None  # the document was never added
