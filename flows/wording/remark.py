"""What is pointed out about the wording of a report."""

from enum import StrEnum

from flows.model import Frozen


class WordingKind(StrEnum):
    """What is the matter with a wording."""

    AFFECT = "affect"
    BLAME = "blame"
    GENERALISATION = "generalisation"
    IRONY = "irony"
    SHOUTING = "shouting"
    MOTIVE = "motive"
    PERSON = "person"
    IDENTITY = "identity"


class WordingRemark(Frozen):
    """Words at a place in a text, why they are pointed out, and the sentence with facts alone.

    `proposal` is None where the sentence can't be mended without inventing something, and empty
    where nothing that happened is left of it.
    """

    start: int
    end: int
    words: str
    kind: WordingKind
    why: str
    proposal: str | None
    sentence: str
