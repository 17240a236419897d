"""Copies and the way back, with the installed command: nothing is lost and nothing is half."""

import json
import random
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from storage.audit import Audit
from storage.database import Database
from tests import planted
from tests.acceptance.conftest import ROOT, Lotsen, Start
from tests.storage.kept import add, names

KILLS = 12
WRITER = """
import sys
from pathlib import Path
from storage.audit import Audit, Noted
from storage.database import Database
database = Database(Path(sys.argv[1]))
audit = Audit(database)
for number in range(1_000_000):
    with database.writing() as connection:
        for half in ("left", "right"):
            connection.execute(
                "INSERT INTO answers VALUES (?, '', 'U1', NULL, '', '', NULL, 1.0)",
                (f"{half}-{number:06}",))
        audit.note_in(connection, Noted("T1", "U1", "send", str(number), "ok"))
    print(number, flush=True)
"""


@contextmanager
def writing(path: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """Write to the database from a process of its own while the block runs."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, path], stdout=subprocess.PIPE, cwd=ROOT
    ) as writer:
        assert writer.stdout
        writer.stdout.readline()
        try:
            yield writer
        finally:
            writer.kill()


@pytest.fixture
def database(data_dir: Path) -> Database:
    return Database(data_dir / "lotsen.sqlite3")


def test_a_copy_taken_while_another_process_writes_is_whole(
    lotsen: Lotsen, database: Database, tmp_path: Path
) -> None:
    with writing(database.path):
        for number in range(3):
            done = lotsen("backup", tmp_path / f"copy-{number}.zip")
            assert done.returncode == 0, done.stderr.decode()
    written = len(names(database))
    for number in range(3):
        other = tmp_path / f"other-{number}"
        back = lotsen("restore", tmp_path / f"copy-{number}.zip", LOTSEN_DATA_DIR=str(other))
        assert back.returncode == 0, back.stderr.decode()
        kept = names(Database(other / "lotsen.sqlite3"))
        assert 0 < len(kept) <= written
        assert sum(name.startswith("left") for name in kept) * 2 == len(kept)
        assert lotsen("audit", "verify", LOTSEN_DATA_DIR=str(other)).returncode == 0


def test_a_restore_over_a_running_bot_is_refused_and_changes_nothing(
    lotsen: Lotsen, start: Start, data_dir: Path, tmp_path: Path
) -> None:
    bot = start("demo", "--no-browser", "--port", "0")
    try:
        _wait_for(lambda: (data_dir / "practice" / "lotsen.sqlite3").exists())
        file = tmp_path / "copy.zip"
        assert lotsen("backup", file).returncode == 0
        refused = lotsen("restore", file)
    finally:
        bot.send_signal(signal.SIGTERM)
        bot.communicate(timeout=60)
    assert refused.returncode == 2
    assert "körs redan" in refused.stderr.decode()
    assert not list(data_dir.glob("before-restore-*"))


def _wait_for(is_so: object) -> None:
    assert callable(is_so)
    for _ in range(600):
        if is_so():
            return
        time.sleep(0.1)
    raise AssertionError("it never came")


def test_a_restore_killed_at_any_moment_leaves_the_old_state_or_the_new(
    lotsen: Lotsen, start: Start, database: Database, data_dir: Path, tmp_path: Path
) -> None:
    flow = data_dir / "flows" / "own.toml"
    flow.parent.mkdir()
    file = tmp_path / "copy.zip"
    _become(database, flow, "new")
    assert lotsen("backup", file).returncode == 0
    began = time.monotonic()
    assert lotsen("restore", file).returncode == 0
    longest = time.monotonic() - began
    for number in range(KILLS):
        _become(database, flow, f"old-{number}")
        # Most of the time is the start of the program; what matters comes at its end.
        _kill_after(start, file, random.uniform(0.4, 1.05) * longest)  # noqa: S311
        assert lotsen("audit", "verify").returncode == 0
        (state,) = names(database)
        database.close()
        assert state in ("new", f"old-{number}")
        assert flow.read_text() == state
    assert lotsen("restore", file).returncode == 0
    assert names(database) == ["new"]


def _become(database: Database, flow: Path, state: str) -> None:
    """Let the database, the audit trail and a flow all say the same word."""
    with database.writing() as connection:
        connection.execute("DELETE FROM answers")
    add(database, state, size=2_000_000)
    Audit(database).note("T1", "U1", "become", state, "ok")
    flow.write_text(state)
    database.close()


def _kill_after(start: Start, file: Path, seconds: float) -> None:
    process = start("restore", file)
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
    process.communicate()


def test_sources_that_were_added_come_back_and_are_searched(lotsen: Lotsen, tmp_path: Path) -> None:
    rutin = tmp_path / "rutin-nycklar.md"
    rutin.write_text("# Nycklar\n\n## Utlämning\n\nNycklar lämnas ut av receptionen.\n")
    assert lotsen("documents", "add", rutin).returncode == 0
    assert lotsen("backup", tmp_path / "copy.zip").returncode == 0
    assert lotsen("documents", "remove", "rutin-nycklar").returncode == 0
    assert "rutin-nycklar" not in _found(lotsen)
    assert lotsen("restore", tmp_path / "copy.zip").returncode == 0
    assert "rutin-nycklar" in _found(lotsen)


def _found(lotsen: Lotsen) -> set[str]:
    answer = json.loads(lotsen("ask", "--json", "Vem lämnar ut nycklar?").stdout)
    return {passage["document_id"] for passage in answer["passages"]}


def test_no_identity_is_in_a_copy_the_audit_trail_or_what_is_told(
    lotsen: Lotsen, database: Database, tmp_path: Path
) -> None:
    asked = "\n".join(json.dumps({"id": "1", "question": text}) for text in planted.texts())
    guided = "\n".join(json.dumps({"id": "1", "text": text}) for text in planted.texts())
    assert lotsen("ask", "--lines", stdin=asked.encode()).returncode == 0
    assert lotsen("guide", "--lines", stdin=guided.encode()).returncode == 0
    for one in planted.PLANTED:
        assert lotsen("export", "draft", one.value, "--to", tmp_path / "x",
                      "--as", one.value).returncode == 2  # fmt: skip
    file = tmp_path / "copy.zip"
    told = lotsen("backup", file)
    planted.assert_nothing_planted(told.stdout + told.stderr, "backup")
    planted.assert_nothing_planted(lotsen("audit", "list", "--json").stdout, "audit")
    with zipfile.ZipFile(file) as whole:
        for name in whole.namelist():
            if not name.startswith("audit."):  # chance digits of a key are no identity
                planted.assert_nothing_planted(whole.read(name), name)
    with closing(sqlite3.connect(database.path)) as connection:
        assert connection.execute("SELECT count(*) FROM answers").fetchone()[0] > 0
