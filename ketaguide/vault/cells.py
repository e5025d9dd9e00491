"""Rows out of single b-tree pages, where SQLite cannot read the tree. No length is believed.

Source: SQLite file format, sections 1.5 to 1.6 and 2.1.
"""

import struct
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from ketaguide.vault.pages import USABLE

Value = None | int | float | str | bytes
Read = Callable[[int], bytes | None]

TABLE_LEAF, TABLE_INTERIOR, INDEX_LEAF, INDEX_INTERIOR = 0x0D, 0x05, 0x0A, 0x02
# Page 1 starts with the file's header.
_FILE_HEADER = 100
_LEAF_HEADER, _INTERIOR_HEADER = 8, 12
_MOST_IN_TABLE = USABLE - 35
_MOST_IN_INDEX = (USABLE - 12) * 64 // 255 - 23
_LEAST = (USABLE - 12) * 32 // 255 - 23
_LINK = 4
_NO_MORE = 0
# Far more than any table of ours has; a longer list of columns is rubbish.
_MOST_COLUMNS = 100
# Source: SQLite file format, section 2.1: bytes of an integer of serial type 0 to 6.
_INTEGER_BYTES = (0, 1, 2, 3, 4, 6, 8)


@dataclass(frozen=True)
class Row:
    """One stored row.

    Attributes:
        number: its row id; 0 in an index.
        values: column by column; fewer than there are where its end is lost.
        is_cut: the end is lost, and the last value may be the beginning of a text.
    """

    number: int
    values: tuple[Value, ...] = field(repr=False)
    is_cut: bool = False


@dataclass(frozen=True)
class _Payload:
    number: int
    content: bytes = field(repr=False)


def kind(page: bytes, number: int) -> int:
    """What sort of page it says it is."""
    return page[_start(number)]


def rows(page: bytes, number: int, read: Read) -> Iterator[Row]:
    """All rows of a leaf of a table, or of a page of an index; rubbish is passed over.

    Args:
        read: gives further pages in clear, for what did not fit on this one.
    """
    sort = kind(page, number)
    if sort not in (TABLE_LEAF, INDEX_LEAF, INDEX_INTERIOR):
        return
    for at in _cells(page, number):
        with suppress(IndexError, ValueError):
            yield _row(_payload(page, at, sort, read=read))


def children(page: bytes, number: int) -> list[int]:
    """The pages below an interior page."""
    if kind(page, number) not in (TABLE_INTERIOR, INDEX_INTERIOR):
        return []
    right = _start(number) + _LEAF_HEADER
    return [*(_big(page, at, _LINK) for at in _cells(page, number)), _big(page, right, _LINK)]


def _start(number: int) -> int:
    return _FILE_HEADER if number == 1 else 0


def _cells(page: bytes, number: int) -> list[int]:
    start = _start(number)
    inner = page[start] in (TABLE_INTERIOR, INDEX_INTERIOR)
    first = start + (_INTERIOR_HEADER if inner else _LEAF_HEADER)
    count = min(_big(page, start + 3, 2), (USABLE - first) // 2)
    found = (_big(page, first + 2 * each, 2) for each in range(count))
    return [at for at in found if first <= at < USABLE - _LINK]


def _payload(page: bytes, at: int, sort: int, *, read: Read) -> _Payload:
    if sort == INDEX_INTERIOR:
        at += _LINK
    size, at = _varint(page, at)
    number = 0
    if sort == TABLE_LEAF:
        number, at = _varint(page, at)
    here = _bytes_here(size, _MOST_IN_TABLE if sort == TABLE_LEAF else _MOST_IN_INDEX)
    content = page[at : at + here]
    if here == size:
        return _Payload(number, content)
    rest = _overflow(_big(page, at + here, _LINK), size - here, read)
    return _Payload(number, content + rest)


def _bytes_here(size: int, most: int) -> int:
    if size <= most:
        return size
    here = _LEAST + (size - _LEAST) % (USABLE - _LINK)
    return here if here <= most else _LEAST


def _overflow(following: int, size: int, read: Read) -> bytes:
    found = bytearray()
    seen: set[int] = set()
    while following != _NO_MORE and len(found) < size and following not in seen:
        seen.add(following)
        page = read(following)
        if page is None:
            break
        found += page[_LINK:USABLE]
        following = _big(page, 0, _LINK)
    return bytes(found[:size])


def _row(payload: _Payload) -> Row:
    content = payload.content
    end, at = _varint(content, 0)
    types: list[int] = []
    while at < end and len(types) < _MOST_COLUMNS:
        one, at = _varint(content, at)
        types.append(one)
    if at != end or not types:
        raise ValueError("not a row")
    values: list[Value] = []
    for one in types:
        size = _size(one)
        piece = content[at : at + size]
        if len(piece) < size:
            if one >= 13 and one % 2:
                values.append(piece.decode("utf-8", errors="ignore"))
            return Row(payload.number, tuple(values), is_cut=True)
        values.append(_value(one, piece))
        at += size
    return Row(payload.number, tuple(values))


def _size(one: int) -> int:
    if one < 0:
        raise ValueError("no such type")
    if one >= 12:
        return (one - 12) // 2
    if one == 7:
        return 8
    return _INTEGER_BYTES[one] if one < 7 else 0


def _value(one: int, piece: bytes) -> Value:
    if one >= 12:
        return piece.decode("utf-8") if one % 2 else piece
    if one == 7:
        real: float = struct.unpack(">d", piece)[0]
        return real
    if one in (8, 9):
        return one - 8
    if one == 0:
        return None
    if one > 9:
        raise ValueError("no such type")
    return int.from_bytes(piece, "big", signed=True)


def _varint(content: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where it ends.

    Raises:
        IndexError: it goes on beyond the end.
    """
    value = 0
    for each in range(8):
        byte = content[at + each]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + each + 1
    value = value << 8 | content[at + 8]
    return value - (1 << 64) if value >= 1 << 63 else value, at + 9


def _big(content: bytes, at: int, size: int) -> int:
    return int.from_bytes(content[at : at + size], "big")
