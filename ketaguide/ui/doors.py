"""How a vault is made and opened. Given by ``app``, so that the gate imports no database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ketaguide.vault.keys import VaultKeys
    from ketaguide.vault.secrets import Passphrase, Secret
    from ketaguide.vault.vault import Vault


@dataclass(frozen=True)
class Doors:
    """``make`` and ``unlock`` derive keys and take about a second: run them as a job.

    ``begin`` and ``enter`` open the database: run them through ``Desk.open``. ``enter_older`` is
    ``enter`` for a copy older than the one last used here; None where that is not noticed.
    """

    make: Callable[[Path, Passphrase], VaultKeys]
    begin: Callable[[Path, VaultKeys], Vault]
    unlock: Callable[[Path, Secret], VaultKeys]
    enter: Callable[[Path, VaultKeys], Vault]
    enter_older: Callable[[Path, VaultKeys], Vault] | None = None
