"""Invented identities to plant in what is said to the bot, and the search for them afterwards.

Plant `texts()` at an edge, let the bot work, then `scan_tree` the data folder, `assert_logs_clean`
the log records and `assert_nothing_planted` in every prompt and payload.
"""

import json
import logging
import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

_SQLITE = b"SQLite format 3\x00"
_GAP = r"[^0-9a-zåäö]{0,3}"
_JSON_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_HYPHEN_OR_SPACE = re.compile(r"[\s\-_.]+")


@dataclass(frozen=True)
class Planted:
    """An invented identity, and a text that somebody might write it in."""

    kind: str
    value: str
    text: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """Give what finds it in folded text: without separators, spaced, in lower case."""
        return re.compile(_digits_pattern(self.value) or _words_pattern(self.value))


def _digits_pattern(value: str) -> str | None:
    signs = [sign for sign in value.lower() if sign.isalnum()]
    if sum(sign.isdigit() for sign in signs) < len(signs) - 2:
        return None
    # The century may be left out, and the country code written as a nought.
    core = signs[2:] if len(signs) == 12 else signs[-9:]
    return _GAP.join(core)


def _words_pattern(value: str) -> str:
    words = [re.escape(_folded(word)) for word in _HYPHEN_OR_SPACE.split(value)]
    return r"(?<![a-z0-9])" + _GAP.join(words) + r"(?![a-z0-9])"


PLANTED = (
    Planted("personnummer", "19640823-3234", "Gäller det även 19640823-3234?"),
    Planted("personnummer", "480307-2216", "kan 480307-2216 få fast vårdkontakt"),
    Planted("personnummer", "150604+2389", "Pat 150604+2389 vill inte samtycka."),
    Planted("mojligt_personnummer", "701001-1234", "Mvo skickat på 701001-1234, rätt?"),
    Planted("samordningsnummer", "701063-2391", "Samordningsnummer 701063-2391 saknar adress."),
    Planted("reservnummer", "19810829M071", "Reservnummer 19810829M071 används tills vidare."),
    Planted("reservnummer", "992013123456", "Stockholm skickade 992013123456 till oss."),
    Planted("reservidentitet", "22811218TB15", "Nationell reservidentitet 22811218TB15 i SAMSA?"),
    Planted("telefonnummer", "070-174 06 35", "Ring dottern på 070-174 06 35 efter besöket."),
    Planted("telefonnummer", "0510-48 61 72", "Boendet har 0510-48 61 72, svarar ingen."),
    Planted("epost", "torvald.ekenstam@example.com", "Skicka till torvald.ekenstam@example.com."),
    Planted("adress", "Lärkvägen 17 B", "Hon bor på Lärkvägen 17B och vill ha hemsjukvård."),
    Planted("adress", "541 91 Skövde", "Brevet gick till 541 91 Skövde."),
    Planted("namn", "Hjördis Vidmark", "Hjördis Vidmark har sagt nej till samtycke."),
    Planted("namn", "Torvald", "Vad gäller när Torvald inte kan samtycka?"),
    Planted(
        "namn", "Abdirahman Warsame", "abdirahman warsame har inte fått svar på sin vårdbegäran"
    ),
    Planted("namn", "Zetterqvist", "fru Zetterqvist ska hem på fredag, vad skickar vi?"),
    Planted("namn", "Gunvor", "Gunvors dotter undrar om MVO."),
)


def texts() -> list[str]:
    """Give every text, one identity in each, and one text with them all."""
    each = [planted.text for planted in PLANTED]
    return [*each, "\n".join(each)]


def found_in(blob: bytes | str) -> list[Planted]:
    """Give the planted identities that stand in a text or in bytes, however they are spelled."""
    forms = list(_forms(blob))
    return [one for one in PLANTED if any(one.pattern.search(form) for form in forms)]


def assert_nothing_planted(blob: bytes | str, where: str = "text") -> None:
    """Fail when a planted identity stands in what is given."""
    found = found_in(blob)
    assert not found, f"{where}: {[(one.kind, one.value) for one in found]}"


def assert_logs_clean(records: Iterable[logging.LogRecord]) -> None:
    """Fail when a log record says a planted identity, in its message, arguments or traceback."""
    formatter = logging.Formatter()
    for record in records:
        assert_nothing_planted(formatter.format(record), f"log {record.name}")
        extras = {key: repr(value) for key, value in vars(record).items()}
        assert_nothing_planted(json.dumps(extras, ensure_ascii=False), f"log {record.name}")


def scan_tree(folder: Path) -> int:
    """Fail when any file below a folder holds a planted identity; give how many were read."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    for path in files:
        content = path.read_bytes()
        assert_nothing_planted(str(path.relative_to(folder)), f"name of {path}")
        assert_nothing_planted(content, str(path))
        if content.startswith(_SQLITE):
            _scan_tables(path)
    return len(files)


def _scan_tables(path: Path) -> None:
    """Read every value of every table: a value may be split over pages of the file."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        database.text_factory = lambda raw: raw.decode("utf-8", "replace")
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in tables:
            for row in database.execute(f'SELECT * FROM "{table}"'):  # noqa: S608 - its own tables
                for value in row:
                    blob = value if isinstance(value, bytes) else str(value)
                    assert_nothing_planted(blob, f"{path.name}, table {table}")


def _forms(blob: bytes | str) -> Iterator[str]:
    """Give the text in the ways it may be kept: as it is, JSON-escaped, and in an address."""
    written = [blob] if isinstance(blob, str) else [blob.decode("utf-8", "replace")]
    if isinstance(blob, bytes) and b"\x00" in blob:
        written.append(blob.decode("utf-16-le", "replace"))
    for text in written:
        plain = _JSON_ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), text)
        yield _folded(plain)
        if "%" in plain:
            yield _folded(unquote(plain))


def _folded(text: str) -> str:
    marks = unicodedata.normalize("NFKD", text.lower())
    return "".join(sign for sign in marks if not unicodedata.combining(sign))
