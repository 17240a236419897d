"""The floors of the house hold: who may import whom."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("bot", "knowledge", "flows", "storage")
CODE = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
LONGEST_FILE = 300
FORBIDDEN_NAMES = {"utils", "helpers", "common", "core", "manager", "misc"}


def test_every_import_contract_is_kept() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


def test_the_contracts_name_every_package() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert 'layers = ["bot", "knowledge | storage", "flows"]' in text
    assert {path.parent.name for path in ROOT.glob("*/__init__.py")} == set(PACKAGES)


def test_no_file_is_longer_than_it_can_be_read() -> None:
    long = [path.name for path in CODE if len(path.read_text().splitlines()) > LONGEST_FILE]
    assert long == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [path for path in CODE if path.stem in FORBIDDEN_NAMES] == []


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_says_what_it_is_for(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), path


# Hands a part of the environment on to the process that reads a file, and sets nothing by it.
HANDS_ON = "knowledge/reading/sandbox.py"


def test_only_the_settings_read_the_environment() -> None:
    readers = {str(path.relative_to(ROOT)) for path in CODE if _reads_environment(path)}
    assert readers <= {"bot/settings.py", HANDS_ON}


def _reads_environment(path: Path) -> bool:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    read = ("environ.get", "getenv", "environ[")
    return any(
        any(ast.unparse(node).endswith(name) or name in ast.unparse(node) for name in read)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Call, ast.Subscript))
    )


def test_a_program_that_answers_does_not_load_what_it_does_not_need() -> None:
    script = (
        "import sys, bot.cli\n"
        "loaded = {'chromadb', 'pypdf', 'pptx', 'docx', 'bs4', 'slack_bolt'} & set(sys.modules)\n"
        "sys.exit(str(sorted(loaded)) if loaded else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
