"""Makes a lesson a source of its own kind: an example, dated, and never taken for a rule."""

import hashlib

from bot.desk.analyses import words
from bot.units.hours import ZONE
from knowledge.model import Basis, Block, Header, Kind, ParsedDocument, Section
from storage.lessons import Lesson

_ID = 24  # characters of the lesson's own id that keep two apart


def document_id(lesson: Lesson) -> str:
    """Give the id of a lesson among the sources."""
    return f"lardom-{lesson.id.lower()[:_ID]}"


def document_of(lesson: Lesson) -> ParsedDocument:
    """Give a lesson as it is searched and quoted."""
    day = lesson.made_at.astimezone(ZONE).date().isoformat()
    texts = (
        (words.LESSON, lesson.lesson),
        (words.SITUATION, lesson.situation),
        (words.WHY, lesson.why),
    )
    header = Header(
        id=document_id(lesson),
        kind=Kind.LARDOM,
        title=lesson.title,
        version=day,
        valid_from=day,
        owner=words.OWNER,
        status=Basis.EXAMPLE,
    )
    whole = "\x1f".join((lesson.title, *(text for _, text in texts)))
    return ParsedDocument(
        header=header,
        sections=tuple(_section(lesson.title, heading, text) for heading, text in texts),
        content_hash=hashlib.sha256(whole.encode()).hexdigest(),
    )


def _section(title: str, heading: str, text: str) -> Section:
    paragraphs = (" ".join(part.split()) for part in text.splitlines())
    blocks = tuple(Block(text=part, basis=Basis.EXAMPLE) for part in paragraphs if part)
    return Section(heading=(title, heading), blocks=blocks)
