"""A data folder with units, a patient-safety group and deviations of its own."""

from pathlib import Path

import pytest

from bot.settings import Settings
from storage.database import Database
from tests.bot.conftest import Lotsen
from tests.bot.report.reported import Reporter

UNITS = """
[[units]]
id = "hemtjanst"
name = "Hemtjänsten Lärkan"
type = "hemtjanst"
organisation = "Demoby kommun"
has_samsa = true
members = [{ user = "UELSA" }]

[[units]]
id = "vardcentral"
name = "Vårdcentralen Demoby"
type = "vardcentral"
organisation = "Regionen"
has_samsa = true
members = [{ user = "UKERSTIN" }]

[[units]]
id = "patientsakerhet"
name = "Patientsäkerhetsgruppen"
type = "vardcentral"
organisation = "Regionen"
has_samsa = false
members = [{ user = "UGUN" }]
"""


@pytest.fixture
def report_data(lotsen: Lotsen, data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Reporter:
    """Give what sends deviations in a data folder whose units are known."""
    monkeypatch.setenv("LOTSEN_REPORT_GROUP", "patientsakerhet")
    file = data_dir / "units-to-import.toml"
    file.write_text(UNITS, encoding="utf-8")
    assert lotsen("units", "import", file).exit_code == 0
    return Reporter(Database(Settings().database_file))
