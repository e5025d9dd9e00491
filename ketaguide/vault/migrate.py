"""Bringing a database to the newest schema: numbered SQL files, one transaction each."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import complete_statement
from typing import Any

from ketaguide.base.errors import VaultTooNew

_NAMED = re.compile(r"(\d{4})_[a-z0-9_]+\.sql", re.ASCII)


@dataclass(frozen=True)
class Migration:
    """One step; its number is the ``user_version`` it leads to."""

    number: int
    path: Path

    def statements(self) -> Iterator[str]:
        """The file's statements; a trigger's inner semicolons do not end it."""
        waiting = ""
        for line in self.path.read_text(encoding="utf-8").splitlines(keepends=True):
            waiting += line
            if complete_statement(waiting):
                yield waiting
                waiting = ""
        if _without_comments(waiting).strip():
            raise ValueError(f"{self.path.name}: the last statement has no end")


def steps(folder: Path | None = None) -> tuple[Migration, ...]:
    """All steps that this program ships, in order and without gaps."""
    where = folder or Path(__file__).with_name("migrations")
    found = [
        Migration(int(named[1]), path)
        for path in sorted(where.iterdir())
        if (named := _NAMED.fullmatch(path.name))
    ]
    if [step.number for step in found] != list(range(1, len(found) + 1)):
        raise ValueError("migrations are numbered from 0001 without gaps")
    return tuple(found)


def version(connection: Any) -> int:
    """The schema the database has."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def columns(connection: Any) -> dict[str, frozenset[str]]:
    """The names of the columns of each table."""
    found: dict[str, frozenset[str]] = {}
    for table, column in connection.execute(
        "SELECT t.name, c.name FROM sqlite_master t, pragma_table_info(t.name) c "
        "WHERE t.type = 'table'"
    ):
        found[str(table)] = found.get(str(table), frozenset()) | {str(column)}
    return found


def pending(connection: Any, shipped: tuple[Migration, ...]) -> tuple[Migration, ...]:
    """What is still to do.

    Raises:
        VaultTooNew: the database has a schema that this program does not know.
    """
    now = version(connection)
    if now > len(shipped):
        raise VaultTooNew
    return shipped[now:]


def apply(
    connection: Any,
    due: tuple[Migration, ...],
    *,
    after_step: Callable[[Any], None] | None = None,
) -> None:
    """Run the steps; a kill between any two writes leaves the schema before or after one.

    Args:
        after_step: runs inside each step's transaction, last.
    """
    for step in due:
        # Never executescript: it commits whatever is open first.
        connection.execute("BEGIN EXCLUSIVE")
        try:
            for statement in step.statements():
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version={step.number}")
            if after_step is not None:
                after_step(connection)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def _without_comments(text: str) -> str:
    return re.sub(r"--[^\n]*", "", text)
