"""Copying the open database under another key, while the person goes on writing."""

import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2
from sqlmodel import select

from ketaguide.base.errors import (
    DatabaseDamaged,
    DiskFull,
    FolderNotEmpty,
    StorageProblem,
    VaultDamaged,
    VaultError,
)
from ketaguide.base.pulse import Cancelled
from ketaguide.store.entries import Entry
from ketaguide.vault import copying, files, header, history, holes, opener
from ketaguide.vault.db import Db
from ketaguide.vault.opener import Target
from ketaguide.vault.vault import Vault
from tests.helpers.backups import dump, write
from tests.helpers.small_vaults import Made, make


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return make(tmp_path / "v")


@pytest.fixture
def vault(made: Made, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Some 300 pages, copied in steps of four."""
    monkeypatch.setattr(copying, "_PAGES", 4)
    opened = made.open()
    write(opened, 400)
    yield opened
    opened.close()


def target_in(folder: Path) -> Target:
    return Target(folder / "copy.db", bytearray(os.urandom(32)), os.urandom(16))


class Pulses:
    """Counts the pulses, and does something at one of them."""

    def __init__(self, at: int = 0, act: Any = None) -> None:
        self.seen: list[tuple[int, int]] = []
        self._at, self._act = at, act

    def __call__(self, done: int, total: int) -> None:
        self.seen.append((done, total))
        if len(self.seen) == self._at:
            self._act()


def _opened(target: Target) -> dict[str, Any]:
    connection = opener.open_existing(target)
    try:
        return dump(connection)
    finally:
        connection.close()


def test_a_copy_is_the_same_under_its_own_key_and_salt(vault: Vault, tmp_path: Path) -> None:
    target = target_in(tmp_path)
    copying.copy_vault(vault, target)
    start = target.path.read_bytes()[:16]
    assert start == target.salt != header.load(vault.folder).header.db_salt
    assert _opened(target) == dump(vault.driver())
    names = ("user_version", "application_id", "page_size", "page_count", "encoding")
    copy = opener.open_existing(target, guarded=False)
    for name in names:
        here, there = (one.execute(f"PRAGMA {name}").fetchone() for one in (vault.driver(), copy))
        assert here == there, name
    assert copy.execute("PRAGMA cipher_integrity_check").fetchall() == []
    assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    copy.close()


def test_only_its_own_key_opens_the_copy(vault: Vault, tmp_path: Path) -> None:
    target = target_in(tmp_path)
    copying.copy_vault(vault, target)
    for key, salt in (
        (bytearray(vault.keys.database(1)), target.salt),
        (bytearray(os.urandom(32)), target.salt),
        (bytearray(target.key), os.urandom(16)),
    ):
        with pytest.raises(VaultDamaged):
            _opened(Target(target.path, key, salt))


@pytest.mark.promise("R-01")
def test_what_is_committed_meanwhile_is_in_the_copy(vault: Vault, tmp_path: Path) -> None:
    quiet = Pulses()
    copying.copy_vault(vault, target_in(tmp_path), pulse=quiet)
    (tmp_path / "copy.db").unlink()
    commits = 0

    def change(db: Db) -> None:
        first = db.exec(select(Entry)).first()
        assert first is not None
        if commits % 2:
            db.delete(first)
        else:
            first.body = f"changed {commits} " * 50
            db.add(first)
        db.add(Entry(body="new " * 400, written_at=first.written_at, zone="UTC"))

    def pulse(done: int, total: int) -> None:
        nonlocal commits
        busy(done, total)
        if commits < 20:
            vault.ask(change)
            commits += 1

    busy = Pulses()
    target = target_in(tmp_path)
    copying.copy_vault(vault, target, pulse=pulse)
    assert commits == 20
    assert _opened(target) == dump(vault.driver())
    assert len(busy.seen) <= 1.5 * len(quiet.seen)
    assert [done for done, _total in quiet.seen] == sorted({done for done, _ in quiet.seen})
    assert all(done < total for done, total in busy.seen)


def test_a_copy_that_is_called_off_leaves_nothing(vault: Vault, tmp_path: Path) -> None:
    def call_off() -> None:
        raise Cancelled

    before = sorted(tmp_path.rglob("*"))
    for at in (1, 2, 30):
        with pytest.raises(Cancelled):
            copying.copy_vault(vault, target_in(tmp_path), pulse=Pulses(at, call_off))
        assert sorted(tmp_path.rglob("*")) == before
    write(vault)
    copying.copy_vault(vault, target_in(tmp_path))


def test_a_question_that_finds_damage_ends_the_copy_at_once(vault: Vault, tmp_path: Path) -> None:
    runs, others = 0, 0

    def damaged(db: Db) -> None:
        nonlocal runs
        db.connection()
        runs += 1
        problem = dbapi2.DatabaseError("")
        problem.sqlite_errorcode = 11
        raise problem

    def ask() -> None:
        nonlocal others
        # The old connection still holds the file; a new one would wait for it for seconds.
        with pytest.raises(StorageProblem):
            vault.ask(damaged)
        with pytest.raises(StorageProblem):
            write(vault)
        others += 1

    pulses = Pulses(3, ask)
    with pytest.raises(StorageProblem):
        copying.copy_vault(vault, target_in(tmp_path), pulse=pulses)
    assert (runs, others, len(pulses.seen)) == (1, 1, 3)
    assert not (tmp_path / "copy.db").exists()
    write(vault)
    copying.copy_vault(vault, target_in(tmp_path))


def test_a_file_that_is_there_is_left_alone(vault: Vault, tmp_path: Path) -> None:
    target = target_in(tmp_path)
    target.path.write_bytes(b"mine")
    with pytest.raises(FolderNotEmpty):
        copying.copy_vault(vault, target)
    assert target.path.read_bytes() == b"mine"


@pytest.mark.only_on("linux")
def test_a_full_disk_is_told_and_leaves_nothing(vault: Vault, tmp_path: Path) -> None:
    import resource

    size = (vault.folder / "vault-e1.db").stat().st_size
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    for most in (0, 4096, size // 2, size - 4096):
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
        try:
            with pytest.raises((DiskFull, StorageProblem)):
                copying.copy_vault(vault, target_in(tmp_path))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert not list(tmp_path.glob("copy.db*"))
    write(vault)
    copying.copy_vault(vault, target_in(tmp_path))


def _long_texts(made: Made) -> None:
    """A vault in which most pages hold the second part of a long text, and some are free."""
    opened = made.open()
    write(opened, 20, words=1200)

    def delete(db: Db) -> None:
        for one in db.exec(select(Entry)).all()[10:18]:
            db.delete(one)

    opened.ask(delete)
    opened.close()


@pytest.mark.promise("I-01")
def test_no_damaged_page_is_copied_as_if_it_were_whole(made: Made, tmp_path: Path) -> None:
    """SQLCipher's own backup copies each as zeros, and says that all went well."""
    _long_texts(made)
    content = made.database.read_bytes()
    seen: Counter[type[VaultError] | None] = Counter()
    for page in range(1, len(content) // 4096, 2):
        made.database.write_bytes(_with_hole(content, page))
        outcome, whole = _copied(made, tmp_path)
        seen[outcome] += 1
        assert outcome is DatabaseDamaged or whole, page
    made.database.write_bytes(content)
    assert _copied(made, tmp_path) == (None, True)
    assert seen[DatabaseDamaged] > 60


def test_the_check_for_lost_pages_can_fail(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _long_texts(made)
    content = made.database.read_bytes()
    monkeypatch.setattr(holes, "lost", lambda *_, **__: [])
    pages = range(len(content) // 4096 // 2, len(content) // 4096)
    holed = (_with_hole(content, page) for page in pages)
    assert any(
        made.database.write_bytes(each) and _copied(made, tmp_path) == (None, False)
        for each in holed
    )


def test_the_vault_goes_on_with_a_new_connection_after_damage(made: Made, tmp_path: Path) -> None:
    _long_texts(made)
    content = made.database.read_bytes()
    made.database.write_bytes(_with_hole(content, len(content) // 4096 - 1))
    vault = made.open()
    before = vault.driver()
    with pytest.raises(DatabaseDamaged):
        copying.copy_vault(vault, target_in(tmp_path))
    assert vault.driver() is not before
    assert vault.driver().execute("PRAGMA cipher_integrity_check").fetchall()
    write(vault)
    vault.close()


def _with_hole(content: bytes, page: int) -> bytes:
    at = page * 4096
    return content[: at + 300] + bytes(16) + content[at + 316 :]


def _copied(made: Made, folder: Path) -> tuple[type[VaultError] | None, bool]:
    """How copying ended, and whether the copy holds all of it."""
    keys = made.keys()
    target = target_in(folder)
    source = None
    try:
        source = opener.open_existing(
            Target(made.database, bytearray(keys.database(1)), made.db_salt)
        )
        copying.copy_database(source, target)
    except VaultError as problem:
        assert not list(folder.glob("copy.db*"))
        return type(problem), False
    finally:
        if source is not None:
            source.close()
    copy = opener.open_existing(target)
    try:
        return None, history.verify(copy, keys.history_chain()) == []
    except dbapi2.DatabaseError:
        return None, False
    finally:
        copy.close()
        for left in folder.glob("copy.db*"):
            left.unlink()


def test_a_file_without_its_salt_is_refused(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a library would leave it that ignores the key."""
    monkeypatch.setattr(files, "read_limited", lambda *_a, **_k: b"SQLite format 3\0")
    with pytest.raises(VaultError):
        copying.copy_vault(vault, target_in(tmp_path))
    assert not list(tmp_path.glob("copy.db*"))
