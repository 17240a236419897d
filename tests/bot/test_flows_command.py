"""`lotsen flows`: a changed file's faults with line and reason, the pictures, and the list."""

import json
import re
from pathlib import Path

import pytest

from flows.load import LIBRARY
from tests.bot.conftest import Lotsen

DOCS = Path(__file__).parents[2] / "docs" / "flows"
_RULE = '[[rules]]\nid = "t1_lopande_utbyte"'
_NEVER = (
    '[[rules]]\nid = "aldrig"\ntitle = "A"\nwhen = { akut = "ja" }\nthen = "akut"\n'
    'basis = "inference"\nwhy = "B"\n\n'
)

FAULTY = {
    "a duplicate id": ('id = "g2_skyddade_uppgifter"', 'id = "g1_akut"', "finns redan"),
    "an unknown outcome": (
        'then = "slutenvard"',
        'then = "sluten"',
        "utfallet ”sluten” finns inte",
    ),
    "a rule that can never decide": (_RULE, _NEVER + _RULE, "aldrig"),
    "a missing section": (
        'section = "Nekat samtycke: när den enskilde säger nej till att information delas"',
        'section = "Nekat"',
        "avsnittet ”Nekat” finns inte",
    ),
    "a missing document": (
        'document = "receptfornyelser-via-samsa"', 'document = "recept"', "dokumentet ”recept”",
    ),
    "other words than the source's": ("görs bara för enheter", "görs för enheter", "ordagrant"),
    "an unknown answer": ('{ samtycke = "nej" }', '{ samtycke = "kanske" }', "kanske"),
    "no TOML": ("[[rules]]", "[[rules", "rad"),
}  # fmt: skip


def changed(folder: Path, old: str, new: str) -> Path:
    text = (LIBRARY / "valj_meddelande.toml").read_text(encoding="utf-8")
    assert old in text
    path = folder / "valj_meddelande.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


@pytest.mark.parametrize(("old", "new", "words"), FAULTY.values(), ids=FAULTY)
def test_a_fault_is_told_with_its_line(
    lotsen: Lotsen, tmp_path: Path, old: str, new: str, words: str
) -> None:
    path = changed(tmp_path, old, new)
    done = lotsen("flows", "check", path)
    assert done.exit_code == 2
    told = [line for line in done.stdout.splitlines() if words in line]
    assert told
    number = re.match(r"valj_meddelande\.toml, rad (\d+): ", told[0])
    assert number
    lines = path.read_text(encoding="utf-8").splitlines()
    assert 1 <= int(number[1]) <= len(lines)
    as_json = lotsen("flows", "check", "--json", path).stdout.splitlines()
    assert int(number[1]) in [json.loads(line)["line"] for line in as_json]


@pytest.mark.parametrize(
    "name", ["valj_meddelande", "efter_sandning", "unit_types", "understanding"]
)
def test_every_bundled_file_is_without_faults(lotsen: Lotsen, name: str) -> None:
    done = lotsen("flows", "check", LIBRARY / f"{name}.toml")
    assert done.exit_code == 0, done.output
    assert done.stdout == f"{name}.toml: inga fel.\n"


def test_a_file_that_is_not_there_or_no_text_is_told(lotsen: Lotsen, tmp_path: Path) -> None:
    done = lotsen("flows", "check", tmp_path / "saknas.toml")
    assert (done.exit_code, "finns inte" in done.stderr) == (2, True)
    (tmp_path / "bild.toml").write_bytes(b"\xff\xfe\x00")
    done = lotsen("flows", "check", tmp_path / "bild.toml")
    assert (done.exit_code, "UTF-8" in done.stderr) == (2, True)


def test_faulty_unit_types_of_the_house_are_mended_first(lotsen: Lotsen, data_dir: Path) -> None:
    (data_dir / "flows").mkdir()
    (data_dir / "flows" / "unit_types.toml").write_text("unit_types = 1", encoding="utf-8")
    done = lotsen("flows", "check", LIBRARY / "valj_meddelande.toml")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "unit_types.toml har fel" in done.stderr
    done = lotsen("flows", "check", data_dir / "flows" / "unit_types.toml")
    assert (done.exit_code, "rad 1" in done.stdout) == (2, True)


def test_the_flows_are_drawn_as_they_stand_in_the_docs(lotsen: Lotsen, tmp_path: Path) -> None:
    done = lotsen("flows", "draw", "--to", tmp_path / "bilder")
    assert done.exit_code == 0
    drawn = {path.name: path.read_text() for path in (tmp_path / "bilder").iterdir()}
    assert drawn == {path.name: path.read_text() for path in DOCS.iterdir()}
    assert len(done.stdout.splitlines()) == len(drawn)


def test_a_folder_that_can_not_be_written_is_told(lotsen: Lotsen, tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("x")
    done = lotsen("flows", "draw", "--to", tmp_path / "fil")
    assert (done.exit_code, "--to" in done.stderr) == (1, True)


def test_the_list_says_version_and_review_and_files_of_the_house(
    lotsen: Lotsen, data_dir: Path
) -> None:
    done = lotsen("flows", "list")
    assert done.exit_code == 0
    assert "ej granskad" in done.stdout
    assert done.stderr == ""
    (data_dir / "flows").mkdir()
    changed(data_dir / "flows", 'version = "1"', 'version = "7"')
    done = lotsen("flows", "list", "--json")
    versions = {row["id"]: row["version"] for row in map(json.loads, done.stdout.splitlines())}
    assert versions["valj_meddelande"] == "7"
    assert "valj_meddelande.toml" in done.stderr
