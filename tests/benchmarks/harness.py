"""What the benchmarks share: calls timed in turn, percentiles, tables and a word on the machine."""

import argparse
import json
import os
import platform
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from bot.app import Lotsen
from bot.settings import Settings

QUESTIONS = Path(__file__).parents[1] / "evaluation" / "questions.jsonl"
LOTSEN = Path(sys.executable).with_name("lotsen")
_KIB = 1024
_TOO_BUSY = 0.5  # waiting processes for each core, above which times say little


def options(description: str) -> argparse.Namespace:
    """Read what every benchmark takes on its command line."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--tiny", action="store_true", help="prove that it runs; no real figures")
    parser.add_argument("--data-dir", type=Path, help="keep the builds here, to use them again")
    return parser.parse_args()


@contextmanager
def folder(chosen: argparse.Namespace) -> Iterator[Path]:
    """Give the folder of the builds: the one asked for, or one that is gone afterwards."""
    if chosen.data_dir:
        chosen.data_dir.mkdir(parents=True, exist_ok=True)
        yield chosen.data_dir
        return
    with tempfile.TemporaryDirectory(prefix="lotsen-benchmark-") as made:
        yield Path(made)


def services(data_dir: Path, *, bundled: bool) -> Lotsen:
    """Give the services on a data directory, as every surface gets them."""
    return Lotsen(Settings(data_dir=data_dir, bundled="on" if bundled else "off"))


def environment(data_dir: Path, *, bundled: bool) -> dict[str, str]:
    """Give the environment of a command on a data directory."""
    settings = {"LOTSEN_DATA_DIR": str(data_dir), "LOTSEN_BUNDLED": "on" if bundled else "off"}
    return {**os.environ, **settings}


def questions() -> list[tuple[str, tuple[str, ...]]]:
    """Give the distinct questions of the evaluation set, each with its history."""
    lines = map(json.loads, QUESTIONS.read_text(encoding="utf-8").splitlines())
    found = {line["question"]: tuple(line.get("history", ())) for line in lines}
    return list(found.items())


def milliseconds(call: Callable[[], object]) -> float:
    """Give how long a call takes."""
    started = time.perf_counter()
    call()
    return (time.perf_counter() - started) * 1000


def in_turn(calls: Mapping[str, Callable[[], object]], turn: int) -> dict[str, float]:
    """Time each call once, beginning with another one each turn, so that drift hits all alike."""
    names = list(calls)
    first = turn % len(names)
    return {name: milliseconds(calls[name]) for name in (*names[first:], *names[:first])}


def rounds(calls: Mapping[str, Callable[[], object]], count: int) -> dict[str, list[float]]:
    """Time each call `count` times, in turn."""
    return columns([in_turn(calls, turn) for turn in range(count)])


def columns(timed: Sequence[Mapping[str, float]]) -> dict[str, list[float]]:
    """Turn rows of times into one list for each name."""
    return {name: [row[name] for row in timed] for name in timed[0]}


def p50(times: Sequence[float]) -> float:
    """Give the median."""
    return statistics.median(times)


def p99(times: Sequence[float]) -> float:
    """Give the time that one call in a hundred exceeds."""
    ordered = sorted(times)
    return ordered[min(int(len(ordered) * 0.99), len(ordered) - 1)]


def peak_mib(who: int = resource.RUSAGE_SELF) -> float:
    """Give the most memory this process, or a child that has ended, has held."""
    return resource.getrusage(who).ru_maxrss / _KIB


def verdict(value: float, limit: float) -> str:
    """Say whether a figure keeps its limit."""
    return "holds" if value <= limit else "OVER"


def introduce(title: str) -> None:
    """Print what is measured, on what machine, and whether it is quiet enough to measure on."""
    cores = os.cpu_count() or 1
    load = os.getloadavg()[0]
    print(f"\n## {title}\n")
    print(
        f"{cores} cores, {platform.machine()}, Python {platform.python_version()}, load {load:.1f}"
    )
    if load > cores * _TOO_BUSY:
        print("The machine is busy with other work: compare ratios only, and run it again.")


def print_table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a Markdown table."""
    print()
    for cells in (head, ["---"] * len(head), *rows):
        print("| " + " | ".join(str(cell) for cell in cells) + " |")
    print(flush=True)
