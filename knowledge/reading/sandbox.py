"""Run the worker with limits on time, memory and output, and take only its JSON back."""

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from threading import Event, Timer
from typing import Any

from knowledge.reading.faults import Fault, UnreadableFileError
from knowledge.reading.given import Limits

_ROOT = Path(__file__).parents[2]
_WORKER = "knowledge.reading.worker"


def read_apart(path: Path, name: str, limits: Limits) -> dict[str, Any]:
    """Give what the worker found in the file, or raise its fault."""
    output, was_stopped, code = _run(path, name, limits)
    if was_stopped:
        raise UnreadableFileError(Fault.SLOW)
    if len(output) > limits.output_bytes:
        raise UnreadableFileError(Fault.TOO_LONG)
    try:
        answer: dict[str, Any] = json.loads(output) if code == 0 else {}
    except ValueError:
        answer = {}
    # Whatever a library raised or died of on the way, the file is what it could not read.
    if "sections" not in answer:
        raise UnreadableFileError(Fault(answer.get("fault", Fault.DAMAGED)))
    return answer


def _run(path: Path, name: str, limits: Limits) -> tuple[bytes, bool, int]:
    """Give what the worker wrote, whether its time ran out, and how it ended."""
    stopped = Event()
    with _start(path, name, limits) as process:

        def stop() -> None:
            stopped.set()
            process.kill()

        timer = Timer(limits.seconds, stop)
        timer.start()
        try:
            output = process.stdout.read(limits.output_bytes + 1) if process.stdout else b""
            if len(output) > limits.output_bytes:
                process.kill()
            code = process.wait()
        finally:
            timer.cancel()
            process.kill()
    return output, stopped.is_set(), code


def _start(path: Path, name: str, limits: Limits) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-P", "-m", _WORKER, str(path.absolute()), name]
    return subprocess.Popen(  # noqa: S603 - our own program
        [*command, json.dumps(asdict(limits))],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
    )


def _environment() -> dict[str, str]:
    """Give the worker what it needs to start, and none of the keys and tokens of the bot."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    places = os.pathsep.join([str(_ROOT), *filter(None, sys.path)])
    return kept | {"PYTHONPATH": places, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
