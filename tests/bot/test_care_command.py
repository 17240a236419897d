"""`lotsen backup`, `restore`, `purge`, `audit` and `export`: one clear line each, and audited."""

import json
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.app import Lotsen as Services
from bot.desk.drafts.desk import Author
from bot.privacy import mask
from bot.settings import Settings
from bot.slack.serving.instance import only_one
from storage.audit import Audit
from storage.database import Database
from tests.bot.conftest import Lotsen
from tests.storage.kept import add, names


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a data folder without an index, which these commands don't need."""
    folder = tmp_path / "data"
    monkeypatch.setenv("LOTSEN_DATA_DIR", str(folder))
    add(Database(folder / "lotsen.sqlite3"), "a1", datetime.now(UTC))
    return folder


@pytest.fixture
def database(data_dir: Path) -> Database:
    return Database(data_dir / "lotsen.sqlite3")


def audited(database: Database) -> list[tuple[str, str]]:
    return [(row.action, row.outcome) for row in Audit(database).rows()]


def test_a_backup_is_told_and_audited_and_overwrites_nothing(
    lotsen: Lotsen, database: Database, tmp_path: Path
) -> None:
    file = tmp_path / "copy.zip"
    done = lotsen("backup", file)
    assert done.exit_code == 0, done.stderr
    assert done.stdout.startswith(f"Sparad: {file}")
    assert audited(database) == [("backup", "done")]
    before = file.read_bytes()
    again = lotsen("backup", file)
    assert (again.exit_code, file.read_bytes()) == (2, before)
    assert "--force" in again.stderr
    assert lotsen("backup", file, "--force").exit_code == 0
    assert file.read_bytes() != before


def test_a_folder_is_never_overwritten(lotsen: Lotsen, tmp_path: Path) -> None:
    assert lotsen("backup", tmp_path, "--force").exit_code == 2
    assert lotsen("backup", tmp_path / "none" / "copy.zip").exit_code == 2


def test_a_restore_says_when_it_goes_back_to_and_where_the_old_state_is(
    lotsen: Lotsen, database: Database, tmp_path: Path
) -> None:
    lotsen("backup", tmp_path / "copy.zip")
    add(database, "a2")
    database.close()
    done = lotsen("restore", tmp_path / "copy.zip")
    assert done.exit_code == 0, done.stderr
    assert "Återställd till läget" in done.stdout
    assert "before-restore-" in done.stdout
    assert names(database) == ["a1"]


def test_a_restore_over_a_running_bot_is_refused(
    lotsen: Lotsen, data_dir: Path, database: Database, tmp_path: Path
) -> None:
    lotsen("backup", tmp_path / "copy.zip")
    add(database, "a2")
    database.close()
    with only_one(data_dir):
        refused = lotsen("restore", tmp_path / "copy.zip")
    assert refused.exit_code == 2
    assert "körs redan" in refused.stderr
    assert names(database) == ["a1", "a2"]


@pytest.mark.parametrize("content", [b"", b"hej", b"PK\x03\x04hej"])
def test_a_file_that_is_no_copy_is_one_clear_line(
    lotsen: Lotsen, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "strange").write_bytes(content)
    refused = lotsen("restore", tmp_path / "strange")
    assert refused.exit_code == 2
    assert len(refused.stderr.splitlines()) == 1


def test_a_purge_shows_first_and_then_removes(lotsen: Lotsen, database: Database) -> None:
    add(database, "old", datetime.now(UTC) - timedelta(days=9))
    planned = lotsen("purge", "--dry-run", LOTSEN_KEEP_ANSWERS_DAYS="8")
    assert planned.stdout == "Skulle tas bort: 1 svar\n"
    assert names(database) == ["a1", "old"]
    done = lotsen("purge", LOTSEN_KEEP_ANSWERS_DAYS="8")
    assert done.stdout == "Borttaget: 1 svar\n"
    assert names(database) == ["a1"]
    assert audited(database) == [("purge", "1")]
    assert lotsen("purge").stdout.startswith("Inget har sparats")


def test_a_whole_trail_is_told_with_its_length(lotsen: Lotsen, database: Database) -> None:
    Audit(database).note("T1", "U1", "open", "m1", "ok")
    done = lotsen("audit", "verify")
    assert (done.exit_code, done.stdout.startswith("Loggen är hel: 1 rader")) == (0, True)


def test_a_broken_trail_is_told_with_its_row_and_what_to_do(
    lotsen: Lotsen, database: Database
) -> None:
    Audit(database).note("T1", "U1", "open", "m1", "ok")
    connection = sqlite3.connect(database.path)
    connection.execute("DROP TRIGGER audit_no_change")
    connection.execute("UPDATE audit SET actor = 'U2'")
    connection.commit()
    connection.close()
    broken = lotsen("audit", "verify")
    assert (broken.exit_code, broken.stdout) == (1, "")
    assert "rad 1 är ändrad" in broken.stderr
    assert "lotsen backup" in broken.stderr


def test_the_latest_rows_are_listed(lotsen: Lotsen, database: Database) -> None:
    assert lotsen("audit", "list").stdout == "Inget är noterat än.\n"
    for number in range(3):
        Audit(database).note("T1", "U1", "open", f"m{number}", "ok")
    (line,) = lotsen("audit", "list", "--limit", "1", "--json").stdout.splitlines()
    row = json.loads(line)
    assert (row["number"], row["actor"], row["subject"]) == (3, "U1", "m2")
    assert len(lotsen("audit", "list").stdout.splitlines()) == 3


def test_a_wrong_retention_is_named(lotsen: Lotsen) -> None:
    refused = lotsen("purge", LOTSEN_KEEP_ANSWERS_DAYS="0")
    assert (refused.exit_code, "LOTSEN_KEEP_ANSWERS_DAYS" in refused.stderr) == (2, True)


def test_a_key_that_does_not_fit_is_told_with_the_way_out(lotsen: Lotsen) -> None:
    refused = lotsen("audit", "verify", LOTSEN_DATABASE_KEY="x")
    assert refused.exit_code == 1
    assert "LOTSEN_DATABASE_KEY är satt" in refused.stderr


@pytest.fixture
def draft_id(data_dir: Path) -> str:
    """Give a draft of U1's, filled in field by field."""
    desk = Services(Settings()).draft_desk
    author = Author("T1", "U1")
    begun = desk.begin("vardbegaran", author)
    desk.fill(begun.draft_id, author, {"kontaktorsak": mask("Har ramlat hos 19640823-3234.").text})
    return begun.draft_id


def test_a_draft_is_taken_out_by_its_author_and_audited(
    lotsen: Lotsen, database: Database, draft_id: str, tmp_path: Path
) -> None:
    file = tmp_path / "utkast.txt"
    done = lotsen("export", "draft", draft_id, "--to", file, "--as", "T1/U1")
    assert done.exit_code == 0, done.stderr
    text = file.read_text(encoding="utf-8-sig")
    assert "UTKAST utan identitet" in text
    assert "Kontaktorsak\nHar ramlat hos" in text
    assert "19640823" not in text
    assert audited(database) == [("export", "text")]
    assert lotsen("export", "draft", draft_id, "--to", file, "--as", "T1/U1").exit_code == 2


def test_somebody_elses_draft_is_refused_and_audited(
    lotsen: Lotsen, database: Database, draft_id: str, tmp_path: Path
) -> None:
    for user in ("T1/U2", "U1", "T2/U1", "Anna Ek/U 1"):
        refused = lotsen("export", "draft", draft_id, "--to", tmp_path / "x", "--as", user)
        assert (refused.exit_code, (tmp_path / "x").exists()) == (2, False)
    assert audited(database) == [("export", "refused")] * 4
    assert "Anna" not in str(Audit(database).rows())


def test_a_draft_that_is_not_there_is_refused(lotsen: Lotsen, tmp_path: Path) -> None:
    refused = lotsen("export", "draft", "Anna Ek", "--to", tmp_path / "x", "--as", "T1/U1")
    assert (refused.exit_code, len(refused.stderr.splitlines())) == (2, 1)
