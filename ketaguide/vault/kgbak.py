"""The one file of a backup: the lines that say what it is, then the encrypted database."""

import hmac
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from ketaguide.base.errors import BackupInvalid, StorageProblem
from ketaguide.base.pulse import Pulse, no_pulse
from ketaguide.vault import manifest as lines
from ketaguide.vault import streams
from ketaguide.vault.keys import VaultKeys
from ketaguide.vault.manifest import Found, Manifest

if TYPE_CHECKING:
    from ketaguide.vault.opener import Target


def pack(
    manifest: Manifest,
    database: Path,
    out: Path,
    *,
    mac_key: bytes | bytearray,
    pulse: Pulse = no_pulse,
) -> Found:
    """Write a new file from a closed database, and read it back from the disk.

    Args:
        manifest: its size and hash of the database are filled in here.

    Returns:
        What ``read`` says of it.

    Raises:
        VaultError: the disk refused, or gave back something else. As with ``Cancelled``, nothing
            is left of the file.
    """
    size = streams.size_of(database)
    waiting = replace(manifest, db_size=size, db_hash=bytes(32))
    room = len(lines.serialise(waiting, mac_key))
    with streams.new_file(out) as stream:
        stream.seek(room)
        digest = streams.copy(database, 0, size, into=stream, pulse=_half(pulse, 0))
        complete = replace(waiting, db_hash=digest)
        stream.seek(0)
        stream.write(lines.serialise(complete, mac_key))
    written = lines.parse(lines.serialise(complete, mac_key), size=room + size)
    _check_copy(out, written, pulse=_half(pulse, 1))
    return written


def read(path: Path) -> Found:
    """Read the first lines, strictly and without believing them.

    Raises:
        BackupInvalid: not there, not a backup, damaged, or cut off.
        VaultTooNew: of a later version.
        StorageProblem: the disk did not answer.
    """
    start, size = streams.first(path, most=lines.MOST_BYTES)
    return lines.parse(start, size=size)


def check(
    path: Path, found: Found, *, into: BinaryIO | None = None, pulse: Pulse = no_pulse
) -> None:
    """Read the database inside, and see whether its bytes are those that were packed.

    Args:
        into: where to write them meanwhile.

    Raises:
        BackupInvalid: they are not.
        VaultError: the disk did not answer.
    """
    size = found.manifest.db_size
    digest = streams.copy(path, found.start, size, into=into, pulse=pulse)
    if not hmac.compare_digest(digest, found.manifest.db_hash):
        raise lines.damaged()


def duplicate(path: Path, out: Path) -> None:
    """Copy the whole file to a new one, and read that back from the disk.

    Raises:
        BackupInvalid: it is damaged.
        VaultError: the disk refused, or gave back something else; nothing is left of the copy.
    """
    found = read(path)
    with streams.new_file(out) as stream:
        head, _size = streams.first(path, most=found.start)
        stream.write(head)
        check(path, found, into=stream)
    _check_copy(out, found)


def unpack(path: Path, keys: VaultKeys, out: Path, *, pulse: Pulse = no_pulse) -> "Target":
    """Write the database inside to a new file that is on the disk when this returns.

    Returns:
        How to open it.

    Raises:
        BackupInvalid: see ``verify``; or the database is damaged.
        VaultError: the disk refused; as with ``Cancelled``, nothing is left of the new file.
    """
    # Only here: a list of backups is shown without the database library.
    from ketaguide.vault.opener import Target

    found = read(path)
    manifest = lines.verify(found, keys)
    with streams.new_file(out) as stream:
        check(path, found, into=stream, pulse=pulse)
    return Target(out, bytearray(keys.backup(manifest.backup_id)), manifest.db_salt)


def _check_copy(out: Path, wanted: Found, *, pulse: Pulse = no_pulse) -> None:
    """Read a new file back; what is on the disk must be what was written."""
    try:
        if read(out) != wanted:
            raise StorageProblem
        check(out, wanted, pulse=pulse)
    except BaseException as problem:
        streams.remove(out)
        if isinstance(problem, BackupInvalid):
            raise StorageProblem from None
        raise


def _half(pulse: Pulse, number: int) -> Pulse:
    """For the first (0) or second (1) of two equally long parts."""
    return lambda done, total: pulse(done + number * total, 2 * total)
