"""A change taken back leaves no first page that SQLite misreads, whatever its encrypted bytes are.

SQLCipher lets SQLite look at the first page before it is decrypted again. Once in some 6,000 times
its bytes look like those of a page, and all is damaged to that connection from then on. Here they
can be made to.
"""

import hmac
from collections.abc import Callable
from hashlib import pbkdf2_hmac, sha512
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from sqlcipher3 import dbapi2

from ketaguide.vault import meta, proving
from ketaguide.vault.pages import PAGE, USABLE, PageKey
from tests.helpers.small_vaults import Made, make

# Source: SQLite file format, section 1.6: the kinds of pages; the first page's kind is at 100.
KINDS = {2: "inner index", 5: "inner table", 10: "leaf index", 13: "leaf table"}
_BLOCK, _SALT, _KIND_BLOCK = 16, 16, 5
# Source: SQLite file format, section 3: where the nonce and the sector's size are in a journal's
# header, and that the checksum adds every 200th byte from the end.
_NONCE, _SECTOR, _STEP = 12, 20, 200


class Unlucky(dbapi2.Connection):  # type: ignore[misc]
    """A connection whose journal is changed right before it is played back."""

    change: Callable[[Path], None]

    def execute(self, statement: str, *values: Any) -> Any:
        if statement == "ROLLBACK":
            self._change()
        return super().execute(statement, *values)

    def rollback(self) -> None:
        if self.in_transaction:
            self._change()
        super().rollback()

    def _change(self) -> None:
        (_number, _name, path), *_others = super().execute("PRAGMA database_list").fetchall()
        type(self).change(Path(f"{path}-journal"))


class Luck:
    """Lets the first page in a journal look like a page of this kind while it is encrypted."""

    def __init__(self, key: bytes, salt: bytes, kind: int) -> None:
        self.is_on = False
        self.used = 0
        self._key, self._salt, self._kind = key, salt, kind
        self._pages = PageKey(key, salt)

    def __call__(self, journal: Path) -> None:
        if not self.is_on:
            return
        content = bytearray(journal.read_bytes())
        at = _number(content, _SECTOR)
        while at + 8 + PAGE <= len(content):
            if _number(content, at) == 1:
                clear = self._pages.open(1, bytes(content[at + 4 : at + 4 + PAGE]))
                assert clear is not None
                page = self._encrypted(clear)
                total = _number(content, _NONCE) + sum(page[PAGE - _STEP : 0 : -_STEP])
                content[at + 4 : at + 8 + PAGE] = page + (total % 2**32).to_bytes(4, "big")
                self.used += 1
            at += 8 + PAGE
        journal.write_bytes(content)

    def _encrypted(self, clear: bytes) -> bytes:
        """The block with the page's kind is chosen; those before it follow, up to the IV."""
        ecb = Cipher(algorithms.AES(self._key), modes.ECB())  # noqa: S305 - CBC, done backwards
        chosen = bytes([0, 0, 0, 0, self._kind, 0, 0, 0, 0, 0, 0]).ljust(_BLOCK, b"\0")
        before, block = b"", chosen
        for number in range(_KIND_BLOCK, -1, -1):
            before = block + before
            start = _SALT + number * _BLOCK
            back = ecb.decryptor().update(block)
            block = bytes(a ^ b for a, b in zip(back, clear[start : start + _BLOCK], strict=True))
        rest = Cipher(algorithms.AES(self._key), modes.CBC(chosen)).encryptor()
        body = before + rest.update(clear[_SALT + len(before) : USABLE]) + block
        masked = bytes(byte ^ 0x3A for byte in self._salt)
        mac_key = pbkdf2_hmac("sha512", self._key, masked, 2, 32)
        signed = body + (1).to_bytes(4, "little")
        return self._salt + body + hmac.digest(mac_key, signed, sha512)


def _number(content: bytes | bytearray, at: int) -> int:
    return int.from_bytes(content[at : at + 4], "big")


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return make(tmp_path / "v")


@pytest.fixture(params=list(KINDS), ids=list(KINDS.values()))
def luck(made: Made, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Luck:
    found = Luck(bytes(made.keys().database(1)), made.db_salt, request.param)
    connect = dbapi2.connect
    factory = type("Here", (Unlucky,), {"change": staticmethod(found)})
    monkeypatch.setattr(
        dbapi2, "connect", lambda *args, **named: connect(*args, factory=factory, **named)
    )
    return found


def _is_read(connection: Any) -> bool:
    """Whether the whole schema is read, and the rest by it."""
    counts = proving.facts_of(connection)[0].counts
    return "entry" in counts and connection.execute("PRAGMA integrity_check").fetchall() == [
        ("ok",)
    ]


def test_it_would_be_misread(made: Made, luck: Luck) -> None:
    """If this fails, SQLCipher has mended it, or these tests no longer do what they say."""
    vault = made.open()
    connection = vault.driver()
    connection.set_authorizer(None)
    assert _is_read(connection)
    connection.execute("BEGIN EXCLUSIVE")
    connection.execute("PRAGMA user_version=9999")
    luck.is_on = True
    connection.execute("ROLLBACK")
    assert luck.used == 1
    with pytest.raises((dbapi2.DatabaseError, AssertionError)):
        assert _is_read(connection)
    vault.close()
    made.open().close()


def test_a_vault_is_read_where_its_opening_could_not_be_noted(
    made: Made, luck: Luck, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = meta.put

    def put(connection: Any, name: str, value: str | int) -> None:
        real(connection, name, value)
        if name == "opened_at":
            assert _is_read(connection)
            connection.execute("PRAGMA user_version=9999")
            luck.is_on = True
            raise dbapi2.OperationalError("disk full")

    monkeypatch.setattr(meta, "put", put)
    vault = made.open()
    assert luck.used == 1
    assert _is_read(vault.driver())
    vault.close()
