"""Writes lessons as training cases: reviewed data, in the words of the lesson and no others.

A case is a file `training/lardom-<id>.toml` in the data folder; docs/handbok.md says what stands
in it. It goes when the lesson is withdrawn.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from bot.desk.analyses import words
from bot.desk.analyses.document import document_id
from bot.units.hours import ZONE
from knowledge.model import FaultError
from knowledge.register import write_atomically
from storage.lessons import Lesson

_HEADER = (
    "# Övningsfall från en lärdom. Texten är lärdomens egen; inget är tillagt.\n"
    "# Granska fallet innan det används, och skriv i reviewed_by vem som har granskat det.\n\n"
)
_NOT_WRITTEN = "Övningsfallet gick inte att spara i datamappen. Kontrollera plats och rättigheter."


class CaseFiles:
    """The training cases of lessons, a file each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, lesson: Lesson) -> None:
        """Write the case of a lesson; one that somebody has reviewed since is left as it is."""
        file = self._file(lesson)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            if not file.exists():
                write_atomically(file, as_case(lesson))
        except OSError as error:
            raise FaultError(_NOT_WRITTEN) from error

    def take(self, lesson: Lesson) -> None:
        """Take away the case of a lesson."""
        try:
            self._file(lesson).unlink(missing_ok=True)
        except OSError as error:
            raise FaultError(_NOT_WRITTEN) from error

    def _file(self, lesson: Lesson) -> Path:
        return self._folder / f"{document_id(lesson)}.toml"


def as_case(lesson: Lesson) -> str:
    """Give a lesson as TOML, marked as not reviewed as a case yet."""
    return _HEADER + "".join(f"{name} = {value}\n" for name, value in _fields(lesson))


def _fields(lesson: Lesson) -> Iterator[tuple[str, str]]:
    yield "id", _text(document_id(lesson))
    yield "title", _text(lesson.title)
    yield "situation", _text(lesson.situation)
    yield "choose", _text(lesson.lesson)
    yield "why", _text(lesson.why)
    yield "basis", _text("example")
    yield "origin", _text(words.LABEL)
    yield "learnt", f"{lesson.made_at.astimezone(ZONE):%Y-%m-%d}"
    yield "reviewed_by", _text(words.NOT_REVIEWED)


def _text(text: str) -> str:
    """Give a TOML string; a JSON string is one, save for one sign that JSON leaves as it is."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
