"""The vault key and everything derived from it."""

import hmac
from dataclasses import dataclass, field
from hashlib import sha256

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from ketaguide.base.errors import VaultLocked

KEY_BYTES = 32


def derive(key: bytes | bytearray, *, salt: bytes, info: str) -> bytes:
    """32 bytes by HKDF-SHA256.

    Source: RFC 5869.
    """
    return HKDF(SHA256(), length=KEY_BYTES, salt=salt, info=info.encode()).derive(bytes(key))


def mac(key: bytes | bytearray, message: bytes) -> bytes:
    """HMAC-SHA256."""
    return hmac.new(key, message, sha256).digest()


@dataclass
class VaultKeys:
    """An unlocked vault's key. ``wipe`` overwrites it; afterwards every use says locked.

    Attributes:
        vault_id: 16 bytes, public.
        inbox_secret: only right after creation, until the database holds it.
        opened_by: the kind of the slot that gave them; empty where none did.
    """

    vault_id: bytes
    key: bytearray = field(repr=False)
    inbox_secret: bytearray | None = field(default=None, repr=False)
    opened_by: str = ""

    def database(self, epoch: int) -> bytes:
        """The raw SQLCipher key of this epoch's database."""
        return self._derive(f"ketaguide/v1/sqlcipher/{epoch}")

    def header_mac(self) -> bytes:
        return self._derive("ketaguide/v1/header-mac")

    def history_chain(self) -> bytes:
        return self._derive("ketaguide/v1/history-chain")

    def backup(self, backup_id: str) -> bytes:
        """The raw SQLCipher key of one backup."""
        return self._derive(f"ketaguide/v1/backup/{backup_id}")

    def backup_mac(self) -> bytes:
        """The MAC key of what a backup says about itself."""
        return self._derive("ketaguide/v1/backup-mac")

    def backup_facts(self, backup_id: str) -> bytes:
        """The key of the part of it that is encrypted; used once, for this backup."""
        return self._derive(f"ketaguide/v1/backup-facts/{backup_id}")

    def local_state(self) -> bytes:
        """The MAC key of the record of what was last seen on this computer."""
        return self._derive("ketaguide/v1/state-mac")

    def wipe(self) -> None:
        for secret in (self.key, self.inbox_secret):
            if secret is not None:
                secret[:] = bytes(len(secret))
                secret.clear()
        self.inbox_secret = None

    def _derive(self, info: str) -> bytes:
        if len(self.key) != KEY_BYTES:
            raise VaultLocked
        return derive(self.key, salt=self.vault_id, info=info)
