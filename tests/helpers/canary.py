"""A word that is nowhere else in the world, and where it turned up."""

import base64
import re
import secrets
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

_LETTERS = 20
# Source: RFC 1950 and RFC 1952: how a compressed stream begins.
_PACKED = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08")
_MOST_UNPACKED = 4 * 1024 * 1024


def new_canary() -> str:
    """Letters and digits only, so that every field takes it; large and small, as names are."""
    return "Kg" + secrets.token_hex(_LETTERS // 2 - 1) + "Q" + secrets.choice("xyz")


def forms(word: str) -> dict[str, bytes]:
    """How the word could stand in a file: as it is, wide, as hex, or inside base64."""
    found = {"utf-8": word.encode(), "utf-16": word.encode("utf-16-le")}
    found |= _of_bytes(found)
    for name, other in (("small", word.lower()), ("large", word.upper())):
        found[name] = other.encode()
        found[f"{name} utf-16"] = other.encode("utf-16-le")
    return found


def _of_bytes(raws: dict[str, bytes]) -> dict[str, bytes]:
    """The spellings of bytes in letters."""
    found = {}
    for name, raw in raws.items():
        found[f"{name} hex"] = raw.hex().encode()
        found[f"{name} HEX"] = raw.hex().upper().encode()
        for before in range(3):
            # The groups of four letters that hold nothing but the word.
            text = base64.b64encode(b"\0" * before + raw)
            found[f"{name} base64 {before}"] = text[4 if before else 0 : len(text) // 4 * 4 - 4]
    return found


def key_forms(key: bytes) -> dict[str, bytes]:
    """How a key could stand somewhere: raw, as hex, inside base64, or as Python shows bytes."""
    shown = {"list": str(list(key)).encode(), "bytes": repr(key)[2:-1].encode()}
    # Quoted in another way than bytes are.
    shown["bytearray"] = repr(bytearray(key))[12:-2].encode()
    return {"raw": key} | _of_bytes({"raw": key}) | shown


def hits(data: bytes, words: Iterable[str]) -> list[str]:
    """Which words the bytes hold, and in which form, packed or not."""
    sought = [(word, name, form) for word in words for name, form in forms(word).items()]
    found = [f"{word} as {name}" for word, name, form in sought if form in data]
    for inside in unpacked(data):
        found += [f"{word} as {name}, packed" for word, name, form in sought if form in inside]
    return found


def unpacked(data: bytes) -> Iterator[bytes]:
    """What every zlib or gzip stream in the bytes holds, as far as it can be read."""
    for start in _PACKED.finditer(data):
        reader = zlib.decompressobj(wbits=47)  # either kind
        try:
            inside = reader.decompress(memoryview(data)[start.start() :], _MOST_UNPACKED)
        except zlib.error:
            continue
        if inside:
            yield inside


def in_files(folder: Path, words: Iterable[str]) -> list[str]:
    """Files below the folder that hold a word, or have it in their name."""
    listed = tuple(words)
    found = []
    for path in sorted(folder.rglob("*")):
        found += [f"{path}: name" for word in listed if word.lower() in path.name.lower()]
        if path.is_file() and not path.is_symlink():
            found += [f"{path}: {hit}" for hit in hits(path.read_bytes(), listed)]
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
