"""Ways to harm a copy, for the tests that a restore finds it out."""

import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

from storage.care import archive


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-300])


def flip(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 0xFF
    file.write_bytes(content)


def empty(file: Path) -> None:
    file.write_bytes(b"")


def write_letter(file: Path) -> None:
    file.write_text("Hej, här är en fil")


def put_database(file: Path) -> None:
    sqlite3.connect(file.with_name("plain")).close()
    connection = sqlite3.connect(file.with_name("plain"))
    connection.execute("CREATE TABLE t (a)")
    connection.close()
    shutil.move(file.with_name("plain"), file)


def put_other_zip(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as other:
        other.writestr("photo.jpg", b"x")


def changed(file: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    """Write the zip anew with other parts, and a manifest that agrees with them."""
    with zipfile.ZipFile(file) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
        manifest = archive.Manifest.model_validate_json(parts.pop(archive.MANIFEST))
    change(parts)
    scratch = file.with_name("scratch")
    described = {}
    for name, content in parts.items():
        scratch.write_bytes(content)
        described[name] = archive.described(scratch)
    with zipfile.ZipFile(file, "w") as whole:
        whole.writestr(
            archive.MANIFEST, manifest.model_copy(update={"parts": described}).model_dump_json()
        )
        for name, content in parts.items():
            whole.writestr(name, content)


def climb_out(file: Path) -> None:
    changed(file, lambda parts: parts.update({"flows/../../evil": b"x"}))


def bring_more(file: Path) -> None:
    changed(file, lambda parts: parts.update({"installations/token": b"x"}))


def leave_database_out(file: Path) -> None:
    def leave_out(parts: dict[str, bytes]) -> None:
        del parts["lotsen.sqlite3"]

    changed(file, leave_out)


def damage_database(file: Path) -> None:
    def damage(parts: dict[str, bytes]) -> None:
        parts["lotsen.sqlite3"] = parts["lotsen.sqlite3"][:4096] + b"\xff" * 8192

    changed(file, damage)


def from_later_version(file: Path) -> None:
    def move(parts: dict[str, bytes]) -> None:
        place = file.with_name("later")
        place.write_bytes(parts["lotsen.sqlite3"])
        connection = sqlite3.connect(place)
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
            "VALUES ('lotsen', 'm999_later', '2030')"
        )
        connection.commit()
        connection.close()
        parts["lotsen.sqlite3"] = place.read_bytes()

    changed(file, move)
