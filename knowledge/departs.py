"""Proposes which sections of the sources an event departs from, each with its words as a quote."""

import hashlib
import logging
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from knowledge import events, retrieve
from knowledge.answer import Citation
from knowledge.citing import Quoted
from knowledge.embedding import Embedder, Vectors
from knowledge.index import Index
from knowledge.model import SECTION_SEPARATOR, Basis, Kind
from knowledge.quotes import MAX_WORDS
from knowledge.register import Entry

_log = logging.getLogger(__name__)
_FITS = 0.0  # how much more must speak for a section than for none
_NEAR_BEST = 0.25  # share of what speaks for the best section that another must have
_NEAR = 0.86  # cosine of a section of an added document that is proposed where nothing else is
_SAME = 0.92  # cosine of two passages that say the same
_KEPT = 256  # texts whose proposals are remembered
_GOVERNING = frozenset({Kind.RIKTLINJE, Kind.RUTIN, Kind.SAV, Kind.ANVISNING})


@dataclass(frozen=True)
class Departure:
    """A section that an event may depart from, with its rules word for word."""

    citations: tuple[Citation, ...]

    @property
    def citation(self) -> Citation:
        """Give the first of its rules, with the place of them all."""
        return self.citations[0]

    @property
    def key(self) -> str:
        """Give a short mark of the section, the same as long as it is called that."""
        path = SECTION_SEPARATOR.join((self.citation.document_id, self.citation.section))
        return hashlib.sha256(path.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class _Section:
    """A section with the rows of its passages."""

    entry: Entry
    heading: str
    rows: tuple[int, ...]


@dataclass(frozen=True)
class _Near:
    """A sentence of a section, how near it is to the event, and where it stands."""

    quoted: Quoted
    cosine: float
    place: tuple[int, int]

    @property
    def is_rule(self) -> bool:
        return self.quoted.sentence.basis is Basis.SOURCE


class Departures:
    """Finds the sections; `folder` keeps the vectors of the reviewed events between runs."""

    def __init__(self, index: Callable[[], Index], embedder: Embedder, folder: Path) -> None:
        self._index = index
        self._embedder = embedder
        self._folder = folder
        self._lock = threading.Lock()
        self._reader: events.EventReader | None = None
        self._opened: tuple[Index, Mapping[str, _Section]] | None = None
        self._remembered = lru_cache(_KEPT)(self._sections)

    def sections(self, text: str, limit: int = 3) -> tuple[Departure, ...]:
        """Give the sections that an event departs from, best first; none when none fits."""
        return self._remembered(self._index(), text)[:limit]

    def warm(self) -> None:
        """Make the reader ready, so that the first report does not wait for it."""
        self._ready()

    def _sections(self, index: Index, text: str) -> tuple[Departure, ...]:
        vector = self._embedder.query(text)
        found = self._described(index, text)
        ours = [self._preferred(index, one) for one in found]
        added = self._added(index, text, vector, ours)
        chosen = [*ours[: 3 - len(added)], *added] if added else ours
        return tuple(self._shown(index, one, vector) for one in chosen)

    def _described(self, index: Index, text: str) -> list[_Section]:
        """Give the bundled sections by their reviewed events, or none when none fits."""
        scores = self._ready().scores(text, self._embedder.query)
        none, known = scores.pop(None, 0.0), self._known(index)
        here = {of: score for of, score in scores.items() if of is not None and of in known}
        ranked = sorted(here, key=lambda of: -here[of])[:3]
        fits = bool(ranked) and here[ranked[0]] - none > _FITS
        return (
            [known[of] for of in ranked if here[of] >= _NEAR_BEST * here[ranked[0]]] if fits else []
        )

    def _preferred(self, index: Index, section: _Section) -> _Section:
        """Give the section of an added document that says the same as ours, where there is one."""
        rows = self._governing(index)
        if not rows:
            return section
        alike = index.alikeness(rows, section.rows).max(axis=1)
        best = int(np.argmax(alike))
        return self._of_row(index, rows[best]) if alike[best] >= _SAME else section

    def _added(
        self, index: Index, text: str, vector: Vectors, ours: list[_Section]
    ) -> list[_Section]:
        """Give the nearest section of an added document, when it is nearer than ours."""
        if not self._governing(index):
            return []
        asked = retrieve.prepare(text, index, lambda _text: vector)
        hits = retrieve.search(asked, index, 1, _is_governing_and_added)
        nearest = [float(index.cosines(np.array(one.rows), vector).max()) for one in ours]
        if not hits or hits[0].cosine < max([_NEAR, *nearest]):
            return []
        section = self._of_row(index, hits[0].row)
        return [] if section in ours else [section]

    def _shown(self, index: Index, section: _Section, vector: Vectors) -> Departure:
        """Quote the rules of a section, those nearest to the event where they are many."""
        passages = [(row, index.passage(row)) for row in section.rows]
        near = [
            _Near(Quoted(section.entry, passage, sentence), float(cosine), (row, sentence.start))
            for row, passage in passages
            for sentence, cosine in zip(
                passage.sentences, index.sentence_vectors(row) @ vector, strict=True
            )
        ]
        return Departure(tuple(one.quoted.citation() for one in _few_enough(near)))

    def _known(self, index: Index) -> Mapping[str, _Section]:
        if self._opened is None or self._opened[0] is not index:
            rows = index.allowed(lambda entry: entry.is_bundled).tolist()
            self._opened = index, dict(_grouped(index, rows))
        return self._opened[1]

    def _governing(self, index: Index) -> list[int]:
        return [int(row) for row in index.allowed(_is_governing_and_added)]

    def _of_row(self, index: Index, row: int) -> _Section:
        entry = index.entry(row)
        rows = index.allowed(lambda one: one.header.id == entry.header.id).tolist()
        groups = dict(_grouped(index, rows))
        passage = index.passage(row)
        return groups[SECTION_SEPARATOR.join((passage.document_id, passage.section))]

    def _ready(self) -> events.EventReader:
        with self._lock:
            if self._reader is None:
                self._reader = events.EventReader(events.read_events(), self._vectors())
            return self._reader

    def _vectors(self) -> Vectors:
        """Give the vectors of the reviewed events, made once for each model and list."""
        told = events.read_events()
        mark = hashlib.sha256(events.FILE.read_bytes() + self._embedder.name.encode())
        path = self._folder / f"events-{mark.hexdigest()[:16]}.npy"
        try:
            vectors: Vectors = np.load(path)
            if len(vectors) == len(told.texts):
                return vectors
        except (OSError, ValueError, EOFError):
            pass  # not made yet, or cut short: it is made anew
        made = self._embedder.many(("query", told.plain(text)) for text in told.texts)
        vectors = np.array(list(made))
        self._keep(path, vectors)
        return vectors

    def _keep(self, path: Path, vectors: Vectors) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            for old in path.parent.glob("events-*.npy"):
                old.unlink(missing_ok=True)
            np.save(path, vectors)
        except OSError as error:
            _log.warning("vectors of events not kept: %s", type(error).__name__)


def _few_enough(near: list[_Near]) -> list[_Near]:
    """Give the nearest rules that are read at a glance, in the order they stand."""
    ranked = sorted(near, key=lambda one: (not one.is_rule, -one.cosine))
    chosen = ranked[:1]
    for one in ranked[1:]:
        if one.is_rule and sum(kept.quoted.words for kept in (*chosen, one)) <= MAX_WORDS:
            chosen.append(one)
    return sorted(chosen, key=lambda one: one.place)


def _is_governing_and_added(entry: Entry) -> bool:
    return not entry.is_bundled and entry.header.kind in _GOVERNING


def _grouped(index: Index, rows: Iterable[int]) -> Iterable[tuple[str, _Section]]:
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in rows:
        passage = index.passage(row)
        found[passage.document_id, passage.section].append(row)
    for (document, heading), of in found.items():
        path = SECTION_SEPARATOR.join((document, heading))
        yield path, _Section(index.entry(of[0]), heading, tuple(of))
