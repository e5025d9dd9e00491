"""Saving one entry of about 200 words, durably, against a raw SQLCipher commit of the same row."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from ketaguide.base.ids import new_id
from ketaguide.store import entries
from ketaguide.store.entries import Entry
from ketaguide.vault import header, keyslots, opener
from ketaguide.vault.db import Db, to_stored
from ketaguide.vault.kdf import KdfPolicy
from ketaguide.vault.vault import Vault
from tests.bench.measure import Figure, paired, timed
from tests.helpers.vaults import NOW, PASSPHRASE, ZONE, fill_many, new_vault

_ROW = (
    "INSERT INTO entry (id, created_at, changed_at, written_at, zone, kind, title, body)"
    " VALUES (?, ?, ?, ?, ?, 'note', ?, ?)"
)


def figures() -> Iterator[Figure]:
    """The same settings, table and search index on both sides; only the record keeping is ours."""
    words = _Words()
    for count in (100, 10_000):
        with TemporaryDirectory() as folder:
            vault = new_vault(Path(folder) / "ours.ketaguide")
            fill_many(vault, count)
            bare = _raw(Path(folder) / "bare.ketaguide", count)
            yield _figure(count, vault, bare, words)
            vault.close()
            bare.close()


def _figure(count: int, vault: Vault, bare: Any, words: "_Words") -> Figure:
    return paired(
        f"save one entry, {count:,} there, over a raw commit",
        lambda: timed(partial(vault.ask, partial(_add, body=words.some()))),
        lambda: timed(partial(_insert, bare, words.some())),
        goal=1.5,
        pairs=101,
    )


class _Words:
    """About 200 words, different every time."""

    def __init__(self) -> None:
        self._random = Random(7)  # noqa: S311 - the same text every time

    def some(self) -> str:
        return " ".join(f"word{self._random.randrange(8000)}" for _ in range(200))


def _add(db: Db, *, body: str) -> Entry:
    return entries.add(db, title=body[:30], body=body, written_at=NOW, zone=ZONE)


def _raw(folder: Path, count: int) -> Any:
    vault = new_vault(folder)
    fill_many(vault, count)
    vault.close()
    keys = keyslots.unlock(folder, PASSPHRASE, policy=KdfPolicy.for_tests())
    believed = header.load(folder).verify(keys.header_mac())
    key = bytearray(keys.database(believed.epoch))
    return opener.open_existing(opener.Target(folder / believed.db_file, key, believed.db_salt))


def _insert(connection: Any, body: str) -> None:
    now = to_stored(NOW)
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(_ROW, (new_id(), now, now, now, ZONE, body[:30], body))
    connection.execute("COMMIT")
