"""The packages that judge the bot are pinned, and the lock says nothing of where they come from."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.bot.slack.outside.npm import PINNED, node_modules

WANTED, LOCKED = (json.loads(file.read_text(encoding="utf-8")) for file in PINNED)
PACKAGES: dict[str, dict[str, Any]] = LOCKED["packages"]


@pytest.mark.parametrize("name", sorted(WANTED["dependencies"]))
def test_each_package_is_pinned_to_one_version(name: str) -> None:
    assert WANTED["dependencies"][name] == PACKAGES[f"node_modules/{name}"]["version"]


def test_each_locked_package_has_a_checksum() -> None:
    assert [name for name, one in PACKAGES.items() if name and "integrity" not in one] == []


def test_the_lock_names_no_address() -> None:
    text = PINNED[1].read_text(encoding="utf-8")
    assert "://" not in text
    assert [name for name, one in PACKAGES.items() if "resolved" in one] == []


@pytest.fixture
def no_registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """npm that can fetch nothing; gives the folder for what is kept."""
    for name in ("npm", "node"):
        program = tmp_path / name
        program.write_text("#!/bin/sh\necho no network >&2\nexit 1\n", encoding="utf-8")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    return tmp_path / "kept"


def test_without_a_registry_the_reason_is_said(
    no_registry: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="could not fetch"):
        node_modules(no_registry)
    assert list(no_registry.iterdir()) == []


def test_in_ci_a_failing_npm_is_a_failure(
    no_registry: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="no network"):
        node_modules(no_registry)


def test_without_npm_the_reason_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(pytest.skip.Exception, match="npm is not installed"):
        node_modules(tmp_path)
