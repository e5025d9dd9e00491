"""Which disks can hold a vault, and which programs copy it away."""

import errno
import os
from pathlib import Path

import pytest

from ketaguide.base.errors import FolderNotEmpty, UnsafeLocation, VaultReadOnly
from ketaguide.vault import backups, checking, place
from tests.helpers.small_vaults import make

_NOT_WINDOWS = pytest.mark.only_on("linux", "darwin")


def _mounts(kind: str, point: str) -> str:
    shown = point.replace(" ", "\\040")
    return (
        "22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw\n"
        f"30 22 0:40 / {shown} rw,nosuid shared:5 - {kind} somewhere rw\n"
        "31 22 0:41 / /somewhere/else rw - nfs server:/x rw\n"
    )


@pytest.mark.promise("P-03")
@pytest.mark.parametrize(
    ("kind", "allowed"),
    [
        *((kind, True) for kind in ("ext4", "btrfs", "xfs", "tmpfs", "overlay", "vfat", "fuseblk")),
        *((kind, True) for kind in ("apfs", "zfs", "f2fs", "exfat")),
        *((kind, False) for kind in ("nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "9p")),
        *((kind, False) for kind in ("fuse.sshfs", "fuse.rclone", "fuse", "fuse.gvfsd-fuse")),
        *((kind, False) for kind in ("davfs", "ceph", "vmhgfs", "vboxsf", "fuse.portal")),
    ],
)
def test_disks(tmp_path: Path, kind: str, allowed: bool) -> None:
    folder = tmp_path / "with space" / "not yet there"
    folder.parent.mkdir()
    mounts = _mounts(kind, str(folder.parent))
    if allowed:
        place.check_disk(folder, mounts=mounts)
    else:
        with pytest.raises(UnsafeLocation):
            place.check_disk(folder, mounts=mounts)


def test_the_innermost_and_latest_mount_counts(tmp_path: Path) -> None:
    outer = _mounts("nfs", str(tmp_path))
    inner = f"40 30 0:42 / {tmp_path}/in rw - ext4 /dev/sdb rw\n"
    (tmp_path / "in").mkdir()
    (tmp_path / "inner").mkdir()
    place.check_disk(tmp_path / "in", mounts=outer + inner)
    with pytest.raises(UnsafeLocation):
        place.check_disk(tmp_path / "inner", mounts=outer + inner)
    hidden = outer + f"41 30 0:43 / {tmp_path} rw - ext4 /dev/sdb rw\n"
    place.check_disk(tmp_path / "inner", mounts=hidden)
    place.check_disk(tmp_path, mounts="rubbish\n - \n")


@pytest.mark.promise("P-03")
def test_a_sandbox_portal_has_its_own_sentence(tmp_path: Path) -> None:
    with pytest.raises(UnsafeLocation, match="only use single files"):
        place.check_disk(tmp_path, mounts=_mounts("fuse.portal", str(tmp_path)))


def test_a_vault_on_a_network_disk_is_not_opened_for_writing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make(tmp_path / "v")
    monkeypatch.setattr(place, "_kind", lambda _path, _mounts: "nfs4")
    with pytest.raises(UnsafeLocation):
        made.open()
    made.open(read_only=True).close()


def test_a_new_vault_needs_an_empty_folder(tmp_path: Path) -> None:
    place.check_folder(tmp_path / "a" / "b" / "c.ketaguide")
    (tmp_path / "empty").mkdir()
    place.check_folder(tmp_path / "empty")
    (tmp_path / "file").write_text("x")
    for taken in (tmp_path, tmp_path / "file"):
        with pytest.raises(FolderNotEmpty):
            place.check_folder(taken)
    with pytest.raises((VaultReadOnly, FolderNotEmpty)):
        place.check_folder(tmp_path / "file" / "below")


@pytest.mark.promise("P-04")
@pytest.mark.parametrize(
    "name",
    [
        "two words and more",
        "Über Größe žluťoučký",
        "Cafe\u0301 decomposed",
        "日本語の日記",
        "יומן שלי",
        "يومياتي ٢",
        "\u202eright to left\u202c",
        "🜁 🌿",
        pytest.param("100%20 ?mode=memory&x=#y", marks=_NOT_WINDOWS),
        pytest.param('it\'s "quoted"; --', marks=_NOT_WINDOWS),
        "-leading --dash",
        pytest.param("x" * 255, marks=_NOT_WINDOWS),
    ],
)
def test_a_vault_lives_in_a_folder_of_any_name(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    place.check_folder(folder)
    made = make(folder)
    vault = made.open()
    backups.check(backups.make(vault, reason="hand").path, vault.keys)
    assert checking.check(vault).found == ()
    vault.close()
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.promise("P-04")
def test_what_cannot_be_written_is_only_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make(tmp_path / "v")
    names = sorted(path.name for path in made.folder.iterdir())
    real = os.open

    def refuse(path: str | Path, flags: int, *rest: int, **named: int) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            raise OSError(errno.EROFS, "read-only file system")
        return real(path, flags, *rest, **named)

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(VaultReadOnly):
        made.open()
    vault = made.open(read_only=True)
    assert checking.check(vault).is_whole
    vault.close()
    assert sorted(path.name for path in made.folder.iterdir()) == names


@pytest.mark.promise("P-04")
def test_a_folder_without_permission_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(VaultReadOnly):
        place.check_folder(tmp_path / "v")


@pytest.mark.parametrize(
    ("parts", "marker", "program"),
    [
        ("Dropbox/notes", "", "Dropbox"),
        ("OneDrive/v", "", "OneDrive"),
        ("OneDrive - Practice/v", "", "OneDrive"),
        ("Nextcloud/deep/er/v", "", "Nextcloud"),
        ("Library/Mobile Documents/com~apple~CloudDocs/v", "", "iCloud Drive"),
        ("Sync/v", ".stfolder", "Syncthing"),
        ("work/v", ".dropbox", "Dropbox"),
        ("Documents/v", "", None),
        ("dropboxes/v", "", None),
    ],
)
def test_sync_programs_are_recognised(
    tmp_path: Path, parts: str, marker: str, program: str | None
) -> None:
    folder = tmp_path / parts
    folder.parent.mkdir(parents=True)
    if marker:
        (folder.parent / marker).mkdir()
    assert place.watched_by_sync(folder) == program
