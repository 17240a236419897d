"""`lotsen evaluate`: figures on a set of questions, as tables or JSON."""

import json
from pathlib import Path

import pytest

from tests.bot.conftest import Lotsen

CASES = [
    {"id": "a", "question": "När avslutas öppenvårdsprocessen?", "style": "formal",
     "right": ["En öppenvårdsprocess avslutas när"], "held_out": True},
    {"id": "b", "question": "Vad blir det för väder?", "style": "spoken", "answerable": False,
     "category": "off_topic", "expected_reasons": ["nothing_found"], "held_out": False},
    {"id": "c", "question": "?", "answerable": True, "right": ["Står inte i någon källa alls."]},
]  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "frågor.jsonl"
    path.write_text("\n".join(map(json.dumps, CASES)), encoding="utf-8")
    return path


def test_json_is_one_object_with_figures_and_cases(lotsen: Lotsen, file: Path) -> None:
    result = lotsen("evaluate", "--json", file)
    assert result.exit_code == 0, result.stderr
    (line,) = result.stdout.splitlines()
    fields = json.loads(line, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))
    assert fields["questions"] == 2  # the sources hold no answer to the third
    assert {"recall@1", "recall@5", "MRR"} <= set(fields["figures"])
    assert [one["id"] for one in fields["cases"]] == ["a", "b"]
    assert fields["cases"][1]["reason"] == "nothing_found"
    assert 0 <= fields["calibration_error"] <= 1


def test_tables_show_the_figures_and_the_misses(lotsen: Lotsen, file: Path) -> None:
    result = lotsen("evaluate", file, "--misses")
    assert result.exit_code == 0
    assert "recall@1" in result.stdout
    assert "formal" in result.stdout


@pytest.mark.parametrize(("part", "ids"), [("held_out", ["a"]), ("tuning", ["b"])])
def test_one_part_is_asked_alone(lotsen: Lotsen, file: Path, part: str, ids: list[str]) -> None:
    fields = json.loads(lotsen("evaluate", "--json", "--part", part, file).stdout)
    assert [one["id"] for one in fields["cases"]] == ids


@pytest.mark.parametrize("content", [b"", b"not json", b'{"id": 1}', b"\xff\xfe"])
def test_a_set_that_cannot_be_read_is_one_clear_line(
    lotsen: Lotsen, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "fel.jsonl"
    path.write_bytes(content)
    result = lotsen("evaluate", path)
    assert (result.exit_code, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    assert "fel.jsonl" in line


@pytest.mark.parametrize("path", ["finns-inte.jsonl", "."])
def test_a_file_that_is_not_there_is_one_clear_line(lotsen: Lotsen, path: str) -> None:
    result = lotsen("evaluate", path)
    assert (result.exit_code, result.stdout) == (2, "")
