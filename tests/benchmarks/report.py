"""Time the compilation of 100,000 deviations, against a bare SQL count of the same table.

The compilation counts by section, type, transition, unit, month and receiver, takes the quartiles
of all lead times, and compares with the period before; the bare count groups by one column.
"""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

from bot.report.compiling import Whose, compiled
from bot.report.labels import Labels
from bot.report.period import Period
from storage.database import Database
from storage.statistics import Statistics
from tests.benchmarks import harness

_DEVIATIONS, _ROUNDS, _MOST_S = 100_000, 5, 3.0
_PERIOD = Period(date(2025, 1, 1), date(2025, 12, 31))
_AT = datetime(2025, 1, 1, tzinfo=UTC)
_STEP = timedelta(days=364) / _DEVIATIONS
_UNITS, _SECTIONS, _TYPES = 49, 40, 10
_BEFORE = 5  # of this many one is of the year before


def main() -> None:
    """Print the table."""
    chosen = harness.options(__doc__ or "")
    with harness.folder(chosen) as folder:
        count = 600 if chosen.tiny else _DEVIATIONS
        file = folder / f"deviations-{count}.sqlite3"
        if not file.exists():
            _fill(Database(file), count)
        harness.introduce("The compilation of deviations")
        database = Database(file)
        calls = {"count": partial(_count, database), "compile": partial(_compile, database)}
        harness.rounds(calls, 1)
        _print(harness.rounds(calls, 2 if chosen.tiny else _ROUNDS), count, _memory(file))


def _fill(database: Database, count: int) -> None:
    """Keep the rows that sending keeps; the messages themselves are not what is counted."""
    with database.writing() as connection:
        connection.executemany(
            "INSERT INTO deviations VALUES (?, 'T1', 'avvikelse', 1, ?, ?, ?, ?, ?, ?, ?, ?)",
            _deviations(count),
        )
        connection.executemany(
            "INSERT INTO deviation_receivers VALUES (?, ?, ?, ?, ?)", _receivers(count)
        )


def _deviations(count: int) -> Iterator[tuple[str, ...]]:
    for number in range(count):
        yield (
            f"m{number:06}", _time(number).isoformat(), f"unit{number % _UNITS}",
            f"document{number % 4}", f"section{number % _SECTIONS}", f"type{number % _TYPES}",
            f"place{number % 7}", f"place{number % 5}", ("ja", "nej", "vet_ej")[number % 3],
        )  # fmt: skip


def _receivers(count: int) -> Iterator[tuple[str | None, ...]]:
    for number in range(count):
        at = _time(number)
        acknowledged = (at + timedelta(minutes=number % 5000)).isoformat()
        answered = (at + timedelta(hours=number % 900)).isoformat() if number % 3 else None
        unit = f"unit{(number + 1) % _UNITS}"
        yield f"m{number:06}", unit, at.isoformat(), acknowledged, answered


def _time(number: int) -> datetime:
    at = _AT + _STEP * (number % _DEVIATIONS)
    return at if number % _BEFORE else at - timedelta(days=365)


def _count(database: Database) -> None:
    with database.reading() as connection:
        connection.execute(
            "SELECT typ, count(*) FROM deviations WHERE reported_at >= ? AND reported_at < ? "
            "AND is_current = 1 GROUP BY typ",
            (_PERIOD.start.isoformat(), _PERIOD.end.isoformat()),
        ).fetchall()


def _compile(database: Database) -> None:
    with Statistics(database).snapshot() as counter:
        compilation = compiled(counter, Whose(Labels(), "T1"), _PERIOD)
    if not compilation.total.count or not compilation.leads:
        raise RuntimeError("nothing was compiled, so its time says nothing")


def _memory(file: Path) -> tuple[float, float]:
    """Give the most memory a process of its own holds, in MiB: before it compiles, and after."""
    code = (
        "import re, sys; from pathlib import Path; from storage.database import Database; "
        "from tests.benchmarks import report; "
        "peak = lambda: int(re.search(r'VmHWM:\\s+(\\d+)', "
        "Path('/proc/self/status').read_text())[1]); "
        "least = peak(); report._compile(Database(Path(sys.argv[1]))); print(least, peak())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=True
    )
    before, after = (int(peak) / 1024 for peak in done.stdout.split())
    return before, after


def _print(times: dict[str, list[float]], count: int, memory: tuple[float, float]) -> None:
    compiled_s, counted_s = (harness.p50(times[name]) / 1000 for name in ("compile", "count"))
    print(f"\n{count:,} deviations, each with a receiver")
    harness.print_table(
        ("figure", "value", "limit", ""),
        [
            ("one count by type, s", f"{counted_s:.3f}", "", ""),
            ("the whole compilation, s", f"{compiled_s:.3f}", _MOST_S,
             harness.verdict(compiled_s, _MOST_S)),
            ("of one count", f"{compiled_s / counted_s:.1f}", "", ""),
            ("memory before, MiB", f"{memory[0]:.0f}", "", ""),
            ("memory at most, MiB", f"{memory[1]:.0f}", "", ""),
        ],
    )  # fmt: skip


if __name__ == "__main__":
    main()
