"""What every page is given, built once in ``app``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ketaguide.base.clock import Clock
from ketaguide.base.paths import Places
from ketaguide.base.settings import Settings
from ketaguide.desk import Desk
from ketaguide.ui.look import Look
from ketaguide.ui.unsaved import Unsaved

if TYPE_CHECKING:
    from ketaguide.content.catalogue import Catalogue
    from ketaguide.vault.kdf import KdfPolicy


@dataclass(frozen=True)
class Room:
    """The desk, the look, the time, and where things lie.

    ``catalogue`` is a call because reading the packs waits until after the first paint.
    ``reads_only`` says that the vault is open for reading only: nothing can be written.
    ``policy`` is what key derivation may cost; None is the program's own.
    """

    desk: Desk
    look: Look
    clock: Clock
    settings: Settings
    places: Places
    unsaved: Unsaved
    catalogue: Callable[[], Catalogue]
    reads_only: bool = False
    policy: KdfPolicy | None = None
