"""Whether this computer may write memory to a disk without encrypting it."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ketaguide.base.text import tr

# In /proc/swaps and mountinfo, as octal. Source: proc(5).
_ESCAPES = (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\"))
# A stack of mapped disks deeper than this is not looked into. Source: our own.
_DEEPEST = 8


def problem(*, proc: Path = Path("/proc"), system: Path = Path("/sys")) -> str:
    """One calm sentence, or '' where memory stays in memory or goes to an encrypted disk.

    Only Linux tells. What cannot be made out counts as not encrypted.

    Args:
        proc, system: in tests, folders that hold what ``/proc`` and ``/sys`` would.
    """
    if sys.platform != "linux" and proc == Path("/proc"):
        return ""
    disks = _Disks(proc, system)
    if all(disks.is_encrypted(name, kind) for name, kind in _swaps(proc)):
        return ""
    return tr(
        "This computer may put parts of its memory on the disk without encrypting them (swap). "
        "Words from an open vault can be among them. Encrypting the whole disk helps."
    )


def _swaps(proc: Path) -> list[tuple[str, str]]:
    """Path and type of each place in use. Source: proc(5), /proc/swaps."""
    found = []
    for line in _lines(proc / "swaps")[1:]:
        parts = line.split()
        if len(parts) >= 2:
            found.append((_unescaped(parts[0]), parts[1]))
    return found


@dataclass(frozen=True)
class _Disks:
    proc: Path
    system: Path

    def is_encrypted(self, name: str, kind: str) -> bool:
        if kind == "file":
            return self._holds_file(name)
        return self._block(self._block_name(name), _DEEPEST)

    def _block(self, block: str, deepest: int) -> bool:
        """Source: kernel ABI/testing/sysfs-block-dm; cryptsetup names its maps ``CRYPT-...``."""
        if block.startswith("zram"):
            return True
        place = self.system / "class" / "block" / block
        if _word(place / "dm" / "uuid").startswith("CRYPT-"):
            return True
        backing = _word(place / "loop" / "backing_file")
        if backing:
            return self._holds_file(backing)
        below = _names(place / "slaves")
        return bool(below) and deepest > 0 and all(self._block(one, deepest - 1) for one in below)

    def _holds_file(self, path: str) -> bool:
        """Whether the disk under a file is encrypted."""
        best, source = -1, ""
        for line in _lines(self.proc / "self" / "mountinfo"):
            left, _, right = line.partition(" - ")
            parts, kind = left.split(), right.split()
            if len(parts) < 5 or len(kind) < 2:
                continue
            point = _unescaped(parts[4]).rstrip("/")
            if (path == point or path.startswith(point + "/")) and len(point) >= best:
                best, source = len(point), _unescaped(kind[1])
        return source.startswith("/dev/") and self._block(self._block_name(source), _DEEPEST)

    def _block_name(self, device: str) -> str:
        """``/dev/mapper/home`` is called ``dm-2`` by the kernel, which tells both names."""
        name = device.rpartition("/")[2]
        blocks = self.system / "class" / "block"
        if (blocks / name).exists():
            return name
        for block in _names(blocks):
            if _word(blocks / block / "dm" / "name") == name:
                return block
        return name


def _lines(path: Path) -> list[str]:
    return _read(lambda: path.read_text(encoding="utf-8", errors="replace")).splitlines()


def _word(path: Path) -> str:
    return _read(lambda: path.read_text(encoding="utf-8", errors="replace")).strip()


def _read(read: Callable[[], str]) -> str:
    try:
        return read()
    except OSError:
        return ""


def _names(folder: Path) -> list[str]:
    try:
        return sorted(one.name for one in folder.iterdir())
    except OSError:
        return []


def _unescaped(text: str) -> str:
    for code, char in _ESCAPES:
        text = text.replace(code, char)
    return text
