"""Making a backup: copied on the vault thread, then proven, packed and named on any other."""

import secrets as system_secrets
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2

from ketaguide import __version__
from ketaguide.base.errors import (
    BackupInvalid,
    DiskFull,
    StorageProblem,
    VaultError,
)
from ketaguide.base.pulse import Pulse, no_pulse
from ketaguide.base.text import tr
from ketaguide.vault import (
    copying,
    faults,
    files,
    header,
    kgbak,
    proving,
    shelf,
    streams,
    strict_json,
)
from ketaguide.vault import manifest as lines
from ketaguide.vault.header import PREVIOUS, SignedHeader
from ketaguide.vault.keys import VaultKeys
from ketaguide.vault.manifest import Facts, Manifest
from ketaguide.vault.opener import SALT_BYTES, Target
from ketaguide.vault.shelf import REASONS, Backup

if TYPE_CHECKING:
    from ketaguide.vault.vault import Vault

# Nothing is about to replace the vault that is backed up for these reasons.
ROUTINE = ("day", "hand")
# Source: chosen; what the vault itself may need while a backup is made, twice its ballast.
_SPARE = 16 * 1024 * 1024


@dataclass(frozen=True)
class Waiting:
    """A copy that is not yet proven. It holds the keys of this one backup, never the vault's.

    ``finish`` or ``discard`` ends it.

    Attributes:
        folder: of the backups.
        target: the copied database.
        vault: the vault's header.
        facts: what the vault held at the moment the copy was complete.
    """

    folder: Path
    target: Target = field(repr=False)
    backup_id: str
    reason: str
    at: datetime
    mac_key: bytearray = field(repr=False)
    facts_key: bytearray = field(repr=False)
    vault: bytes = field(default=b"", repr=False)
    facts: Facts | None = field(default=None, repr=False)
    generation: int = 0

    def complete(self, connection: Any, *, vault: bytes) -> "Waiting":
        """The same, with what the finished copy must hold.

        Args:
            connection: to the database that was copied, or was made to be the backup.
            vault: the text of the header that belongs to it.
        """
        facts, generation = proving.facts_of(connection)
        return replace(self, facts=facts, generation=generation, vault=vault)

    def discard(self) -> None:
        """Leave nothing of it behind."""
        path = self.target.path
        for each in (path, path.with_name(path.name + "-journal"), self.packed):
            streams.remove(each)
        self.target.wipe()
        for key in (self.mac_key, self.facts_key):
            key[:] = bytes(len(key))

    @property
    def packed(self) -> Path:
        """The finished file before it has its name."""
        return shelf.part(self.folder, self.backup_id, "kgbak")


def make(vault: "Vault", *, reason: str, pulse: Pulse = no_pulse) -> Backup:
    """Both parts at once, on the vault thread; for commands and for steps of other work.

    Raises:
        Cancelled: by the pulse.
        VaultError: no backup was made. As with ``Cancelled``, nothing is left behind.
    """
    return finish(copy_out(vault, reason=reason, pulse=pulse), pulse=pulse)


def copy_out(vault: "Vault", *, reason: str, pulse: Pulse = no_pulse) -> Waiting:
    """Part one, on the vault thread: the database is copied under a key of its own.

    Questions may be answered at every pulse. What they commit is in the copy, but for the very end
    of a backup of ``ROUTINE``; with any other reason there is no pulse after the copy's end.

    Raises:
        Cancelled, VaultError: as ``make``.
    """

    afterwards = pulse if reason in ROUTINE else no_pulse
    copy = partial(copying.copy_vault, vault, pulse=pulse, afterwards=afterwards)
    waiting = begin(vault.folder, vault.keys, reason=reason, at=vault.clock.now())
    return _copied(waiting, vault.driver(), vault.folder, vault.keys, copy)


def copy_connection(
    connection: Any, folder: Path, keys: VaultKeys, *, reason: str, at: datetime
) -> Waiting:
    """As ``copy_out``, from a database that is just being opened (before a migration).

    Args:
        folder: the vault's.
    """

    copy = partial(copying.copy_database, connection)
    waiting = begin(folder, keys, reason=reason, at=at)
    return _copied(waiting, connection, folder, keys, copy)


def begin(folder: Path, keys: VaultKeys, *, reason: str, at: datetime) -> Waiting:
    """A backup whose database is still to be made, at ``waiting.target``.

    What ``copy_out`` does, for a database that is put together in another way: ``opener.create``,
    fill it, ``complete`` it, close it, ``finish``.

    Args:
        folder: the vault's.

    Raises:
        VaultError: the folder of backups cannot be made.
    """
    if reason not in REASONS:
        raise ValueError("no such reason")
    shelf_folder = folder / shelf.FOLDER
    with streams.writing():
        files.make_private_folder(shelf_folder)
    backup_id = system_secrets.token_hex(16)
    return Waiting(
        folder=shelf_folder,
        target=Target(
            shelf.part(shelf_folder, backup_id, "db"),
            bytearray(keys.backup(backup_id)),
            system_secrets.token_bytes(SALT_BYTES),
        ),
        backup_id=backup_id,
        reason=reason,
        at=at,
        mac_key=bytearray(keys.backup_mac()),
        facts_key=bytearray(keys.backup_facts(backup_id)),
    )


def finish(waiting: Waiting, *, pulse: Pulse = no_pulse) -> Backup:
    """Part two, on any thread: opened, checked, compared, packed, and given its name.

    Nothing is thinned here: in the midst of other work no backup may disappear.

    Raises:
        BackupInvalid: the copy is not what it should be.
        Cancelled: by the pulse.
        VaultError: the disk refused. After any of them nothing is left behind.
    """
    if waiting.facts is None:
        raise ValueError("not complete")
    try:
        manifest = _proven(waiting, waiting.facts, pulse)
        packed = kgbak.pack(
            manifest,
            waiting.target.path,
            waiting.packed,
            mac_key=waiting.mac_key,
            pulse=pulse,
        )
        path = shelf.give_name(waiting.packed, manifest)
    finally:
        waiting.discard()
    return Backup(
        path=path,
        at=manifest.at,
        size=packed.size,
        reason=waiting.reason,
        generation=waiting.generation,
        entries=waiting.facts.entries,
        is_ours=True,
    )


def _copied(
    waiting: Waiting,
    connection: Any,
    folder: Path,
    keys: VaultKeys,
    copy: Callable[..., None],
) -> Waiting:
    complete: list[Waiting] = []

    def ended(source: Any) -> None:
        # The header as it is now: a passphrase may have been changed during the copy.
        complete.append(waiting.complete(source, vault=_header_text(folder, keys)))

    try:
        _check_space(connection, waiting.folder)
        copy(waiting.target, ended=ended)
        return complete[0]
    except BaseException as problem:
        waiting.discard()
        if isinstance(problem, dbapi2.Error):
            raise faults.translate(problem) or StorageProblem() from None
        if isinstance(problem, DiskFull | StorageProblem):
            raise streams.refused(problem) from None
        raise


def _proven(waiting: Waiting, facts: Facts, pulse: Pulse) -> Manifest:
    believed = header.parse(waiting.vault).header
    try:
        with proving.proven(waiting.target, believed, pulse=pulse) as connection:
            found = proving.facts_of(connection)
    except BackupInvalid:
        raise _spoilt() from None
    if found != (facts, waiting.generation):
        raise _spoilt()
    return Manifest(
        backup_id=waiting.backup_id,
        app=__version__,
        at=waiting.at.replace(microsecond=0),
        reason=waiting.reason,
        generation=waiting.generation,
        db_salt=waiting.target.salt,
        db_size=0,
        db_hash=b"",
        facts=lines.seal(facts, waiting.facts_key),
        vault=waiting.vault,
    )


def _spoilt() -> BackupInvalid:
    return BackupInvalid(
        tr("The new backup did not come out right, so it was not kept."),
        hint=tr("Your vault is unchanged. Check the disk, then make a backup again."),
    )


def _check_space(connection: Any, folder: Path) -> None:
    """Refuse at the start what would fill the disk while the person is writing."""
    pages, size = (
        int(connection.execute(f"PRAGMA {name}").fetchone()[0])
        for name in ("page_count", "page_size")
    )
    with streams.writing():
        free = shutil.disk_usage(folder).free
    # The copied database and the packed file are there together for a moment.
    if free < 2 * pages * size + _SPARE:
        raise DiskFull


def _header_text(folder: Path, keys: VaultKeys) -> bytes:
    """The vault's header, or the one before it where that is damaged: an open vault is worth it.

    Raises:
        VaultError: neither can be read, or was written by KetaGuide.
    """
    try:
        return _verified(header.load(folder), keys)
    except VaultError:
        with suppress(VaultError):
            return _verified(header.load(folder, name=PREVIOUS), keys)
        raise


def _verified(read: SignedHeader, keys: VaultKeys) -> bytes:
    read.verify(keys.header_mac())
    return read.signed + b"mac " + strict_json.encode(read.tag).encode() + b"\n"
