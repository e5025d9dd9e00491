"""Where a vault may live: which disks cannot keep it, and which programs copy it elsewhere."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from ketaguide.base.errors import FolderNotEmpty, UnsafeLocation, VaultReadOnly
from ketaguide.base.text import tr
from ketaguide.vault.sight import is_vault

__all__ = ["check_disk", "check_folder", "is_vault", "watched_by_sync"]

# SQLite's locks and fsync do not hold on these.
# Source: SQLite, "How To Corrupt An Database File", sections 2.1 and 3.
_REMOTE = frozenset(
    (
        *("9p", "afpfs", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "davfs2", "fuse"),
        *("glusterfs", "gpfs", "lustre", "ncpfs", "nfs", "nfs4", "orangefs", "prl_fs", "smb2"),
        *("smb3", "smbfs", "vboxsf", "vmhgfs", "webdav"),
    )
)
# ntfs-3g and exfat-fuse: a local disk behind FUSE.
_LOCAL_FUSE = frozenset(["fuseblk"])
_PORTALS = ("/run/user/", "/run/flatpak/doc")
_MARKERS: Mapping[str, str] = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".stfolder": "Syncthing",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".tresorit": "Tresorit",
    ".pcloud": "pCloud",
    ".SeafileData": "Seafile",
}
_NAMES: Mapping[str, str] = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "icloud drive": "iCloud Drive",
    "com~apple~clouddocs": "iCloud Drive",
    "mobile documents": "iCloud Drive",
    "megasync": "MEGA",
    "pclouddrive": "pCloud",
    "seafile": "Seafile",
    "syncthing": "Syncthing",
    "proton drive": "Proton Drive",
}


def check_folder(folder: Path) -> None:
    """Whether a new vault can be made here; the folder need not exist yet.

    Raises:
        FolderNotEmpty: there are files already.
        VaultReadOnly: it cannot be written.
        UnsafeLocation: a network file system, or a single file lent by a sandbox.
    """
    existing = _existing(folder)
    check_disk(existing)
    if existing == folder:
        if not folder.is_dir():
            raise FolderNotEmpty
        try:
            if any(folder.iterdir()):
                raise FolderNotEmpty
        except PermissionError:
            raise VaultReadOnly from None
    if not existing.is_dir() or not os.access(existing, os.W_OK | os.X_OK):
        raise VaultReadOnly


def check_disk(folder: Path, *, mounts: str | None = None) -> None:
    """Refuse a disk on which a vault would lose what is written.

    Args:
        mounts: the system's mount table, for tests.

    Raises:
        UnsafeLocation: with a sentence of its own for a sandbox's document portal.
    """
    real = _existing(folder).resolve()
    text = real.as_posix()
    kind = _windows_kind(real) if os.name == "nt" else _kind(text, mounts)
    if kind == "fuse.portal" or (text.startswith(_PORTALS) and "/doc" in text):
        raise UnsafeLocation(
            tr("KetaGuide may only use single files here, not the folder."),
            hint=tr("Choose a folder in your own home instead."),
        )
    if kind in _LOCAL_FUSE:
        return
    if kind.partition(".")[0] in _REMOTE:
        raise UnsafeLocation


def watched_by_sync(folder: Path) -> str | None:
    """The name of the program that seems to copy this folder elsewhere, by names and markers."""
    places = [folder, *folder.parents]
    for each in places:
        for marker, program in _MARKERS.items():
            if (each / marker).exists() and not (
                each == Path.home() and marker.startswith(".drop")
            ):
                return program
    for each in places:
        name = each.name.casefold()
        for known, program in _NAMES.items():
            if name == known or name.startswith((known + " ", known + " -", known + "-")):
                return program
    return None


def _existing(folder: Path) -> Path:
    for each in (folder, *folder.parents):
        if each.exists() or each.is_symlink():
            return each
    return Path(folder.anchor or ".")


def _kind(path: str, mounts: str | None) -> str:
    """The file system type of the mount with the longest matching point; '' if unknown."""
    if mounts is None:
        if not sys.platform.startswith("linux"):
            return ""
        try:
            mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""
    best, found = -1, ""
    for line in mounts.splitlines():
        # Source: proc(5): "36 35 98:0 /root /point options ... - type source super-options".
        left, _, right = line.partition(" - ")
        parts = left.split()
        if len(parts) < 5 or not right:
            continue
        point = _unescaped(parts[4])
        inside = path == point or path.startswith(point.rstrip("/") + "/")
        # The later of two mounts on one point hides the earlier.
        if inside and len(point) >= best:
            best, found = len(point), right.split()[0].casefold()
    return found


def _unescaped(point: str) -> str:
    for code, char in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        point = point.replace(code, char)
    return point


def _windows_kind(path: Path) -> str:
    import ctypes

    remote_drive = 4
    if path.drive.startswith("\\\\"):
        return "cifs"
    kernel = getattr(getattr(ctypes, "windll", None), "kernel32", None)
    if kernel is not None and kernel.GetDriveTypeW(path.anchor) == remote_drive:
        return "cifs"
    return ""
