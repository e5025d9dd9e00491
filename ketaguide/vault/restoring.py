"""Going back to a backup; what is there today is kept."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ketaguide.base.clock import Clock
from ketaguide.base.pulse import Pulse, no_pulse
from ketaguide.vault.keys import VaultKeys

if TYPE_CHECKING:
    from ketaguide.vault.backups import Backup
    from ketaguide.vault.vault import Vault


@dataclass(frozen=True)
class Newer:
    """What a vault holds that a backup does not.

    Attributes:
        entries: entries written or changed since.
        changes: changes of any record since.
    """

    entries: int
    changes: int


def newer_than(vault: "Vault", backup: "Backup") -> Newer:
    """What restoring this backup would set aside; the backup itself is not opened."""
    raise NotImplementedError


def restore(
    vault: "Vault", path: Path, *, keys: VaultKeys | None = None, pulse: Pulse = no_pulse
) -> None:
    """Put a backup in the place of today's state, which first becomes a backup itself.

    Args:
        keys: of a backup made under an older vault key; they stay the caller's.

    Raises:
        VaultError: the vault stands as it was.
    """
    raise NotImplementedError


def restore_closed(
    folder: Path,
    keys: VaultKeys,
    path: Path,
    *,
    backup_keys: VaultKeys | None = None,
    clock: Clock,
    state: Path | None = None,
    pulse: Pulse = no_pulse,
) -> None:
    """Put a backup in the place of a database that cannot be opened, which is kept beside it.

    Args:
        keys: of the vault, whose header still stands; they stay the caller's.
        state: this computer's state folder, as for ``Vault.open``.

    Raises:
        VaultError: the folder is as it was.
    """
    raise NotImplementedError


def restore_new(
    path: Path,
    keys: VaultKeys,
    folder: Path,
    *,
    clock: Clock,
    state: Path | None = None,
    pulse: Pulse = no_pulse,
) -> None:
    """Make a vault of a backup in an empty folder; what opened the backup opens the vault.

    Raises:
        VaultError: nothing was made.
    """
    raise NotImplementedError
