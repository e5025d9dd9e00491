"""A backup takes the place of an open database that is damaged, which is never lost."""

import errno
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from ketaguide.base.errors import BackupInvalid, DatabaseDamaged, VaultError
from ketaguide.vault import backups, epochs, header, reserve
from ketaguide.vault.backups import Backup
from tests.helpers import epochs as epochs_of
from tests.helpers.small_vaults import Made, make
from tests.helpers.steps import failing, snapshots, watched


@pytest.fixture(autouse=True)
def _small_ballast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reserve, "SIZE", 4096)


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return make(tmp_path / "v")


@pytest.fixture(params=["links", "copies"])
def disk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Like Windows, which does not rename open files; and one that gives a file one name only."""
    monkeypatch.setattr(Path, "rename", _rename_but_not_open)
    if request.param == "copies":
        monkeypatch.setattr(os, "link", _refuse)
    return str(request.param)


_rename = Path.rename


def _rename_but_not_open(self: Path, new: Any) -> Path:
    if self.name == "vault-e1.db":
        raise PermissionError(errno.EACCES, "")
    return _rename(self, new)


def _refuse(*_paths: object, **_options: object) -> None:
    raise OSError(errno.EPERM, "")


def _is_kept(folder: Path, damaged: bytes) -> bool:
    return damaged in [path.read_bytes() for path in folder.glob("vault-e1.db*")]


def test_an_open_vault_with_a_damaged_page_is_restored_and_its_file_kept(
    made: Made, tmp_path: Path
) -> None:
    """It opens, but cannot be copied any more; to restore a backup must still work then."""
    state = tmp_path / "state"
    vault = made.open(state=state)
    records = epochs_of.written(vault, 30)
    backup = backups.make(vault, reason="hand")
    epochs_of.written(vault, 30)
    vault.close()
    damaged = _with_a_page_lost(made)
    vault = made.open(state=state)
    with pytest.raises((BackupInvalid, DatabaseDamaged)):
        backups.make(vault, reason="hand")
    epochs.restore(vault, backup.path)
    for _ in range(2):
        assert epochs_of.records(vault) == records
        assert vault.verify_history() == []
        vault.close()
        vault = made.open(state=state)
    vault.close()
    assert (made.folder / "vault-e1.db.damaged").read_bytes() == damaged
    assert [one.reason for one in backups.listed(made.folder, made.keys())] == ["hand"]


@pytest.mark.promise("R-05")
def test_killed_between_any_two_steps_the_damaged_file_is_still_there(
    made: Made, tmp_path: Path, disk: str
) -> None:
    backup, damaged = _backed_up_and_damaged(made)
    vault = made.open()
    snaps = tmp_path / "snaps"
    snaps.mkdir()
    with watched(made.folder, snapshots(made.folder, snaps)):
        epochs.restore(vault, backup.path)
    vault.close()
    epochs_found = set()
    for snap in (*sorted(snaps.iterdir()), made.folder):
        epochs_found.add(header.load(snap).header.epoch)
        for _ in range(2):
            epochs_of.opened(snap).close()
        assert _is_kept(snap, damaged), (disk, snap.name)
    assert epochs_found == {1, 2}, "the control: on both sides of the moment that counts"


@pytest.mark.promise("R-05")
def test_whatever_step_fails_the_damaged_file_is_still_there(
    made: Made, tmp_path: Path, disk: str
) -> None:
    backup, damaged = _backed_up_and_damaged(made)
    at = failed = 0
    while True:
        at += 1
        folder = tmp_path / str(at)
        shutil.copytree(made.folder, folder)
        vault = epochs_of.opened(folder)
        with watched(folder, failing(at)) as steps:
            try:
                epochs.restore(vault, backup.path)
            except VaultError:
                failed += 1
                assert (folder / "vault-e1.db").read_bytes() == damaged
        vault.close()
        epochs_of.opened(folder).close()
        assert _is_kept(folder, damaged), (disk, steps[-1])
        if len(steps) < at:
            break
        shutil.rmtree(folder)
    assert failed > 5


def _backed_up_and_damaged(made: Made) -> tuple[Backup, bytes]:
    vault = made.open()
    epochs_of.written(vault, 12)
    backup = backups.make(vault, reason="hand")
    vault.close()
    return backup, _with_a_page_lost(made)


def _with_a_page_lost(made: Made) -> bytes:
    """The first page in use whose loss is not noticed when the vault is opened."""
    whole = made.database.read_bytes()
    for page in range(len(whole) // 4096 - 1, 2, -1):
        damaged = whole[: page * 4096] + bytes(4096) + whole[(page + 1) * 4096 :]
        made.database.write_bytes(damaged)
        try:
            vault = made.open()
        except DatabaseDamaged:
            continue
        try:
            found = vault.driver().execute("PRAGMA integrity_check").fetchall()
        except dbapi2.DatabaseError:
            found = []
        vault.close()
        if found != [("ok",)]:
            return made.database.read_bytes()
    raise AssertionError
