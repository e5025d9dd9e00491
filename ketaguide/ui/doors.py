"""How a vault is made and opened; no database is imported before it is wanted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ketaguide.ui.mending import Mending

if TYPE_CHECKING:
    from ketaguide.ui.room import Room
    from ketaguide.vault.kdf import KdfPolicy
    from ketaguide.vault.keys import VaultKeys
    from ketaguide.vault.secrets import Passphrase, Secret
    from ketaguide.vault.vault import Vault


@dataclass(frozen=True)
class Doors:
    """``make`` and ``unlock`` derive keys and take about a second: run them as a job.

    ``begin`` and ``enter`` open the database: run them through ``Desk.open``. ``enter_older`` is
    ``enter`` for a copy older than the one last used here; None where that is not noticed.
    ``unlock_previous`` is ``unlock`` by the previous header, which then takes the lost one's place.
    ``read`` is ``enter`` for reading only, and ``mending`` what helps where none of them opens.
    """

    make: Callable[[Path, Passphrase], VaultKeys]
    begin: Callable[[Path, VaultKeys], Vault]
    unlock: Callable[[Path, Secret], VaultKeys]
    unlock_previous: Callable[[Path, Secret], VaultKeys]
    enter: Callable[[Path, VaultKeys], Vault]
    enter_older: Callable[[Path, VaultKeys], Vault] | None = None
    read: Callable[[Path, VaultKeys], Vault] | None = None
    mending: Mending | None = None


def doors(room: Room, *, policy: KdfPolicy | None = None, notes_seen: bool = True) -> Doors:
    """The vault's doors with this computer's clock and state folder; imports come late.

    Args:
        notes_seen: this computer remembers how far the vault was, to notice an older copy.
    """
    state = room.places.state if notes_seen else None

    def make(folder: Path, passphrase: Passphrase) -> VaultKeys:
        from ketaguide.vault import kdf, keyslots

        return keyslots.create(
            folder, passphrase=passphrase, clock=room.clock, policy=policy or kdf.DEFAULT
        )

    def begin(folder: Path, keys: VaultKeys) -> Vault:
        from ketaguide.vault.vault import Vault

        return Vault.create(folder, keys, clock=room.clock, state=state)

    def unlock(folder: Path, secret: Secret) -> VaultKeys:
        from ketaguide.vault import keyslots

        return keyslots.unlock(folder, secret)

    def unlock_previous(folder: Path, secret: Secret) -> VaultKeys:
        from ketaguide.vault import keyslots

        return keyslots.restore_previous(folder, secret)

    def enter(folder: Path, keys: VaultKeys) -> Vault:
        from ketaguide.vault.vault import Vault

        return Vault.open(folder, keys, clock=room.clock, state=state)

    def enter_older(folder: Path, keys: VaultKeys) -> Vault:
        from ketaguide.vault.vault import Vault

        return Vault.open(folder, keys, clock=room.clock, state=state, accept_older=True)

    def read(folder: Path, keys: VaultKeys) -> Vault:
        from ketaguide.vault.vault import Vault

        return Vault.open(folder, keys, clock=room.clock, read_only=True)

    return Doors(
        make=make,
        begin=begin,
        unlock=unlock,
        unlock_previous=unlock_previous,
        enter=enter,
        enter_older=enter_older,
        read=read,
        mending=Mending(room.clock, state, policy),
    )
