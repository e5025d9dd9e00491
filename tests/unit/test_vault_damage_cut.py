"""A file that is cut off is never written to; one whose beginning is lost still opens."""

import os
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import func, select

from ketaguide.base.errors import DatabaseDamaged
from ketaguide.store.entries import Entry
from ketaguide.vault import checking, opener
from ketaguide.vault.db import Db
from ketaguide.vault.opener import Target
from tests.helpers.small_vaults import Made, make

RANDOM = random.Random(5)  # noqa: S311 - the same damage in every run


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return make(tmp_path / "v")


@pytest.fixture
def filled(made: Made) -> Made:
    vault = made.open()
    with vault.transaction() as db:
        for _ in range(60):
            _add(db)
    vault.close()
    return made


def _add(db: Db, body: str = "a quiet evening " * 20) -> None:
    db.add(Entry(body=body, written_at=datetime(2025, 1, 1, tzinfo=UTC), zone="UTC"))


def _count(db: Db) -> int:
    return db.exec(select(func.count()).select_from(Entry)).one()


def _tree(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*")}


@pytest.mark.promise("I-02")
def test_the_first_sixteen_bytes_can_be_lost(filled: Made) -> None:
    content = filled.database.read_bytes()
    for _ in range(100):
        filled.database.write_bytes(RANDOM.randbytes(16) + content[16:])
        opened = filled.open()
        assert opened.ask(_count)[0] == 60
        opened.close()
    opened = filled.open()
    opened.ask(_add)
    assert opened.verify_history() == []
    opened.close()


def test_a_first_page_of_rubbish_is_damage_and_not_another_vault(filled: Made) -> None:
    content = filled.database.read_bytes()
    for start in (bytes(4096), RANDOM.randbytes(4096), b"notes " * 683):
        filled.database.write_bytes(start[:4096] + content[4096:])
        with pytest.raises(DatabaseDamaged):
            filled.open()


def _refused(made: Made, content: bytes) -> None:
    with pytest.raises(DatabaseDamaged):
        made.open()
    assert made.database.stat().st_size == len(content)
    assert made.database.read_bytes() == content


@pytest.mark.promise("I-03")
def test_a_file_cut_off_anywhere_is_never_opened_for_writing(made: Made) -> None:
    vault = made.open()
    with vault.transaction() as db:
        for _ in range(40):
            _add(db, "".join(RANDOM.choices("abcdefgh ", k=40_000)))
    vault.close()
    whole = made.database.read_bytes()
    assert len(whole) > 2_000_000
    names = _tree(made.folder)
    offsets = {*range(0, len(whole), 4096), *RANDOM.sample(range(1, len(whole)), 200)}
    # From the end to the beginning, so that the file is only ever cut further.
    for offset in sorted(offsets, reverse=True):
        os.truncate(made.database, offset)
        _refused(made, whole[:offset])
    assert _tree(made.folder) == names
    made.database.write_bytes(whole)
    made.open().close()


@pytest.mark.promise("I-03")
def test_a_file_that_is_cut_off_with_a_change_unfinished(filled: Made) -> None:
    keys = filled.keys()
    connection = opener.open_existing(
        Target(filled.database, bytearray(keys.database(1)), filled.db_salt), guarded=False
    )
    connection.execute("PRAGMA cache_size=1")
    connection.execute("BEGIN")
    connection.execute("UPDATE entry SET body = body || body")
    content = filled.database.read_bytes()
    journal = filled.database.with_name(filled.database.name + "-journal")
    hot = journal.read_bytes()
    connection.execute("ROLLBACK")
    connection.close()
    refused = 0
    for cut in (0, 1, 4096, 9000, *range(5 * 4096, len(content), 7 * 4096)):
        filled.database.write_bytes(content[: len(content) - cut])
        journal.write_bytes(hot)
        try:
            opened = filled.open()
        except DatabaseDamaged:
            refused += 1
            continue
        # Only what the journal holds, or what was new, had been cut off.
        assert opened.ask(_count)[0] == 60
        assert checking.check(opened).found == ()
        opened.close()
    assert refused > 2
