"""Counts what makes a text hard to read. Rough on purpose: it compares, it does not judge."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

# Keys of a pack file whose strings a person reads, by how they are met.
PROSE = ("lead", "body", "summary", "hint", "text", "title", "label")
FRAGMENTS = ("low", "high", "starters")

_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
_VOWELS = re.compile(r"[aeiouy]+")
_END = re.compile(r"(?<=[.?!:;])\s+|\n+")


def words(text: str) -> list[str]:
    """The words, without figures and marks."""
    return _WORD.findall(text)


def sentences(text: str) -> list[str]:
    """Sentences; a line without a full stop, such as a label, counts as one."""
    return [part for part in _END.split(text) if words(part)]


def syllables(word: str) -> int:
    """Groups of vowels, less a silent e at the end; close enough for plain English."""
    plain = word.lower().replace("’", "'").split("'")[0]
    count = len(_VOWELS.findall(plain))
    silent = plain.endswith(("e", "es", "ed")) and not plain.endswith(("le", "ted", "ded", "ses"))
    return max(1, count - 1 if silent and count > 1 else count)


def grade(texts: Sequence[str]) -> float:
    """The Flesch-Kincaid school grade of all texts together.

    Source: Kincaid and others 1975; formula of the United States Navy.
    """
    lines = [sentence for text in texts for sentence in sentences(text)]
    counted = [word for line in lines for word in words(line)]
    per_word = sum(map(syllables, counted)) / len(counted)
    return 0.39 * len(counted) / len(lines) + 11.8 * per_word - 15.59


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
