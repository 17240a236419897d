"""The units of a workspace: who belongs where, which unit a person stands in, and each import."""

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage.audit import Audit, Noted
from storage.database import Database

Blocks = Callable[[sqlite3.Connection, str, str], bool]


@dataclass(frozen=True)
class StoredUnit:
    """A unit as it is kept; `inboxes` are (kind, address) and `members` are (user, role)."""

    id: str
    name: str
    type: str
    organisation: str
    has_samsa: bool
    contact_point: Mapping[str, Any] | None = None
    hours: Mapping[str, Any] | None = None
    substitute: str | None = None
    inboxes: tuple[tuple[str, str], ...] = ()
    members: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Change:
    """What an import does, all of it or nothing; `seen` is the version it was planned on."""

    put: Sequence[StoredUnit]
    remove: Sequence[str]
    added: Sequence[str]
    changed: Sequence[str]
    seen: str


@dataclass(frozen=True)
class Origin:
    """Who imports what, and when; the hash tells one file from another."""

    at: datetime
    actor: str
    content_hash: str


@dataclass(frozen=True)
class Import:
    """One import as it is remembered."""

    number: int
    team: str
    at: datetime
    actor: str
    content_hash: str
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]


class UnitsChangedError(Exception):
    """Somebody else imported units after this import was planned."""


class UnitInUseError(Exception):
    """A unit can't be removed yet; `unit` tells which."""

    def __init__(self, unit: str) -> None:
        super().__init__(unit)
        self.unit = unit


_COLUMNS = "id, name, type, organisation, has_samsa, contact_point, hours, substitute"


class Units:
    """The tables of units; `blocks_removal` tells of a unit that something still waits for."""

    def __init__(
        self, database: Database, audit: Audit, blocks_removal: Blocks | None = None
    ) -> None:
        self._database = database
        self._audit = audit
        self._blocks_removal = blocks_removal

    def all(self, team: str) -> list[StoredUnit]:
        """Give every unit of a workspace, by name."""
        with self._database.reading() as connection:
            connection.execute("BEGIN")  # the three tables as of one moment
            try:
                return _units(connection, team)
            finally:
                connection.execute("COMMIT")

    def teams(self) -> list[str]:
        """Give the workspaces that have units; empty for units that hold in every one."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT DISTINCT team FROM units ORDER BY team").fetchall()
        return [row["team"] for row in rows]

    def of_user(self, team: str, user: str) -> list[str]:
        """Give the ids of the units that a person belongs to."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT unit FROM unit_members WHERE (team, user) = (?, ?) ORDER BY unit",
                (team, user),
            ).fetchall()
        return [row["unit"] for row in rows]

    def choose(self, team: str, user: str, unit: str, at: datetime) -> bool:
        """Let a person stand in a unit; False when they don't belong to it."""
        with self._database.writing() as connection:
            chosen = connection.execute(
                "INSERT OR REPLACE INTO chosen_units (team, user, unit, at) "
                "SELECT team, user, unit, ? FROM unit_members "
                "WHERE (team, user, unit) = (?, ?, ?)",
                (at.isoformat(), team, user, unit),
            )
            return chosen.rowcount == 1

    def chosen(self, team: str, user: str) -> str | None:
        """Give the unit a person chose to stand in; None when they have left it."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT unit FROM chosen_units JOIN unit_members USING (team, user, unit) "
                "WHERE (team, user) = (?, ?)",
                (team, user),
            ).fetchone()
        return row["unit"] if row else None

    def version(self, team: str) -> str:
        """Give what changes with every import; empty before the first."""
        with self._database.reading() as connection:
            return _version(connection, team)

    def imports(self, team: str) -> list[Import]:
        """Give every import, latest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT * FROM unit_imports WHERE team = ? ORDER BY number DESC", (team,)
            ).fetchall()
        return [_import(row) for row in rows]

    def apply(self, team: str, change: Change, origin: Origin) -> None:
        """Make a change, remember it and note it in the audit trail, in one transaction."""
        with self._database.writing() as connection:
            if _version(connection, team) != change.seen:
                raise UnitsChangedError
            for unit_id in change.remove:
                if self._blocks_removal and self._blocks_removal(connection, team, unit_id):
                    raise UnitInUseError(unit_id)
            _drop(connection, team, [*change.remove, *(unit.id for unit in change.put)])
            for unit in change.put:
                _put(connection, team, unit)
            _remember(connection, team, change, origin)
            noted = Noted(team, origin.actor, "import_units", origin.content_hash, "done")
            self._audit.note_in(connection, noted)


def _units(connection: sqlite3.Connection, team: str) -> list[StoredUnit]:
    inboxes = _grouped(connection, "kind, address", "unit_inboxes", team)
    members = _grouped(connection, "user, role", "unit_members", team)
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM units WHERE team = ? ORDER BY name, id",  # noqa: S608 - own names
        (team,),
    )
    return [_unit(row, inboxes.get(row["id"], ()), members.get(row["id"], ())) for row in rows]


def _grouped(
    connection: sqlite3.Connection, columns: str, table: str, team: str
) -> dict[str, tuple[tuple[str, str], ...]]:
    grouped: dict[str, tuple[tuple[str, str], ...]] = {}
    for unit, first, second in connection.execute(
        f"SELECT unit, {columns} FROM {table} WHERE team = ? ORDER BY unit, position",  # noqa: S608
        (team,),
    ):
        grouped[unit] = (*grouped.get(unit, ()), (first, second))
    return grouped


def _unit(
    row: sqlite3.Row, inboxes: tuple[tuple[str, str], ...], members: tuple[tuple[str, str], ...]
) -> StoredUnit:
    values = {name: row[name] for name in _COLUMNS.split(", ")}
    values["has_samsa"] = bool(row["has_samsa"])
    for name in ("contact_point", "hours"):
        values[name] = json.loads(row[name]) if row[name] else None
    return StoredUnit(**values, inboxes=inboxes, members=members)


def _drop(connection: sqlite3.Connection, team: str, unit_ids: Sequence[str]) -> None:
    connection.executemany(
        "DELETE FROM units WHERE (team, id) = (?, ?)", [(team, one) for one in unit_ids]
    )


def _put(connection: sqlite3.Connection, team: str, unit: StoredUnit) -> None:
    connection.execute(
        f"INSERT INTO units (team, {_COLUMNS}) "  # noqa: S608 - own names
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            team, unit.id, unit.name, unit.type, unit.organisation, int(unit.has_samsa),
            _text(unit.contact_point), _text(unit.hours), unit.substitute,
        ),
    )  # fmt: skip
    connection.executemany(
        "INSERT INTO unit_inboxes (team, unit, position, kind, address) VALUES (?, ?, ?, ?, ?)",
        [(team, unit.id, position, *inbox) for position, inbox in enumerate(unit.inboxes)],
    )
    connection.executemany(
        "INSERT INTO unit_members (team, unit, position, user, role) VALUES (?, ?, ?, ?, ?)",
        [(team, unit.id, position, *member) for position, member in enumerate(unit.members)],
    )


def _remember(connection: sqlite3.Connection, team: str, change: Change, origin: Origin) -> None:
    lists = [json.dumps(list(ids)) for ids in (change.added, change.changed, change.remove)]
    connection.execute(
        "INSERT INTO unit_imports (team, at, actor, content_hash, added, changed, removed) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (team, origin.at.isoformat(), origin.actor, origin.content_hash, *lists),
    )


def _version(connection: sqlite3.Connection, team: str) -> str:
    # The time tells apart the same number before and after an older copy was put back.
    row = connection.execute(
        "SELECT number || ' ' || at FROM unit_imports WHERE team = ? ORDER BY number DESC LIMIT 1",
        (team,),
    ).fetchone()
    return str(row[0]) if row else ""


def _import(row: sqlite3.Row) -> Import:
    values = dict(row) | {"at": datetime.fromisoformat(row["at"])}
    for name in ("added", "changed", "removed"):
        values[name] = tuple(json.loads(row[name]))
    return Import(**values)


def _text(value: Mapping[str, Any] | None) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)
