"""Compacting gives the space of what was deleted back, and changes nothing that is written."""

import os
from pathlib import Path

import pytest

from ketaguide.base.errors import DatabaseDamaged, VaultError
from ketaguide.base.pulse import Cancelled
from ketaguide.store import search
from ketaguide.store.entries import Entry
from ketaguide.vault import backups, epochs, header, migrate
from ketaguide.vault.db import Db
from ketaguide.vault.pages import PAGE, PageFile, PageKey
from tests.helpers.backups import dump, write
from tests.helpers.small_vaults import Made, make


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """Of 60 entries every second one is deleted again, and half of the file is free."""
    made = make(tmp_path / "v")
    vault = made.open()
    write(vault, 60, words=600)

    def thin(db: Db) -> None:
        for number, (entry_id,) in enumerate(
            db.connection().exec_driver_sql("SELECT id FROM entry ORDER BY id").fetchall()
        ):
            if number % 2:
                db.delete(db.get_one(Entry, entry_id))

    vault.ask(thin)
    vault.close()
    return made


def _free_pages(made: Made) -> int:
    vault = made.open()
    count = vault.driver().execute("PRAGMA freelist_count").fetchone()[0]
    vault.close()
    return int(count)


def test_the_space_comes_back_and_every_row_stays_in_its_place(made: Made) -> None:
    assert _free_pages(made) > 20
    vault = made.open()
    before, size = dump(vault.driver()), made.database.stat().st_size
    rows = vault.driver().execute('SELECT id, "row" FROM entry ORDER BY id').fetchall()
    word = vault.driver().execute("SELECT body FROM entry").fetchone()[0].split()[0]
    found = vault.ask(lambda db: search.find(db, text=word))[0].rows
    freed = epochs.compact(vault)
    assert freed == size - made.database.stat().st_size > 20 * PAGE
    after = dump(vault.driver())
    told = [dict(one.pop("vault_meta")) for one in (before, after)]
    assert after == before
    assert {name for name in told[0] if told[0][name] != told[1][name]} <= {
        "epoch",
        "header_seq_min",
    }
    assert vault.driver().execute('SELECT id, "row" FROM entry ORDER BY id').fetchall() == rows
    assert vault.ask(lambda db: search.find(db, text=word))[0].rows == found
    vault.driver().execute("INSERT INTO entry_fts(entry_fts, rank) VALUES ('integrity-check', 1)")
    version = vault.driver().execute("PRAGMA user_version").fetchone()[0]
    write(vault)
    assert vault.verify_history() == []
    vault.close()
    assert version == len(migrate.steps())
    assert _free_pages(made) == 0
    assert header.load(made.folder).header.epoch == 2


def test_words_stay_deleted_in_the_index_too(made: Made) -> None:
    """The option that keeps them from staying in old parts of the index goes along."""
    vault = made.open()
    epochs.compact(vault)
    options = dict(vault.driver().execute("SELECT k, v FROM entry_fts_config").fetchall())
    assert options["secure-delete"] == 1
    vault.close()


@pytest.mark.promise("I-07")
@pytest.mark.parametrize("which", [0, 1], ids=["free page", "trunk of the free list"])
def test_a_torn_free_page_is_gone_afterwards(made: Made, which: int) -> None:
    vault = made.open()
    before = dump(vault.driver())["entry"]
    vault.close()
    torn = _free_and_trunk(made)[which]
    content = bytearray(made.database.read_bytes())
    content[(torn - 1) * PAGE : torn * PAGE] = os.urandom(PAGE)
    made.database.write_bytes(content)
    vault = made.open(read_only=True)
    found = vault.driver().execute("PRAGMA cipher_integrity_check").fetchall()
    assert found, "the control: the check finds it"
    vault.close()
    vault = made.open()
    epochs.compact(vault)
    assert vault.driver().execute("PRAGMA cipher_integrity_check").fetchall() == []
    assert dump(vault.driver())["entry"] == before
    assert vault.verify_history() == []
    assert backups.make(vault, reason="hand").entries == len(before)
    vault.close()


def _free_and_trunk(made: Made) -> tuple[int, int]:
    """A free page from the file's own list, and the trunk page that lists it."""
    key = PageKey(made.keys().database(1), made.db_salt)
    with PageFile(made.database, key) as file:
        trunk = int.from_bytes((file.read(1) or b"")[32:36], "big")
        listed = file.read(trunk) or b""
    return int.from_bytes(listed[8:12], "big"), trunk


def test_a_page_that_is_in_use_and_damaged_is_not_compacted_away(made: Made) -> None:
    content = bytearray(made.database.read_bytes())
    whole = bytes(content)
    refused = 0
    for page in range(3, len(content) // PAGE, 7):
        content[:] = whole
        content[page * PAGE + 2000] ^= 1
        made.database.write_bytes(content)
        try:
            vault = made.open()
        except DatabaseDamaged:
            refused += 1
            continue
        try:
            epochs.compact(vault)
        except VaultError:
            refused += 1
            assert made.database.name == "vault-e1.db"
        else:
            assert len(dump(vault.driver())["entry"]) == 30
            break
        finally:
            vault.close()
    assert refused >= 1


def test_it_can_be_called_off_before_it_begins(made: Made) -> None:
    def pulse(_done: int, _total: int) -> None:
        raise Cancelled

    vault = made.open()
    with pytest.raises(Cancelled):
        epochs.compact(vault, pulse=pulse)
    assert made.database.name == "vault-e1.db"
    vault.close()
