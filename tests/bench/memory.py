"""How much memory this process holds, shared pages counted in part."""

from pathlib import Path


def held_mb() -> float:
    """Proportional set size in megabytes.

    Source: Linux, Documentation/filesystems/proc.rst, ``smaps_rollup``.
    """
    for line in Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    raise OSError
