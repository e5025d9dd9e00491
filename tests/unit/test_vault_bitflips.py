"""One wrong bit or one old page, anywhere: it is noticed, or nobody can tell the difference."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from ketaguide.base.clock import FixedClock
from ketaguide.base.errors import KetaGuideError, VaultDamaged
from ketaguide.store.entries import Entry
from ketaguide.vault import backups, checking, header, history, keyslots, opener
from ketaguide.vault.db import Db
from ketaguide.vault.kdf import KdfPolicy
from ketaguide.vault.keys import VaultKeys
from ketaguide.vault.opener import Connection, Target
from ketaguide.vault.pages import PAGE
from ketaguide.vault.vault import Vault
from tests.helpers.vaults import NOW, PASSPHRASE, ZONE, an_entry, new_vault

# 2,000 flips in all.
_IN_DATABASE, _IN_HEADER, _IN_JOURNAL, _IN_BACKUP = 1_000, 300, 400, 300
_CHECKED_TOO = 5
_SALT_BITS = 16 * 8
_REDACTED = "nothing to see here"
_SECRET = "the xylophone waits beneath quiet water"

Content = tuple[Any, ...]


@dataclass
class Subject:
    """A small closed vault, opened by keys that were unlocked once."""

    folder: Path
    keys: VaultKeys

    @property
    def database(self) -> Path:
        return self.folder / "vault-e1.db"

    @property
    def journal(self) -> Path:
        return self.folder / "vault-e1.db-journal"

    def open(self) -> Vault:
        spare = VaultKeys(self.keys.vault_id, bytearray(self.keys.key))
        return Vault.open(self.folder, spare, clock=FixedClock(NOW, ZONE))

    def connect(self) -> Connection:
        salt = header.load(self.folder).header.db_salt
        return opener.open_existing(
            Target(self.database, bytearray(self.keys.database(1)), salt), guarded=False
        )

    def content(self) -> Content:
        """Everything a person could read, by way of the program's own opening."""
        vault = self.open()
        try:
            return vault.ask(lambda db: _read(db.connection().connection.driver_connection))[0]
        finally:
            vault.close()

    def is_whole(self) -> bool:
        vault = self.open()
        try:
            return checking.check(vault).is_whole
        finally:
            vault.close()

    def kinds(self) -> set[str]:
        vault = self.open()
        try:
            return {found.what for found in checking.check(vault).found}
        finally:
            vault.close()


def _read(connection: Connection) -> Content:
    tables = history.record_tables(connection)
    rows = tuple(
        tuple(connection.execute(f'SELECT * FROM "{table}" ORDER BY id').fetchall())  # noqa: S608 - our own names
        for table in tables
    )
    words = f"{_SECRET} {_REDACTED} sentence".split()
    found = tuple(
        tuple(
            connection.execute(
                "SELECT rowid FROM entry_fts WHERE entry_fts MATCH ? ORDER BY rowid", (word,)
            ).fetchall()
        )
        for word in words
    )
    return rows, found


@pytest.fixture
def subject(tmp_path: Path) -> Iterator[Subject]:
    vault = new_vault(tmp_path / "v")
    with vault.transaction() as db:
        for number in range(20):
            an_entry(db, f"sentence {number} " * 12, days_ago=number)
        an_entry(db, _SECRET, title="what nobody should read")
    vault.close()
    keys = keyslots.unlock(tmp_path / "v", PASSPHRASE, policy=KdfPolicy.for_tests())
    yield Subject(tmp_path / "v", keys)
    keys.wipe()


def _flipped(content: bytes, bit: int) -> bytes:
    changed = bytearray(content)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def _bits(content: bytes, count: int, *, seed: int) -> list[int]:
    return random.Random(seed).sample(range(len(content) * 8), count)  # noqa: S311 - the same bits in every run


def _outcome(read: Callable[[], Content]) -> Content | None:
    """What was read; None where it was refused in our own words."""
    try:
        return read()
    except VaultDamaged:
        return None


@pytest.mark.promise("I-01")
def test_a_wrong_bit_in_the_database(subject: Subject) -> None:
    content, expected = subject.database.read_bytes(), subject.content()
    content = subject.database.read_bytes()
    refused = 0
    for each, bit in enumerate(_bits(content, _IN_DATABASE, seed=1)):
        subject.database.write_bytes(_flipped(content, bit))
        found = _outcome(subject.content)
        refused += found is None
        assert found in (None, expected), f"bit {bit}: silently another content"
        if found is not None and each % _CHECKED_TOO == 0 and bit >= _SALT_BITS:
            subject.database.write_bytes(_flipped(content, bit))
            assert subject.kinds(), f"bit {bit}: the check says nothing"
    assert refused > _IN_DATABASE // 4
    subject.database.write_bytes(content)
    assert subject.content() == expected


@pytest.mark.promise("I-01")
def test_a_wrong_bit_in_the_header(subject: Subject) -> None:
    content, expected = (subject.folder / header.NAME).read_bytes(), subject.content()
    for bit in _bits(content, _IN_HEADER, seed=2):
        (subject.folder / header.NAME).write_bytes(_flipped(content, bit))
        with pytest.raises(KetaGuideError):
            subject.content()
    (subject.folder / header.NAME).write_bytes(content)
    assert subject.content() == expected


@pytest.mark.promise("I-01")
def test_a_wrong_bit_in_a_journal_that_is_still_needed(subject: Subject) -> None:
    before = subject.content()
    connection = subject.connect()
    # So that pages of the unfinished change are in the file already.
    connection.execute("PRAGMA cache_size=1")
    connection.execute("BEGIN")
    connection.execute("UPDATE entry SET body = body || ' half done', zone = 'UTC'")
    content, journal = subject.database.read_bytes(), subject.journal.read_bytes()
    connection.execute("ROLLBACK")
    connection.close()
    assert len(journal) > PAGE

    def put_back(hot: bytes) -> None:
        subject.database.write_bytes(content)
        subject.journal.write_bytes(hot)

    put_back(journal)
    assert subject.content() == before
    put_back(b"")
    assert _outcome(subject.content) != before, "the journal makes no difference"
    noticed = 0
    for bit in _bits(journal, _IN_JOURNAL, seed=3):
        put_back(_flipped(journal, bit))
        found = _outcome(subject.content)
        noticed += found is None
        if found not in (None, before):
            assert not subject.is_whole(), f"bit {bit}: silently another content"
            noticed += 1
    assert noticed > 0


@pytest.mark.promise("I-01")
def test_a_wrong_bit_in_a_backup(subject: Subject) -> None:
    vault = subject.open()
    path = backups.make(vault, reason="hand").path
    vault.close()
    content = path.read_bytes()
    backups.check(path, subject.keys)
    for bit in _bits(content, _IN_BACKUP, seed=4):
        path.write_bytes(_flipped(content, bit))
        with pytest.raises(KetaGuideError):
            backups.check(path, subject.keys)
    path.write_bytes(content)
    backups.check(path, subject.keys)


@pytest.mark.promise("I-06")
def test_an_old_page_put_back_is_noticed(subject: Subject) -> None:
    subject.content()
    old = subject.database.read_bytes()
    vault = subject.open()

    def redact(db: Db) -> None:
        entry = db.exec(select(Entry).where(Entry.body == _SECRET)).one()
        entry.title, entry.body = "", _REDACTED

    vault.ask(redact)
    vault.close()
    expected, new = subject.content(), subject.database.read_bytes()
    changed = [
        number
        for number in range(min(len(old), len(new)) // PAGE)
        if old[number * PAGE : (number + 1) * PAGE] != new[number * PAGE : (number + 1) * PAGE]
    ]
    harmless = []
    for number in changed:
        replayed = new[: number * PAGE] + old[number * PAGE : (number + 1) * PAGE]
        replayed += new[(number + 1) * PAGE :]
        subject.database.write_bytes(replayed)
        found = _outcome(subject.content)
        if found is None:
            continue
        subject.database.write_bytes(replayed)
        if not subject.kinds():
            # The same in every record and every search; only counters of SQLite's are old.
            assert found == expected, f"page {number + 1}: an old page goes unnoticed"
            harmless.append(number)
    assert len(changed) > 5
    assert len(harmless) < len(changed) / 3
