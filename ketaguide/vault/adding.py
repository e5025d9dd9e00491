"""Adding one record with a single INSERT, past the unit of work.

A record names others by id only, so there is nothing to sort or to collect before it is written.
The row and the line of history are those that ``db.add`` and a flush would leave.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import inspect
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import configure_mappers, make_transient_to_detached
from sqlcipher3 import dbapi2

from ketaguide.vault import recording
from ketaguide.vault.db import Db, Record
from ketaguide.vault.history import quoted

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class _Insert:
    """The statement that adds a record of one class, and how each value is bound to it."""

    sql: str
    binds: tuple[tuple[str, Callable[[Any], Any] | None], ...]

    def values(self, fields: Mapping[str, Any]) -> tuple[Any, ...]:
        return tuple(bind(fields[name]) if bind else fields[name] for name, bind in self.binds)


def add(db: Db, kind: type[R], fields: dict[str, Any]) -> R:
    """Store a new record at once; the session then knows it like one that it has read.

    Args:
        fields: every column's value, validated; both times may be missing or None.

    Raises:
        DBAPIError: refused, its id is taken for example. As after a failed flush, the transaction
            cannot be committed any more.
    """
    # What waits comes first; it may be the removal of this very id.
    db.flush()
    recorder, connection = recording.of(db), recording.raw(db)
    recorder.stamp_new(fields)
    statement = _insert(kind)
    values = statement.values(fields)
    with recorder.adding(kind, fields["id"]):
        try:
            connection.execute(statement.sql, values)
        except dbapi2.Error as problem:
            raise _refused(statement.sql, problem) from None
    # As a query makes it: to set each attribute by itself costs as much as the INSERT.
    record: R = inspect(kind).class_manager.new_instance()
    vars(record).update(fields)
    make_transient_to_detached(record)
    db.add(record)
    return record


def _refused(sql: str, problem: dbapi2.Error) -> Exception:
    """What a flush would raise: with the statement, without any value."""
    refused: Exception = DBAPIError.instance(sql, None, problem, dbapi2.Error, hide_parameters=True)
    return refused


@cache
def _insert(kind: type[Record]) -> _Insert:
    # The first record of a process may come before any query, which would do it otherwise.
    configure_mappers()
    # Only our own type binds in a way of its own, and in every dialect alike.
    dialect = DefaultDialect()
    columns = inspect(kind).local_table.columns
    names = ", ".join(quoted(column.name) for column in columns)
    marks = ", ".join("?" * len(columns))
    return _Insert(
        f"INSERT INTO {quoted(str(kind.__tablename__))} ({names}) VALUES ({marks})",  # noqa: S608 - our own names, quoted
        tuple(
            (column.name, column.type.dialect_impl(dialect).bind_processor(dialect))
            for column in columns
        ),
    )
