"""Small vaults to be backed up, and what is in a database, to compare it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

from ketaguide.store.entries import Entry
from ketaguide.vault import backups, history, opener
from ketaguide.vault.db import Db
from ketaguide.vault.keys import VaultKeys
from ketaguide.vault.vault import Vault

_AT = datetime(2025, 1, 1, tzinfo=UTC)
Dump = dict[str, list[Any]]


def write(vault: Vault, count: int = 1, *, words: int = 40, seed: int = 3) -> None:
    """So many entries, in one transaction."""
    random = Random(seed)  # noqa: S311 - the same text every time

    def add(db: Db) -> None:
        for _ in range(count):
            body = " ".join(f"word{random.randrange(5000)}" for _ in range(words))
            db.add(Entry(body=body, written_at=_AT, zone="UTC"))

    vault.ask(add)


def dump(connection: Any) -> Dump:
    """Every row of every table of ours, as it is stored."""
    tables = (*history.record_tables(connection), "history", "tombstone", "vault_meta")
    return {
        table: sorted(connection.execute(f"SELECT * FROM {table}").fetchall(), key=repr)  # noqa: S608 - our own names
        for table in tables
    }


@contextmanager
def unpacked(path: Path, keys: VaultKeys, room: Path) -> Iterator[Any]:
    """The database of a backup, open for reading."""
    part = room / "unpacked.db"
    target = backups.unpack(path, keys, part)
    connection = opener.open_existing(target)
    try:
        yield connection
    finally:
        connection.close()
        part.unlink()
        part.with_name("unpacked.db-journal").unlink(missing_ok=True)


def left(folder: Path) -> list[str]:
    """The names in a vault's folder of backups."""
    inside = folder / backups.FOLDER
    return sorted(path.name for path in inside.iterdir()) if inside.is_dir() else []
