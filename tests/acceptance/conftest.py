"""The installed `lotsen` command, in processes of its own."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

LOTSEN = str(Path(sys.executable).with_name("lotsen"))
ROOT = Path(__file__).parents[2]

Done = subprocess.CompletedProcess[bytes]
Lotsen = Callable[..., Done]
Start = Callable[..., "subprocess.Popen[bytes]"]


def environment(data_dir: Path, **env: str) -> dict[str, str]:
    """Give this process's environment with a data folder; the code is that of this repository."""
    return {**os.environ, "LOTSEN_DATA_DIR": str(data_dir), "PYTHONPATH": str(ROOT), **env}


@pytest.fixture
def lotsen(data_dir: Path) -> Lotsen:
    """Give the command; whatever happens, it ends without a traceback."""

    def run(*arguments: object, stdin: bytes = b"", prefix: tuple[str, ...] = (),
            preexec_fn: Callable[[], Any] | None = None, **env: str) -> Done:  # fmt: skip
        done = subprocess.run(
            [*prefix, LOTSEN, *map(str, arguments)],
            input=stdin,
            capture_output=True,
            check=False,
            env=environment(data_dir, **env),
            preexec_fn=preexec_fn,
            timeout=120,
        )
        assert b"Traceback" not in done.stderr, done.stderr.decode()
        return done

    return run


@pytest.fixture
def start(data_dir: Path) -> Start:
    """Give the command as a process that goes on, with its streams open."""

    def begin(*arguments: object, **env: str) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [LOTSEN, *map(str, arguments)],
            stdin=subprocess.PIPE,
            preexec_fn=_hear_interrupts,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(data_dir, **env),
        )

    return begin


def _hear_interrupts() -> None:
    """Undo what a job in the background inherits: Ctrl-C would not reach the command."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
