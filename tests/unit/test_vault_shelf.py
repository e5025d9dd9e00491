"""The folder of backups, and the second one: thinned, never overfilled, never made by itself."""

import errno
import os
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from ketaguide.base.errors import BackupInvalid, DiskFull, StorageProblem, VaultError
from ketaguide.vault import backups, files, shelf, streams
from ketaguide.vault.vault import Vault
from tests.helpers.backups import left, write
from tests.helpers.small_vaults import Made, make

DAY = timedelta(days=1)


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return make(tmp_path / "v")


@pytest.fixture
def vault(made: Made) -> Iterator[Vault]:
    opened = made.open()
    write(opened)
    yield opened
    opened.close()


@pytest.fixture
def second(tmp_path: Path) -> Path:
    folder = tmp_path / "second"
    folder.mkdir()
    return folder


def shelf_of(vault: Vault) -> Path:
    return vault.folder / backups.FOLDER


def roomy(monkeypatch: pytest.MonkeyPatch, free: int) -> None:
    """As if so many bytes were free."""
    answer = SimpleNamespace(free=free)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: answer)


def many(vault: Vault, made: Made, *, days: int) -> None:
    """A backup a day, as they lie there when nothing was thinned."""
    one = backups.make(vault, reason="day")
    for _ in range(days - 1):
        made.clock.pass_time(DAY)
        one = backups.make(vault, reason="day")
    assert len(left(vault.folder)) == days
    assert one == backups.listed(vault.folder, vault.keys)[0]


def test_the_list_is_of_the_vaults_folder_or_of_any_other(
    vault: Vault, made: Made, tmp_path: Path
) -> None:
    many(vault, made, days=3)
    inside = backups.listed(shelf_of(vault), vault.keys)
    assert inside == backups.listed(vault.folder, vault.keys)
    assert [one.at for one in inside] == sorted((one.at for one in inside), reverse=True)
    (shelf_of(vault) / "notes.txt").write_text("mine")
    (shelf_of(vault) / ("0" * 32 + ".kgbak.part")).write_text("half")
    assert backups.listed(vault.folder, vault.keys) == inside
    assert backups.listed(tmp_path / "nowhere") == ()
    assert backups.listed(made.header) == ()


@pytest.mark.promise("R-04")
def test_thinning_keeps_what_the_rule_keeps(vault: Vault, made: Made) -> None:
    many(vault, made, days=40)
    assert backups.thin(shelf_of(vault), now=made.clock.at) > 20
    ages = [(made.clock.at - one.at).days for one in backups.listed(vault.folder, vault.keys)]
    assert ages[:7] == list(range(7))
    assert 7 < len(ages) <= 22
    assert backups.thin(shelf_of(vault), now=made.clock.at) == 0


def test_thinning_touches_nothing_else(vault: Vault, made: Made, tmp_path: Path) -> None:
    many(vault, made, days=12)
    folder = shelf_of(vault)
    stranger = make(tmp_path / "other").open()
    theirs = backups.make(stranger, reason="day").path
    stranger.close()
    shutil.copyfile(theirs, folder / "theirs.kgbak")
    shutil.copyfile(folder / left(vault.folder)[0], folder / "cut.kgbak")
    os.truncate(folder / "cut.kgbak", 3000)
    (folder / "notes.txt").write_text("mine")
    (folder / "link.kgbak").symlink_to(folder / left(vault.folder)[0])
    (folder / "folder.kgbak").mkdir()
    others = {"theirs.kgbak", "cut.kgbak", "notes.txt", "link.kgbak", "folder.kgbak"}
    assert backups.thin(shelf_of(vault), now=made.clock.at) > 0
    assert others <= set(left(vault.folder))


def test_little_room_leaves_the_two_newest(
    vault: Vault, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(vault, made, days=5)
    newest = [one.path.name for one in backups.listed(vault.folder, vault.keys)]
    size = backups.listed(vault.folder)[0].size
    # Three fit into a quarter of what would be free without any.
    roomy(monkeypatch, 8 * size)
    backups.thin(shelf_of(vault), now=made.clock.at)
    assert left(vault.folder) == sorted(newest[:3])
    roomy(monkeypatch, 0)
    backups.thin(shelf_of(vault), now=made.clock.at)
    assert left(vault.folder) == sorted(newest[:2])


def test_no_backup_fills_the_disk(
    vault: Vault, second: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = backups.make(vault, reason="hand")
    roomy(monkeypatch, 16 * 1024 * 1024)
    with pytest.raises(DiskFull) as caught:
        backups.make(vault, reason="hand")
    assert "unchanged" in caught.value.hint
    with pytest.raises(DiskFull):
        backups.put_elsewhere(one.path, second)
    assert left(vault.folder) == [one.path.name]
    assert not list(second.iterdir())


def test_a_second_folder_gets_the_same_file(vault: Vault, second: Path) -> None:
    one = backups.make(vault, reason="hand")
    backups.put_elsewhere(one.path, second)
    (copy,) = second.iterdir()
    assert copy.name == one.path.name
    assert copy.read_bytes() == one.path.read_bytes()
    backups.check(copy, vault.keys)
    before = copy.stat().st_ino
    backups.put_elsewhere(one.path, second)
    assert [path.stat().st_ino for path in second.iterdir()] == [before]


def test_a_second_folder_is_thinned_vault_by_vault(
    vault: Vault, made: Made, second: Path, tmp_path: Path
) -> None:
    stranger = make(tmp_path / "other").open()
    theirs = backups.make(stranger, reason="day").path
    stranger.close()
    backups.put_elsewhere(theirs, second)
    for _ in range(12):
        made.clock.pass_time(DAY / 3)
        backups.put_elsewhere(backups.make(vault, reason="day").path, second)
    ours = [one for one in backups.listed(second, vault.keys) if one.is_ours]
    assert 5 <= len(ours) < 12
    assert [one.path.name for one in ours] == sorted((one.path.name for one in ours), reverse=True)
    assert len(list(second.iterdir())) == len(ours) + 1


def test_what_lies_in_a_folder_on_the_stick_is_left_alone(
    vault: Vault, made: Made, second: Path
) -> None:
    """A copy of the folder of backups that somebody made by hand is not ours to thin."""
    many(vault, made, days=40)
    shutil.copytree(shelf_of(vault), second / backups.FOLDER)
    newest = backups.listed(vault.folder)[0]
    for _ in range(2):
        backups.put_elsewhere(newest.path, second)
    assert len(list((second / backups.FOLDER).iterdir())) == 40
    assert [path.name for path in second.glob("*.kgbak")] == [newest.path.name]


def test_a_damaged_copy_there_gets_a_whole_one_beside_it(vault: Vault, second: Path) -> None:
    one = backups.make(vault, reason="hand")
    backups.put_elsewhere(one.path, second)
    (copy,) = second.iterdir()
    content = bytearray(copy.read_bytes())
    content[-1] ^= 1
    copy.write_bytes(content)
    backups.put_elsewhere(one.path, second)
    assert copy.read_bytes() == bytes(content)
    (other,) = set(second.iterdir()) - {copy}
    assert other.read_bytes() == one.path.read_bytes()


def test_what_is_damaged_is_not_copied(vault: Vault, second: Path) -> None:
    one = backups.make(vault, reason="hand")
    content = bytearray(one.path.read_bytes())
    content[-1] ^= 1
    one.path.write_bytes(content)
    with pytest.raises(BackupInvalid):
        backups.put_elsewhere(one.path, second)
    assert not list(second.iterdir())


def test_a_stick_that_is_not_there_is_not_replaced_by_a_folder(
    vault: Vault, tmp_path: Path
) -> None:
    one = backups.make(vault, reason="hand")
    with pytest.raises(StorageProblem, match="second folder"):
        backups.put_elsewhere(one.path, tmp_path / "stick")
    assert not (tmp_path / "stick").exists()


def test_links_in_the_second_folder_are_not_followed(
    vault: Vault, second: Path, tmp_path: Path
) -> None:
    one = backups.make(vault, reason="hand")
    precious = tmp_path / "precious"
    precious.write_text("mine")
    (second / one.path.name).symlink_to(precious)
    backups.put_elsewhere(one.path, second)
    assert precious.read_text() == "mine"
    assert sum(path.is_file() and not path.is_symlink() for path in second.iterdir()) == 1


def test_a_stick_that_knows_no_modes_and_no_folder_sync(
    vault: Vault, second: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = backups.make(vault, reason="hand")

    def no_modes(_handle: int, _mode: int) -> None:
        raise PermissionError(errno.EPERM, "")

    def no_sync(_folder: Path) -> None:
        raise OSError(errno.EINVAL, "")

    monkeypatch.setattr(os, "fchmod", no_modes, raising=False)
    monkeypatch.setattr(files, "sync_folder", no_sync)
    backups.put_elsewhere(one.path, second)
    backups.check(next(second.iterdir()), vault.keys)


@pytest.mark.promise("R-02")
def test_leftovers_go_and_nothing_else_does(vault: Vault, second: Path) -> None:
    one = backups.make(vault, reason="hand")
    folder = shelf_of(vault)
    stem = "0123456789abcdef" * 2
    mine = ["notes.txt", "holiday.part", f"{stem}.part", "my.db.part", one.path.name]
    for name in mine[:-1]:
        (folder / name).write_text("mine")
    for name in (".db.part", ".db.part-journal", ".kgbak.part", ".drill.part"):
        (folder / (stem + name)).write_text("half")
    backups.remove_leftovers(vault.folder)
    assert left(vault.folder) == sorted(mine)
    backups.remove_leftovers(second / "nowhere")


@pytest.mark.promise("R-02")
def test_a_half_made_copy_of_this_vault_goes_from_the_second_folder(
    vault: Vault, second: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = backups.make(vault, reason="hand")
    with monkeypatch.context() as patch:
        # As a kill leaves it: nothing tidies up.
        patch.setattr(streams, "remove", lambda _path: None)
        patch.setattr(shelf, "give_name", _killed)
        with pytest.raises(VaultError):
            backups.put_elsewhere(one.path, second)
    assert [path.suffix for path in second.iterdir()] == [".part"]
    assert backups.listed(second) == ()
    (second / "someone-elses.part").write_text("theirs")
    backups.put_elsewhere(one.path, second)
    assert {path.name for path in second.iterdir()} == {one.path.name, "someone-elses.part"}


def _killed(*_: object) -> Path:
    raise VaultError
