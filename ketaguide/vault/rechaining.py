"""What happens to the history when the whole database changes: its schema, its key, its time."""

import hmac
from collections.abc import Collection
from typing import Any

from ketaguide.base.errors import DatabaseDamaged
from ketaguide.vault import history
from ketaguide.vault.history import FIRST_HEAD, MIGRATE, RESTORE, Chain, Change

_AT_ONCE = 1000
_LINES = "SELECT seq, generation, at, operation, table_name, row_id, digest, mac FROM history"
_SAME = "SELECT seq, generation, at, operation, table_name, row_id, digest FROM history"


def rechain(
    connection: Any,
    key: bytes | bytearray,
    *,
    at: str,
    leaving: Collection[tuple[str, str]] = (),
) -> None:
    """After a schema change: tell the history of every record whose stored form changed.

    Args:
        leaving: table and id of records that did not fit before; told of, they would from now on.
    """
    last = {
        (str(table), str(row_id)): str(told)
        for table, row_id, told in connection.execute(
            "SELECT table_name, row_id, digest FROM history ORDER BY seq"
        )
    }
    chain: Chain | None = None
    for table in history.record_tables(connection):
        listed = connection.execute(f"SELECT id FROM {history.quoted(table)}").fetchall()  # noqa: S608 - quoted
        for (row_id,) in listed:
            told = last.get((table, row_id))
            now = history.digest_of(connection, table, row_id)
            if told is not None and told != now and (table, row_id) not in leaving:
                chain = chain or Chain(connection, key)
                chain.append(Change(MIGRATE, table, row_id, now), at=at)


def rekey(connection: Any, old: bytes | bytearray, new: bytes | bytearray) -> None:
    """Chain every line anew under another key, once it has proven itself under the old one.

    Raises:
        DatabaseDamaged: a line does not fit; it would otherwise pass for genuine from now on.
    """
    before, head, seq = FIRST_HEAD, FIRST_HEAD, 0
    while True:
        lines = connection.execute(
            f"{_LINES} WHERE seq > ? ORDER BY seq LIMIT ?", (seq, _AT_ONCE)
        ).fetchall()
        if not lines:
            return
        rekeyed = []
        for now, generation, at, *fields, tag in lines:
            told = {"generation": generation, "at": at, "change": Change(*fields)}
            right = history.chained(old, now, before=before, **told)
            if now != seq + 1 or not hmac.compare_digest(right, str(tag)):
                raise DatabaseDamaged
            head = history.chained(new, now, before=head, **told)
            rekeyed.append((head, now))
            before, seq = tag, now
        connection.executemany("UPDATE history SET mac = ? WHERE seq = ?", rekeyed)


def tell_restore(
    connection: Any, key: bytes | bytearray, *, common: int, least_generation: int, at: str
) -> None:
    """Add the line that says: from here on, this takes the place of what was there.

    Args:
        common: the last generation that both had in common.
        least_generation: above all that was ever seen of this vault, so that nobody takes the
            restored one for an older copy.
    """
    chain = Chain(connection, key, least_generation=least_generation)
    chain.append(Change(RESTORE, "", str(common), ""), at=at)


def restored_after(connection: Any, generation: int) -> bool:
    """Whether a backup was put in place after this generation."""
    row = connection.execute(
        "SELECT 1 FROM history WHERE operation = ? AND generation > ? LIMIT 1",
        (RESTORE, generation),
    ).fetchone()
    return row is not None


def common_generation(one: Any, other: Any) -> int:
    """The last generation that two histories of one vault share; they need not share a key.

    Once they part they never meet again, because each line binds the one before: so halve.
    """
    low, high = 0, min(history.latest(one).seq, history.latest(other).seq)
    while low < high:
        middle = (low + high + 1) // 2
        if _line(one, middle) == _line(other, middle):
            low = middle
        else:
            high = middle - 1
    found = _line(one, low)
    return 0 if found is None else int(found[1])


def _line(connection: Any, seq: int) -> tuple[Any, ...] | None:
    row = connection.execute(f"{_SAME} WHERE seq = ?", (seq,)).fetchone()
    return None if row is None else tuple(row)
