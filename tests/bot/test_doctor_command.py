"""`lotsen doctor`: says what is in order, and what to do about what is not."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.commands import doctor as doctor_module
from tests.bot.conftest import Lotsen

CHECKS = {"Datamapp", "Disk", "Språkmodell", "Sökregister", "Databas"}


def checks(lotsen: Lotsen, **env: str) -> tuple[int, dict[str, dict[str, Any]]]:
    result = lotsen("doctor", "--json", **env)
    found = [json.loads(line) for line in result.stdout.splitlines()]
    return result.exit_code, {one["check"]: one for one in found}


def test_when_all_is_well_it_says_so(lotsen: Lotsen) -> None:
    code, found = checks(lotsen)
    assert code == 0
    assert set(found) >= CHECKS
    assert all(one["ok"] for one in found.values())
    assert "FEL" not in lotsen("doctor").stdout


def test_a_missing_index_is_made(lotsen: Lotsen, data_dir: Path) -> None:
    (data_dir / "index" / "current-all").unlink()
    code, found = checks(lotsen)
    assert (code, found["Sökregister"]["ok"]) == (0, True)
    assert "byggdes om" in found["Sökregister"]["detail"]


def test_a_damaged_database_is_a_fault_with_a_remedy(lotsen: Lotsen, data_dir: Path) -> None:
    (data_dir / "lotsen.sqlite3").write_bytes(b"no database" * 100)
    code, found = checks(lotsen)
    assert (code, found["Databas"]["ok"]) == (1, False)
    assert found["Databas"]["remedy"]
    assert "FEL" in lotsen("doctor").stdout


def test_a_model_that_is_not_there_is_a_fault_with_a_remedy(lotsen: Lotsen) -> None:
    code, found = checks(lotsen, LOTSEN_EMBEDDING_MODEL="finns.inte:Alls")
    assert (code, found["Språkmodell"]["ok"]) == (1, False)
    assert "LOTSEN_EMBEDDING_MODEL" in found["Språkmodell"]["remedy"]


def test_a_folder_that_cannot_be_written_is_a_fault_with_a_remedy(
    lotsen: Lotsen, tmp_path: Path
) -> None:
    (tmp_path / "fil").write_text("")
    code, found = checks(lotsen, LOTSEN_DATA_DIR=str(tmp_path / "fil" / "data"))
    assert (code, found["Datamapp"]["ok"]) == (1, False)
    assert "LOTSEN_DATA_DIR" in found["Datamapp"]["remedy"]


def test_a_disk_that_is_nearly_full_is_a_fault(
    lotsen: Lotsen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor_module, "_LEAST_FREE_BYTES", 1 << 62)
    code, found = checks(lotsen)
    assert (code, found["Disk"]["ok"]) == (1, False)
    assert found["Disk"]["remedy"]


@pytest.mark.parametrize("command", [["doctor"], ["ask", "Vad är MVO?"], ["documents", "list"]])
def test_a_setting_that_is_wrong_is_named_in_one_line(lotsen: Lotsen, command: list[str]) -> None:
    result = lotsen(*command, LOTSEN_BUNDLED="kanske")
    assert (result.exit_code, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    assert "LOTSEN_BUNDLED" in line
