"""The benchmark of drafts runs, at a size that says nothing of speed."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_it_prints_its_table(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.benchmarks.draft", "--tiny", "--data-dir"]
    command.append(str(tmp_path))
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "from free text to preview, p50 ms" in done.stdout
