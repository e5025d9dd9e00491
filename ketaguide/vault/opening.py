"""What must hold before a database is used, and how a new one is filled."""

import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from ketaguide.base.clock import Clock
from ketaguide.base.errors import (
    DatabaseDamaged,
    HeaderRolledBack,
    OlderThanSeen,
    VaultMissing,
    VaultReadOnly,
    VaultTooNew,
)
from ketaguide.base.text import tr, trn
from ketaguide.vault import (
    backups,
    epoch_files,
    faults,
    files,
    history,
    meta,
    migrate,
    opener,
    rechaining,
    reserve,
    seen,
    upkeep,
)
from ketaguide.vault.database import Database
from ketaguide.vault.db import to_stored
from ketaguide.vault.header import Header
from ketaguide.vault.keys import VaultKeys
from ketaguide.vault.opener import Target
from ketaguide.vault.seen import Seen


def target_of(
    folder: Path, believed: Header, keys: VaultKeys, *, read_only: bool = False
) -> Target:
    """The database that a verified header names."""
    return Target(
        folder / believed.db_file,
        bytearray(keys.database(believed.epoch)),
        believed.db_salt,
        read_only=read_only,
        check=lambda connection: meta.check(connection, believed),
    )


def make_database(target: Target, header: Header, keys: VaultKeys) -> None:
    """Create the file with the newest schema and the values that bind it to the header.

    Raises:
        VaultError: the half-made file was removed again, unless there was one before.
    """
    connection = opener.create(replace(target, check=None))
    try:
        with translated():
            migrate.apply(connection, migrate.steps())
            connection.execute("BEGIN EXCLUSIVE")
            meta.fill(connection, header, keys)
            connection.execute("COMMIT")
            connection.close()
            files.sync_folder(target.path.parent)
    except BaseException:
        connection.close()
        target.path.unlink(missing_ok=True)
        raise
    reserve.restore(target.path.parent)


def open_database(
    folder: Path,
    believed: Header,
    keys: VaultKeys,
    *,
    clock: Clock,
    read_only: bool = False,
    state: Path | None = None,
) -> Database:
    """Open, compare with what was last seen, bring the schema up to date, prove the history.

    Args:
        state: where it is told what this computer saw last; None does not ask.

    Raises:
        VaultError: see ``Vault.open``; nothing stays open.
    """
    for is_last in (False, True):
        target = target_of(folder, believed, keys, read_only=read_only)
        connection = _opened(target, believed)
        try:
            with translated():
                if state is not None:
                    check_seen(connection, keys, state, epoch=believed.epoch)
                prepare(connection, believed, keys, target, at=clock.now())
                opener.guard(connection)
            return Database(target, connection, chain_key=keys.history_chain(), clock=clock)
        except BaseException as problem:
            connection.close()
            target.wipe()
            # A read error that passed looks the same as damage. SQLite quietly opens for reading
            # what it could not open for writing, and only the first write tells.
            passing = DatabaseDamaged if read_only else (DatabaseDamaged, VaultReadOnly)
            if is_last or not isinstance(problem, passing):
                raise
    raise DatabaseDamaged


def prepare(
    connection: Any, header: Header, keys: VaultKeys, target: Target, *, at: datetime
) -> None:
    """Check what is cheap to check, and bring the schema up to date.

    Raises:
        VaultTooNew: the schema is newer than this program, and it may write or cannot even read.
        VaultReadOnly: it would have to change, but may not, or its file cannot be written.
        HeaderRolledBack: an old header was put back.
        DatabaseDamaged: the newest line of history does not fit.
        VaultError: the backup before a change of the schema could not be made.
    """
    meta.check_header_seq(connection, header)
    due = _due(connection, read_only=target.read_only)
    if due:
        if target.read_only:
            raise VaultReadOnly(hint=tr("Open it once for writing, so that it can be updated."))
        waiting = backups.copy_connection(
            connection, target.path.parent, keys, reason="before-migration", at=at
        )
        backups.finish(waiting)
        bring_up_to_date(connection, due, keys, at=at)
    if not history.newest_fits(connection, keys.history_chain()):
        raise DatabaseDamaged
    if not target.read_only:
        try:
            note_header(connection, header)
            upkeep.note_opened(connection, at)
        except dbapi2.Error as problem:
            # On a full disk the vault still opens.
            if isinstance(faults.translate(problem), VaultReadOnly):
                raise


def bring_up_to_date(
    connection: Any, due: tuple[migrate.Migration, ...], keys: VaultKeys, *, at: datetime
) -> None:
    """Run the steps, and tell the history what they changed.

    A record that did not fit its history before does not fit it afterwards.
    """
    if not due:
        return
    chain_key, now = keys.history_chain(), to_stored(at)
    unfit = {(one.table, one.row_id) for one in history.verify(connection, chain_key)}
    migrate.apply(
        connection,
        due,
        after_step=lambda c: rechaining.rechain(c, chain_key, at=now, leaving=unfit),
    )


def note_header(connection: Any, header: Header) -> None:
    """Remember the highest header seen, so that an older one is noticed."""
    if header.seq > meta.number(connection, meta.LEAST_HEADER_SEQ):
        meta.put(connection, meta.LEAST_HEADER_SEQ, header.seq)


def check_seen(connection: Any, keys: VaultKeys, state: Path, *, epoch: int) -> None:
    """Compare with what this computer saw last.

    Raises:
        OlderThanSeen: an older copy, or one that was changed separately.
    """
    last = seen.recall(state, keys)
    if last is None:
        if seen.is_of_later_key(state, keys, epoch=epoch):
            raise OlderThanSeen(
                tr("This copy is from before the vault got its new key."),
                hint=tr("Look for the newer copy. It opens with the newer passphrase."),
            )
        return
    missing = last.generation - history.latest(connection).generation
    if missing > 0:
        raise OlderThanSeen(
            trn(
                "This copy is older than the one last used here: {count} change is missing.",
                "This copy is older than the one last used here: {count} changes are missing.",
                missing,
            )
        )
    if rechaining.restored_after(connection, last.generation):
        return
    if not hmac.compare_digest(history.head_at(connection, last.generation), last.head):
        raise OlderThanSeen(tr("This copy and the one last used here were changed separately."))


def position(connection: Any, clock: Clock) -> Seen:
    """How far the history has come."""
    newest = history.latest(connection)
    epoch = meta.number(connection, meta.EPOCH)
    return Seen(epoch, newest.generation, newest.mac, to_stored(clock.now()))


@contextmanager
def translated() -> Iterator[None]:
    """Turn the driver's and the system's errors into ours.

    Raises:
        VaultError: without the driver's words.
    """
    try:
        yield
    except dbapi2.Error as problem:
        raise faults.translate(problem) or DatabaseDamaged() from None
    except OSError as problem:
        raise files.translate(problem) from None


def _opened(target: Target, believed: Header) -> Any:
    try:
        return opener.open_existing(target, guarded=False)
    except VaultMissing:
        if epoch_files.newer_than(target.path.parent, believed.epoch):
            raise HeaderRolledBack from None
        raise


def _due(connection: Any, *, read_only: bool) -> tuple[migrate.Migration, ...]:
    try:
        return migrate.pending(connection, migrate.steps())
    except VaultTooNew:
        if read_only and _holds_all_that_is_read(connection):
            return ()
        raise


def _holds_all_that_is_read(connection: Any) -> bool:
    """Whether a newer schema has every table and column of the newest one known here."""
    known = opener.in_memory()
    try:
        migrate.apply(known, migrate.steps())
        due, there = migrate.columns(known), migrate.columns(connection)
    finally:
        known.close()
    return all(columns <= there.get(table, frozenset()) for table, columns in due.items())
