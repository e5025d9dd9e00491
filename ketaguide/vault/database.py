"""One epoch's database under SQLAlchemy: a pool of one connection, and its transactions."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError, PendingRollbackError
from sqlalchemy.orm import sessionmaker
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from ketaguide.base.clock import Clock
from ketaguide.base.errors import DatabaseDamaged, StorageProblem, VaultError, VaultLocked
from ketaguide.vault import faults, history, meta, opener
from ketaguide.vault.db import Db
from ketaguide.vault.opener import Target
from ketaguide.vault.recording import Recorder, listen

T = TypeVar("T")


class Database:
    """Open until ``close``, which wipes its keys.

    Attributes:
        is_lent: set while a copy is made. The file then has no room for a second connection,
            so that a question that loses the first fails at once.
        awaited: must succeed before a record is changed, and is then forgotten. Until it does, the
            next opening may go on with another epoch's database, and this one be tidied away.
    """

    def __init__(self, target: Target, connection: Any, *, chain_key: bytes, clock: Clock) -> None:
        """Args:
        target: wiped by ``close``.
        connection: proven; the pool's first.
        """
        self.is_lent = False
        self.awaited: Callable[[], None] | None = None
        self._target = target
        self._waiting = connection
        self._chain_key = bytearray(chain_key)
        self._clock = clock
        self._engine: Engine | None = create_engine(
            "sqlite://",
            module=dbapi2,
            creator=self._connect,
            # StaticPool and SingletonThreadPool crashed with six threads, 6 of 6 runs.
            poolclass=QueuePool,
            pool_size=1,
            max_overflow=0,
            pool_timeout=30,
            hide_parameters=True,
        )
        event.listen(self._engine, "begin", _begin)
        self._make = sessionmaker(self._engine, class_=Db, expire_on_commit=False)
        listen(self._make)

    @property
    def is_open(self) -> bool:
        return self._engine is not None

    @contextmanager
    def transaction(self) -> Iterator[tuple[Db, Recorder]]:
        """An open transaction: committed at the end, rolled back on any error.

        Raises:
            VaultLocked: it was closed.
            VaultError: the driver's errors, translated.
        """
        if self._engine is None:
            raise VaultLocked
        recorder = Recorder(self._clock, self._chain_key, before_change=self._settle)
        db = self._make()
        recorder.follow(db, self._clock)
        try:
            yield db, recorder
            recorder.commit(db)
        except (DBAPIError, PendingRollbackError, dbapi2.Error) as problem:
            self._abandon(db, lost=faults.loses_connection(problem) or self._is_stained(recorder))
            if not (faults.loses_connection(problem) and self._has_landed(recorder)):
                raise faults.translate(problem) or faults.bug(problem) from None
        except BaseException:
            self._abandon(db, lost=self._is_stained(recorder))
            raise
        finally:
            db.close()

    def ask(self, question: Callable[[Db], T]) -> tuple[T, frozenset[str]]:
        """The answer, and the names of the record classes that were written."""
        try:
            return self._ask(question)
        except DatabaseDamaged:
            # A read error that passed looks the same as damage.
            return self._ask(question)

    def driver(self) -> Any:
        """The driver's connection, outside any transaction.

        Raises:
            VaultLocked: it was closed.
        """
        if self._engine is None:
            raise VaultLocked
        try:
            with self._engine.connect() as connection:
                return connection.connection.driver_connection
        except DBAPIError as problem:
            raise faults.translate(problem) or StorageProblem() from None

    def renew(self) -> None:
        """Drop a connection that cannot be trusted any more; the next question makes a new one."""
        if self._engine is not None:
            with suppress(DBAPIError), self._engine.connect() as connection:
                connection.invalidate()

    def close(self) -> None:
        """Let go of the file and wipe the keys. Idempotent."""
        engine, self._engine = self._engine, None
        if engine is None:
            return
        engine.dispose()
        if self._waiting is not None:
            self._waiting.close()
            self._waiting = None
        self._target.wipe()
        self._chain_key[:] = bytes(len(self._chain_key))

    def _ask(self, question: Callable[[Db], T]) -> tuple[T, frozenset[str]]:
        with self.transaction() as (db, recorder):
            answer = question(db)
        return answer, frozenset(recorder.touched)

    def _abandon(self, db: Db, *, lost: bool) -> None:
        """Undo; where the connection cannot be trusted any more, never give it back to the pool."""
        with suppress(DBAPIError, dbapi2.Error):
            if lost:
                db.invalidate()
            else:
                db.rollback()

    def _is_stained(self, recorder: Recorder) -> bool:
        """Whether taking writes back may leave the connection with a wrong idea of the schema.

        Source: SQLite's pager_playback_one_page, as SQLCipher has it, lets the first page be looked
        at before it is decrypted. Measured with SQLCipher 4.19: after a rollback, 29 of 190,000
        connections then took the schema for damaged as long as they lived; without one, none of
        140,000. The file is whole.
        """
        return bool(recorder.touched) and not self.is_lent

    def _has_landed(self, recorder: Recorder) -> bool:
        """Whether a commit that failed is in the file all the same, since only its last sync did.

        Then to report it would have it stored a second time.
        """
        if not recorder.head:
            return False
        with suppress(VaultError, DBAPIError, dbapi2.Error):
            connection = self.driver()
            if history.latest(connection).mac != recorder.head:
                return False
            # Another commit: a journal that comes back after a power cut can no longer undo it.
            least = meta.get(connection, meta.LEAST_HEADER_SEQ)
            meta.put(connection, meta.LEAST_HEADER_SEQ, least)
            return True
        return False

    def _settle(self) -> None:
        if self.awaited is not None:
            self.awaited()
            self.awaited = None

    def _connect(self) -> Any:
        """A connection for the pool: first the one that was proven at opening."""
        if self.is_lent:
            raise StorageProblem
        connection, self._waiting = self._waiting, None
        return connection or opener.open_existing(self._target)

    def __repr__(self) -> str:
        return f"<Database {'open' if self.is_open else 'closed'}>"


def _begin(connection: Connection) -> None:
    # Straight to the driver: SQLAlchemy's own way costs a third of a millisecond.
    raw: Any = connection.connection.driver_connection
    raw.execute("BEGIN")
