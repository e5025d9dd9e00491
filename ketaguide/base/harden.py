"""Keep this process's memory out of core files and away from other programs of the same person."""

import sys

_PR_SET_DUMPABLE = 4  # Source: linux/prctl.h


def harden() -> None:
    """No core file and, on Linux, no ptrace or /proc/PID/mem by others; also after each exec.

    Best effort: a system that refuses is no reason not to start.

    Source: prctl(2) PR_SET_DUMPABLE, getrlimit(2) RLIMIT_CORE.
    """
    if sys.platform == "win32":
        return
    import contextlib
    import resource

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
