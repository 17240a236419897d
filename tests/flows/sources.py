"""Reads the bundled documents as they stand on disk, to check quotes against the files."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "knowledge" / "documents"
_HEADING = re.compile(r"^#{2,}\s+(.*)$")
_STATUS = re.compile(r"<!--\s*status:\s*(\w+)\s*-->")
_COMMENT = re.compile(r"<!--.*?-->")
_OWN_STATUS = re.compile(r'^status = "(\w+)"', re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """One line of a document with its heading and what stands behind it."""

    section: str
    status: str
    text: str


@cache
def blocks(document_id: str) -> tuple[Block, ...]:
    """Give the lines of a document."""
    _, header, body = (FOLDER / f"{document_id}.md").read_text(encoding="utf-8").split("+++\n", 2)
    found = _OWN_STATUS.search(header)
    return tuple(_blocks(body, found.group(1) if found else "source"))


def _blocks(body: str, usual: str) -> Iterator[Block]:
    section, status = "", usual
    for line in body.splitlines():
        heading, mark = _HEADING.match(line), _STATUS.search(line)
        if heading:
            section, status = heading.group(1).strip(), usual
        elif mark:
            status = mark.group(1)
        else:
            text = " ".join(_COMMENT.sub("", line).removeprefix("- ").split())
            if text:
                yield Block(section, status, text)


@cache
def documents() -> dict[str, dict[str, str]]:
    """Give the text of each section of each document, as the check of a flow takes them."""
    read: dict[str, dict[str, str]] = {}
    for path in sorted(FOLDER.glob("*.md")):
        sections = read.setdefault(path.stem, {})
        for block in blocks(path.stem):
            sections[block.section] = f"{sections.get(block.section, '')} {block.text}".strip()
    return read
