"""What an answer is: exact quotes with their places, or the reason why there are none."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from knowledge.bundled import Unknown
from knowledge.model import Basis


class Status(StrEnum):
    """How a question ended."""

    ANSWERED = "answered"
    NOT_FOUND = "not_found"
    REFUSED = "refused"
    FAILED = "failed"


class Reason(StrEnum):
    """Why a question has no answer."""

    SEARCH_FAILED = "search_failed"
    NOTHING_FOUND = "nothing_found"
    NO_SUPPORT = "no_support"
    SOURCES_DISAGREE = "sources_disagree"
    CLINICAL = "clinical"
    ACUTE = "acute"
    DOSE = "dose"
    LOOKUP = "lookup"
    BAD_INPUT = "bad_input"


class Citation(BaseModel):
    """A quote with its place; what is excluded from the JSON is for showing and for the record."""

    model_config = ConfigDict(frozen=True)

    number: int
    document_id: str
    kind: str
    describes: str | None
    title: str
    section: str
    page: int | None
    version: str
    valid_from: str | None
    url: str | None
    quote: str
    basis: Basis = Field(default=Basis.SOURCE, exclude=True)
    is_bundled: bool = Field(default=False, exclude=True)
    passage_id: str = Field(default="", exclude=True)


class Place(BaseModel):
    """A passage that was near, whether or not it answers."""

    model_config = ConfigDict(frozen=True)

    document_id: str
    section: str
    page: int | None
    text: str
    score: float


class Answer(BaseModel):
    """What was found for one question; the words around it are the desk's."""

    model_config = ConfigDict(frozen=True)

    question: str
    status: Status
    reason: Reason | None = None
    citations: tuple[Citation, ...] = ()
    passages: tuple[Place, ...] = ()
    unknown: Unknown | None = None
    confidence: float = 0.0
    elapsed_ms: float = 0.0
