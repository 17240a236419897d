"""The log holds ids and kinds of faults: no words of people, no keys, no tracebacks."""

import logging
from pathlib import Path

import pytest

from bot.settings import Settings, take_from_bolt
from bot.slack.serving.instance import only_one
from bot.slack.serving.logs import QuietFormatter
from knowledge.model import FaultError, StaffError


def logged(name: str, message: str, *words: object, error: Exception | None = None) -> str:
    record = logging.LogRecord(name, logging.ERROR, "x.py", 7, message, words, None, "handle")
    record.exc_info = (type(error), error, None) if error else None
    return QuietFormatter().format(record)


def test_what_others_log_is_told_by_its_place_alone() -> None:
    line = logged("slack_bolt.AsyncApp", "Unhandled request %s", {"text": "Anna Berg, 19121212"})
    assert line.endswith("error slack_bolt.AsyncApp at=handle:7")
    assert "Anna" not in line


def test_an_error_is_told_by_its_kind_alone() -> None:
    line = logged("bot.slack.worker", "failed id=%s", "j1", error=ValueError("Anna Berg"))
    assert line.endswith("error bot.slack.worker failed id=j1 type=ValueError")


@pytest.mark.parametrize(
    "key", ["xoxb-12-ab_C", "xoxp-1", "xoxe-1-ab", "xapp-1-A0-b", "wss://x/?ticket=abc-1&app=2"]
)
def test_a_key_in_our_own_line_is_hidden(key: str) -> None:
    line = logged("bot.slack", "sent %s", key)
    assert "(hidden)" in line
    assert "ab" not in line.split("sent ")[1]
    assert "-1" not in line.split("sent ")[1]


def test_an_event_is_one_line() -> None:
    assert "\n" not in logged("bot.slack", "one\ntwo\r\nthree")


def test_a_setting_does_not_show_its_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-hidden")
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "0123-hidden")
    monkeypatch.setenv("LOTSEN_SLACK_CLIENT_SECRET", "cs-hidden")
    settings = Settings()
    shown = f"{settings!r} {settings} {settings.model_dump_json()}"
    assert "hidden" not in shown
    assert settings.slack_bot_token is not None
    assert settings.slack_bot_token.get_secret_value() == "xoxb-hidden"


def test_lotsens_own_name_goes_before_slacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_API_URL", "http://slacks/api/")
    assert Settings().slack_api_url == "http://slacks/api/"
    monkeypatch.setenv("LOTSEN_SLACK_API_URL", "http://ours/api/")
    assert Settings().slack_api_url == "http://ours/api/"


def test_bolt_finds_nothing_to_read_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    names = "SLACK_CLIENT_ID SLACK_CLIENT_SECRET SLACK_BOT_TOKEN LOTSEN_SLACK_APP_TOKEN".split()
    for name in names:
        monkeypatch.setenv(name, "x")
    take_from_bolt()
    assert [name for name in names if name in os.environ] == []


def test_a_bot_token_goes_before_installing_by_many() -> None:
    keys = {"slack_client_id": "1.2", "slack_client_secret": "s"}
    assert Settings(**keys).is_installed_by_many  # type: ignore[arg-type]
    assert not Settings(**keys, slack_bot_token="xoxb-1").is_installed_by_many  # type: ignore[arg-type]


def test_only_one_holds_a_data_folder(tmp_path: Path) -> None:
    with only_one(tmp_path), pytest.raises(StaffError, match="körs redan"), only_one(tmp_path):
        pytest.fail("two at once")
    with only_one(tmp_path):
        pass


def test_a_folder_that_cannot_be_made_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FaultError, match="LOTSEN_DATA_DIR"), only_one(tmp_path / "file" / "data"):
        pytest.fail("a folder in a file")
