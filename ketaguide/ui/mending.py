"""What can be done for a vault that does not open: all of it is work for a job, not for a window.

Imports come late: the gate paints before any of this is loaded.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ketaguide.base.errors import VaultError

if TYPE_CHECKING:
    from ketaguide.base.clock import Clock
    from ketaguide.base.pulse import Pulse
    from ketaguide.vault.backups import Backup
    from ketaguide.vault.kdf import KdfPolicy
    from ketaguide.vault.keys import VaultKeys
    from ketaguide.vault.salvage import Rescued
    from ketaguide.vault.secrets import Secret


@dataclass(frozen=True)
class Brought:
    """Where there is a vault again, and what opens it."""

    folder: Path
    keys: VaultKeys = field(repr=False)


@dataclass(frozen=True)
class Mending:
    """The ways back, with this computer's clock and state folder.

    Attributes:
        policy: what key derivation may cost; None is the program's own.
    """

    clock: Clock
    state: Path | None = None
    policy: KdfPolicy | None = None

    def backups(self, folder: Path, keys: VaultKeys | None) -> tuple[Backup, ...]:
        """The backups that lie beside the vault, newest first."""
        from ketaguide.vault import backups

        return backups.listed(folder / backups.FOLDER, keys)

    def restore(self, folder: Path, keys: VaultKeys, path: Path, *, pulse: Pulse) -> bool:
        """Put a backup in the place of the damaged database; the header still stands.

        Raises:
            VaultError: the folder is as it was.
        """
        from ketaguide.vault import epochs

        epochs.restore_closed(folder, keys, path, clock=self.clock, state=self.state, pulse=pulse)
        return True

    def bring(
        self, path: Path, secret: Secret, folder: Path, *, beside: Path | None, pulse: Pulse
    ) -> Brought:
        """Make a vault of a backup in a new folder; what opens the backup opens it.

        Args:
            beside: a vault whose header is lost: where the backup's own fits it, that is all it
                needs, and nothing written since is lost.

        Raises:
            WrongPassphrase: this does not open the backup.
            VaultError: nothing was made.
        """
        from ketaguide.vault import backups, epochs, header_back, inbox, kdf

        pulse(0, 1)
        keys = backups.unlock(path, secret, policy=self.policy or kdf.DEFAULT)
        try:
            if beside is not None and header_back.put_back(beside, path, keys):
                return Brought(beside, keys)
            epochs.restore_new(path, keys, folder, clock=self.clock, state=self.state, pulse=pulse)
        except BaseException:
            keys.wipe()
            raise
        if beside is not None:
            with suppress(VaultError):
                inbox.carry_over(beside, folder)
        return Brought(folder, keys)

    def rescue(self, folder: Path, keys: VaultKeys, *, pulse: Pulse) -> Rescued:
        """Read what can be read of the damaged database into a backup.

        Raises:
            VaultError: nothing was made; the damaged file is as it was.
        """
        from ketaguide.vault import salvage

        return salvage.rescue(folder, keys, clock=self.clock, pulse=pulse)
