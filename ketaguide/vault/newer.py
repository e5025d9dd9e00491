"""What a vault holds that one of its backups does not."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ketaguide.vault import history, opening
from ketaguide.vault.db import to_stored
from ketaguide.vault.history import RESTORE

if TYPE_CHECKING:
    from ketaguide.vault.backups import Backup
    from ketaguide.vault.vault import Vault


@dataclass(frozen=True)
class Newer:
    """What a vault holds that a backup does not.

    Attributes:
        entries: entries written or changed since, and still there.
        changes: changes of any record since.
        unfinished: drafts, and guides under way, that were written on since; no change counts them.
    """

    entries: int
    changes: int
    unfinished: int = 0


def newer_than(vault: "Vault", backup: "Backup") -> Newer:
    """What restoring this backup would set aside; the backup itself is not opened."""
    connection = vault.driver()
    with opening.translated():
        shared = _shared_generation(connection, backup.generation)
        (changes,) = connection.execute(
            "SELECT count(*) FROM history WHERE generation > ? AND operation <> ?",
            (shared, RESTORE),
        ).fetchone()
        (entries,) = connection.execute(
            "SELECT count(DISTINCT row_id) FROM history WHERE generation > ? "
            "AND table_name = 'entry' AND row_id IN (SELECT id FROM entry)",
            (shared,),
        ).fetchone()
        unfinished = sum(_written_since(connection, shared, backup))
    return Newer(int(entries), int(changes), unfinished)


def _written_since(connection: Any, shared: int, backup: "Backup") -> Iterator[int]:
    """Of each table outside the history. All, where the backup is of a way that was left."""
    since = to_stored(backup.at) if shared == backup.generation else ""
    for table in history.UNCHAINED_TABLES:
        (count,) = connection.execute(
            f"SELECT count(*) FROM {history.quoted(table)} WHERE changed_at > ?",  # noqa: S608 - our own names
            (since,),
        ).fetchone()
        yield int(count)


def _shared_generation(connection: Any, generation: int) -> int:
    """The last generation that the vault shares with a backup of this generation.

    Each generation was made once, as a restored vault goes on above all that was there before. So
    one that is not in this history was set aside, and the next restore says what was shared.
    """
    if generation == 0 or history.head_at(connection, generation):
        return generation
    row = connection.execute(
        "SELECT row_id FROM history WHERE operation = ? AND generation > ? ORDER BY seq LIMIT 1",
        (RESTORE, generation),
    ).fetchone()
    return generation if row is None else min(generation, int(row[0]))
