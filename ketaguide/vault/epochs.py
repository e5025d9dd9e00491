"""Everything that puts a new database in the old one's place: one door to three kinds of work.

Each writes the next epoch's database, checks it, and then replaces the header by one rename. Killed
at any moment, the vault opens at the epoch before or after, with all that was in it.
"""

from ketaguide.vault.compacting import compact
from ketaguide.vault.newer import Newer, newer_than
from ketaguide.vault.restoring import restore, restore_closed, restore_new
from ketaguide.vault.rotation import rotate

__all__ = [
    "Newer",
    "compact",
    "newer_than",
    "restore",
    "restore_closed",
    "restore_new",
    "rotate",
]
