"""Leaving the process for a fresh, locked one: the only way to be sure nothing stays in memory."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

_ROOT = Path(__file__).resolve().parent.parent.parent


def start_again(
    folder: Path | None, *, arguments: Sequence[str] = (), module: str = "ketaguide"
) -> NoReturn:
    """Replace this process by a new KetaGuide that shows the lock screen of ``folder``.

    The folder's path passes by an inherited descriptor, because arguments can be read by everyone
    on the computer. Where a process cannot be replaced, a child starts and this one ends at once.

    Args:
        module: what is started; only tests start something else.

    Source: after closing the vault 12,105 copies of journal text were still in memory; after
    ``execv`` none were (own measurement, resources/docs/privacy.md).
    """
    command = [sys.executable, "-m", module, *arguments]
    os.chdir(_ROOT)
    if os.name != "posix":
        start_child(folder, command)
    kept: tuple[int, ...] = ()
    if folder is not None:
        reading = _told(folder)
        kept = (reading,)
        command += ["--locked-fd", str(reading)]
    _close_others(kept)
    try:
        os.execv(sys.executable, command)  # noqa: S606 - our own interpreter, no shell
    except OSError:
        os._exit(1)  # the window's own connections are closed by now: nothing to go back to


def start_child(folder: Path | None, command: Sequence[str]) -> NoReturn:
    """For systems that cannot replace a process: a locked child, then an end without farewell.

    The child reads the path from its standard input, which every system hands on under the same
    number. Nothing else of this process passes to it, and its memory is new.
    """
    import subprocess  # costs start-up time, and only this way needs it

    extra = () if folder is None else ("--locked-fd", "0")
    child = subprocess.Popen(  # noqa: S603 - our own interpreter, no shell
        [*command, *extra], stdin=subprocess.PIPE if extra else None, close_fds=True
    )
    if child.stdin is not None and folder is not None:
        child.stdin.write(os.fsencode(folder))
        child.stdin.close()
    os._exit(0)


def folder_from(descriptor: int) -> Path | None:
    """The path that ``start_again`` left in the descriptor; None if there is none."""
    try:
        with os.fdopen(descriptor, "rb") as stream:
            # A path is at most PATH_MAX bytes, and one pipe buffer holds that.
            name = stream.read(65536)
    except OSError:
        return None
    if descriptor == 0:  # a closed standard input would give its number to the next file
        os.open(os.devnull, os.O_RDONLY)
    return Path(os.fsdecode(name)) if name else None


def _told(folder: Path) -> int:
    """A descriptor from which the next process reads the folder's path."""
    reading, writing = os.pipe()
    os.write(writing, os.fsencode(folder))
    os.close(writing)
    os.set_inheritable(reading, True)
    return reading


def _close_others(kept: tuple[int, ...]) -> None:
    edge = 3
    for descriptor in sorted(kept):
        os.closerange(edge, descriptor)
        edge = descriptor + 1
    os.closerange(edge, os.sysconf("SC_OPEN_MAX") if edge < 65536 else edge)
