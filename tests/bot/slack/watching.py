"""Watches all that the bot sends, keeps and logs, and fails when a planted identity is in it."""

import json
import logging
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests import planted

OURS = ("bot", "storage", "knowledge", "flows")


class Watch:
    """Everything that goes out from a house, and afterwards what it has kept."""

    def __init__(self, house: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        self._house = house
        self.sent: list[str] = []
        call, ask = house.client.api_call, house.workspace.dispatcher.ask

        async def noted(*names: Any, **fields: Any) -> Any:
            self.sent.append(json.dumps(fields, ensure_ascii=False, default=str))
            return await call(*names, **fields)

        async def acknowledged(kind: Any, payload: dict[str, Any]) -> dict[str, Any]:
            answer: dict[str, Any] = await ask(kind, payload)
            self.sent.append(json.dumps(answer, ensure_ascii=False))
            return answer

        monkeypatch.setattr(house.client, "api_call", noted)
        monkeypatch.setattr(house.workspace.dispatcher, "ask", acknowledged)

    def assert_clean(self, records: list[logging.LogRecord], kept: Path) -> None:
        """Look through payloads, log records and a copy of the database."""
        assert self.sent
        for payload in self.sent:
            planted.assert_nothing_planted(payload, "payload")
        planted.assert_logs_clean([one for one in records if one.name.startswith(OURS)])
        assert planted.scan_tree(copied(self._house.folder, kept)) > 0


def copied(folder: Path, to: Path) -> Path:
    """Copy what is written while the bot runs; the index beside it is only read, and large."""
    to.mkdir(exist_ok=True)
    for file in folder.glob("lotsen.sqlite3*"):
        shutil.copy(file, to)
    return to


def filled_tables(folder: Path) -> dict[str, int]:
    """Give how many rows each table of a database has."""
    with closing(sqlite3.connect(f"file:{folder / 'lotsen.sqlite3'}?mode=ro", uri=True)) as found:
        names = found.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            name: found.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
            for (name,) in names
        }
