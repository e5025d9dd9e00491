"""Backups: one door to making, proving, listing and thinning them."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ketaguide.base.errors import VaultError
from ketaguide.vault import history, kgbak
from ketaguide.vault import manifest as lines
from ketaguide.vault.backing_up import Waiting, begin, copy_connection, copy_out, finish, make
from ketaguide.vault.drill import check, unlock
from ketaguide.vault.history import quoted
from ketaguide.vault.kgbak import unpack
from ketaguide.vault.retention import APART
from ketaguide.vault.shelf import (
    FOLDER,
    REASONS,
    UNKNOWN,
    Backup,
    listed,
    put_elsewhere,
    remove_leftovers,
    thin,
)

if TYPE_CHECKING:
    from ketaguide.vault.db import Db
    from ketaguide.vault.vault import Vault

__all__ = [
    "FOLDER",
    "REASONS",
    "UNKNOWN",
    "Backup",
    "Waiting",
    "begin",
    "check",
    "copy_connection",
    "copy_out",
    "finish",
    "is_due",
    "listed",
    "make",
    "put_elsewhere",
    "remove_leftovers",
    "thin",
    "unlock",
    "unpack",
]

# Source: the design: at lock, when something changed and the last one is a day old.
_OFTEN_ENOUGH = timedelta(days=1)
# Source: own choice: long enough to have written something.
_AFTER_NOTHING = timedelta(hours=1)


def is_due(vault: "Vault") -> bool:
    """Whether something changed since the newest backup, and that one is a day old.

    An hour is enough where that one was made of a vault without entries: the first day's words
    are not to wait for the second.

    On the vault thread; reads a few rows and the first lines of each backup.

    Raises:
        VaultError: as any question.
    """
    if vault.read_only:
        return False
    now = vault.clock.now()
    newest = next((one for one in listed(vault.folder, vault.keys) if _counts(one, now)), None)
    if newest is None:
        return True
    wait = _OFTEN_ENOUGH if newest.entries else _AFTER_NOTHING
    return now - newest.at >= wait and _changed_since(vault, newest)


def _counts(one: Backup, now: datetime) -> bool:
    """Whether it stands for the vault's latest state.

    What was set aside is another past. One from far ahead comes from a clock that was wrong, and
    must not stop backups until then.
    """
    usual = one.is_ours and not one.problem and one.reason not in APART
    return usual and one.at < now + _OFTEN_ENOUGH


def _changed_since(vault: "Vault", newest: Backup) -> bool:
    # Not before it is needed: the list of backups is shown without the record layer.
    from ketaguide.vault import recording
    from ketaguide.vault.db import to_stored

    try:
        found = kgbak.read(newest.path)
        head = lines.open_facts(found, vault.keys).head
    except VaultError:
        return True

    def has_changed(db: "Db") -> bool:
        connection = recording.raw(db)
        if history.latest(connection).mac != head:
            return True
        since = to_stored(newest.at)
        return any(
            connection.execute(
                f"SELECT 1 FROM {quoted(table)} WHERE changed_at > ? LIMIT 1",  # noqa: S608 - quoted
                (since,),
            ).fetchone()
            for table in sorted(history.UNCHAINED_TABLES)
        )

    return vault.ask(has_changed)[0]
