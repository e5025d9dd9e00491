"""The open vault: one encrypted database, one transaction at a time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from sqlcipher3 import dbapi2

from ketaguide.base.clock import Clock
from ketaguide.base.errors import VaultError
from ketaguide.vault import (
    backups,
    epoch_files,
    files,
    header,
    keyslots,
    opening,
    place,
    reserve,
    seen,
)
from ketaguide.vault.database import Database
from ketaguide.vault.db import Db
from ketaguide.vault.header import Header
from ketaguide.vault.history import Finding
from ketaguide.vault.instance import InstanceLock
from ketaguide.vault.keys import VaultKeys
from ketaguide.vault.recording import verify_history
from ketaguide.vault.recovery import RecoveryCode

T = TypeVar("T")


class Vault:
    """An unlocked vault. ``create`` and ``open`` make one; ``close`` locks it for good.

    Attributes:
        folder: where it lies.
        read_only: whether every write is refused.
    """

    def __init__(
        self, folder: Path, keys: VaultKeys, *, clock: Clock, lock: InstanceLock, database: Database
    ) -> None:
        """For ``create`` and ``open`` only, which hold the lock and have proven the database."""
        self.folder = folder
        self.read_only = False
        self._keys = keys
        self._clock = clock
        self._lock = lock
        self._database = database
        self._state: Path | None = None

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
            opening.make_database(opening.target_of(folder, believed, keys), believed, keys)
        finally:
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
    ) -> "Vault":
        """Take the lock, believe the header, bring the schema up to date, prove the history.

        A verified backup comes before a change of the schema.

        Args:
            keys: belong to the vault from now on; ``close`` wipes them.
            read_only: also opens a vault of a newer schema, if all that this program reads is
                there.
            state: this computer's state folder; None notices no older copy and notes nothing.
            accept_older: go on with a copy older than the one last used here.

        Raises:
            VaultInUse, VaultTooNew, OlderThanSeen, WrongDatabase, DatabaseDamaged, ...: nothing
                was changed, nothing stays open, and the keys are as they were.
        """
        if not read_only:
            place.check_disk(folder)
        # Before the lock's file is made: a folder that holds no vault stays as it is.
        header.load(folder)
        lock = InstanceLock(folder, shared=read_only)
        try:
            believed = header.load(folder).verify(keys.header_mac())
            database = opening.open_database(
                folder,
                believed,
                keys,
                clock=clock,
                read_only=read_only,
                state=None if accept_older else state,
            )
            vault = cls(folder, keys, clock=clock, lock=lock, database=database)
        except BaseException:
            lock.release()
            raise
        vault.read_only, vault._state = read_only, state
        if not read_only:
            _settle(folder, believed, is_older=accept_older)
        return vault

    @contextmanager
    def transaction(self) -> Iterator[Db]:
        """An open transaction: committed at the end, rolled back on any error.

        Raises:
            VaultLocked: the vault was closed.
            VaultError: the driver's errors, translated.
        """
        with self._database.transaction() as (db, _recorder):
            yield db

    def ask(self, question: Callable[[Db], T]) -> tuple[T, frozenset[str]]:
        """The answer, and the names of the record classes that were written.

        What looks like damage is asked a second time on a new connection: a read error that
        passed looks the same. So a question may run twice; only one run is ever committed.

        Raises:
            VaultError: as ``transaction``. Nothing of it was stored, unless the disk failed while
                it confirmed a change and then could not be asked whether it has it.
        """
        return self._database.ask(question)

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
        """For the vault package's own work; wiped by ``close``, and others after a new key."""
        return self._keys

    @property
    def clock(self) -> Clock:
        """What the vault's own work takes its times from."""
        return self._clock

    @property
    def state(self) -> Path | None:
        """This computer's state folder, where it is noted how far the vault was."""
        return self._state

    @property
    def is_lent(self) -> bool:
        """Set while a copy is made; see ``Database.is_lent``."""
        return self._database.is_lent

    @is_lent.setter
    def is_lent(self, lent: bool) -> None:
        self._database.is_lent = lent

    def driver(self) -> Any:
        """The driver's connection, outside any transaction, for the vault package's own work.

        Only for the vault thread, and only until the next question that may find damage.

        Raises:
            VaultLocked: the vault was closed.
        """
        return self._database.driver()

    def renew(self) -> None:
        """Drop the driver's connection, for the vault package's own work; see ``driver``."""
        self._database.renew()

    def move_to(self, database: Database, keys: VaultKeys) -> None:
        """Go on with the next epoch's database, for the vault package's own work.

        The one before is closed, and its keys are wiped; questions find no difference.
        """
        before, self._database = self._database, database
        old, self._keys = self._keys, keys
        before.close()
        if old is not keys:
            old.wipe()
        self._note_seen()

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
        if not self._database.is_open:
            return
        try:
            if not self.read_only:
                self._note_header()
                self._note_seen()
        finally:
            self._database.close()
            self._keys.wipe()
            self._lock.release()

    def _note_header(self) -> None:
        """Remember the header in the database, so that an older one is noticed next time."""
        with suppress(VaultError, dbapi2.Error):
            believed = header.load(self.folder).verify(self._keys.header_mac())
            opening.note_header(self.driver(), believed)

    def _note_seen(self) -> None:
        if self._state is None or self.read_only:
            return
        with suppress(VaultError, dbapi2.Error):
            seen.note(self._state, self._keys, opening.position(self.driver(), self._clock))

    def __repr__(self) -> str:
        return f"<Vault {'open' if self._database.is_open else 'locked'}>"


def _settle(folder: Path, believed: Header, *, is_older: bool) -> None:
    """Once it is open for writing: what was left behind goes, and the ballast comes back.

    Args:
        is_older: a copy older than the one last used here; beside it, what is newer stays for good.
    """
    with suppress(OSError):
        files.remove_leftovers(folder)
    is_alone = place.watched_by_sync(folder) is None
    if is_older and is_alone:
        with suppress(OSError):
            epoch_files.set_aside_all(folder, range(believed.epoch + 1, header.MOST_EPOCH + 1))
    epoch_files.tidy(folder, believed, newer_too=is_alone and not is_older)
    with suppress(OSError, VaultError):
        backups.remove_leftovers(folder)
    reserve.restore(folder)
