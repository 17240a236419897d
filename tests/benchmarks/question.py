"""Time one question end to end, warm, against embedding the same question alone.

Mask, search, quotes, record and the words around them; every question is asked once, so no cache
can help. Asked and embedded in turn, in one process.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from bot.app import Lotsen
from bot.desk.ask import Question
from bot.privacy import mask
from knowledge.answer import Status
from tests.benchmarks import harness, made_up

_WARM_UP = ("Vad är Lotsen?", "Vem läser det här?", "När börjar det gälla?")
_MORE_MS, _TAIL = 10.0, 3.0
Asked = tuple[str, tuple[str, ...]]


def main() -> None:
    """Print the table."""
    chosen = harness.options(__doc__ or "")
    with harness.folder(chosen) as data_dir:
        lotsen = _ready(data_dir, tiny=chosen.tiny)
        asked = harness.questions()[: 6 if chosen.tiny else None]
        _time(lotsen, [(text, ()) for text in _WARM_UP])
        harness.introduce("One question, end to end")
        _print("single questions", lotsen, [one for one in asked if not one[1]])
        _print("follow-ups", lotsen, [one for one in asked if one[1]])


def _ready(data_dir: Path, *, tiny: bool) -> Lotsen:
    lotsen = harness.services(data_dir, bundled=not tiny)
    lotsen.library.ensure()
    if tiny:
        lotsen.library.add([made_up.Writer(1).document(1, sections=3)])
    return lotsen


def _time(lotsen: Lotsen, asked: Sequence[Asked]) -> dict[str, list[float]]:
    desk, embedder = lotsen.ask_desk, lotsen.embedder

    def ask(text: str, history: tuple[str, ...]) -> None:
        earlier = [mask(one) for one in history]
        reply = desk.ask(Question(mask(text), "benchmark", history=earlier))
        if reply.answer.status is Status.FAILED or reply.notice:
            raise RuntimeError("an answer failed or was not recorded, so its time says nothing")

    timed = []
    for turn, (text, history) in enumerate(asked):
        calls: dict[str, Callable[[], object]] = {
            "embed": partial(embedder.query, text),
            "ask": partial(ask, text, history),
        }
        timed.append(harness.in_turn(calls, turn))
    return harness.columns(timed)


def _print(name: str, lotsen: Lotsen, asked: Sequence[Asked]) -> None:
    if not asked:
        return
    times = _time(lotsen, asked)
    embed, ask = harness.p50(times["embed"]), harness.p50(times["ask"])
    more, tail = ask - embed, harness.p99(times["ask"]) / ask
    print(f"\n{len(asked)} {name}")
    harness.print_table(
        ("", "p50 ms", "p99 ms"),
        [(call, f"{harness.p50(each):.1f}", f"{harness.p99(each):.1f}")
         for call, each in times.items()],
    )  # fmt: skip
    harness.print_table(
        ("figure", "value", "limit", ""),
        [("p50 above embedding alone, ms", f"{more:.1f}", _MORE_MS,
          harness.verdict(more, _MORE_MS)),
         ("p99 / p50", f"{tail:.2f}", _TAIL, harness.verdict(tail, _TAIL))],
    )  # fmt: skip


if __name__ == "__main__":
    main()
