"""Points out words in a report that judge, blame or point at somebody, and proposes the facts."""

from flows.wording.reading import Wording, load_wording
from flows.wording.remark import WordingKind, WordingRemark

__all__ = ["Wording", "WordingKind", "WordingRemark", "load_wording"]
