"""What happens around every flush: times, history, tombstones, and the names that changed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, TextClause, event
from sqlalchemy.orm import ORMExecuteState, SessionTransaction, sessionmaker

from ketaguide.base.clock import Clock
from ketaguide.vault import history
from ketaguide.vault.db import Db, Record, to_stored
from ketaguide.vault.history import Chain, Change, Finding

_RECORDER = "recorder"
_READING = ("select", "with", "explain")


class Recorder:
    """Follows one transaction. Its ``touched`` names tell pages what to read again."""

    def __init__(
        self, clock: Clock, chain_key: bytearray, *, before_change: Callable[[], None]
    ) -> None:
        """Args:
        before_change: called for each record that is changed; what it raises undoes them all.
        """
        self.touched: set[str] = set()
        self._before_change = before_change
        self._clock = clock
        self._key = chain_key
        self._chain: Chain | None = None
        self._may_commit = False
        self._refused = False
        self._connection: Any = None

    @property
    def head(self) -> str:
        """Where the history stands once this transaction is committed; '' if it adds nothing."""
        return "" if self._chain is None else self._chain.head

    def follow(self, db: Db, clock: Clock) -> None:
        """Attach to a new transaction."""
        db.info[_RECORDER] = self
        db.info["clock"] = clock

    def commit(self, db: Db) -> None:
        """What is not flushed yet is, and then all of it is committed."""
        self._may_commit = True
        db.commit()

    def check_commit(self) -> None:
        """Refuse a commit inside a question: its answer would no longer be one transaction."""
        if not self._may_commit:
            raise RuntimeError("only the vault commits")
        if self._refused:
            raise RuntimeError("a record that could not be added ends the transaction")

    def begin(self, connection: Connection) -> None:
        """Keep the driver's connection; to ask the session for it costs as much as a query."""
        self._connection = connection.connection.driver_connection

    def stamp(self, db: Db) -> None:
        """Fill in the times of everything that is about to be written."""
        now = self._clock.now()
        gone = {(type(record), record.id) for record in db.deleted}
        for record in db.new:
            if (type(record), record.id) in gone:
                # SQLAlchemy would make one UPDATE of both, and lose what SQLModel validated.
                raise RuntimeError("flush a removal before its id is added again")
            _stamp_new(record, now)
        for record in db.dirty:
            if db.is_modified(record):
                record.changed_at = now

    def write_down(self, db: Db) -> None:
        """Chain what the flush wrote. Removals first: a record may be replaced by its like."""
        deleted = db.deleted
        for record in deleted:
            self._chained(type(record), record.id, history.REMOVE)
        for record in db.new:
            self._chained(type(record), record.id, history.ADD)
        for record in db.dirty:
            if record not in deleted and db.is_modified(record):
                self._chained(type(record), record.id, history.CHANGE)

    def stamp_new(self, fields: dict[str, Any]) -> None:
        """Fill in the times of a record that is about to be stored without a flush."""
        now = self._clock.now()
        fields["created_at"] = fields.get("created_at") or now
        fields["changed_at"] = now

    @contextmanager
    def adding(self, kind: type[Record], record_id: str) -> Iterator[None]:
        """Around the statement that stores a new record without a flush; chains it."""
        try:
            yield
            self._chained(kind, record_id, history.ADD)
        except BaseException:
            self._refused = True
            raise

    def _chained(self, kind: type[Record], row_id: str, operation: str) -> None:
        self._before_change()
        self.touched.add(kind.__name__)
        if not kind.__chained__:
            return
        connection = self._connection
        if self._chain is None:
            self._chain = Chain(connection, self._key)
        table, at = str(kind.__tablename__), to_stored(self._clock.now())
        digest = ""
        if operation == history.REMOVE:
            history.record_removed(connection, table=table, row_id=row_id, at=at)
        else:
            digest = history.digest_of(connection, table, row_id)
        if operation == history.ADD:
            history.record_back(connection, table=table, row_id=row_id)
        self._chain.append(Change(operation, table, row_id, digest), at=at)


def listen(maker: sessionmaker[Db]) -> None:
    """Let every transaction of this maker be followed."""
    event.listen(maker, "after_begin", _after_begin)
    event.listen(maker, "before_flush", _before_flush)
    event.listen(maker, "after_flush", _after_flush)
    event.listen(maker, "before_commit", _before_commit)
    event.listen(maker, "after_transaction_create", _on_transaction)
    event.listen(maker, "do_orm_execute", _on_execute)


def of(db: Db) -> Recorder:
    """What follows this transaction."""
    recorder: Recorder = db.info[_RECORDER]
    return recorder


def raw(db: Db) -> Any:
    """The driver's connection of this transaction."""
    return db.connection().connection.driver_connection


def verify_history(db: Db) -> list[Finding]:
    """Every record and every line of history that does not fit; see ``history.verify``."""
    return history.verify(raw(db), of(db)._key)


def _stamp_new(record: Any, now: datetime) -> None:
    if record.created_at is None:
        record.created_at = now
    record.changed_at = now


def _after_begin(db: Db, _transaction: SessionTransaction, connection: Connection) -> None:
    of(db).begin(connection)


def _before_flush(db: Db, _context: Any, _instances: Any) -> None:
    of(db).stamp(db)


def _after_flush(db: Db, _context: Any) -> None:
    of(db).write_down(db)


def _before_commit(db: Db) -> None:
    of(db).check_commit()


def _on_transaction(_db: Db, transaction: SessionTransaction) -> None:
    if transaction.nested:
        raise RuntimeError("no savepoints: undoing one would leave the chain's head behind")


def _on_execute(state: ORMExecuteState) -> None:
    """Refuse writes that the flush events would not see."""
    statement = state.statement
    writes = state.is_insert or state.is_update or state.is_delete
    if isinstance(statement, TextClause):
        writes = not statement.text.lstrip().casefold().startswith(_READING)
    if writes:
        raise RuntimeError("no bulk writes: the history would miss them")
