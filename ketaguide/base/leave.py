"""Leaving the process for a fresh, locked one: the only way to be sure nothing stays in memory."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

_ROOT = Path(__file__).resolve().parent.parent.parent


def start_again(folder: Path | None, *, arguments: Sequence[str] = ()) -> NoReturn:
    """Replace this process by a new KetaGuide that shows the lock screen of ``folder``.

    The folder's path passes by an inherited descriptor, because arguments can be read by everyone
    on the computer. Where a process cannot be replaced, a child starts and this one ends at once.

    Source: after closing the vault 12,105 copies of journal text were still in memory; after
    ``execv`` none were (own measurement, resources/docs/privacy.md).
    """
    command = [sys.executable, "-m", "ketaguide", *arguments]
    os.chdir(_ROOT)
    kept: tuple[int, ...] = ()
    if folder is not None:
        reading, writing = os.pipe()
        os.write(writing, os.fsencode(folder))
        os.close(writing)
        os.set_inheritable(reading, True)
        kept = (reading,)
        command += ["--locked-fd", str(reading)]
    if os.name == "posix":
        _close_others(kept)
        try:
            os.execv(sys.executable, command)  # noqa: S606 - our own interpreter, no shell
        except OSError:
            os._exit(1)  # the window's own connections are closed by now: nothing to go back to
    import subprocess  # costs start-up time, and only Windows comes here

    subprocess.Popen(command, close_fds=False)  # noqa: S603 - our own interpreter, no shell
    os._exit(0)


def folder_from(descriptor: int) -> Path | None:
    """The path that ``start_again`` left in the descriptor; None if there is none."""
    try:
        with os.fdopen(descriptor, "rb") as stream:
            # A path is at most PATH_MAX bytes, and one pipe buffer holds that.
            name = stream.read(65536)
    except OSError:
        return None
    return Path(os.fsdecode(name)) if name else None


def _close_others(kept: tuple[int, ...]) -> None:
    edge = 3
    for descriptor in sorted(kept):
        os.closerange(edge, descriptor)
        edge = descriptor + 1
    os.closerange(edge, os.sysconf("SC_OPEN_MAX") if edge < 65536 else edge)
