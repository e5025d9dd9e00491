"""Making a vault: private from the first byte, never over anything, and all of it or nothing."""

import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ketaguide.base.errors import DiskFull, FolderNotEmpty, VaultError, VaultLocked
from ketaguide.store.entries import Entry
from ketaguide.vault import keyslots, opener
from ketaguide.vault.db import Db
from ketaguide.vault.opener import Target
from ketaguide.vault.secrets import Passphrase
from ketaguide.vault.sight import remove_half_made
from ketaguide.vault.vault import Vault
from tests.helpers.small_vaults import POLICY, WORDS, Made, clock, make


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return make(tmp_path / "v")


def _add(db: Db) -> None:
    db.add(Entry(body="x", written_at=datetime(2025, 1, 1, tzinfo=UTC), zone="UTC"))


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


def test_a_vault_that_could_not_be_made_can_be_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DiskFull

    folder = tmp_path / "v"
    keys = keyslots.create(folder, passphrase=Passphrase(WORDS), clock=clock(), policy=POLICY)
    with monkeypatch.context() as disk:
        disk.setattr(opener, "_prepare", full)
        with pytest.raises(DiskFull):
            Vault.create(folder, keys, clock=clock())
    assert not list(folder.glob("*.db*"))
    remove_half_made(folder)
    make(folder)
