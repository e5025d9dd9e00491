"""Pages that a copy has lost without a word.

After a page that does not prove itself, be it a free one, SQLCipher's backup goes on with zeros for
that page and for all that follow, signs them, and tells of no error. Each check of the copy alone
can then find it whole, with the end of a text gone. Measured with SQLCipher 4.19.
"""

import os
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from ketaguide.base.pulse import Pulse, no_pulse
from ketaguide.vault.opener import Connection, Target
from ketaguide.vault.pages import PAGE, USABLE, PageFile, PageKey

_BLOCK = 16
_AT_ONCE = 256 * PAGE
_EMPTY = bytes(USABLE)
# Source: SQLite file format, sections 1.3 and 1.5: the first trunk page of the list of free pages;
# a trunk begins with the next one's number and how many leaves it names.
_FIRST_TRUNK, _WORD = 32, 4


def lost(source: Connection, copy: Target, *, pulse: Pulse = no_pulse) -> list[int]:
    """The pages in use that are empty in the copy because the source could not prove one.

    Costs a quick read of the copy, and a full check of the source only where something looks wrong.

    Args:
        copy: closed, complete, and not in use.
    """
    suspects = _suspects(copy.path, copy.key, pulse)
    if not suspects:
        return []
    with PageFile(copy.path, PageKey(copy.key, copy.salt)) as pages:
        empty = {number for number in suspects if pages.read(number) == _EMPTY}
        empty -= _free(pages)
    if not empty or not source.execute("PRAGMA cipher_integrity_check").fetchone():
        # A page may hold nothing but zeros by right; where all of the source is whole, it does.
        return []
    return sorted(empty)


def _suspects(path: Path, key: bytearray, pulse: Pulse) -> list[int]:
    """The pages that begin with a block of zeros; no page that is in a tree does."""
    # The first block of each page, many pages at a time: it is zero where decrypting gives the
    # page's own start value, with which CBC would combine it.
    block = Cipher(algorithms.AES(bytes(key)), modes.ECB()).decryptor()  # noqa: S305 - see above
    found: list[int] = []
    number = 1
    with path.open("rb") as file:
        total = os.fstat(file.fileno()).st_size // PAGE
        while piece := file.read(_AT_ONCE):
            starts = range(0, len(piece), PAGE)
            clear = block.update(b"".join([piece[at : at + _BLOCK] for at in starts]))
            for index, at in enumerate(starts):
                first = clear[index * _BLOCK : (index + 1) * _BLOCK]
                if first == piece[at + USABLE : at + USABLE + _BLOCK]:
                    found.append(number + index)
            number += len(starts)
            pulse(total, total)
    return found


def _free(pages: PageFile) -> set[int]:
    """The numbers on the list of free pages."""
    free: set[int] = set()
    trunk = _word(pages.read(1) or _EMPTY, _FIRST_TRUNK)
    while trunk and trunk not in free:
        free.add(trunk)
        content = pages.read(trunk) or _EMPTY
        count = min(_word(content, _WORD), USABLE // _WORD - 2)
        free.update(_word(content, _WORD * (2 + index)) for index in range(count))
        trunk = _word(content, 0)
    return free


def _word(content: bytes, at: int) -> int:
    return int.from_bytes(content[at : at + _WORD], "big")
