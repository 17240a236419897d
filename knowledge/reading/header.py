"""Make a document's header of what was given, what the file says, and what can be told of it."""

import hashlib
import re
import unicodedata
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from knowledge.model import Header, Kind, StaffError
from knowledge.reading.files import safe_name
from knowledge.reading.given import GivenHeader

_KIND_WORDS = (
    (Kind.RIKTLINJE, re.compile(r"(?i)riktlinje")),
    (Kind.RUTIN, re.compile(r"(?i)\brutin")),
    (Kind.SAV, re.compile(r"\bSAV\b|(?i:samverkansanvisning)")),
)
_PRESENTATION = "powerpoint"  # tells about a document, and is not the document
_MAX_ID, _MAX_TITLE, _MAX_VERSION = 80, 200, 80
_FORMS = {
    "id": "2–80 tecken: a–z, 0–9 och bindestreck",
    "kind": "något av " + ", ".join(Kind),
    "title": "1–200 tecken",
    "version": "1–80 tecken",
    "valid_from": "ÅÅÅÅ, ÅÅÅÅ-MM eller ÅÅÅÅ-MM-DD",
    "valid_to": "ÅÅÅÅ, ÅÅÅÅ-MM eller ÅÅÅÅ-MM-DD",
    "owner": "högst 200 tecken",
    "status": "source, example eller inference",
}


def make_header(path: Path, name: str, given: GivenHeader, found: dict[str, Any]) -> Header:
    """Give the header: a stated field wins over the file's own header, and that over a guess."""
    stated = {key: value for key, value in asdict(given).items() if value is not None}
    fields = found["front"] | stated
    title = fields.setdefault("title", _title(path, found))
    fields.setdefault("id", document_id(path))
    fields.setdefault("kind", _kind(name, title))
    fields.setdefault("version", (found["version"] or _modified(path))[:_MAX_VERSION])
    return checked_header(path, fields)


def checked_header(path: Path, fields: dict[str, str]) -> Header:
    """Give the header of the fields, or tell staff which field is wrong and how it is written."""
    try:
        return Header.model_validate(fields)
    except ValidationError as error:
        field = str(error.errors()[0]["loc"][0])
        form = _FORMS.get(field, "ett fält som finns; ta bort det")
        raise StaffError(
            f"{safe_name(path)}: fältet {safe_name(Path(field))} saknas eller är fel skrivet. "
            f"Det ska vara {form}."
        ) from None


def document_id(path: Path) -> str:
    """Give the id that follows from a file's name, so the same name is the same document."""
    bare = unicodedata.normalize("NFKD", path.stem.casefold().translate({0xF8: "o", 0xE6: "ae"}))
    slug = re.sub("[^a-z0-9]+", "-", re.sub("[\u0300-\u036f]", "", bare)).strip("-")[:_MAX_ID]
    if len(slug) > 1:
        return slug.strip("-")
    digest = hashlib.sha256(path.stem.encode("utf-8", "surrogateescape")).hexdigest()
    return f"dokument-{digest[:8]}"


def _modified(path: Path) -> str:
    return f"{datetime.fromtimestamp(path.stat().st_mtime, UTC):%Y-%m-%d}"


def _title(path: Path, found: dict[str, Any]) -> str:
    named = re.sub(r"[\s_-]+", " ", safe_name(Path(path.stem))).strip()
    return str(found["title"] or named[:1].upper() + named[1:] or "Dokument")[:_MAX_TITLE]


def _kind(name: str, title: str) -> Kind:
    """Guess the kind by the first word of the title that tells it."""
    places = [
        (match.start(), kind)
        for kind, word in _KIND_WORDS
        if name != _PRESENTATION and (match := word.search(title))
    ]
    return min(places)[1] if places else Kind.ANVISNING
