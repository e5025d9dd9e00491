"""Giving back the space of what was deleted."""

from typing import TYPE_CHECKING

from ketaguide.base.pulse import Pulse, no_pulse

if TYPE_CHECKING:
    from ketaguide.vault.vault import Vault


def compact(vault: "Vault", *, pulse: Pulse = no_pulse) -> int:
    """Write the database anew without its free pages; the bytes that gives back.

    Raises:
        VaultError: the vault stands as it was.
    """
    raise NotImplementedError
