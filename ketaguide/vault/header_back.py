"""A lost header taken from a backup, so that nothing written since is lost with it."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from ketaguide.base.errors import VaultError
from ketaguide.vault import files, header, kgbak, meta, opener, opening
from ketaguide.vault.header import Header
from ketaguide.vault.instance import InstanceLock
from ketaguide.vault.keys import VaultKeys


def put_back(folder: Path, path: Path, keys: VaultKeys) -> bool:
    """Write the header anew that a backup keeps, where it opens the database that lies here.

    The ways to open the vault are then those of the time of the backup. The damaged header is
    kept beside the new one. A change that was interrupted is taken back, as at every opening.

    Args:
        folder: of a vault whose header cannot be read.
        path: the backup.
        keys: that opened it.

    Returns:
        False where the database is missing, damaged, or of another epoch; nothing was changed.

    Raises:
        VaultInUse: another window holds the vault.
        VaultError: the new header could not be written.
    """
    believed = kgbak.read(path).vault.verify(keys.header_mac())
    lock = InstanceLock(folder)
    try:
        seq = _least_seq(folder, believed, keys)
        if seq is None:
            return False
        content = header.serialise(replace(believed, seq=seq + 1), keys.header_mac())
        with files.translated():
            files.replace(folder / header.PREVIOUS, content)
        header.restore_previous(folder)
    finally:
        lock.release()
    return True


def _least_seq(folder: Path, believed: Header, keys: VaultKeys) -> int | None:
    """The highest header that the database has seen; None where it does not open."""
    target = opening.target_of(folder, believed, keys)
    with suppress(VaultError):
        connection = opener.open_existing(target)
        try:
            return max(believed.seq, meta.number(connection, meta.LEAST_HEADER_SEQ))
        finally:
            connection.close()
            target.wipe()
    return None
