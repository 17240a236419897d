"""Reads added files and bundled documents into sections with heading and page.

A format is added by a module with `read(data) -> Found`, named in `files.FORMATS`; it runs in a
process of its own (`worker`), so it may load what it needs and may fail as it likes.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.reading.given import USUAL_LIMITS, GivenHeader, Limits

if TYPE_CHECKING:
    from knowledge.model import ParsedDocument

__all__ = ["GivenHeader", "Limits", "find_files", "parse_bundled", "read_document"]


# The imports stand inside the functions: a worker imports this package too, without the rest.
def read_document(
    path: Path, given: GivenHeader, limits: Limits = USUAL_LIMITS
) -> "ParsedDocument":
    """Read an added file; raise `StaffError` with one Swedish line when it can't be read."""
    from knowledge.reading import reader

    return reader.read_document(path, given, limits)


def find_files(paths: Sequence[Path]) -> list[Path]:
    """Give the files at the paths and in folders below them, sorted; hidden ones are skipped."""
    from knowledge.reading import files

    return files.find_files(paths)


def parse_bundled(path: Path) -> "ParsedDocument":
    """Read a document that ships with Lotsen; its header and marks must be right."""
    from knowledge.reading import reader

    return reader.parse_bundled(path)
