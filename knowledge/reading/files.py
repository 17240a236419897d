"""Find the files to read, and refuse what need not be opened to be refused."""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from knowledge.model import StaffError
from knowledge.reading.faults import Fault, UnreadableFileError, explain

FORMATS = {
    ".pdf": "pdf",
    ".pptx": "powerpoint",
    ".docx": "word",
    ".html": "web",
    ".htm": "web",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "plain",
}
_PDF, _ZIP, _OLE = b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OFFICE = {"powerpoint", "word"}
_TEXTUAL = {"web", "markdown", "plain"}
# A picture, an archive or a program with the ending of a text.
_BINARY = (_PDF, _ZIP, _OLE, b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"{\\rtf", b"\x7fELF",
           b"\x1f\x8b", b"MZ\x90", b"7z\xbc\xaf")  # fmt: skip
_PAGES = (b"<!doctype html", b"<html")
_HEAD_BYTES = 1024


def find_files(paths: Sequence[Path]) -> list[Path]:
    """Give the files at the paths and in folders below them, sorted; hidden ones are skipped."""
    found = {found for path in paths for found in _files_at(path)}
    if not found:
        endings = ", ".join(sorted(FORMATS))
        raise StaffError(
            f"Det finns inga dokument att läsa där. Ange filer eller mappar med {endings}."
        )
    return sorted(found)


def safe_name(path: Path) -> str:
    """Give a file's name as it can be shown, whatever bytes it is made of."""
    name = path.name.encode("utf-8", "replace").decode("utf-8")
    return "".join(sign for sign in name if sign.isprintable())


def check(path: Path, max_bytes: int) -> str:
    """Give the format of a file that may be opened; raise on what shows from outside."""
    try:
        size = _size(path)
        name = FORMATS.get(path.suffix.lower())
        if name is None:
            raise UnreadableFileError(Fault.UNSUPPORTED)
        if size == 0:
            raise UnreadableFileError(Fault.ZERO_BYTES)
        if size > max_bytes:
            raise UnreadableFileError(Fault.TOO_BIG)
        with path.open("rb") as file:
            _check_head(file.read(_HEAD_BYTES), name)
    except OSError:
        raise UnreadableFileError(Fault.UNREADABLE) from None
    return name


def _size(path: Path) -> int:
    if not path.exists():
        raise UnreadableFileError(Fault.MISSING)
    if not path.is_file():
        raise UnreadableFileError(Fault.NOT_A_FILE)
    return path.stat().st_size


def _check_head(head: bytes, name: str) -> None:
    if name in _OFFICE and head.startswith(_OLE):
        raise UnreadableFileError(Fault.OLD_OFFICE)
    as_named = {
        "pdf": _PDF in head,
        "powerpoint": head.startswith(_ZIP),
        "word": head.startswith(_ZIP),
        "web": not head.startswith(_BINARY),
        "markdown": not head.startswith(_BINARY) and not _is_page(head),
        "plain": not head.startswith(_BINARY) and not _is_page(head),
    }
    if not as_named[name]:
        raise UnreadableFileError(Fault.WRONG_ENDING)


def _is_page(head: bytes) -> bool:
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_PAGES)


def _files_at(path: Path) -> Iterable[Path]:
    if path.is_dir():
        return _files_in(path)
    if not path.exists():
        raise StaffError(explain(Fault.MISSING, safe_name(path)))
    return [path]


def _files_in(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder, onerror=_refuse_folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(place, name)
            is_hidden = name.startswith((".", "~$"))
            if not is_hidden and path.suffix.lower() in FORMATS and path.is_file():
                yield path


def _refuse_folder(error: OSError) -> None:
    name = safe_name(Path(str(error.filename)))
    raise StaffError(
        f"Mappen {name} går inte att läsa. Kontrollera att du har rätt att öppna den."
    ) from None
