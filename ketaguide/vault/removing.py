"""Deleting one backup by hand, but never one of the last that are known to be good."""

from pathlib import Path

from ketaguide.base.errors import NotFound, VaultError
from ketaguide.base.text import tr
from ketaguide.vault import backups, files
from ketaguide.vault.keys import VaultKeys

# Source: the same two that thinning always keeps.
ALWAYS_KEPT = 2


def remove_backup(folder: Path, path: Path, *, keys: VaultKeys) -> None:
    """Delete the file for good.

    Raises:
        NotFound: it is gone already, or lies elsewhere.
        VaultError: it is one of the two newest good ones, or could not be deleted.
    """
    listed = backups.listed(folder, keys)
    if path not in [each.path for each in listed]:
        raise NotFound
    if path in kept(listed):
        raise VaultError(
            tr("This is one of the two newest good backups, so it stays."),
            hint=tr("It can go once there are newer ones."),
        )
    with files.translated():
        path.unlink()
        files.sync_folder(folder)


def kept(listed: tuple[backups.Backup, ...]) -> tuple[Path, ...]:
    """Which of them are never deleted by hand."""
    good = [each.path for each in listed if each.is_ours and not each.problem]
    return tuple(good[:ALWAYS_KEPT])
