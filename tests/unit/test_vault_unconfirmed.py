"""A header that may or may not stand: no word goes to a database that could be tidied away."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from ketaguide.base.errors import HeaderUnconfirmed, StorageProblem, VaultError
from ketaguide.vault import backups, files, header, keyslots, reserve
from ketaguide.vault.secrets import Passphrase
from ketaguide.vault.vault import Vault
from tests.helpers import epochs as epochs_of
from tests.helpers.backups import write
from tests.helpers.epochs import NEW_WORDS, WORKS
from tests.helpers.small_vaults import POLICY, Made, make


@pytest.fixture(autouse=True)
def _small_ballast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reserve, "SIZE", 4096)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed vault with a backup of all that is in it."""
    made = make(tmp_path_factory.mktemp("t") / "v")
    vault = made.open()
    write(vault, 3)
    backups.make(vault, reason="hand")
    vault.close()
    return made.folder


@pytest.fixture
def made(template: Path, tmp_path: Path) -> Made:
    shutil.copytree(template, tmp_path / "v")
    return Made(tmp_path / "v")


@dataclass
class _Disk:
    """Fails from the rename of the header on, and no longer gives the header back."""

    folder: Path
    renames: bool
    fails: bool = True
    is_broken: bool = field(default=False, init=False)

    def rename(self, old: Path, new: Path) -> Path:
        if new == self.folder / header.NAME and self.fails:
            self.is_broken = True
            if not self.renames:
                raise OSError(errno.EIO, "")
        return _rename(old, new)

    def sync(self, folder: Path) -> None:
        self._check()
        _sync(folder)

    def read(self, path: Path, *, most: int) -> bytes:
        if path == self.folder / header.NAME:
            self._check()
        return _read(path, most=most)

    def _check(self) -> None:
        if self.is_broken and self.fails:
            raise OSError(errno.EIO, "")


_rename, _sync, _read = Path.replace, files.sync_folder, files.read_limited


@contextmanager
def _failing(folder: Path, *, renames: bool) -> Iterator[_Disk]:
    disk = _Disk(folder, renames)

    def on_path(old: Path, new: Any) -> Path:
        return disk.rename(old, Path(new))

    with ExitStack() as patches:
        patches.enter_context(mock.patch.object(Path, "replace", on_path))
        patches.enter_context(mock.patch.object(files, "sync_folder", disk.sync))
        patches.enter_context(mock.patch.object(files, "read_limited", disk.read))
        yield disk
    assert disk.is_broken, "the harness struck"


def _epoch(folder: Path) -> int:
    return header.load(folder).header.epoch


@pytest.mark.promise("D-04")
@pytest.mark.parametrize("renames", [True, False])
@pytest.mark.parametrize("work", WORKS)
def test_no_word_is_taken_while_nobody_knows_which_header_stands(
    made: Made, work: str, renames: bool
) -> None:
    """Whichever it is: what was taken is there afterwards, and what was refused was said."""
    vault = made.open()
    before = epochs_of.entries(vault)
    with _failing(made.folder, renames=renames) as disk:
        WORKS[work](vault)
        assert epochs_of.entries(vault) == before
        for _ in range(2):
            with pytest.raises(StorageProblem):
                write(vault)
        assert epochs_of.entries(vault) == before
        disk.fails = False
        write(vault)
    now = epochs_of.entries(vault)
    assert len(now) == len(before) + 1
    assert _epoch(made.folder) == 2
    vault.close()
    _opens_with(made.folder, now)
    assert epochs_of.is_tidy(made.folder)


@pytest.mark.promise("D-04")
@pytest.mark.parametrize("renames", [True, False])
@pytest.mark.parametrize("work", WORKS)
def test_closed_before_the_disk_answers_it_opens_with_everything(
    made: Made, work: str, renames: bool
) -> None:
    vault = made.open()
    before = epochs_of.entries(vault)
    with _failing(made.folder, renames=renames):
        WORKS[work](vault)
        with pytest.raises(StorageProblem):
            write(vault)
        vault.close()
    assert {"vault-e1.db", "vault-e2.db"} <= set(epochs_of.databases(made.folder))
    _opens_with(made.folder, before)
    assert epochs_of.is_tidy(made.folder)


def test_a_header_that_others_changed_meanwhile_is_never_replaced(made: Made) -> None:
    vault = made.open()
    with _failing(made.folder, renames=False) as disk:
        WORKS["compact"](vault)
        disk.fails = False
        other = made.keys()
        keyslots.change_passphrase(made.folder, other, Passphrase(NEW_WORDS), policy=POLICY)
        changed = (made.folder / header.NAME).read_bytes()
        with pytest.raises(HeaderUnconfirmed):
            write(vault)
        with pytest.raises(VaultError):
            WORKS["compact"](vault)
    assert (made.folder / header.NAME).read_bytes() == changed
    vault.close()


@pytest.mark.parametrize("renames", [True, False])
def test_no_code_is_shown_that_may_not_open_the_vault(made: Made, renames: bool) -> None:
    keys = made.keys()
    with _failing(made.folder, renames=renames), pytest.raises(HeaderUnconfirmed):
        keyslots.add_recovery(made.folder, keys)


def _opens_with(folder: Path, expected: list[object]) -> None:
    opened: Vault = epochs_of.opened(folder)
    assert epochs_of.entries(opened) == expected
    assert opened.verify_history() == []
    opened.close()
