"""A backup for a vault that cannot be opened any more, or is not there at all."""

import shutil
from pathlib import Path

import pytest

from ketaguide.base.errors import (
    DatabaseDamaged,
    FolderNotEmpty,
    HeaderRolledBack,
    StorageProblem,
    VaultInUse,
)
from ketaguide.vault import backups, epochs, files, header, history, keyslots, meta
from ketaguide.vault.secrets import Passphrase
from ketaguide.vault.vault import Vault
from tests.helpers import epochs as epochs_of
from tests.helpers.epochs import NEW_WORDS
from tests.helpers.small_vaults import POLICY, WORDS, Made, make
from tests.helpers.steps import failing, watched


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return make(tmp_path / "v")


def _damaged(made: Made) -> bytes:
    """In the middle of the file, so that it cannot be opened any more."""
    content = made.database.read_bytes()
    damaged = content[:4096] + bytes(4096) * (len(content) // 4096 - 1)
    made.database.write_bytes(damaged)
    with pytest.raises(DatabaseDamaged):
        made.open()
    return damaged


def test_a_damaged_database_makes_way_and_is_kept(made: Made, tmp_path: Path) -> None:
    state = tmp_path / "state"
    vault = made.open(state=state)
    records = epochs_of.written(vault, 4)
    backup = backups.make(vault, reason="hand")
    epochs_of.written(vault, 2)
    vault.close()
    damaged = _damaged(made)
    keys = made.keys()
    epochs.restore_closed(made.folder, keys, backup.path, clock=made.clock, state=state)
    assert any(keys.key)
    kept = made.folder / "vault-e1.db.damaged"
    assert kept.read_bytes() == damaged
    for _ in range(2):
        vault = made.open(state=state)
        assert epochs_of.records(vault) == records
        assert vault.verify_history() == []
        vault.close()
    assert kept.read_bytes() == damaged


def test_a_missing_database_and_a_backup_from_before_a_new_key(made: Made) -> None:
    vault = made.open()
    records = epochs_of.written(vault, 4)
    backup = backups.make(vault, reason="hand")
    epochs.rotate(vault, Passphrase(NEW_WORDS), policy=POLICY)
    vault.close()
    made.database.unlink()
    old = backups.unlock(backup.path, Passphrase(WORDS), policy=POLICY)
    epochs.restore_closed(
        made.folder, made.keys(NEW_WORDS), backup.path, backup_keys=old, clock=made.clock
    )
    vault = Vault.open(made.folder, made.keys(NEW_WORDS), clock=made.clock)
    assert epochs_of.records(vault) == records
    vault.close()
    secret = header.load(made.folder).header.inbox
    vault = Vault.open(made.folder, made.keys(NEW_WORDS), clock=made.clock)
    held = bytes.fromhex(meta.get(vault.driver(), meta.INBOX_SECRET))
    assert keyslots.inbox_of(held) == secret
    vault.close()


def test_what_an_old_header_does_not_name_is_kept(made: Made) -> None:
    """The newest database lies there, without the header that opens it."""
    old = made.header.read_bytes()
    vault = made.open()
    backup = backups.make(vault, reason="hand")
    epochs.compact(vault)
    epochs_of.written(vault, 4)
    vault.close()
    newest = made.database.read_bytes()
    made.header.write_bytes(old)
    with pytest.raises(HeaderRolledBack):
        made.open()
    epochs.restore_closed(made.folder, made.keys(), backup.path, clock=made.clock)
    for _ in range(2):
        made.open().close()
    assert (made.folder / "vault-e2.db.damaged").read_bytes() == newest


@pytest.mark.promise("R-03")
def test_whatever_step_of_it_fails_the_damaged_vault_is_as_it_was(made: Made) -> None:
    vault = made.open()
    records = epochs_of.written(vault, 4)
    backup = backups.make(vault, reason="hand")
    vault.close()
    damaged = _damaged(made)
    keys, at, failed = made.keys(), 0, 0
    before = made.header.read_bytes()
    while made.header.read_bytes() == before:
        at += 1
        with watched(made.folder, failing(at)):
            try:
                epochs.restore_closed(made.folder, keys, backup.path, clock=made.clock)
            except StorageProblem:
                failed += 1
                assert made.database.read_bytes() == damaged
                assert made.header.read_bytes() == before
    assert failed > 5
    vault = made.open()
    assert epochs_of.records(vault) == records
    vault.close()
    assert (made.folder / "vault-e1.db.damaged").read_bytes() == damaged


def test_an_open_vault_is_not_restored_from_beside(made: Made) -> None:
    vault = made.open()
    backup = backups.make(vault, reason="hand")
    with pytest.raises(VaultInUse):
        epochs.restore_closed(made.folder, made.keys(), backup.path, clock=made.clock)
    vault.close()


def test_a_backup_alone_becomes_a_vault_elsewhere(made: Made, tmp_path: Path) -> None:
    vault = made.open()
    code = vault.add_recovery()
    records = epochs_of.written(vault, 4)
    backup = backups.make(vault, reason="hand").path
    vault.close()
    shutil.move(backup, tmp_path / "kept.kgbak")
    shutil.rmtree(made.folder)
    elsewhere = Made(tmp_path / "new computer" / "v")
    keys = backups.unlock(tmp_path / "kept.kgbak", code, policy=POLICY)
    epochs.restore_new(tmp_path / "kept.kgbak", keys, elsewhere.folder, clock=elsewhere.clock)
    for secret in (Passphrase(WORDS), code):
        opened = Vault.open(
            elsewhere.folder,
            keyslots.unlock(elsewhere.folder, secret, policy=POLICY),
            clock=elsewhere.clock,
        )
        assert epochs_of.records(opened) == records
        assert opened.verify_history() == []
        assert history.latest(opened.driver()).generation > 1
        opened.close()
    with pytest.raises(FolderNotEmpty):
        epochs.restore_new(tmp_path / "kept.kgbak", keys, elsewhere.folder, clock=elsewhere.clock)


def test_a_new_vault_that_could_not_be_made_leaves_nothing(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = made.open()
    backup = backups.make(vault, reason="hand").path
    vault.close()
    folder = tmp_path / "new"
    real, calls = files.sync_folder, 0

    def sync(path: Path) -> None:
        nonlocal calls
        calls += path == folder
        if calls == 2 and path == folder:
            raise OSError(5, "")
        real(path)

    monkeypatch.setattr(files, "sync_folder", sync)
    with pytest.raises(StorageProblem):
        epochs.restore_new(backup, made.keys(), folder, clock=made.clock)
    assert not folder.exists()
    epochs.restore_new(backup, made.keys(), folder, clock=made.clock)
    Made(folder).open().close()
