"""The database takes writers in turn, keeps a transaction whole, and says little when it fails."""

import multiprocessing
import sqlite3
from pathlib import Path
from threading import Barrier, Thread

import pytest

from storage.answers import Answers
from storage.database import Database, StorageError


def count(database: Database) -> int:
    with database.reading() as connection:
        return int(connection.execute("SELECT count(*) FROM answers").fetchone()[0])


def insert(connection: sqlite3.Connection, name: str) -> None:
    connection.execute(
        "INSERT INTO answers (id, at, asker, question, status, elapsed_ms) "
        "VALUES (?, '2026', 'a', 'q', 'answered', 1.0)",
        (name,),
    )


def test_the_file_and_its_folder_are_made_when_first_needed(tmp_path: Path) -> None:
    database = Database(tmp_path / "new" / "folder" / "lotsen.sqlite3")
    assert not (tmp_path / "new").exists()
    assert count(database) == 0


def test_a_transaction_that_fails_leaves_nothing(tmp_path: Path) -> None:
    database = Database(tmp_path / "db")

    def fail_midway() -> None:
        with database.writing() as connection:
            insert(connection, "one")
            raise KeyError("broken on purpose")

    with pytest.raises(KeyError):
        fail_midway()
    assert count(database) == 0


def test_what_is_written_is_there_for_the_next_connection(tmp_path: Path) -> None:
    with Database(tmp_path / "db").writing() as connection:
        insert(connection, "one")
    assert count(Database(tmp_path / "db")) == 1


def test_a_reader_does_not_see_what_is_not_committed(tmp_path: Path) -> None:
    database = Database(tmp_path / "db")
    with database.writing() as connection:
        insert(connection, "one")
        assert count(Database(tmp_path / "db")) == 0
    assert count(database) == 1


def test_many_threads_write_in_turn_through_one_database(tmp_path: Path) -> None:
    database = Database(tmp_path / "db")
    assert count(database) == 0
    barrier = Barrier(8)

    def write(number: int) -> None:
        barrier.wait()
        for step in range(10):
            with database.writing() as connection:
                before = connection.execute("SELECT count(*) FROM answers").fetchone()[0]
                insert(connection, f"{number}-{step}-{before}")

    threads = [Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as connection:
        ids = [row["id"] for row in connection.execute("SELECT id FROM answers")]
    assert sorted(int(one.split("-")[2]) for one in ids) == list(range(80))


def _start(path: Path, barrier: "multiprocessing.synchronize.Barrier", name: str) -> None:
    barrier.wait()
    with Database(path).writing() as connection:
        insert(connection, name)


def test_processes_that_start_at_once_on_a_new_file_all_get_to_write(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(4)
    started = [
        context.Process(target=_start, args=(tmp_path / "db", barrier, f"p{number}"))
        for number in range(4)
    ]
    for process in started:
        process.start()
    for process in started:
        process.join()
    assert [process.exitcode for process in started] == [0, 0, 0, 0]
    assert count(Database(tmp_path / "db")) == 4


def test_threads_that_start_at_once_on_a_new_file_all_get_to_write(tmp_path: Path) -> None:
    barrier = Barrier(6)
    failures: list[Exception] = []

    def start(name: str) -> None:
        barrier.wait()
        try:
            with Database(tmp_path / "db").writing() as connection:
                insert(connection, name)
        except StorageError as error:
            failures.append(error)

    threads = [Thread(target=start, args=(f"t{number}",)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert count(Database(tmp_path / "db")) == 6


@pytest.mark.parametrize("content", [b"not a database" * 100, b"\x00" * 4096])
def test_a_file_that_is_no_database_is_told_without_its_content(
    tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "db").write_bytes(content)
    with pytest.raises(StorageError) as caught:
        count(Database(tmp_path / "db"))
    assert str(caught.value) in {"DatabaseError", "OperationalError"}


def test_a_folder_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "db").mkdir()
    with pytest.raises(StorageError):
        count(Database(tmp_path / "db"))


def test_a_file_in_the_way_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(StorageError):
        Answers(Database(tmp_path / "data" / "db")).history("c")


def test_a_quote_without_its_answer_is_refused(tmp_path: Path) -> None:
    database = Database(tmp_path / "db")
    with pytest.raises(StorageError), database.writing() as connection:
        connection.execute("INSERT INTO quoted VALUES ('none', 1, 'd', '1', 's', 'p')")
