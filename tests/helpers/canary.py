"""A word that is nowhere else in the world, and where it turned up."""

import base64
import secrets
from collections.abc import Iterable
from pathlib import Path

_LETTERS = 20


def new_canary() -> str:
    """Letters and digits only, so that every field takes it."""
    return "kg" + secrets.token_hex(_LETTERS // 2)


def forms(word: str) -> dict[str, bytes]:
    """How the word could stand in a file: as it is, wide, as hex, or inside base64."""
    found = {"utf-8": word.encode(), "utf-16": word.encode("utf-16-le")}
    for name, raw in tuple(found.items()):
        found[f"{name} hex"] = raw.hex().encode()
        found[f"{name} HEX"] = raw.hex().upper().encode()
        for before in range(3):
            # The groups of four letters that hold nothing but the word.
            text = base64.b64encode(b"\0" * before + raw)
            found[f"{name} base64 {before}"] = text[4 if before else 0 : len(text) // 4 * 4 - 4]
    return found


def hits(data: bytes, words: Iterable[str]) -> list[str]:
    """Which words the bytes hold, and in which form."""
    return [
        f"{word} as {name}" for word in words for name, form in forms(word).items() if form in data
    ]


def in_files(folder: Path, words: Iterable[str]) -> list[str]:
    """Files below the folder that hold a word, or have it in their name."""
    listed = tuple(words)
    found = []
    for path in sorted(folder.rglob("*")):
        found += [f"{path}: name" for word in listed if word in path.name]
        if path.is_file() and not path.is_symlink():
            found += [f"{path}: {hit}" for hit in hits(path.read_bytes(), listed)]
    return found


def in_trace(trace: Path, words: Iterable[str]) -> list[str]:
    """Writes that ``strace -xx`` saw with a word in them."""
    found = []
    seen = {
        f"{word} as {name}": "".join(f"\\x{byte:02x}" for byte in form).encode()
        for word in words
        for name, form in forms(word).items()
    }
    for line in trace.read_bytes().splitlines():
        found += [f"{line[:60]!r}: {name}" for name, form in seen.items() if form in line]
    return found


def in_memory(pid: int, words: Iterable[str]) -> int:
    """How often the words stand in a process's memory, as UTF-8 or as Qt's own 16 bits."""
    sought = [form for word in words for form in (word.encode(), word.encode("utf-16-le"))]
    count = 0
    with Path(f"/proc/{pid}/maps").open() as maps, Path(f"/proc/{pid}/mem").open("rb", 0) as memory:
        for line in maps:
            span, rights = line.split()[:2]
            if not rights.startswith("rw"):
                continue
            begin, end = (int(part, 16) for part in span.split("-"))
            try:
                memory.seek(begin)
                held = memory.read(end - begin)
            except (OSError, ValueError):  # a guard page, or a window into the kernel
                continue
            count += sum(held.count(form) for form in sought)
    return count
