"""The tool that plants identities finds them again, and the mask leaves none."""

import logging
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.privacy import IdentityKind, mask
from tests.planted import (
    PLANTED,
    Planted,
    assert_logs_clean,
    assert_nothing_planted,
    found_in,
    scan_tree,
    texts,
)


def test_every_kind_is_planted() -> None:
    assert {planted.kind for planted in PLANTED} == set(IdentityKind)


@pytest.mark.parametrize("planted", PLANTED, ids=lambda planted: planted.value)
def test_the_mask_leaves_nothing_of_it(planted: Planted) -> None:
    masked = mask(planted.text)
    assert planted.kind in masked.kinds
    assert_nothing_planted(masked.text)
    assert_nothing_planted(repr(masked))


def test_the_mask_leaves_nothing_of_them_all() -> None:
    for text in texts():
        assert_nothing_planted(mask(text).text)


@pytest.mark.parametrize("planted", PLANTED, ids=lambda planted: planted.value)
def test_other_spellings_are_found(planted: Planted) -> None:
    value = planted.value
    bare = value.replace("-", "").replace("+", "").replace(" ", "")
    for spelled in (
        value,
        value.lower(),
        value.upper(),
        bare,
        " ".join(bare),
        value.replace("ä", "a"),
    ):
        if planted.kind in {"namn", "adress", "epost"} and spelled == " ".join(bare):
            continue
        assert planted in found_in(f"x {spelled}, y")
        assert planted in found_in(f"x {spelled}, y".encode())


def test_escaped_letters_are_found() -> None:
    assert found_in(r'{"text": "Hj\u00f6rdis Vidmark"}')
    assert found_in("q=Hj%C3%B6rdis%20Vidmark")
    assert found_in("Hjördis Vidmark".encode("utf-16-le"))


def test_a_file_in_any_depth_is_read(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "log.txt").write_bytes(b"ok")
    assert scan_tree(tmp_path) == 1
    (tmp_path / "a" / "b" / "log.txt").write_bytes(b"\xff\x00 6408233234")
    with pytest.raises(AssertionError, match="personnummer"):
        scan_tree(tmp_path)


@pytest.mark.parametrize("value", ["Gunvor ringde", b"Gunvor ringde"])
def test_every_value_of_every_table_is_read(tmp_path: Path, value: str | bytes) -> None:
    with closing(sqlite3.connect(tmp_path / "lotsen.sqlite3")) as database, database:
        database.execute("CREATE TABLE answers (id INTEGER PRIMARY KEY, question)")
        # Long enough to be split over several pages, so that the raw bytes alone may not show it.
        filler = "x " * 5000 if isinstance(value, str) else b"x " * 5000
        database.execute("INSERT INTO answers (question) VALUES (?)", (filler + value,))  # type: ignore[operator]
    with pytest.raises(AssertionError, match="namn"):
        scan_tree(tmp_path)


def test_log_records_are_read_with_arguments_and_tracebacks(
    caplog: pytest.LogCaptureFixture,
) -> None:
    logging.getLogger("x").warning("asked %s", "an id")
    assert_logs_clean(caplog.records)
    logging.getLogger("x").warning("asked %s", "Gunvor")
    with pytest.raises(AssertionError, match="namn"):
        assert_logs_clean(caplog.records)


def test_a_traceback_in_the_log_is_read(caplog: pytest.LogCaptureFixture) -> None:
    try:
        int("Torvald")
    except ValueError:
        logging.getLogger("x").exception("failed")
    with pytest.raises(AssertionError, match="namn"):
        assert_logs_clean(caplog.records)
