"""The history: which record changed when, chained so that nothing can be taken back unseen.

SQLCipher accepts an old page pasted back and an old file put back; the chain does not.
"""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from ketaguide.vault.keys import mac

ADD, CHANGE, REMOVE, MIGRATE = "add", "change", "remove", "migrate"
# Put into a new history, because the old one was damaged; see ``salvage``.
RESCUE = "rescue"
# Of the whole vault, not of a record; see ``rechaining.tell_restore``.
RESTORE = "restore"
FIRST_HEAD = "0" * 64
# Part of the format, not of the models: those need not be imported to check a vault.
UNCHAINED_TABLES = frozenset({"draft", "run_progress"})
_UNCHAINED_COLUMN = "row"
_REMOVED = ""


@dataclass(frozen=True)
class Finding:
    """Something that does not fit; names and ids, never content.

    Attributes:
        kind: ``chain`` (a line of history was changed, added or lost), ``row`` (a record differs
            from its last change), ``missing`` (a record is gone without a removal), ``extra`` (a
            record no history tells of), ``tombstone``.
    """

    kind: str
    table: str = ""
    row_id: str = ""
    seq: int = 0


@dataclass(frozen=True)
class Change:
    """One line of history before it is chained."""

    operation: str
    table: str
    row_id: str
    digest: str


@dataclass(frozen=True)
class Latest:
    """Where the history ends: its newest line's numbers and MAC."""

    seq: int = 0
    generation: int = 0
    mac: str = FIRST_HEAD


class Chain:
    """Appends to the history of one open transaction."""

    def __init__(
        self, connection: Any, key: bytes | bytearray, *, least_generation: int = 0
    ) -> None:
        self._connection = connection
        self._key = key
        last = latest(connection)
        self._seq, self._head = last.seq, last.mac
        self._begun = last.seq
        self._generation = max(last.generation + 1, least_generation)

    @property
    def head(self) -> str:
        """The MAC of the last line that was appended; '' before the first."""
        return self._head if self._seq > self._begun else ""

    def append(self, change: Change, *, at: str) -> None:
        """Add one change; all changes of one chain are one generation."""
        self._seq += 1
        self._head = chained(
            self._key,
            self._seq,
            generation=self._generation,
            at=at,
            change=change,
            before=self._head,
        )
        self._connection.execute(
            "INSERT INTO history(seq, generation, at, operation, table_name, row_id, digest, mac) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                self._seq,
                self._generation,
                at,
                change.operation,
                change.table,
                change.row_id,
                change.digest,
                self._head,
            ),
        )


def digest_of(connection: Any, table: str, row_id: str) -> str:
    """SHA-256 over the row as it is stored; '' where there is no such row."""
    cursor = connection.execute(f"SELECT * FROM {quoted(table)} WHERE id = ?", (row_id,))  # noqa: S608 - our own table names, quoted
    names = [column[0] for column in cursor.description]
    row = cursor.fetchone()
    return _REMOVED if row is None else digest(names, row)


def record_removed(connection: Any, *, table: str, row_id: str, at: str) -> None:
    """Leave a tombstone, so that merging two vaults does not bring the record back."""
    connection.execute(
        "INSERT OR REPLACE INTO tombstone(table_name, row_id, removed_at) VALUES (?, ?, ?)",
        (table, row_id, at),
    )


def record_back(connection: Any, *, table: str, row_id: str) -> None:
    """Take the tombstone of a record away that was added again."""
    connection.execute("DELETE FROM tombstone WHERE table_name = ? AND row_id = ?", (table, row_id))


def verify(connection: Any, key: bytes | bytearray) -> list[Finding]:
    """Walk the whole chain and compare every record with its last change.

    Returns:
        Nothing where all fits. Costs a full read of the vault.
    """
    findings: list[Finding] = []
    last: dict[tuple[str, str], Change] = {}
    head, generation, expected = FIRST_HEAD, 0, 0
    for seq, made_in, at, *fields, tag in connection.execute(
        "SELECT seq, generation, at, operation, table_name, row_id, digest, mac "
        "FROM history ORDER BY seq"
    ):
        expected += 1
        change = Change(*fields)
        right = chained(key, seq, generation=made_in, at=at, change=change, before=head)
        if seq != expected or made_in < generation or not hmac.compare_digest(right, str(tag)):
            findings.append(Finding("chain", change.table, change.row_id, seq))
            expected = seq
        head, generation = tag, made_in
        if change.operation != RESTORE:
            last[change.table, change.row_id] = change
    return [*findings, *_compare(connection, last), *_tombstones(connection, last)]


def latest(connection: Any) -> Latest:
    """The newest line. It is the head of the chain: a copy of it elsewhere would cost every
    commit a page, and could be put back as easily as the line itself.
    """
    row = connection.execute(
        "SELECT seq, generation, mac FROM history ORDER BY seq DESC LIMIT 1"
    ).fetchone()
    return Latest() if row is None else Latest(*row)


def newest_fits(connection: Any, key: bytes | bytearray) -> bool:
    """Whether the last line of history is genuine; costs two rows."""
    rows = connection.execute(
        "SELECT seq, generation, at, operation, table_name, row_id, digest, mac "
        "FROM history ORDER BY seq DESC LIMIT 2"
    ).fetchall()
    if not rows:
        return True
    seq, generation, at, *fields, tag = rows[0]
    before = rows[1][-1] if len(rows) > 1 else FIRST_HEAD
    change = Change(*fields)
    right = chained(key, seq, generation=generation, at=at, change=change, before=before)
    return hmac.compare_digest(right, str(tag))


def head_at(connection: Any, generation: int) -> str:
    """The chain's head when this generation was the latest; '' if it never was."""
    if generation == 0:
        return FIRST_HEAD
    row = connection.execute(
        "SELECT mac FROM history WHERE generation = ? ORDER BY seq DESC LIMIT 1", (generation,)
    ).fetchone()
    return "" if row is None else str(row[0])


def record_tables(connection: Any) -> list[str]:
    """The tables that hold records: those with an ``id`` and a ``changed_at``."""
    names = [
        str(name)
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
            "AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
        )
    ]
    return [name for name in names if {"id", "changed_at"} <= set(_columns(connection, name))]


def quoted(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def _columns(connection: Any, table: str) -> list[str]:
    cursor = connection.execute(f"SELECT * FROM {quoted(table)} LIMIT 0")  # noqa: S608 - quoted
    return [column[0] for column in cursor.description]


def _compare(connection: Any, last: dict[tuple[str, str], Change]) -> Iterator[Finding]:
    left = {key for key, change in last.items() if change.operation != REMOVE}
    for table in record_tables(connection):
        if table in UNCHAINED_TABLES:
            continue
        cursor = connection.execute(f"SELECT * FROM {quoted(table)}")  # noqa: S608 - quoted
        names = [column[0] for column in cursor.description]
        id_at = names.index("id")
        for row in cursor:
            row_id = str(row[id_at])
            told = last.get((table, row_id))
            left.discard((table, row_id))
            if told is None or told.operation == REMOVE:
                yield Finding("extra", table, row_id)
            elif told.digest != digest(names, row):
                yield Finding("row", table, row_id)
    for table, row_id in sorted(left):
        yield Finding("missing", table, row_id)


def _tombstones(connection: Any, last: dict[tuple[str, str], Change]) -> Iterator[Finding]:
    due = {key for key, change in last.items() if change.operation == REMOVE}
    found = {
        (str(table), str(row_id))
        for table, row_id in connection.execute("SELECT table_name, row_id FROM tombstone")
    }
    for table, row_id in sorted(due ^ found):
        yield Finding("tombstone", table, row_id)


def chained(
    key: bytes | bytearray, seq: int, *, generation: int, at: str, change: Change, before: str
) -> str:
    """The MAC of one line of history, which binds the line before it."""
    parts = (seq, generation, at, change.operation, change.table, change.row_id, change.digest)
    return mac(key, _framed([str(part).encode() for part in (*parts, before)])).hex()


def digest(names: list[str], row: Any) -> str:
    """SHA-256 over a row as it is stored, whatever the order of its columns."""
    parts: list[bytes] = []
    for name, value in sorted(zip(names, row, strict=True)):
        if name != _UNCHAINED_COLUMN:
            parts += (name.encode(), _typed(value))
    return sha256(_framed(parts)).hexdigest()


def _typed(value: object) -> bytes:
    if value is None:
        return b"n"
    if isinstance(value, bytes):
        return b"b" + value
    if isinstance(value, str):
        return b"t" + value.encode()
    return (b"i" if isinstance(value, int) else b"r") + repr(value).encode()


def _framed(parts: list[bytes]) -> bytes:
    """Each part after its length, so that no two lists give the same bytes."""
    return b"".join(len(part).to_bytes(8, "big") + part for part in parts)
