"""Read Markdown, with the header and the marks of a bundled document where they stand."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from itertools import takewhile

from markdown_it import MarkdownIt
from markdown_it.token import Token

from knowledge.reading.characters import clean, collapse, decode
from knowledge.reading.faults import Fault, UnreadableFileError
from knowledge.reading.found import Found, Heading, Piece, Question, Text
from knowledge.reading.metadata import iso_date

_TOML_HEADER = re.compile(r"\A\s*\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_YAML_HEADER = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_YAML_LINE = re.compile(r"^(title|version|date|owner)\s*:\s*[\"']?(.+?)[\"']?\s*$", re.MULTILINE)
_MARK = re.compile(r"<!--\s*(.*?)\s*-->", re.DOTALL)
_VALID_MARK = re.compile(r"fråga:\s*\S|status:\s*(?:source|example|inference)$")
_BASES = {"source", "example", "inference"}


def read(data: bytes) -> Found:
    """Give the pieces of a Markdown file and the fields of its header."""
    text = clean(decode(data))
    front, body = _split(text)
    pieces = list(_Marked(front.get("status", "source")).pieces(_parse(body)))
    first = next((piece for piece in pieces if isinstance(piece, Heading)), None)
    title = first.text if first and first.level == 1 else None
    return Found(pieces, title=title, version=front.get("version"), front=front)


def unknown_marks(data: bytes) -> list[str]:
    """Give the comments that are no marks, such as a misspelt one."""
    marks = _MARK.findall(clean(decode(data)))
    return [mark for mark in marks if mark != "varning" and not _VALID_MARK.match(mark)]


def _split(text: str) -> tuple[dict[str, str], str]:
    match = _TOML_HEADER.match(text)
    if match:
        return _toml_fields(match.group(1)), text[match.end() :]
    match = _YAML_HEADER.match(text)
    if not match:
        return {}, text
    fields = dict(_YAML_LINE.findall(match.group(1)))
    date = iso_date(fields.pop("date", ""))
    return ({"version": date} if date else {}) | fields, text[match.end() :]


def _toml_fields(text: str) -> dict[str, str]:
    try:
        return {key: str(value) for key, value in tomllib.loads(text).items()}
    except tomllib.TOMLDecodeError:
        raise UnreadableFileError(Fault.FRONT_MATTER) from None


def _parse(body: str) -> list[Token]:
    return MarkdownIt("commonmark").enable("table").parse(body)


class _Marked:
    """Walks the tokens and keeps what the last marks said of the blocks to come."""

    def __init__(self, status: str) -> None:
        self._default = self._basis = status
        self._is_warning = False

    def pieces(self, tokens: Sequence[Token]) -> Iterator[Piece]:
        """Yield headings, blocks and questions in order."""
        for number, token in enumerate(tokens):
            before = tokens[number - 1].type if number else ""
            if token.type == "html_block":
                yield from self._marks(token.content)
            elif token.type == "tr_open":
                yield from self._text(_row(tokens[number:]))
            elif token.type in {"fence", "code_block"}:
                yield from self._text(token.content)
            elif token.type == "inline" and before == "heading_open":
                self._basis = self._default
                yield Heading(collapse(_plain(token)), int(tokens[number - 1].tag[1]))
            elif token.type == "inline" and before == "paragraph_open":
                yield from self._text(_plain(token))

    def _text(self, text: str) -> Iterator[Piece]:
        text = collapse(text)
        if text:
            yield Text(text, basis=self._basis, is_warning=self._is_warning)
            self._is_warning = False

    def _marks(self, html: str) -> Iterator[Piece]:
        for mark in _MARK.findall(html):
            name, _, value = mark.partition(":")
            if name == "fråga" and value.strip():
                yield Question(collapse(value))
            elif name == "status" and value.strip() in _BASES:
                self._basis = value.strip()
            elif mark == "varning":
                self._is_warning = True
        yield from self._text(_without_tags(_MARK.sub(" ", html)))


def _row(tokens: Sequence[Token]) -> str:
    cells = takewhile(lambda token: token.type != "tr_close", tokens)
    texts = [_plain(cell).strip() for cell in cells if cell.type == "inline"]
    return " | ".join(text for text in texts if text)


def _plain(inline: Token) -> str:
    """Give the text of a run of Markdown without its markup."""
    parts = []
    for token in inline.children or []:
        if token.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
        elif token.type == "image":
            parts.append(_plain(token))
        elif token.type != "html_inline":
            parts.append(token.content)
    return "".join(parts)


def _without_tags(html: str) -> str:
    """Give the text inside a block of HTML; Beautiful Soup is loaded only when there is one."""
    if not html.strip():
        return ""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.find_all(["script", "style"]):
        tag.decompose()
    return soup.get_text(" ")
