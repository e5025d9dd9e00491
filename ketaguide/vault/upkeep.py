"""When a vault was last opened, checked, and its backup and recovery code tried.

Kept beside the records, outside the history: to look after a vault does not change it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ketaguide.vault import meta, rollback
from ketaguide.vault.db import from_stored, to_stored

if TYPE_CHECKING:
    from ketaguide.vault.vault import Vault

VERIFIED, DRILLED, RECOVERY_TRIED = "verified", "drilled", "recovery_tried"
DRILL_FAILED = "drill_failed"
_NAMES = (VERIFIED, DRILLED, RECOVERY_TRIED, DRILL_FAILED)
_OPENED = "opened_at"
_OPENED_BEFORE = "opened_before"


@dataclass(frozen=True)
class Upkeep:
    """What was done for a vault, and when; None for never.

    Attributes:
        opened: the time before this one.
        verified: all of it was found whole.
        drilled: a backup was opened and read through.
        recovery_tried: the recovery code was typed in and fitted.
        drill_failed: a backup could not be read through.
    """

    opened: datetime | None = None
    verified: datetime | None = None
    drilled: datetime | None = None
    recovery_tried: datetime | None = None
    drill_failed: datetime | None = None


def read(vault: "Vault") -> Upkeep:
    """The facts as they stand. On the vault thread."""
    from ketaguide.vault import recording

    facts, _names = vault.ask(lambda db: facts_of(recording.raw(db)))
    return facts


def facts_of(connection: Any) -> Upkeep:
    """The facts, from the driver's connection: for a question that wants others with them."""
    stored = dict(connection.execute("SELECT name, value FROM vault_meta").fetchall())
    return Upkeep(
        _moment(stored, _OPENED_BEFORE), *(_moment(stored, f"{name}_at") for name in _NAMES)
    )


def note(vault: "Vault", name: str, at: datetime) -> None:
    """Remember that it was done; nothing happens where the vault is only read.

    Args:
        name: ``verified``, ``drilled``, ``recovery_tried`` or ``drill_failed``.

    Raises:
        VaultError: it could not be stored.
    """
    if name not in _NAMES:
        raise ValueError("no such fact")
    if vault.read_only:
        return
    from ketaguide.vault import recording

    vault.ask(lambda db: meta.put(recording.raw(db), f"{name}_at", to_stored(at)))


def note_opened(connection: Any, at: datetime) -> None:
    """For the vault's own opening: what was "this time" becomes "the time before"."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        row = connection.execute("SELECT value FROM vault_meta WHERE name = ?", (_OPENED,))
        last = row.fetchone()
        if last is not None:
            meta.put(connection, _OPENED_BEFORE, last[0])
        meta.put(connection, _OPENED, to_stored(at))
        connection.execute("COMMIT")
    except BaseException:
        rollback.roll_back(connection)
        raise


def _moment(stored: dict[str, str], name: str) -> datetime | None:
    try:
        return from_stored(stored[name])
    except (KeyError, ValueError):
        return None
