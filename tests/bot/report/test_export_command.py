"""Deviations are taken out for the register: safely, whole, and marked once."""

import csv
import io
import json
import threading
from pathlib import Path

import pytest

from bot.export.medcontrol import MAPPING_FILE, read_mapping
from bot.report.labels import Labels
from bot.report.sheet import safe
from flows.forms import load_forms
from storage.message import Message
from storage.statistics_register import FORMS
from tests.bot.conftest import Lotsen
from tests.bot.report.reported import Reporter, day

EXPORT = ("export", "deviations", "--from", "2026-03", "--to", "2026-03")


def taken(lotsen: Lotsen, file: Path, *arguments: object) -> list[dict[str, str]]:
    done = lotsen(*EXPORT, "--csv", file, "--force", *arguments)
    assert done.exit_code == 0, done.stderr
    text = file.read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def mapping(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "own.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_each_deviation_is_a_row_in_the_bundled_columns(
    lotsen: Lotsen, report_data: Reporter, tmp_path: Path
) -> None:
    (one, _) = report_data.send(day("2026-03-02"), 2, case_number="A-1", rubrik="Utan svar")
    report_data.answer(one, day("2026-03-03") - day("2026-03-02"))
    rows = taken(lotsen, tmp_path / "a.csv")
    assert len(rows) == 2
    assert rows[0]["Lotsens nummer"] == one.id
    assert rows[0]["Rapportdatum"] == "2026-03-02"
    assert rows[0]["Rapporterande enhet"] == "Hemtjänsten Lärkan"
    assert rows[0]["Berörd verksamhet"] == "Vårdcentralen Demoby"
    assert rows[0]["SAMSA-ärendets nummer"] == "A-1"


def test_json_has_the_same_rows(lotsen: Lotsen, report_data: Reporter, tmp_path: Path) -> None:
    report_data.send(day("2026-03-02"), 2)
    rows = taken(lotsen, tmp_path / "a.csv", "--json", tmp_path / "a.json")
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8")) == rows


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", " =", "\n=", "\uff1d"])
def test_no_cell_is_run_as_a_formula(
    lotsen: Lotsen, report_data: Reporter, tmp_path: Path, start: str
) -> None:
    report_data.send(day("2026-03-02"), vad_hande=f'{start}HYPERLINK("http://x";"y")')
    (row,) = taken(lotsen, tmp_path / "a.csv")
    assert row["Vad hände"].startswith("'")


def test_plain_text_is_left_as_it_is() -> None:
    assert [safe(text) for text in ("Svar", "", "1 = 1", "a;b")] == ["Svar", "", "1 = 1", "a;b"]


def test_semicolons_quotes_and_lines_survive(
    lotsen: Lotsen, report_data: Reporter, tmp_path: Path
) -> None:
    text = 'Först; sedan "så".\nSist 😀.'
    report_data.send(day("2026-03-02"), vad_hande=text)
    (row,) = taken(lotsen, tmp_path / "a.csv")
    assert row["Vad hände"] == text


def test_own_columns_are_used(lotsen: Lotsen, report_data: Reporter, tmp_path: Path) -> None:
    report_data.send(day("2026-03-02"))
    own = mapping(
        tmp_path,
        'version = "1"\n[[columns]]\nheader = "Enhet"\nfield = "lotsen.sender_unit"\nas = "id"\n',
    )
    assert taken(lotsen, tmp_path / "a.csv", "--mapping", own) == [{"Enhet": "hemtjanst"}]


def test_columns_in_the_data_folder_are_used_from_then_on(
    lotsen: Lotsen, report_data: Reporter, data_dir: Path, tmp_path: Path
) -> None:
    report_data.send(day("2026-03-02"))
    before = taken(lotsen, tmp_path / "a.csv")
    assert lotsen("export", "columns").exit_code == 0
    file = data_dir / "medcontrol.toml"
    assert taken(lotsen, tmp_path / "a.csv") == before
    text = file.read_text(encoding="utf-8").replace('"Vad hände"', '"Händelse"')
    file.write_text(text, encoding="utf-8")
    assert lotsen("export", "columns").exit_code == 0  # what was changed is left
    assert taken(lotsen, tmp_path / "a.csv")[0]["Händelse"] == "Svaret kom inte."


def test_every_heading_of_the_forms_has_a_column() -> None:
    elsewhere = {"rapporterande_enhet", "mottagare", "arendenummer"}  # Lotsen's own columns
    columns = read_mapping(None, Labels()).columns
    forms = load_forms()
    asked = {one.id for name in FORMS for one in forms[name].fields} - elsewhere
    assert asked <= {one.field for one in columns}
    answers = {one.id for one in forms["avvikelsesvar"].fields} - elsewhere
    assert answers == {one.answer for one in columns if one.answer}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("version = ", "inte giltig TOML"),
        ('version = "1"\ncolumns = []\n', "Filen med kolumner går inte att använda"),
        ('version = "1"\n[[columns]]\nheader = "A"\n', "Kolumn 1 i filen"),
        (
            'version = "1"\n[[columns]]\nheader = "A"\nfield = "x"\nanswer = "y"\n',
            "Kolumn 1 i filen",
        ),
        ('version = "1"\n[[columns]]\nheader = "A"\nfield = "lotsen.nej"\n', "Kolumn 1 i filen"),
        (
            'version = "1"\n[[columns]]\nheader = "A"\nfield = "rubrik"\n'
            '[[columns]]\nheader = "A"\nfield = "typ"\n',
            "egen header",
        ),
    ],
)
def test_columns_that_can_not_be_used_are_told(
    lotsen: Lotsen, report_data: Reporter, tmp_path: Path, text: str, said: str
) -> None:
    done = lotsen(*EXPORT, "--csv", tmp_path / "a.csv", "--mapping", mapping(tmp_path, text))
    assert done.exit_code == 2
    assert said in done.stderr
    assert not (tmp_path / "a.csv").exists()


def test_a_mapping_that_is_not_there_is_told(
    lotsen: Lotsen, report_data: Reporter, tmp_path: Path
) -> None:
    done = lotsen(*EXPORT, "--csv", tmp_path / "a.csv", "--mapping", tmp_path / "none.toml")
    assert done.exit_code == 2


def test_the_bundled_columns_say_that_the_register_has_its_own() -> None:
    assert "inte offentlig" in MAPPING_FILE.read_text(encoding="utf-8")
    assert read_mapping(None, Labels()).columns


def test_a_file_must_be_asked_for(lotsen: Lotsen, report_data: Reporter) -> None:
    done = lotsen(*EXPORT)
    assert done.exit_code == 2
    assert "--csv FIL" in done.stderr


def test_what_is_marked_stands_in_the_next_file(
    lotsen: Lotsen, report_data: Reporter, tmp_path: Path
) -> None:
    (one,) = report_data.send(day("2026-03-02"))
    done = lotsen("export", "mark", one.id, "--number", "2026-1234", "--as", "T1/UELSA")
    assert done.exit_code == 0, done.stderr
    (row,) = taken(lotsen, tmp_path / "a.csv")
    assert row["MedControl-nummer"] == "2026-1234"
    found = report_data.messages.find(one.id)
    assert isinstance(found, Message)
    assert found.transferred_by == "UELSA"
    assert [step.step for step in report_data.messages.steps(one.id)] == ["send", "registered"]


def test_it_is_marked_once_and_with_one_number(lotsen: Lotsen, report_data: Reporter) -> None:
    (one,) = report_data.send(day("2026-03-02"))
    mark = ("export", "mark", one.id, "--number")
    assert lotsen(*mark, "2026-1").exit_code == 0
    assert lotsen(*mark, "2026-1").exit_code == 0
    other = lotsen(*mark, "2026-2")
    assert other.exit_code == 2
    assert "2026-1" in other.stderr


@pytest.mark.parametrize("number", ["", "=1+1", "x" * 41, "19121212-1212", "12\n34;drop"])
def test_a_number_that_is_none_is_refused(
    lotsen: Lotsen, report_data: Reporter, number: str
) -> None:
    (one,) = report_data.send(day("2026-03-02"))
    done = lotsen("export", "mark", one.id, "--number", number)
    assert done.exit_code == 2
    assert "Numret går inte att använda" in done.stderr
    assert "1212" not in done.stderr


def test_strangers_learn_nothing_of_what_is_there(lotsen: Lotsen, report_data: Reporter) -> None:
    (one,) = report_data.send(day("2026-03-02"))
    said = {
        lotsen("export", "mark", name, "--number", "1", "--as", "T1/UNOBODY").stderr
        for name in (one.id, "nothing")
    }
    assert len(said) == 1


def test_a_corrected_deviation_is_marked_in_its_latest_version(
    lotsen: Lotsen, report_data: Reporter
) -> None:
    (one,) = report_data.send(day("2026-03-02"))
    report_data.correct(one, day("2026-03-03") - day("2026-03-02"))
    done = lotsen("export", "mark", one.id, "--number", "1")
    assert done.exit_code == 2
    assert "senaste versionen" in done.stderr


def test_a_unit_takes_out_its_own(lotsen: Lotsen, report_data: Reporter, tmp_path: Path) -> None:
    report_data.send(day("2026-03-02"), 2)
    report_data.send(day("2026-03-02"), 3, sender_unit="rehab", receiver_units=("slutenvard",))
    assert len(taken(lotsen, tmp_path / "a.csv", "--as", "T1/UELSA")) == 2
    assert len(taken(lotsen, tmp_path / "a.csv", "--as", "T1/UGUN")) == 5
    assert lotsen(*EXPORT, "--csv", tmp_path / "b.csv", "--as", "T1/UNOBODY").exit_code == 2


def test_text_stands_heading_by_heading_to_be_pasted(
    lotsen: Lotsen, report_data: Reporter, tmp_path: Path
) -> None:
    report_data.send(day("2026-03-02"))
    done = lotsen(*EXPORT, "--text", tmp_path / "a.txt")
    assert done.exit_code == 0
    text = (tmp_path / "a.txt").read_text(encoding="utf-8-sig")
    assert "Vad hände\nSvaret kom inte." in text
    assert text.startswith("Utkast – ska föras in i MedControl PRO")


def test_an_export_while_others_write_holds_whole_deviations(
    lotsen: Lotsen, report_data: Reporter, tmp_path: Path
) -> None:
    report_data.send(day("2026-03-02"), 20)
    stop, sent = threading.Event(), []

    def write() -> None:
        while not stop.is_set():
            sent.extend(report_data.send(day("2026-03-03"), vad_hande="Allt kom med."))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        counts = []
        for _ in range(5):
            before = 20 + len(sent)
            rows = taken(lotsen, tmp_path / "a.csv")
            counts.append(before <= len(rows) <= 20 + len(sent) + 1)
            assert all(row["Vad hände"] for row in rows)
    finally:
        stop.set()
        writer.join()
    assert all(counts)
    assert sent
