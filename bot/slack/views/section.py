"""Shows the whole section a quote was taken from, with the quote marked."""

from collections.abc import Iterator, Sequence

from bot import texts
from bot.desk.sections import ShownSection
from bot.slack import words
from bot.slack.ports import View
from bot.slack.views import parts
from bot.slack.views.parts import Json
from knowledge.model import Block
from knowledge.register import Entry, State

_MOST_CHARACTERS = 9_000
_MOST_PARAGRAPHS = 80


def section_modal(section: ShownSection | None) -> View:
    """Give the modal of a section, or of why it can't be shown."""
    if section is None:
        return parts.modal(words.SECTION_TITLE, [parts.said(words.SECTION_GONE)], close=words.CLOSE)
    blocks = [
        *_replaced(section),
        parts.header(section.heading or section.entry.header.title),
        parts.small(_source(section)),
        *_text(section),
        *_link(section.entry),
    ]
    return parts.modal(words.SECTION_TITLE, blocks, close=words.CLOSE)


def document_name(entry: Entry) -> str:
    """Give a document's name; our own wording is said to be ours."""
    header = entry.header
    if entry.is_bundled and header.describes:
        return f"{texts.OWN_WORDING} av {header.describes}"
    return f"{texts.KIND_WORDS[header.kind]}: {header.title}"


def version_words(entry: Entry) -> str:
    """Give a document's version and date."""
    header = entry.header
    dated = f" · gäller från {header.valid_from}" if header.valid_from else ""
    return f"{texts.version_words(header.version, is_bundled=entry.is_bundled)}{dated}"


def _source(section: ShownSection) -> str:
    page = f" · s. {section.page}" if section.page is not None else ""
    return f"{document_name(section.entry)}{page} · {version_words(section.entry)}"


def _replaced(section: ShownSection) -> Iterator[Json]:
    said = _since(section)
    if said:
        yield parts.said(said, bold=True)


def _since(section: ShownSection) -> str | None:
    """Say what has happened to the source since the answer was given."""
    header = section.entry.header
    if section.entry.state is State.REMOVED or section.current is None:
        return words.REMOVED
    if section.entry.state is State.SUPERSEDED:
        version = section.current.header.version
        return words.SUPERSEDED.format(version=parts.clipped(version, 80))
    return None if section.is_valid else words.EXPIRED.format(valid_to=header.valid_to)


def _text(section: ShownSection) -> Iterator[Json]:
    shown = _window(section.blocks, section.marked)
    yield parts.rich(*(_paragraph(block, section.marked) for block in shown))
    notes = [words.MARKED] if section.marked else []
    if len(shown) < len(section.blocks):
        notes.append(words.SECTION_CUT)
    if notes:
        yield parts.small(*notes)


def _window(blocks: Sequence[Block], marked: Sequence[str]) -> Sequence[Block]:
    """Give the paragraphs around the first quote that there is room for."""
    at = next((place for place, block in enumerate(blocks) if _holds(block, marked)), 0)
    first, last = at, at + 1
    room = _MOST_CHARACTERS - len(blocks[at].text) if blocks else 0
    while last - first < min(len(blocks), _MOST_PARAGRAPHS):
        after = blocks[last] if last < len(blocks) else None
        before = blocks[first - 1] if first else None
        nearest = after or before
        if nearest is None or len(nearest.text) > room:
            break
        room -= len(nearest.text)
        first, last = (first, last + 1) if after else (first - 1, last)
    return blocks[first:last]


def _holds(block: Block, marked: Sequence[str]) -> bool:
    return any(quote in block.text for quote in marked)


def _paragraph(block: Block, marked: Sequence[str]) -> Json:
    runs = list(_runs(block.text[:_MOST_CHARACTERS], marked))
    label = texts.BASIS_WORDS[block.basis]
    if label:
        runs.append(parts.words(f" ({label})", italic=True))
    runs.append(parts.words("\n"))
    return parts.quote(*runs) if _holds(block, marked) else parts.paragraph(*runs)


def _runs(text: str, marked: Sequence[str]) -> Iterator[Json]:
    """Give a paragraph in runs, with the quotes in bold."""
    rest = text
    while rest:
        found = [(rest.find(quote), quote) for quote in marked if quote in rest]
        start, quote = min(found, default=(len(rest), ""))
        if start:
            yield parts.words(rest[:start])
        if quote:
            yield parts.words(quote, bold=True)
        rest = rest[start + len(quote) :]


def _link(entry: Entry) -> Iterator[Json]:
    url = entry.header.url
    if url is not None and parts.is_linkable(url):
        yield parts.rich(parts.paragraph(parts.link(url, words.OPEN_SOURCE)))
