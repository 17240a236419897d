"""Compare our search with that of others: same passages, same held-out questions, same run.

Run by `make peers`, which installs the others in an environment of their own. The deck is compared
too where it is at hand. All get the passage with its headings; a follow-up comes with the questions
before it. Ours is timed whole, with sentences chosen and support judged; the others search alone.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.app import Lotsen
from knowledge import index as built
from knowledge.evaluate import Case, Corpus, is_right, read_cases
from knowledge.model import Kind
from knowledge.reading import GivenHeader, read_document
from tests.benchmarks import harness, made_up, peer_searches
from tests.benchmarks.peer_searches import SHOWN

_DECK = Path("shared") / "documents" / "oppenvardsprocessen-dialogmote-2023.txt"
DECK = Path(__file__).parents[3] / _DECK
Finds = Callable[[Case], list[str]]  # the texts found for a case, best first


@dataclass(frozen=True)
class Result:
    """What one way of searching came to on one set of questions."""

    name: str
    ranks: list[int | None]  # of the first right passage, from 1
    times: list[float]

    def recall(self, depth: int) -> float:
        """Give the share of questions with a right passage among the first `depth`."""
        found = [rank for rank in self.ranks if rank is not None and rank <= depth]
        return len(found) / len(self.ranks)

    def reciprocal(self) -> float:
        """Give the mean reciprocal rank within those shown."""
        return sum(1 / rank for rank in self.ranks if rank) / len(self.ranks)


def main() -> None:
    """Print a table for each set of sources."""
    chosen = harness.options(__doc__ or "")
    with harness.folder(chosen) as data_dir:
        if chosen.tiny:
            _compare("Made-up sources", _made_up(data_dir), _made_up_cases)
            return
        bundled = harness.services(data_dir / "bundled", bundled=True)
        bundled.library.ensure()
        _compare("Bundled sources", bundled, _held_out)
        if not DECK.exists():
            print("The deck is not at hand: skipped.")
            return
        deck = harness.services(data_dir / "deck", bundled=False)
        deck.library.add([read_document(DECK, GivenHeader(kind=Kind.RIKTLINJE))])
        _compare("The deck alone, without reviewed questions", deck, _held_out)


def _held_out(lotsen: Lotsen) -> list[Case]:
    corpus = Corpus(lotsen.answerer.index())
    cases = [case for case in read_cases(harness.QUESTIONS) if case.held_out and case.answerable]
    return [case for case in cases if corpus.can_answer(case)]


def _made_up(data_dir: Path) -> Lotsen:
    lotsen = harness.services(data_dir, bundled=False)
    lotsen.library.add([made_up.Writer(1).document(1, sections=8)])
    return lotsen


def _made_up_cases(lotsen: Lotsen) -> list[Case]:
    text = lotsen.answerer.index().passage(0).text
    return [Case(id="1", question=text[:80], right=(text,))]


def _compare(name: str, lotsen: Lotsen, cases_of: Callable[[Lotsen], list[Case]]) -> None:
    cases = cases_of(lotsen)
    results = _results(_searches(lotsen), cases)
    harness.introduce(f"{name}: {len(cases)} held-out questions")
    head = ("search", "recall@1", f"recall@{SHOWN}", "MRR", "ms a question (median)")
    rows = [
        (one.name, f"{one.recall(1):.3f}", f"{one.recall(SHOWN):.3f}", f"{one.reciprocal():.3f}",
         f"{harness.p50(one.times):.1f}")
        for one in results
    ]  # fmt: skip
    harness.print_table(head, rows)


def _searches(lotsen: Lotsen) -> dict[str, Finds]:
    index = lotsen.answerer.index()
    passages = [index.passage(row) for row in range(index.size)]
    texts = [passage.indexed_text for passage in passages]
    folder = lotsen.settings.index_dir / lotsen.library.version()
    vectors = np.array(np.load(folder / built.VECTORS)[: index.size])
    peers = {
        "haystack-ai BM25": peer_searches.haystack_bm25(texts),
        "llama-index BM25, Swedish": peer_searches.llama_index_bm25(texts),
        "SQLite FTS5, words": peer_searches.fts5_words(texts),
        "SQLite FTS5, trigrams": peer_searches.fts5_trigrams(texts),
        "Chroma, same vectors": peer_searches.plain_chroma(texts, vectors, lotsen.embedder),
    }

    def finds(search: peer_searches.Search) -> Finds:
        return lambda case: [passages[row].text for row in search(_whole(case))]

    def ours(case: Case) -> list[str]:
        answer = lotsen.answerer.answer(case.question, case.history)
        return [place.text for place in answer.passages]

    return {"Lotsen": ours, **{name: finds(search) for name, search in peers.items()}}


def _whole(case: Case) -> str:
    return " ".join((*case.history, case.question))


def _results(searches: Mapping[str, Finds], cases: Sequence[Case]) -> list[Result]:
    """Ask every case of every search in turn, so that drift hits all alike."""
    results = [Result(name, [], []) for name in searches]
    for finds in searches.values():
        finds(cases[0])  # warm
    for case in cases:
        for result, finds in zip(results, searches.values(), strict=True):
            started = time.perf_counter()
            found = finds(case)
            result.times.append((time.perf_counter() - started) * 1000)
            right = (rank for rank, text in enumerate(found, 1) if is_right(text, case.right_texts))
            result.ranks.append(next(right, None))
    return results


if __name__ == "__main__":
    main()
