"""What must hold before a database is used, and how a new one is filled."""

import hmac
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from ketaguide.base.clock import Clock
from ketaguide.base.errors import (
    DatabaseDamaged,
    OlderThanSeen,
    StorageProblem,
    VaultReadOnly,
)
from ketaguide.base.text import tr, trn
from ketaguide.vault import faults, files, history, meta, migrate, opener, reserve, seen
from ketaguide.vault.db import to_stored
from ketaguide.vault.header import Header
from ketaguide.vault.keys import VaultKeys
from ketaguide.vault.opener import Target
from ketaguide.vault.seen import Seen


def make_database(target: Target, header: Header, keys: VaultKeys) -> None:
    """Create the file with the newest schema and the values that bind it to the header.

    Raises:
        VaultError: the half-made file was removed again, unless there was one before.
    """
    connection = opener.create(replace(target, check=None))
    try:
        migrate.apply(connection, migrate.steps())
        connection.execute("BEGIN EXCLUSIVE")
        meta.fill(connection, header, keys)
        connection.execute("COMMIT")
        connection.close()
        files.sync_folder(target.path.parent)
    except BaseException as problem:
        connection.close()
        target.path.unlink(missing_ok=True)
        if isinstance(problem, dbapi2.Error):
            raise faults.translate(problem) or StorageProblem() from None
        if isinstance(problem, OSError):
            raise files.translate(problem) from None
        raise
    reserve.restore(target.path.parent)


def canary(connection: Any, header: Header) -> None:
    """The first read after the key is set; see ``meta.check``."""
    meta.check(connection, header)


def prepare(
    connection: Any,
    header: Header,
    keys: VaultKeys,
    target: Target,
    before_migration: Callable[[Path], None] | None,
    *,
    at: datetime,
) -> None:
    """Check what is cheap to check, and bring the schema up to date.

    Raises:
        VaultTooNew: the schema is newer than this program.
        VaultReadOnly: it would have to change, but may not.
        HeaderTampered: an old header was put back.
        DatabaseDamaged: the newest line of history does not fit.
    """
    meta.check_header_seq(connection, header)
    due = migrate.pending(connection, migrate.steps())
    if due:
        if target.read_only:
            raise VaultReadOnly(hint=tr("Open it once for writing, so that it can be updated."))
        if before_migration is not None:
            before_migration(target.path.parent)
        chain_key = keys.history_chain()
        migrate.apply(
            connection, due, after_step=lambda c: history.rechain(c, chain_key, at=to_stored(at))
        )
    if not history.newest_fits(connection, keys.history_chain()):
        raise DatabaseDamaged
    if not target.read_only and header.seq > meta.number(connection, meta.LEAST_HEADER_SEQ):
        meta.put(connection, meta.LEAST_HEADER_SEQ, header.seq)


def check_seen(connection: Any, keys: VaultKeys, state: Path) -> None:
    """Compare with what this computer saw last.

    Raises:
        OlderThanSeen: an older copy, or one that was changed separately.
    """
    last = seen.recall(state, keys)
    if last is None:
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
    if not hmac.compare_digest(history.head_at(connection, last.generation), last.head):
        raise OlderThanSeen(tr("This copy and the one last used here were changed separately."))


def position(connection: Any, clock: Clock) -> Seen:
    """How far the history has come."""
    newest = history.latest(connection)
    return Seen(newest.generation, newest.mac, to_stored(clock.now()))
