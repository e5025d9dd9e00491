"""Opening fails closed, says which of the things that can be wrong it is, and leaves no trace."""

import random
import shutil
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import func, select

from ketaguide.base.errors import (
    StorageProblem,
    VaultError,
    VaultInUse,
    VaultLocked,
    VaultReadOnly,
    VaultTooNew,
)
from ketaguide.store.entries import Entry
from ketaguide.vault import opener, reserve
from ketaguide.vault.db import Db
from ketaguide.vault.opener import Target
from ketaguide.vault.vault import Vault
from tests.helpers.small_vaults import WORDS, Made, clock, make

CANARY = "Xylographicquokka"


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


def _add(db: Db, body: str = CANARY * 20) -> None:
    db.add(Entry(body=body, written_at=datetime(2025, 1, 1, tzinfo=UTC), zone="UTC"))


def _count(db: Db) -> int:
    return db.exec(select(func.count()).select_from(Entry)).one()


def test_what_is_written_is_there_again_and_nowhere_in_clear(filled: Made) -> None:
    opened = filled.open()
    assert opened.ask(_count) == (60, frozenset())
    opened.close()
    for path in filled.folder.iterdir():
        content = path.read_bytes()
        assert CANARY.encode() not in content
        assert b"SQLite" not in content
        assert WORDS.encode() not in content


def test_settings_hold_on_every_connection(made: Made) -> None:
    opened = made.open()
    expected = {
        "journal_mode": "truncate",
        "synchronous": 3,
        "locking_mode": "exclusive",
        "foreign_keys": 1,
        "secure_delete": 1,
        "temp_store": 2,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "mmap_size": 0,
        "page_size": "4096",
        "cipher_use_hmac": "1",
    }

    def read(db: Db) -> dict[str, object]:
        raw = db.connection().connection
        cursor = raw.cursor()
        return {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in expected}

    assert opened.ask(read)[0] == expected
    engine = opened._database._engine
    assert engine is not None
    engine.dispose()
    assert opened.ask(read)[0] == expected
    opened.close()


@pytest.mark.parametrize(
    "statement",
    [
        "ATTACH DATABASE ':memory:' AS other",
        "PRAGMA synchronous=OFF",
        "PRAGMA journal_mode=DELETE",
        "PRAGMA key='x'",
        "PRAGMA rekey='x'",
        "PRAGMA temp_store=FILE",
        "SELECT load_extension('x')",
        "VACUUM INTO 'copy.db'",
    ],
)
def test_an_open_vault_denies_what_would_undo_it(made: Made, statement: str) -> None:
    opened = made.open()

    def attempt(db: Db) -> None:
        db.connection().exec_driver_sql(statement)

    with pytest.raises((RuntimeError, VaultError)):
        opened.ask(attempt)
    assert opened.ask(_count)[0] == 0
    opened.close()


def test_one_window_at_a_time(made: Made) -> None:
    opened = made.open()
    with pytest.raises(VaultInUse):
        made.open()
    with pytest.raises(VaultInUse):
        made.open(read_only=True)
    code = (
        "import sys; from pathlib import Path; from tests.helpers.small_vaults import Made\n"
        "try: Made(Path(sys.argv[1])).open()\n"
        "except Exception as problem: print(type(problem).__name__)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(made.folder)], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "VaultInUse"
    opened.close()
    made.open().close()


def test_closing_is_final_and_may_be_said_twice(made: Made) -> None:
    keys = made.keys()
    key = keys.key
    opened = Vault.open(made.folder, keys, clock=clock())
    opened.close()
    opened.close()
    assert not any(key)
    assert "open" not in repr(opened)
    for use in (lambda: opened.ask(_count), lambda: opened.transaction().__enter__()):
        with pytest.raises(VaultLocked):
            use()


def test_reading_only(filled: Made) -> None:
    content = filled.database.read_bytes()
    opened = filled.open(read_only=True)
    assert opened.ask(_count)[0] == 60
    with pytest.raises(VaultReadOnly):
        opened.ask(_add)
    assert not opened.restore_ballast()
    opened.close()
    assert filled.database.read_bytes() == content
    journal = filled.database.with_name(filled.database.name + "-journal")
    journal.write_bytes(b"hot")
    with pytest.raises(StorageProblem, match="interrupted"):
        filled.open(read_only=True)


def test_a_newer_schema_is_left_alone(made: Made) -> None:
    target = Target(made.database, bytearray(made.keys().database(1)), made.db_salt)
    connection = opener.open_existing(target, guarded=False)
    connection.execute("PRAGMA user_version=99")
    connection.close()
    content = made.database.read_bytes()
    with pytest.raises(VaultTooNew):
        made.open()
    assert made.database.read_bytes() == content


def test_six_threads_take_turns(made: Made) -> None:
    opened = made.open()
    errors: list[BaseException] = []

    def work() -> None:
        try:
            for _ in range(25):
                opened.ask(_add)
                opened.ask(_count)
        except BaseException as problem:
            errors.append(problem)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert opened.ask(_count)[0] == 150
    assert opened.verify_history() == []
    opened.close()


def test_an_error_undoes_the_whole_transaction(made: Made) -> None:
    opened = made.open()

    def fail(db: Db) -> None:
        _add(db)
        db.flush()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        opened.ask(fail)
    assert opened.ask(_count)[0] == 0
    opened.ask(_add)
    assert opened.verify_history() == []
    opened.close()


def test_ballast_is_given_back_and_made_again(made: Made) -> None:
    path = made.folder / reserve.NAME
    opened = made.open()
    assert path.stat().st_size == reserve.SIZE
    assert path.stat().st_blocks * 512 >= reserve.SIZE
    assert opened.release_ballast()
    assert not opened.release_ballast()
    assert not path.exists()
    assert opened.restore_ballast()
    opened.close()
    path.unlink()
    made.open().close()
    assert path.stat().st_size == reserve.SIZE


def test_leftovers_of_a_killed_write_are_removed(made: Made) -> None:
    left = made.folder / "vault.kgh.tmp"
    left.write_bytes(b"half")
    made.open().close()
    assert not left.exists()


def test_a_copied_vault_opens_elsewhere(filled: Made, tmp_path: Path) -> None:
    elsewhere = tmp_path / "Ünï cödé ?#% \u200f\u05e2\u05d1" / ("x" * 100)
    shutil.copytree(filled.folder, elsewhere)
    copied = Made(elsewhere)
    opened = copied.open()
    assert opened.ask(_count)[0] == 60
    opened.close()


def test_unlocking_imports_no_database_layer() -> None:
    code = (
        "import sys, ketaguide.vault.keyslots, ketaguide.vault.passphrase\n"
        "import ketaguide.vault.instance, ketaguide.vault.keyfile\n"
        "print([m for m in ('sqlmodel', 'sqlalchemy', 'pydantic', 'sqlcipher3', 'PySide6') "
        "if m in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
