"""Settings are read once from the environment and cannot be changed."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import Settings


@pytest.fixture(autouse=True)
def _no_settings(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LOTSEN_DATA_DIR")


def test_everything_lives_under_the_data_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOTSEN_DATA_DIR", "/srv/lotsen")
    settings = Settings()
    assert settings.index_dir.is_relative_to("/srv/lotsen")
    assert settings.database_file.is_relative_to("/srv/lotsen")


def test_without_settings_the_data_folder_is_here() -> None:
    assert Settings().data_dir == Path("data")
    assert Settings().bundled == "on"


def test_a_setting_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        Settings().bundled = "off"  # type: ignore[misc]


def test_a_value_that_is_none_of_the_choices_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOTSEN_BUNDLED", "kanske")
    with pytest.raises(ValidationError):
        Settings()
