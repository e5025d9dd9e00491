"""How much memory this process holds."""

from pathlib import Path


def held_mb() -> float:
    """Megabytes of real memory, every shared page counted whole.

    Counted in part, as proportional set size does it, the same bare window held 79 or 99 MB within
    a minute, by how many other processes had the same libraries open. On a person's computer none
    has.

    Source: Linux, Documentation/filesystems/proc.rst, ``smaps_rollup``.
    """
    return _rollup("Rss")


def own_mb() -> float:
    """Megabytes that no file lies behind: what the program made itself."""
    return _rollup("Anonymous")


def _rollup(name: str) -> float:
    for line in Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) / 1024
    raise OSError
