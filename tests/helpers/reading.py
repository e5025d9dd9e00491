"""What of a pack file is read, and how hard it is."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ketaguide.content.reading import grade, sentences, words

__all__ = ["FRAGMENTS", "PROSE", "grade", "sentences", "strings", "words"]

# Keys of a pack file whose strings a person reads, by how they are met.
PROSE = ("lead", "body", "summary", "hint", "text", "title", "label")
FRAGMENTS = ("low", "high", "starters")


def strings(table: object, *, keys: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Every string under one of ``keys``, with its place, anywhere in what TOML gave."""
    return _strings(table, keys, "")


def _strings(table: Any, keys: Sequence[str], place: str) -> Iterator[tuple[str, str]]:
    if isinstance(table, Mapping):
        for key, value in table.items():
            where = f"{place}.{key}" if place else str(key)
            if key in keys and isinstance(value, str):
                yield where, value
            elif key in keys and isinstance(value, list) and all(isinstance(i, str) for i in value):
                yield from ((where, item) for item in value)
            else:
                yield from _strings(value, keys, where)
    elif isinstance(table, list):
        for number, item in enumerate(table):
            yield from _strings(item, keys, f"{place}[{number}]")
