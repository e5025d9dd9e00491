"""Files of a vault folder: private, whole, and on the disk when a call returns."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ketaguide.base.errors import (
    DiskFull,
    FolderNotEmpty,
    StorageProblem,
    VaultMissing,
    VaultReadOnly,
)
from ketaguide.base.paths import PRIVATE_FILE, PRIVATE_FOLDER, make_private

_TEMPORARY = ".tmp"
# Windows has neither flag; its file names cannot be links without special rights.
_NO_FOLLOW: int = getattr(os, "O_NOFOLLOW", 0)
_BINARY: int = getattr(os, "O_BINARY", 0)
_NO_BLOCK: int = getattr(os, "O_NONBLOCK", 0)
_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG)
_REFUSED = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ELOOP)


@contextmanager
def translated() -> Iterator[None]:
    """Turn the system's errors into ours, without paths or content.

    Raises:
        VaultError: DiskFull, VaultReadOnly, VaultMissing, FolderNotEmpty or StorageProblem.
    """
    try:
        yield
    except FileExistsError:
        raise FolderNotEmpty from None
    except (FileNotFoundError, NotADirectoryError):
        raise VaultMissing from None
    except OSError as problem:
        raise translate(problem) from None


def translate(problem: OSError) -> DiskFull | VaultReadOnly | StorageProblem:
    """The class that says what a person can do about it."""
    if problem.errno in _FULL:
        return DiskFull()
    return VaultReadOnly() if problem.errno in _REFUSED else StorageProblem()


def make_private_folder(folder: Path) -> None:
    """Create it, or take an existing one over; 0700 under every umask."""
    make_private(folder)
    folder.chmod(PRIVATE_FOLDER)


def open_new(path: Path) -> int:
    """A descriptor of a file that did not exist; 0600 under every umask.

    Raises:
        OSError: it exists (also as a dangling link), or cannot be made.
    """
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | _NO_FOLLOW | _BINARY
    handle = os.open(path, flags, PRIVATE_FILE)
    if hasattr(os, "fchmod"):
        os.fchmod(handle, PRIVATE_FILE)
    return handle


def create(path: Path, content: bytes) -> None:
    """Write a new file to the disk itself, with its name."""
    _write(path, content)
    sync_folder(path.parent)


def replace(path: Path, content: bytes) -> None:
    """Replace a file by one rename: a reader, and a power cut, find old or new bytes.

    Raises:
        OSError: the old bytes still stand, except where only the last folder sync failed.
    """
    part = path.with_name(path.name + _TEMPORARY)
    part.unlink(missing_ok=True)
    try:
        _write(part, content)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def remove_leftovers(folder: Path) -> None:
    """Delete what a killed ``replace`` left behind."""
    for part in folder.glob("*" + _TEMPORARY):
        if part.is_file() or part.is_symlink():
            part.unlink(missing_ok=True)


def open_to_read(path: Path) -> int:
    """A descriptor of a regular file; never follows a link, never waits on a pipe.

    Raises:
        IsADirectoryError: it is a folder, a pipe or a device.
        OSError: it cannot be opened; ELOOP for a link.
    """
    handle = os.open(path, os.O_RDONLY | _NO_FOLLOW | _NO_BLOCK | _BINARY)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise IsADirectoryError(errno.EISDIR, "not a regular file")
    except BaseException:
        os.close(handle)
        raise
    return handle


def read_limited(path: Path, *, most: int) -> bytes:
    """At most ``most`` bytes of a regular file; see ``open_to_read``."""
    handle = open_to_read(path)
    try:
        read = bytearray()
        while len(read) < most and (piece := os.read(handle, most - len(read))):
            read += piece
        return bytes(read)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Put the names in the folder on the disk; Windows does that by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync(handle: int) -> None:
    """Flush to the medium; macOS needs F_FULLFSYNC for that.

    Source: macOS fsync(2): fsync does not flush the drive's own cache.
    """
    import sys

    if sys.platform == "darwin":
        import fcntl

        fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
    else:
        os.fsync(handle)


def _write(path: Path, content: bytes) -> None:
    with os.fdopen(open_new(path), "wb") as stream:
        stream.write(content)
        stream.flush()
        sync(stream.fileno())
