"""`lotsen doctor` and what is stored: the key of the database, and the audit trail."""

import json
import os
import sqlite3
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from storage.audit import Audit
from storage.audit_files import HEAD, KEY
from storage.database import Database
from tests.bot.conftest import Lotsen

KEY_WORD = "ett 'långt' lösenord"
Said = dict[str, dict[str, Any]]


def said(lotsen: Lotsen, **env: str) -> Said:
    result = lotsen("doctor", "--json", **env)
    assert KEY_WORD not in result.output
    found = {one["check"]: one for one in map(json.loads, result.stdout.splitlines())}
    assert result.exit_code == (0 if all(one["ok"] for one in found.values()) else 1)
    return found


def faults(found: Said) -> set[str]:
    return {name for name, one in found.items() if not one["ok"]}


@pytest.fixture
def with_key() -> dict[str, str]:
    if "CI" not in os.environ:
        pytest.importorskip("sqlcipher3", reason="the extra `encryption` is not installed")
    return {"LOTSEN_DATABASE_KEY": KEY_WORD}


@pytest.fixture
def trail(data_dir: Path) -> Path:
    """Give the folder of a database with three rows in its audit trail."""
    audit = Audit(Database(data_dir / "lotsen.sqlite3"), lambda: datetime(2026, 3, 2, tzinfo=UTC))
    for number in range(3):
        audit.note("T1", "U1", "open", f"m{number}", "allowed")
    return data_dir


def test_without_a_key_the_database_is_said_to_be_readable(lotsen: Lotsen, data_dir: Path) -> None:
    found = said(lotsen)
    assert faults(found) == set()
    assert found["Databas"]["detail"] == str(data_dir / "lotsen.sqlite3")
    assert found["Kryptering"]["detail"].startswith("av")


def test_a_key_that_opens_the_database_is_in_order(
    lotsen: Lotsen, with_key: dict[str, str]
) -> None:
    found = said(lotsen, **with_key)
    assert faults(found) == set()
    assert found["Kryptering"]["detail"].startswith("på")


def test_a_wrong_key_is_a_fault_and_the_trail_is_left_alone(
    lotsen: Lotsen, with_key: dict[str, str]
) -> None:
    said(lotsen, **with_key)
    found = said(lotsen, LOTSEN_DATABASE_KEY="en annan")
    assert faults(found) == {"Kryptering"}
    assert "nyckeln är fel" in found["Kryptering"]["detail"]
    assert "Kontrollera nyckeln" in found["Kryptering"]["remedy"]
    assert not {"Databas", "Logg"} & set(found)


def test_an_encrypted_database_without_its_key_says_to_set_it(
    lotsen: Lotsen, with_key: dict[str, str]
) -> None:
    said(lotsen, **with_key)
    found = said(lotsen)
    assert faults(found) == {"Databas"}
    assert found["Databas"]["remedy"].startswith("Sätt nyckeln")


def test_a_key_for_a_database_that_is_not_encrypted_says_how_to_encrypt_it(
    lotsen: Lotsen, with_key: dict[str, str]
) -> None:
    said(lotsen)
    found = said(lotsen, **with_key)
    assert faults(found) == {"Kryptering"}
    assert "lotsen restore" in found["Kryptering"]["remedy"]


def test_a_key_without_the_package_that_encrypts_says_what_to_install(
    lotsen: Lotsen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    found = said(lotsen, LOTSEN_DATABASE_KEY=KEY_WORD)
    assert faults(found) == {"Kryptering"}
    assert "pip install" in found["Kryptering"]["remedy"]


def test_a_whole_trail_is_counted(lotsen: Lotsen, trail: Path) -> None:
    found = said(lotsen)
    assert faults(found) == set()
    assert found["Logg"]["detail"] == "hel, 3 rader"


@pytest.mark.parametrize(
    ("harm", "word"),
    [
        ("UPDATE audit SET actor = 'U2' WHERE number = 2", "rad 2 är ändrad"),
        ("DELETE FROM audit WHERE number = 2", "rad 2 är borttagen"),
        ("DELETE FROM audit WHERE number = 3", "avkortad"),  # the head outside tells
    ],
)
def test_a_broken_trail_is_a_fault_that_says_whom_to_tell(
    lotsen: Lotsen, trail: Path, harm: str, word: str
) -> None:
    connection = sqlite3.connect(trail / "lotsen.sqlite3")
    connection.execute("DROP TRIGGER audit_no_change")
    connection.execute("DROP TRIGGER audit_no_removal")
    connection.execute(harm)
    connection.commit()
    connection.close()
    found = said(lotsen)
    assert faults(found) == {"Logg"}
    assert word in found["Logg"]["detail"]
    assert "informationssäkerhet" in found["Logg"]["remedy"]


@pytest.mark.parametrize("file", [KEY, HEAD])
def test_a_trail_without_its_key_or_head_is_a_fault(lotsen: Lotsen, trail: Path, file: str) -> None:
    (trail / file).unlink()
    found = said(lotsen)
    assert faults(found) == {"Logg"}
    assert file in found["Logg"]["detail"]
