"""A disk that forgets: what a power cut can leave of a run that was written down by ``strace``.

The model: bytes are kept once their file was synced, names once their folder was. Of the writes to
a file since then any set survives, each perhaps in part, torn at sectors of 512 bytes; of the names
made, moved and removed in a folder since then a first part survives.

Source: the crash model of SQLite's own crash tests (https://www.sqlite.org/testing.html) and
ext4's ordering of directory changes within one journal.
"""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

SECTOR = 512
# All that could change a file or a name; what the replay does not know stops it.
TRACED = (
    *("openat", "close", "lseek", "write", "pwrite64", "ftruncate", "fsync", "fdatasync"),
    *("unlink", "unlinkat", "rename", "renameat", "renameat2", "mkdir", "mkdirat", "sendto"),
    *("creat", "open", "openat2", "link", "linkat", "symlink", "symlinkat", "rmdir", "truncate"),
    *("writev", "pwritev", "pwritev2", "fallocate", "copy_file_range", "sendfile", "dup", "dup2"),
)
STRACE = ("-xx", "-s", "100000000", "-e", f"trace={','.join(TRACED)}")

_LINE = re.compile(r"(\w+)\((.*)\)\s+= (-?\d+)")
_STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


@dataclass(frozen=True)
class Call:
    """One system call that succeeded; its texts come apart from its other arguments."""

    name: str
    texts: tuple[bytes, ...]
    numbers: tuple[str, ...]
    result: int


@dataclass
class _Inode:
    """A file: what is on the medium, and the changes since, as (offset, bytes) or a new length."""

    durable: bytes = b""
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)

    def change(self, at: int, data: bytes | None) -> None:
        self.pending.append((at, data))

    def sync(self) -> None:
        self.durable = _applied(self.durable, self.pending)
        self.pending.clear()

    def survivor(self, random: Random) -> bytes:
        """What may be left: none, all, the first few, some, or some torn at sectors."""
        how = random.choice(("none", "all", "first", "some", "torn"))
        if how == "none" or not self.pending:
            return self.durable
        kept = self.pending
        if how == "first":
            kept = kept[: random.randrange(len(kept) + 1)]
        elif how == "some":
            kept = [change for change in kept if random.random() < 0.5]
        elif how == "torn":
            kept = [part for part in _sectors(kept) if random.random() < 0.7]
        return _applied(self.durable, kept)


@dataclass
class _Folder:
    """Names on the medium, and what was done to them since; None for the inode takes one away."""

    durable: dict[str, _Inode] = field(default_factory=dict)
    pending: list[dict[str, _Inode | None]] = field(default_factory=list)

    def names(self, first: int | None = None) -> dict[str, _Inode]:
        """With the first so many of the pending changes, or with all."""
        found: dict[str, _Inode | None] = dict(self.durable)
        for change in self.pending[:first]:
            found.update(change)
        return {name: inode for name, inode in found.items() if inode is not None}

    def sync(self) -> None:
        self.durable = self.names()
        self.pending.clear()


class Disk:
    """One vault folder, and the folders in it, as a run of calls leaves them."""

    def __init__(self, root: Path) -> None:
        """Args:
        root: as it is now, and all of it on the medium.
        """
        self._root = str(root)
        self._folders: dict[str, _Folder] = {}
        self._open: dict[int, tuple[str, int]] = {}
        self._inodes: dict[int, _Inode] = {}
        self._elsewhere: set[int] = set()
        for folder in (root, *(path for path in root.rglob("*") if path.is_dir())):
            listed = {path.name: _Inode(path.read_bytes()) for path in _files(folder)}
            self._folders[str(folder)] = _Folder(listed)
        self.said: list[bytes] = []

    def play(self, call: Call) -> None:
        """One more call of the run."""
        handler = getattr(self, f"_{call.name}", None)
        if handler is None:
            raise AssertionError(f"the replay does not know {call.name}")
        handler(call)

    def crash(self, random: Random) -> dict[str, bytes]:
        """What is there after the power went: each file's name below the root, and its bytes."""
        found = {}
        for where, folder in sorted(self._folders.items()):
            names = folder.names(random.randrange(len(folder.pending) + 1))
            for name, inode in sorted(names.items()):
                path = os.path.relpath(f"{where}/{name}", self._root)
                found[path] = inode.survivor(random)
        return found

    def _openat(self, call: Call) -> None:
        path = call.texts[0].decode()
        where, name = os.path.split(path)
        self._open.pop(call.result, None)
        self._inodes.pop(call.result, None)
        if path in self._folders:
            self._open[call.result] = (path, 0)
            return
        folder = self._folders.get(where)
        self._elsewhere.discard(call.result)
        if folder is None:
            self._elsewhere.add(call.result)
            return
        inode = folder.names().get(name)
        if inode is None:
            inode = _Inode()
            folder.pending.append({name: inode})
        if "O_TRUNC" in " ".join(call.numbers):
            inode.change(0, None)
        self._open[call.result] = (path, 0)
        self._inodes[call.result] = inode

    def _close(self, call: Call) -> None:
        self._open.pop(int(call.numbers[0]), None)
        self._inodes.pop(int(call.numbers[0]), None)

    def _lseek(self, call: Call) -> None:
        handle = int(call.numbers[0])
        if handle in self._open:
            self._open[handle] = (self._open[handle][0], call.result)

    def _write(self, call: Call) -> None:
        handle = self._known(call)
        if handle in self._inodes:
            path, at = self._open[handle]
            self._inodes[handle].change(at, call.texts[0][: call.result])
            self._open[handle] = (path, at + call.result)

    def _pwrite64(self, call: Call) -> None:
        handle = self._known(call)
        if handle in self._inodes:
            self._inodes[handle].change(int(call.numbers[-1]), call.texts[0][: call.result])

    def _ftruncate(self, call: Call) -> None:
        handle = self._known(call)
        if handle in self._inodes:
            self._inodes[handle].change(int(call.numbers[1]), None)

    def _fsync(self, call: Call) -> None:
        handle = self._known(call)
        if handle in self._inodes:
            self._inodes[handle].sync()
        elif handle in self._open:
            self._folders[self._open[handle][0]].sync()

    _fdatasync = _fsync

    def _unlink(self, call: Call) -> None:
        where, name = os.path.split(call.texts[0].decode())
        if where in self._folders:
            self._folders[where].pending.append({name: None})

    _unlinkat = _unlink

    def _rename(self, call: Call) -> None:
        (where, old), (there, new) = (os.path.split(text.decode()) for text in call.texts)
        if where in self._folders or there in self._folders:
            assert where == there, "a name moved between folders"
            inode = self._folders[where].names()[old]
            self._folders[where].pending.append({old: None, new: inode})

    _renameat = _renameat2 = _rename

    def _mkdir(self, call: Call) -> None:
        path = call.texts[0].decode()
        if path.startswith(self._root):
            # Its own name is taken as kept: an empty folder too many does no harm.
            self._folders[path] = _Folder()

    _mkdirat = _mkdir

    def _known(self, call: Call) -> int:
        handle = int(call.numbers[0])
        known = handle in self._open or handle in self._elsewhere
        assert known, "a file was opened before the trace began"
        return handle

    def _sendto(self, call: Call) -> None:
        self.said.append(call.texts[0])


def calls(trace: Path) -> Iterator[Call]:
    """The calls of a trace that succeeded.

    Raises:
        AssertionError: a call was cut short, so that its bytes are not known.
    """
    with trace.open(encoding="ascii") as stream:
        for line in stream:
            if line.startswith(("---", "+++")):
                continue
            found = _LINE.match(line)
            assert found is not None, line[:80]
            name, arguments, result = found[1], found[2], int(found[3])
            if result < 0:
                continue
            assert '"...' not in arguments, line[:80]
            texts = tuple(
                bytes.fromhex(text.replace("\\x", "")) for text in _STRING.findall(arguments)
            )
            numbers = tuple(part.strip() for part in _STRING.sub("", arguments).split(","))
            yield Call(name, texts, numbers, result)


def states(
    root: Path, trace: list[Call], *, count: int, random: Random
) -> Iterator[tuple[int, list[bytes], Mapping[str, bytes]]]:
    """So many power cuts, spread over the whole run by chance.

    Yields:
        After which call the power went; what the run had said by then; the files that are left.
    """
    cuts = sorted(random.randrange(len(trace) + 1) for _ in range(count))
    disk = Disk(root)
    played = 0
    for cut in cuts:
        while played < cut:
            disk.play(trace[played])
            played += 1
        yield cut, list(disk.said), disk.crash(random)


def _applied(content: bytes, changes: list[tuple[int, bytes | None]]) -> bytes:
    found = bytearray(content)
    for at, data in changes:
        if len(found) < at:
            found += bytes(at - len(found))
        if data is None:
            del found[at:]
        else:
            found[at : at + len(data)] = data
    return bytes(found)


def _sectors(changes: list[tuple[int, bytes | None]]) -> Iterator[tuple[int, bytes | None]]:
    for at, data in changes:
        if data is None:
            yield at, None
            continue
        begin = at
        while begin < at + len(data):
            end = min((begin // SECTOR + 1) * SECTOR, at + len(data))
            yield begin, data[begin - at : end - at]
            begin = end


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.is_file()]
