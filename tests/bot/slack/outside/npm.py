"""Installs what others have written to judge the bot by, once, pinned by the lock file."""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path
from uuid import uuid4

import pytest

HERE = Path(__file__).parent
PINNED = (HERE / "package.json", HERE / "package-lock.json")
_SECONDS = 180
_OPTIONS = "--ignore-scripts --no-audit --no-fund --prefer-offline --loglevel=error".split()


def node_modules(kept: Path) -> Path:
    """Give the folder of the packages, kept for the next run; skip where npm can't get them."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("npm is not installed, so no outside opinion is heard")
    pins = hashlib.sha256(b"".join(file.read_bytes() for file in PINNED)).hexdigest()[:12]
    folder = kept / pins
    if not folder.exists():
        _install(npm, folder)
    return folder / "node_modules"


def _install(npm: str, folder: Path) -> None:
    # Made beside and then moved: what is there is whole, also when two runs start together.
    part = folder.with_name(f"{folder.name}-{uuid4().hex[:8]}")
    part.mkdir(parents=True)
    try:
        for file in PINNED:
            shutil.copy(file, part)
        _run([npm, "ci", *_OPTIONS], part)
        if not folder.exists():
            part.rename(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _run(command: list[str], folder: Path) -> None:
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, timeout=_SECONDS, check=False
        )
        said = done.stderr.decode(errors="replace")[-500:]
        why = (said or "without a word") if done.returncode else ""
    except subprocess.TimeoutExpired:
        why = f"npm took longer than {_SECONDS} s"
    if not why:
        return
    if os.environ.get("CI") == "true":
        pytest.fail(f"npm is there and could not install the pinned packages: {why}")
    pytest.skip("npm could not fetch the pinned packages, so no outside opinion is heard")
