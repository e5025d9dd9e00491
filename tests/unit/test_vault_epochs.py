"""From one epoch to the next: killed or failing anywhere, the vault opens with all it held."""

import errno
import shutil
from pathlib import Path

import pytest

from ketaguide.base.errors import (
    DiskFull,
    StorageProblem,
    VaultError,
    VaultReadOnly,
)
from ketaguide.base.pulse import Cancelled
from ketaguide.vault import backups, copying, epochs, header, moving, reserve
from ketaguide.vault.secrets import Passphrase
from ketaguide.vault.vault import Vault
from tests.helpers import epochs as epochs_of
from tests.helpers.backups import write
from tests.helpers.epochs import NEW_WORDS, WORKS
from tests.helpers.small_vaults import POLICY, Made, make
from tests.helpers.steps import failing, snapshots, watched


@pytest.fixture(autouse=True)
def _small_ballast(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is made at every opening of a copied folder, which would be most of the time here."""
    monkeypatch.setattr(reserve, "SIZE", 4096)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed vault with a backup of all that is in it."""
    made = make(tmp_path_factory.mktemp("t") / "v")
    vault = made.open()
    write(vault, 12)
    backups.make(vault, reason="hand")
    vault.close()
    return made.folder


@pytest.fixture
def made(template: Path, tmp_path: Path) -> Made:
    return Made(_copied(template, tmp_path / "v"))


def _copied(template: Path, folder: Path) -> Path:
    shutil.copytree(template, folder)
    return folder


@pytest.mark.promise("D-04")
@pytest.mark.parametrize("work", WORKS)
def test_killed_between_any_two_steps_it_opens_with_everything(
    made: Made, tmp_path: Path, work: str
) -> None:
    vault = made.open()
    before = epochs_of.entries(vault)
    snaps = tmp_path / "snaps"
    snaps.mkdir()
    with watched(made.folder, snapshots(made.folder, snaps)) as steps:
        WORKS[work](vault)
    assert epochs_of.entries(vault) == before
    vault.close()
    assert epochs_of.is_tidy(made.folder)
    epochs_found = set()
    for snap in sorted(snaps.iterdir()):
        opened = epochs_of.opened(snap)
        epochs_found.add(header.load(snap).header.epoch)
        assert epochs_of.entries(opened) == before, (snap.name, steps[: int(snap.name)])
        assert opened.verify_history() == []
        opened.close()
        assert epochs_of.is_tidy(snap), (snap.name, epochs_of.databases(snap))
    # The control: the kills fell on both sides of the one moment that counts.
    assert epochs_found == {1, 2}
    assert len(steps) > 10


@pytest.mark.promise("D-04")
@pytest.mark.parametrize("work", WORKS)
def test_whatever_step_fails_the_vault_goes_on_and_a_second_try_succeeds(
    template: Path, tmp_path: Path, work: str
) -> None:
    at, failed = 0, 0
    while True:
        at += 1
        folder = _copied(template, tmp_path / str(at))
        vault = epochs_of.opened(folder)
        before = epochs_of.entries(vault)
        with watched(folder, failing(at)) as steps:
            try:
                WORKS[work](vault)
            except VaultError:
                failed += 1
        assert epochs_of.entries(vault) == before
        write(vault)
        if len(steps) < at:
            vault.close()
            break
        WORKS["compact" if work == "restore" else work](vault)
        now = epochs_of.entries(vault)
        assert len(now) == len(before) + 1
        vault.close()
        opened = epochs_of.opened(folder)
        assert epochs_of.entries(opened) == now, steps[-1]
        opened.close()
        assert epochs_of.is_tidy(folder), (steps[at - 1], epochs_of.databases(folder))
        shutil.rmtree(folder)
    assert failed > 5


@pytest.mark.parametrize("work", WORKS)
def test_a_disk_that_does_not_confirm_the_header_loses_nothing(
    template: Path, tmp_path: Path, work: str
) -> None:
    """The rename stands, the sync fails twice: each header that may come back has its database."""
    folder = _copied(template, tmp_path / "v")
    old_header = (folder / header.NAME).read_bytes()
    vault = epochs_of.opened(folder)
    before = epochs_of.entries(vault)
    state = {"renamed": False}

    def look(number: int) -> None:
        if steps[-1] == "sync_folder" and _names_epoch(folder, 2):
            state["renamed"] = True
            raise OSError(errno.EIO, "")

    with watched(folder, look) as steps:
        WORKS[work](vault)
    assert state["renamed"]
    assert epochs_of.entries(vault) == before
    vault.close()
    assert {"vault-e1.db", "vault-e2.db"} <= set(epochs_of.databases(folder))
    other = _copied(folder, tmp_path / "other")
    (other / header.NAME).write_bytes(old_header)
    for each in (folder, other):
        opened = epochs_of.opened(each)
        assert epochs_of.entries(opened) == before
        opened.close()
        assert epochs_of.is_tidy(each)


def _names_epoch(folder: Path, epoch: int) -> bool:
    return header.load(folder).header.epoch == epoch


@pytest.mark.promise("R-03")
@pytest.mark.parametrize("work", WORKS)
def test_too_little_room_is_said_before_anything_is_made(
    made: Made, monkeypatch: pytest.MonkeyPatch, work: str
) -> None:
    vault = made.open()
    whole = {path: path.read_bytes() for path in made.folder.rglob("*") if path.is_file()}
    monkeypatch.setattr(moving, "SPARE", 2**60)
    with pytest.raises(DiskFull) as caught:
        WORKS[work](vault)
    assert "Nothing was changed" in caught.value.hint
    assert {p: p.read_bytes() for p in made.folder.rglob("*") if p.is_file()} == whole
    vault.close()


@pytest.mark.promise("R-03")
@pytest.mark.parametrize("work", ["rotate", "restore"])
def test_called_off_at_any_pulse_the_vault_is_byte_identical(
    made: Made, monkeypatch: pytest.MonkeyPatch, work: str
) -> None:
    monkeypatch.setattr(copying, "_PAGES", 8)
    vault = made.open()
    whole = made.database.read_bytes(), made.header.read_bytes()
    called_off = 0
    while _is_called_off(vault, work, at=called_off + 1):
        called_off += 1
        assert (made.database.read_bytes(), made.header.read_bytes()) == whole
        assert epochs_of.databases(made.folder) == ["vault-e1.db"]
    assert called_off > 5
    vault.close()


def _is_called_off(vault: Vault, work: str, *, at: int) -> bool:
    seen = 0

    def pulse(_done: int, _total: int) -> None:
        nonlocal seen
        seen += 1
        if seen == at:
            raise Cancelled

    try:
        if work == "rotate":
            epochs.rotate(vault, Passphrase(NEW_WORDS), policy=POLICY, pulse=pulse)
        else:
            oldest = backups.listed(vault.folder, vault.keys)[-1]
            epochs.restore(vault, oldest.path, pulse=pulse)
    except Cancelled:
        return True
    return False


def test_what_is_written_at_a_pulse_is_not_left_behind(made: Made) -> None:
    vault = made.open()
    written = 0

    def pulse(_done: int, _total: int) -> None:
        nonlocal written
        if written < 3:
            write(vault)
            written += 1

    before = len(epochs_of.entries(vault))
    epochs.rotate(vault, Passphrase(NEW_WORDS), policy=POLICY, pulse=pulse)
    assert written > 0
    assert len(epochs_of.entries(vault)) == before + written
    assert vault.verify_history() == []
    vault.close()


def test_a_vault_that_is_only_read_does_not_move(made: Made) -> None:
    vault = made.open(read_only=True)
    for work in WORKS.values():
        with pytest.raises(VaultReadOnly):
            work(vault)
    vault.close()


def test_the_same_vault_goes_on_and_its_old_keys_are_wiped(made: Made) -> None:
    vault = made.open()
    old = vault.keys
    epochs.compact(vault)
    assert vault.keys is old
    assert any(old.key)
    epochs.rotate(vault, Passphrase(NEW_WORDS), policy=POLICY)
    assert vault.keys is not old
    assert not any(old.key)
    write(vault)
    with vault.transaction() as db:
        db.connection()
    vault.close()


def test_a_copy_that_came_out_wrong_is_not_moved_to(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = moving._flush

    def spoil(path: Path) -> None:
        content = bytearray(path.read_bytes())
        content[4096 * 3 + 100] ^= 1
        path.write_bytes(content)
        real(path)

    monkeypatch.setattr(moving, "_flush", spoil)
    vault = made.open()
    before = epochs_of.entries(vault)
    with pytest.raises(StorageProblem):
        epochs.compact(vault)
    assert epochs_of.entries(vault) == before
    assert epochs_of.databases(made.folder) == ["vault-e1.db"]
    vault.close()
