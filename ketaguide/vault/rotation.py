"""A new vault key, for when someone may know the passphrase."""

from typing import TYPE_CHECKING

from ketaguide.base.pulse import Pulse, no_pulse
from ketaguide.vault.kdf import DEFAULT, KdfPolicy
from ketaguide.vault.recovery import RecoveryCode
from ketaguide.vault.secrets import Passphrase

if TYPE_CHECKING:
    from ketaguide.vault.vault import Vault


def rotate(
    vault: "Vault",
    passphrase: Passphrase,
    *,
    policy: KdfPolicy = DEFAULT,
    pulse: Pulse = no_pulse,
) -> RecoveryCode:
    """Encrypt everything under a new key, which only this passphrase and the new code open.

    Raises:
        VaultError: the vault stands as it was, with a backup more perhaps.
    """
    raise NotImplementedError
