"""Opening fails closed, says which of the things that can be wrong it is, and leaves no trace."""

import os
import random
import shutil
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2
from sqlmodel import func, select

from ketaguide.base.errors import (
    DatabaseDamaged,
    DiskFull,
    FolderNotEmpty,
    HeaderTampered,
    StorageProblem,
    VaultError,
    VaultInUse,
    VaultLocked,
    VaultMissing,
    VaultReadOnly,
    VaultTooNew,
    WrongDatabase,
)
from ketaguide.store.entries import Entry
from ketaguide.vault import faults, keyslots, opener, reserve
from ketaguide.vault.db import Db
from ketaguide.vault.opener import Target
from ketaguide.vault.secrets import Passphrase
from ketaguide.vault.vault import Vault
from tests.helpers.small_vaults import POLICY, WORDS, Made, clock, make

CANARY = "Xylographicquokka"
RANDOM = random.Random(5)  # noqa: S311 - the same damage in every run


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return make(tmp_path / "v")


@pytest.fixture
def filled(made: Made) -> Made:
    vault = made.open()
    for _ in range(60):
        vault.ask(_add)
    vault.close()
    return made


def _add(db: Db, body: str = CANARY * 20) -> None:
    db.add(Entry(body=body, written_at=datetime(2025, 1, 1, tzinfo=UTC), zone="UTC"))


def _count(db: Db) -> int:
    return db.exec(select(func.count()).select_from(Entry)).one()


def _open_files() -> int:
    listed = Path("/proc/self/fd")
    return len(list(listed.iterdir())) if listed.is_dir() else 0


def _tree(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*")}


@pytest.fixture(params=[0o000, 0o022, 0o077], ids=oct)
def _umask(request: pytest.FixtureRequest) -> Iterator[None]:
    old = os.umask(request.param)
    yield
    os.umask(old)


@pytest.mark.usefixtures("_umask")
def test_everything_is_private_whatever_the_umask(tmp_path: Path) -> None:
    vault = make(tmp_path / "v", state=tmp_path / "state")
    keyslots.add_recovery(vault.folder, vault.keys())
    opened = vault.open()
    opened.ask(_add)
    assert stat.S_IMODE(vault.folder.stat().st_mode) == 0o700
    found = {path: stat.S_IMODE(path.stat().st_mode) for path in vault.folder.iterdir()}
    opened.close()
    assert len(found) >= 6
    assert set(found.values()) == {0o600}
    seen = tmp_path / "state" / "seen.json"
    assert stat.S_IMODE(seen.stat().st_mode) == 0o600


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
    assert opened._engine is not None
    opened._engine.dispose()
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
        (other.database.read_bytes(), DatabaseDamaged),
        (RANDOM.randbytes(8192), DatabaseDamaged),
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
    path.symlink_to(foreign)
    with pytest.raises(VaultError):
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
        fields = made.header_fields()
        target = Target(made.database, bytearray(keys.database(1)), opener_salt(fields["db_salt"]))
        connection = opener.open_existing(target)
        connection.execute("UPDATE vault_meta SET value = ? WHERE name = ?", (old, name))
        connection.close()
    made.open().close()


def opener_salt(text: str) -> bytes:
    import base64

    return base64.b64decode(text)


def test_an_old_header_put_back_is_noticed(made: Made) -> None:
    old = made.header.read_bytes()
    for _ in range(3):
        keyslots.add_recovery(made.folder, made.keys())
    made.open().close()
    made.header.write_bytes(old)
    with pytest.raises(HeaderTampered):
        made.open()


def test_the_first_sixteen_bytes_can_be_lost(filled: Made) -> None:
    content = filled.database.read_bytes()
    for _ in range(30):
        filled.database.write_bytes(RANDOM.randbytes(16) + content[16:])
        opened = filled.open()
        assert opened.ask(_count)[0] == 60
        opened.close()
    opened = filled.open()
    opened.ask(_add)
    assert opened.verify_history() == []
    opened.close()


def test_flipped_bits_never_change_what_is_read(filled: Made) -> None:
    content = filled.database.read_bytes()

    def read(db: Db) -> list[tuple[str, str]]:
        return [(each.id, each.body) for each in db.exec(select(Entry).order_by("id")).all()]

    opened = filled.open()
    expected = opened.ask(read)[0]
    opened.close()
    noticed = 0
    for _ in range(60):
        changed = bytearray(content)
        changed[RANDOM.randrange(4096, len(changed))] ^= 1 << RANDOM.randrange(8)
        filled.database.write_bytes(changed)
        try:
            opened = filled.open()
        except DatabaseDamaged:
            noticed += 1
            continue
        try:
            assert opened.ask(read)[0] == expected
            opened.verify_history()
        except DatabaseDamaged:
            noticed += 1
        finally:
            opened.close()
    assert noticed > 20


@pytest.mark.parametrize("length", [0, 1, 15, 31, 33, 64])
def test_a_key_of_another_length_never_reaches_the_database(made: Made, length: int) -> None:
    target = Target(made.database, bytearray(length), bytes(16))
    with pytest.raises(VaultLocked):
        opener.open_existing(target)
    new = made.folder / "vault-e9.db"
    with pytest.raises(VaultLocked):
        opener.create(Target(new, bytearray(length), bytes(16)))
    assert not new.exists()


def test_creating_never_overwrites(made: Made, tmp_path: Path) -> None:
    content = made.database.read_bytes()
    with pytest.raises(FolderNotEmpty):
        keyslots.create(made.folder, passphrase=Passphrase(WORDS), clock=clock(), policy=POLICY)
    with pytest.raises(VaultError):
        Vault.create(made.folder, made.keys(), clock=clock())
    assert made.database.read_bytes() == content
    made.open().close()
    target = tmp_path / "target"
    link = tmp_path / "link.db"
    link.symlink_to(target)
    with pytest.raises(VaultError):
        opener.create(Target(link, bytearray(32), bytes(16)))
    assert not target.exists()


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
    fields = made.header_fields()
    target = Target(
        made.database, bytearray(made.keys().database(1)), opener_salt(fields["db_salt"])
    )
    connection = opener.open_existing(target, guarded=False)
    connection.execute("PRAGMA user_version=99")
    connection.close()
    content = made.database.read_bytes()
    for options in ({}, {"read_only": True}):
        with pytest.raises(VaultTooNew):
            made.open(**options)
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
