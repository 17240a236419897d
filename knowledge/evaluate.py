"""Score retrieval, quoting and abstention on a set of questions with known right sentences."""

import json
import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from knowledge.answer import Answer, Status
from knowledge.index import Index
from knowledge.model import StaffError

_NOT_WORD = re.compile(r"[\W_]+")
_SHORTEST = 12  # letters; a shorter quote inside a right sentence says too little to count
_BINS = 10


class Case(BaseModel):
    """One question with the sentences that are right, or why there is none."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    question: str
    history: tuple[str, ...] = ()
    style: str = "formal"
    answerable: bool = True
    category: str | None = None
    expected_reasons: tuple[str, ...] = ()
    deck: tuple[str, ...] = ()
    bundled: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    held_out: bool = False

    @property
    def right_texts(self) -> tuple[str, ...]:
        """Give every text that counts as right, in whichever source it stands."""
        return (*self.right, *self.deck, *self.bundled)


@dataclass(frozen=True)
class Scored:
    """What came of one case."""

    case: Case
    status: str
    reason: str | None
    rank: int | None  # of the first right passage among the five shown, from 1
    is_quoted: bool
    confidence: float
    elapsed_ms: float

    @property
    def is_answered(self) -> bool:
        """Tell whether quotes were given."""
        return self.status == Status.ANSWERED

    @property
    def is_refused_rightly(self) -> bool:
        """Tell whether an unanswerable question got a reason that fits."""
        return not self.is_answered and (self.reason or "") in self.case.expected_reasons


def read_cases(path: Path) -> list[Case]:
    """Read a set of questions, one JSON object a line."""
    cases = []
    for number, line in enumerate(_text_of(path).splitlines(), 1):
        if line.strip():
            cases.append(_case(line, number, path))
    if not cases:
        raise StaffError(f"{path.name} innehåller inga frågor.")
    return cases


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise StaffError(f"{path.name} går inte att läsa som UTF-8-text.") from error


def _case(line: str, number: int, path: Path) -> Case:
    try:
        return Case.model_validate(json.loads(line))
    except (ValueError, ValidationError) as error:
        raise StaffError(
            f"{path.name}, rad {number}: ska vara ett JSON-objekt med minst id och question."
        ) from error


def compact(text: str) -> str:
    """Give the letters and digits alone, so that marks and line breaks do not matter."""
    return _NOT_WORD.sub("", text.lower())


def is_right(quote: str, right: Iterable[str]) -> bool:
    """Tell whether a quote holds a right sentence, or is a real part of one."""
    words = compact(quote)
    return any(
        wanted in words or (len(words) >= _SHORTEST and words in wanted)
        for wanted in map(compact, right)
        if wanted
    )


class Corpus:
    """The text of the index as one string, to see which cases these sources can answer."""

    def __init__(self, index: Index) -> None:
        by_document: dict[str, list[str]] = {}
        for row in range(index.size):
            passage = index.passage(row)
            by_document.setdefault(passage.document_id, []).append(passage.text)
        self._texts = [compact(" ".join(texts)) for texts in by_document.values()]

    def can_answer(self, case: Case) -> bool:
        """Tell whether a right sentence of the case stands in the sources."""
        wanted = [compact(text) for text in case.right_texts]
        return any(text and text in corpus for text in wanted for corpus in self._texts)


def run(
    cases: Sequence[Case], answer: Callable[[str, Sequence[str]], Answer], corpus: Corpus
) -> list[Scored]:
    """Ask every case that these sources can answer, and every one that none can."""
    asked = [case for case in cases if not case.answerable or corpus.can_answer(case)]
    return [_scored(case, answer(case.question, case.history)) for case in asked]


def _scored(case: Case, answer: Answer) -> Scored:
    right = case.right_texts
    ranks = (n for n, place in enumerate(answer.passages, 1) if _holds(place.text, right))
    return Scored(
        case=case,
        status=answer.status,
        reason=answer.reason,
        rank=next(ranks, None),
        is_quoted=any(is_right(citation.quote, right) for citation in answer.citations),
        confidence=answer.confidence,
        elapsed_ms=answer.elapsed_ms,
    )


def _holds(passage: str, right: Iterable[str]) -> bool:
    words = compact(passage)
    wanted = [text for text in map(compact, right) if text]
    return any(text in words or words in text for text in wanted)


@dataclass(frozen=True)
class Figure:
    """A share with its 95 % Wilson interval, or a plain mean when `total` is 0."""

    name: str
    hits: float
    total: int

    @property
    def value(self) -> float:
        """Give the share, 0 to 1."""
        return self.hits / self.total if self.total else math.nan

    def interval(self) -> tuple[float, float]:
        """Give the 95 % Wilson score interval."""
        if not self.total:
            return math.nan, math.nan
        z, n, p = 1.96, self.total, self.value
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return max(middle - half, 0.0), min(middle + half, 1.0)


def figures(scored: Sequence[Scored]) -> list[Figure]:
    """Give the figures of a set of scored cases."""
    answerable = [one for one in scored if one.case.answerable]
    unanswerable = [one for one in scored if not one.case.answerable]
    near = [one for one in unanswerable if one.case.category == "near_miss"]
    far = [one for one in unanswerable if one.case.category != "near_miss"]
    return [
        _share("recall@1", answerable, lambda one: one.rank == 1),
        _share("recall@5", answerable, lambda one: one.rank is not None),
        Figure("MRR", sum(1 / one.rank for one in answerable if one.rank), len(answerable)),
        _share("rätt mening citerad", answerable, lambda one: one.is_quoted),
        _share("fel svar (citat utan rätt mening)", answerable,
               lambda one: one.is_answered and not one.is_quoted),
        _share("avvisad i onödan", answerable, lambda one: not one.is_answered),
        _share("avvisad rätt: utanför, kliniskt, uppslag", far,
               lambda one: one.is_refused_rightly),
        _share("avvisad rätt: nära miss", near, lambda one: one.is_refused_rightly),
        _share("svar fast källorna saknar det", unanswerable, lambda one: one.is_answered),
    ]  # fmt: skip


def _share(name: str, among: Sequence[Scored], holds: Callable[[Scored], bool]) -> Figure:
    return Figure(name, sum(map(holds, among)), len(among))


def by_style(scored: Sequence[Scored]) -> dict[str, list[Scored]]:
    """Group the cases by how they are written, and the unanswerable ones by what they are."""
    groups: dict[str, list[Scored]] = {}
    for one in scored:
        groups.setdefault(one.case.style, []).append(one)
    return dict(sorted(groups.items()))


def calibration_error(scored: Sequence[Scored]) -> float:
    """Give the expected calibration error of the confidence that there is an answer, 0 to 1."""
    error = 0.0
    for number in range(_BINS):
        low, high = number / _BINS, (number + 1) / _BINS
        within = [s for s in scored if low <= s.confidence < high or s.confidence == high == 1]
        if within:
            stated = sum(one.confidence for one in within) / len(within)
            true = sum(one.case.answerable for one in within) / len(within)
            error += abs(stated - true) * len(within) / len(scored)
    return error
