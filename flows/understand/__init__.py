"""Facts read from a situation in somebody's own words, without a language model."""

from flows.understand.read import ReadFact, Reading, Understanding

__all__ = ["ReadFact", "Reading", "Understanding"]
