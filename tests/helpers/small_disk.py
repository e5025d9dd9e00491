"""A disk of a few megabytes for this process alone, that can really be full.

Run in a process of its own, before any thread is started: it leaves the others' mounts.
"""

import ctypes
import os
from pathlib import Path
from typing import Any

# Source: linux/sched.h, linux/mount.h
_NEW_MOUNTS, _NEW_USER = 0x00020000, 0x10000000
_PRIVATE, _RECURSIVE = 1 << 18, 1 << 14


def mount(folder: Path, *, megabytes: int) -> bool:
    """A memory disk at ``folder``; False where the system lets nobody do that."""
    libc = ctypes.CDLL(None, use_errno=True)
    user, group = os.getuid(), os.getgid()
    is_root = user == 0
    if libc.unshare(_NEW_MOUNTS | (0 if is_root else _NEW_USER)):
        return False
    if not is_root:
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    if libc.mount(b"none", b"/", None, _PRIVATE | _RECURSIVE, None):
        return False
    size = f"size={megabytes}m,mode=700".encode()
    return bool(libc.mount(b"none", os.fsencode(folder), b"tmpfs", 0, size) == 0)


def free(folder: Path) -> int:
    """Bytes that can still be written there."""
    state = os.statvfs(folder)
    return state.f_bavail * state.f_frsize


class Filler:
    """Takes every byte that is left, and gives them back."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: list[Path] = []

    def fill(self) -> int:
        """How many bytes are free afterwards."""
        path = self._folder / f"filler-{len(self._made)}"
        self._made.append(path)
        with path.open("wb", buffering=0) as stream:
            try:
                while True:
                    for size in (1 << 20, 1 << 12):
                        stream.write(os.urandom(min(size, max(1, free(self._folder)))))
            except OSError:
                pass
        return free(self._folder)

    def clear(self) -> None:
        while self._made:
            self._made.pop().unlink()


class Shortage:
    """Where nothing can be mounted: the database itself may not grow, as SQLite does on ENOSPC."""

    def __init__(self, vault: Any) -> None:
        self._connection = vault.driver()
        self._connection.set_authorizer(None)

    def fill(self) -> int:
        pages = self._connection.execute("PRAGMA page_count").fetchone()[0]
        self._connection.execute(f"PRAGMA max_page_count={pages}")
        return 0

    def clear(self) -> None:
        self._connection.execute("PRAGMA max_page_count=1000000")
