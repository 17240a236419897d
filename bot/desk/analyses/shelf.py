"""Where a published lesson stands: among the sources that are quoted, and as a training case."""

from typing import Protocol

from bot.desk.analyses.cases import CaseFiles
from bot.desk.analyses.document import document_id, document_of
from knowledge.library import Library
from storage.lessons import Lesson


class Shelf(Protocol):
    """What tells lessons on; to put or take twice is the same as once."""

    def put(self, lesson: Lesson) -> None:
        """Tell a lesson."""

    def take(self, lesson: Lesson) -> None:
        """Tell it no more."""


class LessonShelf:
    """The library of sources, and the training cases in the data folder."""

    def __init__(self, library: Library, cases: CaseFiles) -> None:
        self._library = library
        self._cases = cases

    def put(self, lesson: Lesson) -> None:
        """Publish a build with the lesson in it, and write its case."""
        if not self._stands(lesson):
            self._library.add([document_of(lesson)])
        self._cases.put(lesson)

    def take(self, lesson: Lesson) -> None:
        """Publish a build without the lesson, and take its case away."""
        if self._stands(lesson):
            self._library.remove(document_id(lesson))
        self._cases.take(lesson)

    def _stands(self, lesson: Lesson) -> bool:
        name = document_id(lesson)
        return any(one.header.id == name for one in self._library.register().current())
