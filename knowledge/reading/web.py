"""Read HTML with Beautiful Soup: what a reader of the page sees, under its headings."""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag

from knowledge.reading.characters import clean, collapse, decode
from knowledge.reading.faults import Fault, UnreadableFileError
from knowledge.reading.found import Found, Heading, Piece, Text
from knowledge.reading.metadata import iso_date

_UNSEEN = "script style nav noscript template head button select input form dialog svg".split()
_UNSEEN_ROLES = "[hidden], [aria-hidden=true], [role=navigation], [role=search]"
_HIDING_STYLE = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden")
_BLOCKS = frozenset(
    "address article aside blockquote body caption dd div dl dt fieldset figcaption figure footer"
    " h1 h2 h3 h4 h5 h6 header hr html legend li main ol p pre section summary details table tbody"
    " td tfoot th thead tr ul [document]".split()
)
_CHARSET = re.compile(rb"""(?i)<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{1,40})""")
_HEAD_BYTES = 2048
_DATES = "meta[name='dcterms.modified'], meta[property='article:modified_time'], meta[name='date']"


def read(data: bytes) -> Found:
    """Give the pieces of a page."""
    soup = BeautifulSoup(clean(_decode(data)), "html.parser")
    title = collapse(soup.title.get_text()) if soup.title else None
    date = soup.select_one(_DATES)
    version = iso_date(str(date.get("content", ""))) if date else None
    _drop_unseen(soup)
    first = soup.find("h1")
    return Found(
        list(_pieces(soup.find("main") or soup)),
        title=(collapse(first.get_text()) if first else None) or title,
        version=version,
    )


def _decode(data: bytes) -> str:
    declared = _CHARSET.search(data[:_HEAD_BYTES])
    name = declared.group(1).decode("ascii") if declared else "utf-8"
    try:
        # Pages that say iso-8859-1 are written in Windows-1252, as browsers know.
        return data.decode("cp1252" if name.lower() == "iso-8859-1" else name)
    except (LookupError, UnicodeDecodeError):
        return decode(data)


def _drop_unseen(soup: BeautifulSoup) -> None:
    for tag in [*soup.find_all(_UNSEEN), *soup.select(_UNSEEN_ROLES)]:
        tag.decompose()
    for tag in soup.find_all(style=_HIDING_STYLE):
        tag.decompose()
    for tag in soup.find_all("br"):
        tag.replace_with("\n")


def _pieces(root: Tag) -> Iterator[Piece]:
    row: list[str] = []
    row_tag: Tag | None = None
    for block, text in _blocks(root):
        tag = _row_of(block)
        if row and tag is not row_tag:
            yield Text(" | ".join(row))
            row = []
        row_tag = tag
        if tag is not None:
            row.append(text)
        elif re.fullmatch(r"h[1-6]", block.name):
            yield Heading(text, int(block.name[1]))
        else:
            yield Text(text)
    if row:
        yield Text(" | ".join(row))


def _row_of(block: Tag) -> Tag | None:
    """Give the table row a block stands in; one with a single cell is only layout."""
    row = block if block.name == "tr" else block.find_parent("tr")
    is_row = row is not None and len(row.find_all(["td", "th"], recursive=False)) > 1
    return row if is_row else None


def _blocks(root: Tag) -> Iterator[tuple[Tag, str]]:
    """Yield each block with the text that stands directly in it, in reading order."""
    current: Tag | None = None
    parts: list[str] = []
    for string in root.find_all(string=True):
        if isinstance(string, PreformattedString):
            continue
        block = _block_of(string)
        if block is not current:
            yield from _whole(current, parts)
            current, parts = block, []
        parts.append(str(string))
    yield from _whole(current, parts)


def _whole(block: Tag | None, parts: list[str]) -> Iterator[tuple[Tag, str]]:
    text = collapse("".join(parts))
    if block is not None and text:
        yield block, text


def _block_of(string: NavigableString) -> Tag:
    for parent in string.parents:
        if parent.name in _BLOCKS:
            return parent
    raise UnreadableFileError(Fault.DAMAGED)
