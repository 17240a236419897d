"""The benchmarks run, at a size that says nothing of speed."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["question", "cold_start", "add", "scale"])
def test_a_benchmark_prints_its_table(name: str, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        f"tests.benchmarks.{name}",
        "--tiny",
        "--data-dir",
        str(tmp_path),
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "| --- |" in done.stdout
