"""The pages of a database file, decrypted one by one without SQLite.

SQLite gives up on a whole file where one page is bad. Each page proves itself, so the others can
still be read. Only for files that no connection of this process has open.
"""

import hmac
import os
from collections.abc import Iterator
from contextlib import suppress
from hashlib import pbkdf2_hmac, sha512
from pathlib import Path
from types import TracebackType

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from ketaguide.vault import files

# Source: SQLCipher 4 design: pages of 4,096 bytes, of which the last 80 are a 16-byte IV and an
# HMAC-SHA512; the first 16 bytes of the file are the salt.
PAGE = 4096
USABLE = PAGE - 80
_IV = 16
_SALT = 16
_BODY = USABLE + _IV
# Source: SQLCipher 4 design: the HMAC key is PBKDF2-HMAC-SHA512 of the key, 2 iterations, with
# each byte of the salt changed by 0x3a.
_MAC_ROUNDS, _MAC_MASK, _KEY = 2, 0x3A, 32
# Source: SQLite file format, section 1.3: what the salt stands in place of.
_MAGIC = b"SQLite format 3\x00"
# Source: SQLite file format, section 3: the rollback journal's header and records.
_JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")
_JOURNAL_RECORD = 4 + PAGE + 4
_SECTORS = tuple(2**power for power in range(9, 17))
# An encrypted page has all 256 byte values, or nearly so; zeros and text have far fewer.
_MANY_VALUES = 200
_SAMPLES = 64
# A read error may pass.
_TRIES = 2


class PageKey:
    """Decrypts a page that is ours, and tells one that is not."""

    def __init__(self, key: bytes | bytearray, salt: bytes) -> None:
        """Args:
        key: 32 raw bytes, as for SQLCipher.
        salt: its 16 bytes, from the header.
        """
        self._key = bytes(key)
        masked = bytes(byte ^ _MAC_MASK for byte in salt)
        self._mac_key = pbkdf2_hmac("sha512", self._key, masked, _MAC_ROUNDS, _KEY)

    def open(self, number: int, raw: bytes) -> bytes | None:
        """The page's 4,016 usable bytes; None where it does not prove itself."""
        if len(raw) != PAGE:
            return None
        start = _SALT if number == 1 else 0
        signed = raw[start:_BODY] + number.to_bytes(4, "little")
        if not hmac.compare_digest(hmac.digest(self._mac_key, signed, sha512), raw[_BODY:]):
            return None
        cipher = Cipher(algorithms.AES(self._key), modes.CBC(raw[USABLE:_BODY])).decryptor()
        clear = cipher.update(raw[start:USABLE]) + cipher.finalize()
        return _MAGIC + clear if number == 1 else clear


class PageFile:
    """A database file for reading by page number, with what its journal still holds.

    Attributes:
        count: how many pages the file has; a piece of one counts.
    """

    def __init__(self, path: Path, key: PageKey) -> None:
        """Raises:
        OSError: the file cannot be opened at all.
        """
        self._key = key
        self._handle = files.open_to_read(path)
        self.count = -(-os.fstat(self._handle).st_size // PAGE)
        try:
            self._older = _journal(path.with_name(path.name + "-journal"))
        except OSError:
            self._older = {}

    def __enter__(self) -> "PageFile":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.close(self._handle)

    def read(self, number: int) -> bytes | None:
        """One page in clear; None where it is lost.

        A page in the journal comes first: what replaced it was never finished.
        """
        if not 1 <= number <= self.count:
            return None
        older = self._older.get(number)
        clear = self._key.open(number, older) if older is not None else None
        return clear if clear is not None else self._key.open(number, self._raw(number))

    def _raw(self, number: int) -> bytes:
        for _ in range(_TRIES):
            with suppress(OSError):
                os.lseek(self._handle, (number - 1) * PAGE, os.SEEK_SET)
                return os.read(self._handle, PAGE)
        # A disk that fails in one place: the page is lost, the others are not.
        return b""


def is_of_another(path: Path, key: bytes | bytearray, salt: bytes) -> bool:
    """Whether a file that does not open seems to be another vault's, rather than damaged.

    Its salt is another one, it looks encrypted, and no page of it proves itself under this key.

    Raises:
        OSError: it cannot be read.
    """
    with PageFile(path, PageKey(key, salt)) as found:
        start = found._raw(1)
        if start[:_SALT] == salt or len(set(start)) < _MANY_VALUES:
            return False
        step = max(1, found.count // _SAMPLES)
        return all(found.read(number) is None for number in range(1, found.count + 1, step))


def _journal(path: Path) -> dict[int, bytes]:
    """The pages a hot journal would put back, as they are in it; the first copy of each counts."""
    content = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
    older: dict[int, bytes] = {}
    for number, raw in _records(content):
        older.setdefault(number, raw)
    return older


def _records(content: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while content[at : at + 8] == _JOURNAL_MAGIC:
        count, sector = _number(content, at + 8), _number(content, at + 20)
        sector = sector if sector in _SECTORS else _SECTORS[0]
        at += sector
        fit = (len(content) - at) // _JOURNAL_RECORD
        # A journal that was never flushed says 0 or "to the end"; the pages prove themselves.
        for _ in range(count if 0 < count <= fit else fit):
            yield _number(content, at), content[at + 4 : at + 4 + PAGE]
            at += _JOURNAL_RECORD
        at = -(-at // sector) * sector


def _number(content: bytes, at: int) -> int:
    return int.from_bytes(content[at : at + 4], "big")
