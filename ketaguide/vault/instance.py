"""One KetaGuide per vault: a lock that the system drops when the program ends, however it ends."""

import os
from pathlib import Path
from typing import Any

from ketaguide.base.errors import VaultInUse
from ketaguide.base.paths import PRIVATE_FILE
from ketaguide.vault import files

NAME = "vault.lock"


class InstanceLock:
    """Holds ``vault.lock`` until ``release``. The file is empty and never deleted.

    A flock lasts through the program replacing itself on lock, where a lock file with a process
    id would refuse its own successor.
    """

    def __init__(self, folder: Path, *, shared: bool = False, name: str = NAME) -> None:
        """Args:
            shared: for reading only; also works where nothing can be written.
            name: another file than the vault's, for what else only one window may do at a time.

        Raises:
            VaultInUse: another window holds it.
            VaultError: the file cannot be made.
        """
        self._handle = -1
        path = folder / name
        with files.translated():
            try:
                self._handle = _open(path, shared=shared)
            except OSError:
                if not shared:
                    raise
                # Nobody can be writing on a medium that cannot be written.
                return
        try:
            _lock(self._handle, shared=shared)
        except OSError:
            self.release()
            raise VaultInUse from None

    def release(self) -> None:
        """Let others in; harmless when it was released before."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


def in_use(folder: Path) -> bool:
    """Whether another window holds the vault now, without creating anything."""
    if not (folder / NAME).exists():
        return False
    try:
        InstanceLock(folder).release()
    except VaultInUse:
        return True
    return False


def _open(path: Path, *, shared: bool) -> int:
    no_follow: int = getattr(os, "O_NOFOLLOW", 0)
    if shared:
        return os.open(path, os.O_RDONLY | no_follow)
    handle = os.open(path, os.O_RDWR | os.O_CREAT | no_follow, PRIVATE_FILE)
    if hasattr(os, "fchmod"):
        os.fchmod(handle, PRIVATE_FILE)
    return handle


def _lock(handle: int, *, shared: bool) -> None:
    if os.name == "nt":
        _lock_on_windows(handle)
        return
    import fcntl

    fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)


def _lock_on_windows(handle: int) -> None:
    # msvcrt exists on Windows only, so its names are unknown to type checks elsewhere.
    import importlib

    msvcrt: Any = importlib.import_module("msvcrt")
    os.lseek(handle, 0, os.SEEK_SET)
    msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
