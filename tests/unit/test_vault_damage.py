"""What is damaged, swapped or refused by the disk is said as what it is, and without a word."""

import os
import random
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2
from sqlmodel import func, select

from ketaguide.base.errors import (
    DatabaseDamaged,
    DiskFull,
    HeaderRolledBack,
    StorageProblem,
    VaultError,
    VaultInUse,
    VaultMissing,
    VaultReadOnly,
    WrongDatabase,
)
from ketaguide.store.entries import Entry
from ketaguide.vault import faults, keyslots, opener
from ketaguide.vault.db import Db
from ketaguide.vault.opener import Target
from ketaguide.vault.vault import Vault
from tests.helpers.small_vaults import Made, clock, make

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


def _foreign_cipher(folder: Path) -> bytes:
    """An encrypted database that another program has made, with a passphrase of its own."""
    path = folder / "foreign-cipher.db"
    connection = dbapi2.connect(str(path))
    connection.execute("PRAGMA key='somebody else'")
    connection.execute("CREATE TABLE t(x)")
    connection.commit()
    connection.close()
    return path.read_bytes()


def _open_files() -> int:
    listed = Path("/proc/self/fd")
    return len(list(listed.iterdir())) if listed.is_dir() else 0


def _tree(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*")}


def test_a_failed_opening_leaves_nothing_open(filled: Made) -> None:
    content = filled.database.read_bytes()
    filled.database.write_bytes(content[:4096])
    before = _open_files()
    for _ in range(5):
        with pytest.raises(DatabaseDamaged):
            filled.open()
    assert _open_files() == before
    filled.database.write_bytes(content)
    filled.open().close()


@pytest.mark.promise("I-04")
def test_each_wrong_file_has_its_own_class(filled: Made, tmp_path: Path) -> None:
    content = filled.database.read_bytes()
    path = filled.database
    other = make(tmp_path / "other")
    foreign = tmp_path / "foreign.db"
    plain = dbapi2.connect(str(foreign))
    plain.execute("CREATE TABLE t(x)")
    plain.commit()
    plain.close()
    names = _tree(filled.folder)
    for replaced, error in (
        (b"", DatabaseDamaged),
        (b"x", DatabaseDamaged),
        (foreign.read_bytes(), WrongDatabase),
        (other.database.read_bytes(), WrongDatabase),
        (_foreign_cipher(tmp_path), WrongDatabase),
        (bytes(8192), DatabaseDamaged),
        (RANDOM.randbytes(4096) + content[4096:], DatabaseDamaged),
        (content[:-1], DatabaseDamaged),
        (content[:-4096], DatabaseDamaged),
    ):
        path.write_bytes(replaced)
        with pytest.raises(VaultError) as caught:
            filled.open()
        assert type(caught.value) is error
        assert path.read_bytes() == replaced
    path.unlink()
    with pytest.raises(VaultMissing):
        filled.open()
    assert not path.exists()
    path.mkdir()
    with pytest.raises(WrongDatabase):
        filled.open()
    path.rmdir()
    for aim in (foreign, other.database, tmp_path / "nowhere.db", other.folder):
        path.symlink_to(aim)
        with pytest.raises(WrongDatabase, match="only a link"):
            filled.open()
        path.unlink()
    if hasattr(os, "mkfifo"):
        os.mkfifo(path)
        with pytest.raises(WrongDatabase):
            filled.open()
        path.unlink()
    path.write_bytes(content)
    assert _tree(filled.folder) == names
    filled.open().close()


def test_a_database_of_another_epoch_or_vault_is_refused(made: Made) -> None:
    for name, value in (("epoch", "2"), ("vault_id", "00" * 16), ("epoch", "one")):
        opened = made.open()
        with opened.transaction() as db:
            connection = db.connection()
            old = connection.exec_driver_sql(
                "SELECT value FROM vault_meta WHERE name = ?", (name,)
            ).scalar_one()
            connection.exec_driver_sql(
                "UPDATE vault_meta SET value = ? WHERE name = ?", (value, name)
            )
        opened.close()
        keys = made.keys()
        with pytest.raises((WrongDatabase, DatabaseDamaged)):
            Vault.open(made.folder, keys, clock=clock())
        target = Target(made.database, bytearray(keys.database(1)), made.db_salt)
        connection = opener.open_existing(target)
        connection.execute("UPDATE vault_meta SET value = ? WHERE name = ?", (old, name))
        connection.close()
    made.open().close()


def test_an_old_header_put_back_is_noticed(made: Made) -> None:
    old = made.header.read_bytes()
    for _ in range(3):
        keyslots.add_recovery(made.folder, made.keys())
    made.open().close()
    made.header.write_bytes(old)
    with pytest.raises(HeaderRolledBack):
        made.open()


def test_a_read_error_that_passes_is_not_damage(made: Made) -> None:
    opened = made.open()
    asked = 0

    def question(db: Db) -> int:
        nonlocal asked
        asked += 1
        if asked == 1:
            raise _driver_error(11)
        return _count(db)

    assert opened.ask(question)[0] == 0
    assert asked == 2
    with pytest.raises(DatabaseDamaged):
        opened.ask(_raise_corrupt)
    assert opened.ask(_count)[0] == 0
    opened.close()


def _driver_error(code: int) -> dbapi2.DatabaseError:
    problem = dbapi2.DatabaseError(CANARY)
    problem.sqlite_errorcode = code
    return problem


def _raise_corrupt(_db: Db) -> None:
    raise _driver_error(11)


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (5, VaultInUse),
        (8, VaultReadOnly),
        (10, StorageProblem),
        (10 | 5 << 8, StorageProblem),
        (11, DatabaseDamaged),
        (13, DiskFull),
        (14, StorageProblem),
        (26, DatabaseDamaged),
    ],
)
def test_the_drivers_words_never_come_through(
    made: Made, code: int, error: type[VaultError]
) -> None:
    translated = faults.translate(_driver_error(code))
    assert type(translated) is error
    assert CANARY not in str(translated)
    assert CANARY not in str(faults.bug(_driver_error(1)))
    opened = made.open()
    with pytest.raises(error) as caught, opened.transaction():
        raise _driver_error(code)
    assert caught.value.__suppress_context__
    assert CANARY not in str(caught.value)
    assert opened.ask(_count)[0] == 0
    opened.close()


def test_a_wrong_statement_is_a_bug_without_its_values(made: Made) -> None:
    opened = made.open()

    def search(db: Db) -> None:
        db.connection().exec_driver_sql(
            "SELECT rowid FROM entry_fts WHERE entry_fts MATCH ?", (CANARY + ":",)
        )

    with pytest.raises(RuntimeError) as caught:
        opened.ask(search)
    assert CANARY not in str(caught.value)
    opened.close()


def test_nothing_is_said_on_standard_error(made: Made) -> None:
    code = (
        "import sys; from pathlib import Path; from tests.helpers.small_vaults import Made\n"
        "made = Made(Path(sys.argv[1]))\n"
        "content = made.database.read_bytes()\n"
        "made.database.write_bytes(content[:100] + b'x' * 3996 + content[4096:])\n"
        "try: made.open()\n"
        "except Exception as problem: print(type(problem).__name__)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(made.folder)], capture_output=True, text=True, check=True
    )
    assert (ran.stdout.strip(), ran.stderr) == ("DatabaseDamaged", "")
