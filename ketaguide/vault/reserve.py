"""Ballast: on a full disk even deleting needs space, so some is kept to be let go."""

import os
import shutil
from pathlib import Path

from ketaguide.vault import files

NAME = "reserve.bin"
SIZE = 8 * 1024 * 1024
# Source: chosen so that a nearly full disk is left to what the person writes.
_LEAST_FREE = 64 * 1024 * 1024


def release(folder: Path) -> bool:
    """Give the space back; False where there was none to give."""
    try:
        (folder / NAME).unlink()
    except OSError:
        return False
    return True


def restore(folder: Path) -> bool:
    """Make the ballast again where it is missing and the disk has room; whether it is there.

    Random bytes, because a file system may compress zeros or leave holes.
    """
    path = folder / NAME
    try:
        if path.is_file() and path.stat().st_size == SIZE:
            return True
        if shutil.disk_usage(folder).free < _LEAST_FREE:
            return False
        files.replace(path, os.urandom(SIZE))
    except OSError:
        return False
    return True
