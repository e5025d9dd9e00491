"""Rescuing what can be read of a damaged database, page by page, without SQLite."""

from dataclasses import dataclass
from pathlib import Path

from ketaguide.base.clock import Clock
from ketaguide.base.pulse import Pulse, no_pulse
from ketaguide.vault.keys import VaultKeys


@dataclass(frozen=True)
class Rescued:
    """What came out.

    Attributes:
        path: a backup with the reason ``rescued``, which can be restored like any other.
        records: how many records it holds; drafts count.
        lost_pages: pages of the damaged file that could not be read.
        cut: records of which only the beginning could be read; their text says so.
    """

    path: Path
    records: int
    lost_pages: int
    cut: int = 0


def rescue(folder: Path, keys: VaultKeys, *, clock: Clock, pulse: Pulse = no_pulse) -> Rescued:
    """Read every page that still proves itself, and make a backup of the records in them.

    The damaged file is only read. The vault must be closed. Not on the UI thread.

    Raises:
        VaultInUse: it is open here or elsewhere.
        DatabaseDamaged: not one record could be read.
        Cancelled: by the pulse; nothing is left behind.
        VaultError: the backup could not be made.
    """
    raise NotImplementedError
