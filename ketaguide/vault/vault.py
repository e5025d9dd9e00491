"""The open vault: one encrypted database, one transaction at a time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError, PendingRollbackError
from sqlalchemy.orm import sessionmaker
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from ketaguide.base.clock import Clock
from ketaguide.base.errors import DatabaseDamaged, StorageProblem, VaultLocked
from ketaguide.vault import faults, files, header, keyslots, opener, opening, place, reserve, seen
from ketaguide.vault.db import Db
from ketaguide.vault.header import Header
from ketaguide.vault.history import Finding
from ketaguide.vault.instance import InstanceLock
from ketaguide.vault.keys import VaultKeys
from ketaguide.vault.opener import Target
from ketaguide.vault.recording import Recorder, listen, verify_history
from ketaguide.vault.recovery import RecoveryCode

T = TypeVar("T")


class Vault:
    """An unlocked vault. ``create`` and ``open`` make one; ``close`` locks it for good.

    Attributes:
        folder: where it lies.
        read_only: whether every write is refused.
        is_lent: set while a copy is made. The file then has no room for a second connection,
            so that a question that loses the first fails at once.
    """

    def __init__(
        self, folder: Path, keys: VaultKeys, *, clock: Clock, lock: InstanceLock, target: Target
    ) -> None:
        """For ``create`` and ``open`` only, which hold the lock and have proven the database."""
        self.folder = folder
        self.read_only = target.read_only
        self.is_lent = False
        self._keys = keys
        self._chain_key = bytearray(keys.history_chain())
        self._clock = clock
        self._lock = lock
        self._target = target
        self._state: Path | None = None
        self._waiting: Any = None
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

    @classmethod
    def create(
        cls, folder: Path, keys: VaultKeys, *, clock: Clock, state: Path | None = None
    ) -> "Vault":
        """Make the database of a vault whose header ``keyslots.create`` has just written.

        Raises:
            VaultError: nothing usable was made.
        """
        lock = InstanceLock(folder)
        try:
            believed = header.load(folder).verify(keys.header_mac())
            opening.make_database(_target(folder, believed, keys), believed, keys)
        except BaseException:
            lock.release()
            raise
        lock.release()
        if keys.inbox_secret is not None:
            keys.inbox_secret[:] = bytes(len(keys.inbox_secret))
            keys.inbox_secret = None
        return cls.open(folder, keys, clock=clock, state=state)

    @classmethod
    def open(
        cls,
        folder: Path,
        keys: VaultKeys,
        *,
        clock: Clock,
        read_only: bool = False,
        state: Path | None = None,
        accept_older: bool = False,
        before_migration: Callable[[Path], None] | None = None,
    ) -> "Vault":
        """Take the lock, believe the header, bring the schema up to date, prove the history.

        Args:
            keys: belong to the vault from now on; ``close`` wipes them.
            state: this computer's state folder; None notices no older copy and notes nothing.
            accept_older: go on with a copy older than the one last used here.
            before_migration: called with the folder before the first step; may refuse by raising.

        Raises:
            VaultInUse, VaultTooNew, OlderThanSeen, WrongDatabase, DatabaseDamaged, ...: nothing
                was changed, nothing stays open, and the keys are as they were.
        """
        if not read_only:
            place.check_disk(folder)
        # Before the lock's file is made: a folder that holds no vault stays as it is.
        header.load(folder)
        lock = InstanceLock(folder, shared=read_only)
        connection = None
        try:
            believed = header.load(folder).verify(keys.header_mac())
            target = _target(folder, believed, keys, read_only=read_only)
            connection = opener.open_existing(target, guarded=False)
            if state is not None and not accept_older:
                opening.check_seen(connection, keys, state)
            opening.prepare(connection, believed, keys, target, before_migration, at=clock.now())
            opener.guard(connection)
            vault = cls(folder, keys, clock=clock, lock=lock, target=target)
        except BaseException as problem:
            if connection is not None:
                connection.close()
            lock.release()
            if isinstance(problem, dbapi2.Error):
                raise faults.translate(problem) or DatabaseDamaged() from None
            raise
        vault._waiting, vault._state = connection, state
        if not read_only:
            with suppress(OSError):
                files.remove_leftovers(folder)
            reserve.restore(folder)
        return vault

    @contextmanager
    def transaction(self) -> Iterator[Db]:
        """An open transaction: committed at the end, rolled back on any error.

        Raises:
            VaultLocked: the vault was closed.
            VaultError: the driver's errors, translated.
        """
        with self._recorded() as (db, _recorder):
            yield db

    def ask(self, question: Callable[[Db], T]) -> tuple[T, frozenset[str]]:
        """The answer, and the names of the record classes that were written.

        What looks like damage is asked a second time on a new connection: a read error that
        passed looks the same. So a question may run twice; only one run is ever committed.

        Raises:
            VaultError: as ``transaction``.
        """
        try:
            return self._ask(question)
        except DatabaseDamaged:
            return self._ask(question)

    def verify_history(self) -> list[Finding]:
        """What does not fit the history; empty where all is well. Reads the whole vault."""
        findings, _names = self.ask(verify_history)
        return findings

    @property
    def vault_id(self) -> bytes:
        """16 bytes, public: which vault this is."""
        return self._keys.vault_id

    @property
    def keys(self) -> VaultKeys:
        """For the vault package's own work; wiped by ``close``."""
        return self._keys

    @property
    def clock(self) -> Clock:
        """What the vault's own work takes its times from."""
        return self._clock

    def driver(self) -> Any:
        """The driver's connection, outside any transaction, for the vault package's own work.

        Only for the vault thread, and only until the next question that may find damage.

        Raises:
            VaultLocked: the vault was closed.
        """
        if self._engine is None:
            raise VaultLocked
        with self._engine.connect() as connection:
            return connection.connection.driver_connection

    def add_recovery(self) -> RecoveryCode:
        """A new recovery code; an older one stops working.

        Raises:
            VaultError: nothing was changed.
        """
        return keyslots.add_recovery(self.folder, self._keys)

    def release_ballast(self) -> bool:
        """On a full disk: give back the space kept for this moment."""
        return reserve.release(self.folder)

    def restore_ballast(self) -> bool:
        """Keep space back again, once there is enough."""
        return not self.read_only and reserve.restore(self.folder)

    def close(self) -> None:
        """Note what was last seen, close the file, drop the lock, wipe the keys. Idempotent."""
        engine, self._engine = self._engine, None
        if engine is None:
            return
        try:
            if self._state is not None and not self.read_only:
                with suppress(DBAPIError, dbapi2.Error), engine.connect() as connection:
                    raw = connection.connection.driver_connection
                    now = opening.position(raw, self._clock)
                    seen.note(self._state, self._keys, now)
        finally:
            engine.dispose()
            if self._waiting is not None:
                self._waiting.close()
                self._waiting = None
            self._target.wipe()
            self._chain_key[:] = bytes(len(self._chain_key))
            self._keys.wipe()
            self._lock.release()

    def _ask(self, question: Callable[[Db], T]) -> tuple[T, frozenset[str]]:
        with self._recorded() as (db, recorder):
            answer = question(db)
        return answer, frozenset(recorder.touched)

    @contextmanager
    def _recorded(self) -> Iterator[tuple[Db, Recorder]]:
        if self._engine is None:
            raise VaultLocked
        recorder = Recorder(self._clock, self._chain_key)
        db = self._make()
        recorder.follow(db, self._clock)
        try:
            yield db, recorder
            recorder.commit(db)
        except (DBAPIError, PendingRollbackError, dbapi2.Error) as problem:
            _abandon(db, problem)
            raise faults.translate(problem) or faults.bug(problem) from None
        except BaseException:
            _abandon(db, None)
            raise
        finally:
            db.close()

    def _connect(self) -> Any:
        """A connection for the pool: first the one that was proven at opening."""
        if self.is_lent:
            raise StorageProblem
        connection, self._waiting = self._waiting, None
        return connection or opener.open_existing(self._target)

    def __repr__(self) -> str:
        return f"<Vault {'locked' if self._engine is None else 'open'}>"


def _target(folder: Path, believed: Header, keys: VaultKeys, *, read_only: bool = False) -> Target:
    return Target(
        folder / believed.db_file,
        bytearray(keys.database(believed.epoch)),
        believed.db_salt,
        read_only=read_only,
        check=lambda connection: opening.canary(connection, believed),
    )


def _abandon(db: Db, problem: Exception | None) -> None:
    """Undo; where the connection cannot be trusted any more, never give it back to the pool."""
    with suppress(DBAPIError, dbapi2.Error):
        if problem is not None and faults.loses_connection(problem):
            db.invalidate()
        else:
            db.rollback()


def _begin(connection: Connection) -> None:
    # Straight to the driver: SQLAlchemy's own way costs a third of a millisecond.
    raw: Any = connection.connection.driver_connection
    raw.execute("BEGIN")
