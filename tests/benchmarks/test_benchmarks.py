"""The benchmarks run, at a size that says nothing of speed."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_MUST_HOLD = {"slack_kills", "slack_muddle"}  # counts, which no busy machine excuses


@pytest.mark.slow
@pytest.mark.parametrize("name", ["question", "cold_start", "add", "scale", "sending"])
def test_a_benchmark_prints_its_table(name: str, tmp_path: Path) -> None:
    _runs(name, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["dispatch", "slack", "slack_kills", "slack_muddle"])
def test_a_benchmark_of_the_bot_in_slack_prints_its_table(name: str, data_dir: Path) -> None:
    _runs(name, data_dir)


def _runs(name: str, data_dir: Path) -> None:
    command = [sys.executable, "-m", f"tests.benchmarks.{name}", "--tiny"]
    command += ["--data-dir", str(data_dir)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "| --- |" in done.stdout
    assert "OVER" not in done.stdout or name not in _MUST_HOLD, done.stdout
