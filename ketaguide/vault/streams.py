"""Long files read and written in pieces, with our errors and nothing half-made left behind."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from ketaguide.base.errors import BackupInvalid, VaultError
from ketaguide.base.paths import PRIVATE_FILE
from ketaguide.base.pulse import Pulse, no_pulse
from ketaguide.base.text import tr
from ketaguide.vault import files

# Source: chosen; a piece takes about 3 ms, so that a lock is not kept waiting.
_PIECE = 1024 * 1024
_GONE = (errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.ELOOP, errno.EACCES, errno.EPERM)


@contextmanager
def reading() -> Iterator[None]:
    """Around the reading of a backup: one that is not there is no missing vault.

    Raises:
        BackupInvalid: not there, not a file, or not readable by this person.
        VaultError: the disk did not answer.
    """
    try:
        yield
    except OSError as problem:
        if problem.errno in _GONE:
            raise BackupInvalid(tr("This backup is not there, or cannot be read.")) from None
        raise files.translate(problem) from None


@contextmanager
def writing() -> Iterator[None]:
    """Around the writing into a folder of backups.

    Raises:
        VaultError: DiskFull, VaultReadOnly or StorageProblem, each with what it means here.
    """
    try:
        yield
    except OSError as problem:
        raise refused(files.translate(problem)) from None


def refused(problem: VaultError) -> VaultError:
    """The same problem, in words about a copy and not about unsaved text."""
    hint = tr("The vault itself is unchanged. Free some space or choose another disk.")
    return type(problem)(hint=hint)


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """A private file that did not exist; flushed to the disk at the end, gone after an error."""
    with writing():
        handle = _open_new(path)
    try:
        with writing(), os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            files.sync(stream.fileno())
            _forget_cached(stream.fileno())
    except BaseException:
        remove(path)
        raise


def copy(
    path: Path, start: int, size: int, *, into: BinaryIO | None, pulse: Pulse = no_pulse
) -> bytes:
    """Copy a part of a file, or only read it; SHA-256 of what was read.

    Raises:
        BackupInvalid: the file ends too early.
    """
    digest = sha256()
    with _opened(path) as source:
        with reading():
            source.seek(start)
        for done in range(0, size, _PIECE):
            pulse(done, size)
            most = min(_PIECE, size - done)
            with reading():
                piece = source.read(most)
            if len(piece) < most:
                raise BackupInvalid(tr("A part of the file is missing."))
            digest.update(piece)
            if into is not None:
                into.write(piece)
    return digest.digest()


def first(path: Path, *, most: int) -> tuple[bytes, int]:
    """The first bytes of a file, and its size."""
    with _opened(path) as source, reading():
        return source.read(most), os.fstat(source.fileno()).st_size


def size_of(path: Path) -> int:
    """The size of a regular file."""
    with _opened(path) as source, reading():
        return os.fstat(source.fileno()).st_size


def remove(path: Path) -> None:
    """Delete a file that nobody needs, if it can be deleted."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    with reading():
        handle = files.open_to_read(path)
    with os.fdopen(handle, "rb") as source:
        yield source


def _open_new(path: Path) -> int:
    try:
        return files.open_new(path)
    except PermissionError:
        # A stick that knows no modes refuses to set one on a file that it has already made.
        if not path.is_file() or path.stat().st_size:
            raise
        return os.open(path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0), PRIVATE_FILE)


def _forget_cached(handle: int) -> None:
    """Let the next reading come from the disk itself, where the system can be asked to."""
    if hasattr(os, "posix_fadvise"):
        with suppress(OSError):
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
