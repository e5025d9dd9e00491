"""One step to the next epoch: a new database beside the old one, then one rename of the header."""

import secrets
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ketaguide.base.errors import (
    BackupInvalid,
    DatabaseDamaged,
    DiskFull,
    HeaderUnconfirmed,
    StorageProblem,
    VaultError,
    VaultReadOnly,
)
from ketaguide.base.text import tr
from ketaguide.vault import epoch_files, files, header, history, meta, opener, opening, proving
from ketaguide.vault.database import Database
from ketaguide.vault.header import Header
from ketaguide.vault.history import Finding
from ketaguide.vault.keys import VaultKeys
from ketaguide.vault.opener import Target

if TYPE_CHECKING:
    from ketaguide.vault.vault import Vault

# Source: measured; twice the database is the old and the new one, or the new one twice while its
# free pages go. The rest is left to what the person writes meanwhile.
SPARE = 64 * 1024 * 1024
SALT_BYTES = opener.SALT_BYTES

Copy = Callable[[Target], Any]
"""Writes the database to a new file; returns a connection to what was copied, to be compared."""
Fill = Callable[[Any], None]
"""Changes the copy in one open transaction; the connection is its only argument."""


@dataclass(frozen=True)
class Step:
    """From the epoch that ``before`` names to that of ``after``.

    Attributes:
        keys: what the new database and the new header belong to.
        unfit: what does not fit the history of the database that is copied, and may go on so.
    """

    folder: Path
    before: Header
    after: Header
    keys: VaultKeys
    unfit: frozenset[Finding] = frozenset()

    @property
    def target(self) -> Target:
        """The new database; each call makes a copy of its key, for the caller to wipe."""
        return opening.target_of(self.folder, self.after, self.keys)


def step_of(vault: "Vault", *, keys: VaultKeys | None = None, **changed: Any) -> Step:
    """The next step of an open vault.

    Args:
        keys: new ones; else the vault's.
        changed: what the new header says otherwise.

    Raises:
        VaultReadOnly: it was opened for reading.
        VaultError: the header cannot be believed, or is not yet that of the open database.
    """
    before = header_of(vault)
    after = following(before, vault.folder, **changed)
    return Step(vault.folder, before, after, keys or vault.keys)


def header_of(vault: "Vault") -> Header:
    """The header of an open vault that may change; raises as ``step_of``."""
    if vault.read_only:
        raise VaultReadOnly
    believed = header.load(vault.folder).verify(vault.keys.header_mac())
    if believed.epoch != meta.number(vault.driver(), meta.EPOCH):
        raise HeaderUnconfirmed
    return believed


def following(before: Header, folder: Path, **changed: Any) -> Header:
    """The header after this one, but for its ``seq``: a new database file, a new salt.

    Raises:
        VaultError: the folder cannot be read.
    """
    # A later epoch's file that nobody may delete is stepped over.
    with files.translated():
        epoch = max(before.epoch, epoch_files.newest(folder)) + 1
    return replace(before, epoch=epoch, db_salt=secrets.token_bytes(SALT_BYTES), **changed)


def check_space(folder: Path, needed: int) -> None:
    """Refuse at the start what could not be finished.

    Raises:
        DiskFull: nothing was changed.
    """
    with files.translated():
        free = shutil.disk_usage(folder).free
    if free < needed + SPARE:
        raise DiskFull(hint=tr("Nothing was changed. Free some space, then try again."))


def size_of(path: Path) -> int:
    """Bytes on the disk; 0 where there is no such file."""
    with suppress(OSError):
        return path.stat().st_size
    return 0


def build(step: Step, copy: Copy, fill: Fill) -> None:
    """Write the new database, flush and name it, and prove it. No header names it yet.

    No question may be answered between the end of ``copy`` and the header: what it stored would
    be left behind.

    Raises:
        DatabaseDamaged: the history does not fit; to copy it would not make it better.
        VaultError, Cancelled: as with any exception, nothing is left of it.
    """
    target = step.target
    new = replace(target, path=_new(target.path), check=None)
    try:
        with opening.translated():
            epoch_files.remove(new.path)
            source = copy(new)
            facts = _filled(new, source, fill)
            _flush(new.path)
            epoch_files.rename(new.path, target.path)
        _prove(step, target, facts)
    except BaseException:
        with suppress(OSError):
            epoch_files.remove(new.path)
            epoch_files.remove(target.path)
        raise
    finally:
        target.wipe()


def commit(step: Step) -> bool:
    """Replace the header: from here on the new database counts.

    Returns:
        Whether the disk confirmed it. If not, a power cut may bring the old header back, and what
        that one names must stay.

    Raises:
        VaultError: the old header still holds.
    """
    try:
        header.store(step.folder, step.after, step.keys.header_mac())
    except HeaderUnconfirmed:
        return False
    return True


def _confirm(step: Step) -> None:
    """Try again what ``commit`` could not; raises as ``header.confirm``."""
    after = replace(step.after, seq=step.before.seq + 1)
    header.confirm(step.folder, step.before, after, step.keys.header_mac())


def discard(step: Step) -> None:
    """Leave nothing of a step that failed; never what the header names."""
    with suppress(OSError, VaultError):
        if header.load(step.folder).header.epoch != step.after.epoch:
            epoch_files.remove(step.folder / step.after.db_file)


def retire(step: Step, *, confirmed: bool) -> None:
    """Delete what only the old header names: the header itself first, then its database.

    What stays for now is deleted when the vault is opened next.
    """
    if confirmed:
        epoch_files.tidy(step.folder, step.after, newer_too=False)


def go(vault: "Vault", step: Step, copy: Copy, fill: Fill, *, keeps_old: bool = False) -> None:
    """Build, commit, let the open vault go on with it, and delete the old.

    Args:
        keeps_old: the old database is damaged, and the only copy of what is in it.

    Raises:
        VaultError, Cancelled: the vault stands as it was.
    """
    build(step, copy, fill)
    target, database = step.target, None
    old: Path = step.folder / step.before.db_file
    aside: Path | None = None
    try:
        connection = opener.open_existing(target)
        database = Database(
            target, connection, chain_key=step.keys.history_chain(), clock=vault.clock
        )
        if keeps_old:
            with opening.translated():
                # Before the header counts: after that, nothing would keep it from being tidied.
                aside = epoch_files.keep_beside(old)
        confirmed = commit(step)
    except BaseException:
        if aside is not None:
            with suppress(OSError):
                epoch_files.remove(aside)
        if database is not None:
            database.close()
        target.wipe()
        discard(step)
        raise
    if not confirmed:
        database.awaited = partial(_confirm, step)
    vault.move_to(database, step.keys)
    retire(step, confirmed=confirmed)


def bind(connection: Any, step: Step) -> None:
    """What makes a copied database this epoch's own; in an open transaction."""
    meta.put(connection, meta.EPOCH, step.after.epoch)
    meta.put(connection, meta.LEAST_HEADER_SEQ, step.before.seq + 1)


def _new(path: Path) -> Path:
    return path.with_name(path.name + epoch_files.NEW)


def _filled(new: Target, source: Any, fill: Fill) -> tuple[Any, int]:
    """Compare the copy with its source, change it, and say what it holds then."""
    connection = opener.open_existing(new, guarded=False)
    try:
        if proving.facts_of(connection) != proving.facts_of(source):
            raise StorageProblem
        connection.execute("BEGIN EXCLUSIVE")
        fill(connection)
        connection.execute("COMMIT")
        return proving.facts_of(connection)
    finally:
        connection.close()


def _flush(path: Path) -> None:
    with path.open("r+b") as stream:
        files.sync(stream.fileno())


def _prove(step: Step, target: Target, facts: tuple[Any, int]) -> None:
    """Open it as the vault will: both integrity checks, counts, and the whole history."""
    try:
        with proving.proven(target, step.after) as connection:
            if proving.facts_of(connection) != facts:
                raise StorageProblem
            if step.unfit.symmetric_difference(
                history.verify(connection, step.keys.history_chain())
            ):
                raise DatabaseDamaged
    except BackupInvalid:
        raise StorageProblem from None
