"""`lotsen units`: what would change is told, and a file is imported whole or not at all."""

import json
from pathlib import Path

import pytest

from tests.bot.conftest import Lotsen

CSV = "id;namn;typ;organisation;samsa;medlemmar\nvc;Vårdcentralen;vardcentral;R;ja;U1\n"


@pytest.fixture
def enheter(tmp_path: Path) -> Path:
    path = tmp_path / "enheter.csv"
    path.write_text(CSV, encoding="utf-8-sig")
    return path


def listed(lotsen: Lotsen, *arguments: str) -> dict[str, dict[str, object]]:
    rows = lotsen("units", "list", "--json", *arguments).stdout.splitlines()
    return {one["id"]: one for one in map(json.loads, rows)}


def test_without_units_the_list_says_how_to_get_them(lotsen: Lotsen) -> None:
    result = lotsen("units", "list")
    assert (result.exit_code, "units import" in result.stdout) == (0, True)
    assert lotsen("units", "list", "--json").stdout == ""


def test_a_dry_run_tells_and_changes_nothing(lotsen: Lotsen, enheter: Path) -> None:
    told = lotsen("units", "import", enheter, "--dry-run")
    assert (told.exit_code, told.stdout) == (0, "Ny: Vårdcentralen (vc)\n")
    assert "Inget är ändrat" in told.stderr
    assert listed(lotsen) == {}


def test_an_import_is_listed_and_a_second_one_changes_what_differs(
    lotsen: Lotsen, enheter: Path
) -> None:
    assert lotsen("units", "import", enheter).stdout == "Ny: Vårdcentralen (vc)\n"
    assert lotsen("units", "import", enheter).stdout == "Oförändrade: 1\n"
    enheter.write_text(CSV.replace("U1", "U1, U2 chef"), encoding="utf-8")
    changed = lotsen("units", "import", enheter).stdout
    assert changed == "Ändras: Vårdcentralen (vc): medlemmar\n"
    (unit,) = listed(lotsen).values()
    assert (unit["level"], unit["has_samsa"]) == (2, True)
    assert unit["members"] == [
        {"user": "U1", "role": "medarbetare"},
        {"user": "U2", "role": "chef"},
    ]
    assert "Vårdcentralen (vc) · Vårdcentral · R · ingen inkorg · 2 medlemmar · SAMSA" in (
        lotsen("units", "list").stdout
    )


def test_each_fault_is_a_line_of_its_own_and_nothing_is_imported(
    lotsen: Lotsen, enheter: Path
) -> None:
    enheter.write_text(f"{CSV}x;X;rymdstation;R;ja;kerstin\nvc;Y;tandvard;R;ja;\n")
    result = lotsen("units", "import", enheter)
    assert result.exit_code == 2
    assert result.stdout == ""
    *faults, last = result.stderr.splitlines()
    assert [line.split(":")[0] for line in faults] == ["enheter.csv, rad 3"] * 2
    assert last == "Inget är importerat: enheter.csv har 2 fel. Rätta och kör igen."
    enheter.write_text(f"{CSV}xx;X;rymdstation;R;ja;\nvc;Y;tandvard;R;ja;\n")
    faults = lotsen("units", "import", enheter).stderr.splitlines()[:-1]
    assert [line.split(":")[0] for line in faults] == ["enheter.csv, rad 3", "enheter.csv, rad 4"]
    assert listed(lotsen) == {}


def test_a_unit_that_is_not_in_the_file_stays_until_it_is_removed(
    lotsen: Lotsen, enheter: Path
) -> None:
    lotsen("units", "import", enheter)
    enheter.write_text(CSV.replace("vc;Vårdcentralen", "hsv;Hemsjukvården"))
    kept = lotsen("units", "import", enheter).stdout
    assert "Behålls, fast den inte finns i filen: Vårdcentralen (vc)" in kept
    removed = lotsen("units", "import", enheter, "--remove").stdout
    assert "Tas bort: Vårdcentralen (vc)" in removed
    assert list(listed(lotsen)) == ["hsv"]


def test_the_invented_units_come_with_the_word_demo(lotsen: Lotsen) -> None:
    assert lotsen("units", "import", "demo", "--as", "U0SARA005").exit_code == 0
    found = listed(lotsen)
    assert len(found) == 7
    assert found["rehabenheten-demoby"]["substitute"] == "hemsjukvarden-demoby"
    assert lotsen("audit", "verify").exit_code == 0


def test_units_of_one_workspace_are_not_those_of_another(lotsen: Lotsen, enheter: Path) -> None:
    lotsen("units", "import", enheter, "--team", "T1")
    assert list(listed(lotsen, "--team", "T1")) == ["vc"]
    assert listed(lotsen) == {}


def test_where_many_install_the_workspace_must_be_named(lotsen: Lotsen, enheter: Path) -> None:
    keys = {"LOTSEN_SLACK_CLIENT_ID": "1.2", "LOTSEN_SLACK_CLIENT_SECRET": "s"}
    result = lotsen("units", "import", enheter, **keys)
    assert (result.exit_code, "--team" in result.stderr) == (2, True)


def test_a_file_that_is_not_there_is_one_plain_line(lotsen: Lotsen) -> None:
    result = lotsen("units", "import", "saknas.toml")
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
