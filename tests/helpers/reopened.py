"""Fails the program where it opens a database file that this very process has open already.

POSIX drops all locks of a process on a file as soon as it closes any of its descriptors: SQLite's
lock is then gone, and another program can write. Source: fcntl(2); own measurement, a committed
row of a second process was overwritten. A test may copy an open vault, as a power cut would.
"""

import os
import re
import sys
from pathlib import Path
from types import FrameType
from typing import Any

from tests.checks.tree import ROOT

_PROGRAM = f"{ROOT / 'ketaguide'}{os.sep}"
_TESTS = f"{ROOT / 'tests'}{os.sep}"
_DATABASE = re.compile(r"vault-e\d+\.db$")


class Reopened(AssertionError):
    """Not a KetaGuideError, so that nothing takes it for a problem of the disk."""


def watch() -> None:
    """From now on, for as long as the process lives; Linux only."""
    if sys.platform.startswith("linux"):
        sys.addaudithook(_hook)


def is_open_here(path: str) -> bool:
    """Whether a descriptor of this process stands for the file."""
    wanted = Path(path).resolve()
    for one in Path("/proc/self/fd").iterdir():
        try:
            if one.readlink() == wanted:
                return True
        except OSError:
            continue
    return False


def _asked_by_the_program() -> bool:
    """Whether the nearest code of this project that led here is the program's own."""
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        file = frame.f_code.co_filename
        if file.startswith(_PROGRAM):
            return True
        if file.startswith(_TESTS):
            return False
        frame = frame.f_back
    return False


def _hook(event: str, given: tuple[Any, ...]) -> None:
    if event != "open" or not isinstance(given[0], str | bytes | os.PathLike):
        return
    path = os.fsdecode(given[0])
    if _DATABASE.search(path) and _asked_by_the_program() and is_open_here(path):
        raise Reopened(f"{Path(path).name} is open here already")
