"""Which table a row belongs to, by its columns alone: for pages that no tree leads to any more."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ketaguide.vault import history
from ketaguide.vault.cells import Row, Value
from ketaguide.vault.history import quoted

HISTORY, META, TOMBSTONE = "history", "vault_meta", "tombstone"
# The tables whose ids are names; two tables can have the same columns otherwise, as letter and
# clinic_pack do.
_NAMED = frozenset(("preference", "plan_part", "clinic_pack"))
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)
_MOMENTS = ("created_at", "changed_at", "removed_at", "at")


@dataclass(frozen=True)
class Column:
    """One column, as the newest schema has it.

    Attributes:
        is_number: it stands for the row id, which is stored apart.
    """

    name: str
    sort: str
    may_be_null: bool
    may_be_absent: bool
    is_number: bool

    def takes(self, value: Value) -> bool:
        if self.is_number or value is None:
            return value is None and (self.is_number or self.may_be_null)
        if self.name in _MOMENTS:
            return isinstance(value, str) and _MOMENT.fullmatch(value) is not None
        if self.sort == "TEXT":
            return isinstance(value, str)
        if self.sort == "BLOB":
            return isinstance(value, bytes)
        return isinstance(value, int) or (self.sort == "REAL" and isinstance(value, float))


@dataclass(frozen=True)
class Shape:
    """A table's columns, in the order in which they are stored."""

    table: str
    columns: tuple[Column, ...]

    def fits(self, row: Row) -> bool:
        """Whether the row could be of this table. Columns added later may be absent."""
        if len(row.values) > len(self.columns):
            return False
        if not row.is_cut and not all(c.may_be_absent for c in self.columns[len(row.values) :]):
            return False
        pairs = zip(self.columns, row.values, strict=False)
        return all(column.takes(value) for column, value in pairs)

    def fields(self, row: Row) -> dict[str, Value]:
        """The row's values by name, without the row id."""
        pairs = zip(self.columns, row.values, strict=False)
        return {column.name: value for column, value in pairs if not column.is_number}

    def has_its_id(self, row: Row) -> bool:
        """Whether the id looks like the ids of this table; so do all tables without one."""
        found = self.fields(row).get("id")
        if not isinstance(found, str):
            return "id" not in {column.name for column in self.columns}
        return (_ID.fullmatch(found) is None) == (self.table in _NAMED)


def known(connection: Any) -> dict[str, Shape]:
    """The shapes of all tables that hold records, and of those that tell of them."""
    tables = [*history.record_tables(connection), HISTORY, META, TOMBSTONE]
    return {table: Shape(table, _columns(connection, table)) for table in tables}


def most_fitting(shapes: Sequence[Shape], rows: Sequence[Row]) -> Shape | None:
    """The table that one page is of: the one that most of its rows fit; None for none."""
    votes = Counter(
        shape.table for shape in shapes for row in rows if shape.fits(row) and shape.has_its_id(row)
    )
    if not votes:
        return None
    best = votes.most_common(1)[0][0]
    return next(shape for shape in shapes if shape.table == best)


def _columns(connection: Any, table: str) -> tuple[Column, ...]:
    # Source: SQLite, "PRAGMA table_info": number, name, type, not null, default, key.
    found = connection.execute(f"PRAGMA table_info({quoted(table)})").fetchall()
    keys = sum(1 for each in found if each[5])
    return tuple(
        Column(
            name=str(name),
            sort=str(sort).upper(),
            may_be_null=not strict and not key,
            may_be_absent=default is not None or not strict,
            is_number=bool(key) and keys == 1 and str(sort).upper() == "INTEGER",
        )
        for _number, name, sort, strict, default, key in found
    )
