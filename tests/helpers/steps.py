"""The steps that work on a vault's folder takes on the disk: to look at it between any two of them,
as a killed program would leave it, or to let one of them fail.
"""

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from ketaguide.vault import files, reserve

Look = Callable[[int], None]


@contextmanager
def watched(folder: Path, look: Look) -> Iterator[list[str]]:
    """Call ``look`` with a number before each step that touches the folder.

    Returns:
        The steps, as they come.
    """
    steps: list[str] = []

    def before(name: str, path: object) -> None:
        if folder in (Path(str(path)), *Path(str(path)).parents):
            steps.append(name)
            look(len(steps))

    def on_path(name: str) -> Any:
        real = getattr(Path, name)

        def step(self: Path, *args: Any, **options: Any) -> Any:
            before(f"{name} {self.suffix}", self)
            return real(self, *args, **options)

        return mock.patch.object(Path, name, step)

    def on_files(name: str) -> Any:
        real = getattr(files, name)

        def step(path: Any, *args: Any, **options: Any) -> Any:
            # ``sync`` gets a descriptor, of a file that only this folder can hold.
            before(name, folder if isinstance(path, int) else path)
            return real(path, *args, **options)

        return mock.patch.object(files, name, step)

    with ExitStack() as patches:
        for name in ("rename", "replace", "unlink"):
            patches.enter_context(on_path(name))
        for name in ("sync", "sync_folder", "open_new"):
            patches.enter_context(on_files(name))
        yield steps


def snapshots(folder: Path, into: Path) -> Look:
    """Before each step, a copy of the folder as a kill would leave it, without the ballast."""

    def look(number: int) -> None:
        shutil.copytree(folder, into / f"{number:03d}", ignore=shutil.ignore_patterns(reserve.NAME))

    return look


def failing(at: int) -> Look:
    """Let this one step fail."""

    def look(number: int) -> None:
        if number == at:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    return look
