"""`lotsen report` compiles for those who may see it, and says clearly what is wrong."""

import json
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.bot.conftest import Lotsen
from tests.bot.report.reported import Reporter, day

MARCH = ("report", "--from", "2026-03", "--to", "2026-03")
GROUP, ELSA, KERSTIN = ("--as", "T1/UGUN"), ("--as", "T1/UELSA"), ("--as", "T1/UKERSTIN")


def test_the_terminal_shows_tables_in_swedish(lotsen: Lotsen, report_data: Reporter) -> None:
    report_data.send(day("2026-03-02"), 12)
    done = lotsen(*MARCH)
    assert done.exit_code == 0
    assert "Avvikelser i samverkan, alla enheter, mars 2026" in done.stdout
    assert "12 avvikelser mars 2026." in done.stdout
    assert "Hemtjänsten Lärkan" in done.stdout
    assert "MedControl PRO är registret" in done.stdout


def files_in(folder: Path) -> list[Path]:
    return [folder / f"a.{kind}" for kind in ("png", "csv", "html", "pdf")]


def test_every_file_is_made(lotsen: Lotsen, report_data: Reporter, tmp_path: Path) -> None:
    report_data.send(day("2026-03-02"), 12)
    plot, csv, html, pdf = files = files_in(tmp_path)
    done = lotsen(*MARCH, "--plot", plot, "--csv", csv, "--page", html)
    assert done.exit_code == 0, done.stderr
    assert lotsen(*MARCH, "--page", pdf).exit_code == 0
    assert all(file.stat().st_mode & 0o777 == 0o600 for file in files)
    assert plot.read_bytes().startswith(b"\x89PNG")
    row = '"typ";"svar_uteblivet";"Svar eller kvittens har uteblivit";"12";"12"'
    assert row in csv.read_text("utf-8-sig")
    page = html.read_text("utf-8")
    assert "<script" not in page
    assert 'alt="Per månad: 2026-03 12' in page
    text = "".join(one.extract_text() for one in PdfReader(pdf).pages)
    assert "12 avvikelser mars 2026." in text


def test_files_are_made_of_an_empty_period_too(
    lotsen: Lotsen, report_data: Reporter, tmp_path: Path
) -> None:
    plot, csv, html, pdf = files = files_in(tmp_path)
    empty = ("report", "--from", "2020-03", "--to", "2020-03", "--page")
    done = lotsen(*empty, html, "--plot", plot, "--csv", csv)
    assert done.exit_code == 0, done.stderr
    assert "Inga avvikelser rapporterades mars 2020." in done.stdout
    assert lotsen(*empty, pdf, "--unit", "hemtjanst").exit_code == 0
    assert all(file.stat().st_size > 50 for file in files)


def test_json_is_one_line_with_the_figures(lotsen: Lotsen, report_data: Reporter) -> None:
    report_data.send(day("2026-03-02"), 12)
    (line,) = lotsen(*MARCH, "--json").stdout.splitlines()
    found = json.loads(line)
    assert found["total"] == {"count": 12, "shown": "exact"}
    (typ,) = [table for table in found["tables"] if table["id"] == "typ"]
    assert typ["rows"][0]["figure"]["count"] == 12


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--from", "i går"), "Startdatumet går inte att läsa"),
        (("--from", "2026-02-30"), "Startdatumet går inte att läsa"),
        (("--to", "2026-13"), "Slutdatumet går inte att läsa"),
        (("--from", "2026-03-02", "--to", "2026-03-01"), "slutar innan den börjar"),
        (("--from", "9999-12-31", "--to", "9999-12-31"), "har inte börjat"),
        (("--to", "9999-12"), "Slutdatumet går inte att läsa"),
        (("--from", "0001-01-01"), "börjar för tidigt"),
        (("--unit", "okand"), "Det finns ingen enhet"),
        (("--csv", "/finns/inte/a.csv"), "Mappen för filen finns inte"),
        (("--page", "a.docx"), "ska heta något på .html eller .pdf"),
    ],
)
def test_what_can_not_be_compiled_is_said_in_one_line(
    lotsen: Lotsen, report_data: Reporter, arguments: tuple[str, ...], said: str
) -> None:
    done = lotsen("report", *arguments)
    assert done.exit_code == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert done.stdout == ""


def test_a_file_is_not_written_over_by_mistake(
    lotsen: Lotsen, report_data: Reporter, tmp_path: Path
) -> None:
    file = tmp_path / "a.csv"
    file.write_text("mitt", encoding="utf-8")
    assert lotsen(*MARCH, "--csv", file).exit_code == 2
    assert file.read_text(encoding="utf-8") == "mitt"
    assert lotsen(*MARCH, "--csv", file, "--force").exit_code == 0


def test_the_group_sees_every_unit_and_each_of_them(lotsen: Lotsen, report_data: Reporter) -> None:
    report_data.send(day("2026-03-02"), 12)
    assert "12 avvikelser" in lotsen(*MARCH, *GROUP).stdout
    assert "12 avvikelser" in lotsen(*MARCH, *GROUP, "--unit", "vardcentral").stdout


def test_others_see_their_own_unit_alone(lotsen: Lotsen, report_data: Reporter) -> None:
    report_data.send(day("2026-03-02"), 12)
    report_data.send(day("2026-03-02"), 9, sender_unit="rehab", receiver_units=("slutenvard",))
    assert "Hemtjänsten Lärkan, mars 2026" in lotsen(*MARCH, *ELSA).stdout
    assert "12 avvikelser" in lotsen(*MARCH, *KERSTIN).stdout
    done = lotsen(*MARCH, *ELSA, "--unit", "vardcentral")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "patientsäkerhetsgruppen" in done.stderr


def test_who_belongs_nowhere_is_refused_and_it_is_noted(
    lotsen: Lotsen, report_data: Reporter
) -> None:
    done = lotsen(*MARCH, "--as", "T1/UNOBODY")
    assert done.exit_code == 2
    assert "hör inte till någon enhet" in done.stderr
    with report_data.database.reading() as connection:
        noted = connection.execute(
            "SELECT actor, outcome FROM audit WHERE action = 'report'"
        ).fetchall()
    assert [tuple(row) for row in noted] == [("UNOBODY", "refused_no_member")]


def test_without_a_group_nobody_sees_every_unit(
    lotsen: Lotsen, report_data: Reporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LOTSEN_REPORT_GROUP")
    done = lotsen(*MARCH, *GROUP, "--unit", "hemtjanst")
    assert done.exit_code == 2
