"""Every page of a vault in clear, read without SQLite: free pages and slack included."""

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from ketaguide.vault import keyslots
from ketaguide.vault.kdf import KdfPolicy
from tests.helpers.vaults import PASSPHRASE

# Source: SQLCipher 4 design: AES-256-CBC, each page ends in a 16-byte IV and a 64-byte HMAC, and
# the first 16 bytes of the file are the salt.
_PAGE, _RESERVE, _IV, _SALT = 4096, 80, 16, 16


def decrypted(folder: Path) -> bytes:
    """All pages of the vault that ``new_vault`` made, one after the other. Close it first."""
    keys = keyslots.unlock(folder, PASSPHRASE, policy=KdfPolicy.for_tests())
    key = bytes(keys.database(1))
    file = next(folder.glob("vault-e*.db")).read_bytes()
    assert len(file) % _PAGE == 0
    return b"".join(_page(key, file[at : at + _PAGE], at == 0) for at in range(0, len(file), _PAGE))


def _page(key: bytes, page: bytes, first: bool) -> bytes:
    start, end = (_SALT if first else 0), _PAGE - _RESERVE
    cipher = Cipher(algorithms.AES(key), modes.CBC(page[end : end + _IV])).decryptor()
    return cipher.update(page[start:end]) + cipher.finalize()
