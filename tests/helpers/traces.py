"""What a program did, as strace wrote it down: bytes written, files made, sockets asked for."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.helpers.canary import hits

_WRITES = "write,writev,pwrite64,pwritev,pwritev2,sendto,sendmsg,sendmmsg"
_MAKES = "open,openat,openat2,creat,rename,renameat,renameat2,link,linkat,symlink,symlinkat"
_MAKES += ",mknod,mknodat"
_FOLDERS = "mkdir,mkdirat"
_SOCKETS = "socket,connect,bind"
# mmap: a file written through memory would pass all the others by.
COMMAND = ("strace", "-f", "-xx", "-s", "1000000", "--seccomp-bpf", "-e")
CALLS = f"trace={_WRITES},{_MAKES},{_FOLDERS},{_SOCKETS},mmap"

_CALL = re.compile(rb"^(?:\d+ +)?(\w+)\((.*)", re.DOTALL)
_TEXT = re.compile(rb'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')
_FAILED = re.compile(rb" = -1 E[A-Z]+")
_FLAGS = re.compile(rb"O_CREAT|O_TMPFILE")
_OUTWARD = re.compile(rb"\b(?:AF|PF)_(?!UNIX\b|UNSPEC\b)[A-Z0-9]+")


def command(into: Path) -> tuple[str, ...]:
    """What comes before the program's own command."""
    return (*COMMAND, CALLS, "-o", str(into))


def _calls(trace: Path) -> Iterator[tuple[str, bytes]]:
    for line in trace.read_bytes().splitlines():
        found = _CALL.match(line)
        if found is not None:
            yield found[1].decode(), found[2]


def _texts(rest: bytes) -> list[bytes]:
    return [bytes.fromhex(text.decode().replace("\\x", "")) for text, _ in _TEXT.findall(rest)]


def streams(trace: Path) -> dict[str, bytes]:
    """All that was written to each descriptor, joined: a word may lie across two writes."""
    found: dict[str, list[bytes]] = {}
    for name, rest in _calls(trace):
        if name in _WRITES.split(","):
            found.setdefault(rest.partition(b",")[0].decode(), []).extend(_texts(rest))
    return {handle: b"".join(pieces) for handle, pieces in found.items()}


def in_trace(trace: Path, words: Iterable[str]) -> list[str]:
    """Words that were written somewhere, also where nothing is left of it."""
    listed = tuple(words)
    return [
        f"descriptor {handle}: {hit}"
        for handle, written in streams(trace).items()
        for hit in hits(written, listed)
    ]


def unseen(trace: Path) -> list[str]:
    """Writes that the trace does not hold whole: cut off, or through a file mapped to memory."""
    found = []
    for name, rest in _calls(trace):
        is_cut = any(rest_of for _, rest_of in _TEXT.findall(rest))
        is_mapped = name == "mmap" and all(flag in rest for flag in (b"MAP_SHARED", b"PROT_WRITE"))
        if is_cut or (is_mapped and b"MAP_ANONYMOUS" not in rest and not _FAILED.search(rest)):
            found.append(f"{name} {rest[-60:]!r}")
    return found


def made(trace: Path) -> set[str]:
    """Every file that was made, renamed to, or opened so that it could have been made."""
    return {
        _last_text(rest)
        for name, rest in _calls(trace)
        if name in _MAKES.split(",")
        and not _FAILED.search(rest)
        and not (name.startswith("open") and not _FLAGS.search(rest))
    }


def made_folders(trace: Path) -> set[str]:
    """Every folder that was made, or was to be made if it had not been there."""
    calls = _calls(trace)
    return {_last_text(rest) for name, rest in calls if name in _FOLDERS.split(",")}


def _last_text(rest: bytes) -> str:
    return _texts(rest)[-1].decode(errors="surrogateescape")


def outward(trace: Path) -> list[str]:
    """Sockets of any family but the local one, asked for or used."""
    return [
        f"{name}({rest[:80].decode()}"
        for name, rest in _calls(trace)
        if name in _SOCKETS.split(",") and _OUTWARD.search(rest)
    ]


def connected(trace: Path) -> set[str]:
    """The local sockets that were connected to."""
    return {
        text.decode(errors="surrogateescape")
        for name, rest in _calls(trace)
        if name == "connect" and b"AF_UNIX" in rest
        for text in _texts(rest)
    }
