"""Time one situation told to the guide, warm, against embedding the same text alone.

Mask, deciding that it is for the guide, reading it, the next step with its sources, keeping it and
the words around it; every text is told once. Told and embedded in turn, in one process.
"""

from collections.abc import Callable, Sequence
from functools import partial

from bot.app import Lotsen
from bot.desk.guide_opening import wants_guide
from bot.desk.guide_reply import NoticeKind
from bot.privacy import mask
from tests.benchmarks import harness
from tests.flows.situations import situations

_WARM_UP = 5
_MORE_MS = 30.0


def main() -> None:
    """Print the table."""
    chosen = harness.options(__doc__ or "")
    with harness.folder(chosen) as data_dir:
        lotsen = harness.services(data_dir, bundled=True)
        told = list(dict.fromkeys(one.text for one in situations()))
        told = told[: _WARM_UP + 6 if chosen.tiny else None]
        _time(lotsen, told[:_WARM_UP])
        harness.introduce("One situation told to the guide")
        _print(_time(lotsen, told[_WARM_UP:]))


def _time(lotsen: Lotsen, told: Sequence[str]) -> dict[str, list[float]]:
    desk, embedder = lotsen.guide_desk, lotsen.embedder

    def guide(text: str) -> None:
        masked = mask(text)
        wants_guide(masked.text)
        reply = desk.begin(masked, "benchmark")
        if any(notice.kind is NoticeKind.NOT_SAVED for notice in reply.notices):
            raise RuntimeError("a guidance was not kept, so its time says nothing")

    timed = []
    for turn, text in enumerate(told):
        calls: dict[str, Callable[[], object]] = {
            "embed": partial(embedder.query, text),
            "guide": partial(guide, text),
        }
        timed.append(harness.in_turn(calls, turn))
    return harness.columns(timed)


def _print(times: dict[str, list[float]]) -> None:
    embed, guide = harness.p50(times["embed"]), harness.p50(times["guide"])
    more = guide - embed
    print(f"\n{len(times['guide'])} situations")
    harness.print_table(
        ("", "p50 ms", "p99 ms"),
        [(call, f"{harness.p50(each):.1f}", f"{harness.p99(each):.1f}")
         for call, each in times.items()],
    )  # fmt: skip
    harness.print_table(
        ("figure", "value", "limit", ""),
        [("p50 above embedding alone, ms", f"{more:.1f}", _MORE_MS,
          harness.verdict(more, _MORE_MS))],
    )  # fmt: skip


if __name__ == "__main__":
    main()
