"""What every command is given."""

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ketaguide.base.clock import Clock
from ketaguide.commands.asking import Asker
from ketaguide.commands.telling import Teller
from ketaguide.vault import keyslots
from ketaguide.vault.kdf import KdfPolicy
from ketaguide.vault.secrets import Secret
from ketaguide.vault.vault import Vault


@dataclass(frozen=True)
class Kit:
    """The arguments, and where secrets come from and answers go.

    Attributes:
        state: this computer's state folder, where an older copy of a vault is noticed.
    """

    given: Namespace
    asker: Asker
    teller: Teller
    clock: Clock
    policy: KdfPolicy
    state: Path

    @property
    def folder(self) -> Path:
        """The vault's folder."""
        return Path(self.given.folder).absolute()

    def secret(self, *, what: str = "") -> Secret:
        """What opens the vault now, of the kind that was asked for."""
        return self.asker.present(
            is_code=self.given.with_recovery_code, key_file=self.given.key_file, what=what
        )

    @contextmanager
    def open(self, *, secret: Secret | None = None) -> Iterator[Vault]:
        """The vault, unlocked and closed again.

        Raises:
            VaultError: as ``keyslots.unlock`` and ``Vault.open``.
        """
        keyslots.kinds(self.folder)  # no vault here: said before a passphrase is asked for
        keys = keyslots.unlock(self.folder, secret or self.secret(), policy=self.policy)
        try:
            vault = Vault.open(self.folder, keys, clock=self.clock, state=self.state)
        except BaseException:
            keys.wipe()
            raise
        try:
            yield vault
        finally:
            vault.close()
