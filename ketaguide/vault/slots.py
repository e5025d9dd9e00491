"""Key slots: the vault key, wrapped once for each way to open the vault."""

import secrets
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from ketaguide.base.errors import HeaderCorrupt
from ketaguide.vault import strict_json
from ketaguide.vault.kdf import Argon2Params, argon2id
from ketaguide.vault.keys import KEY_BYTES, derive
from ketaguide.vault.secrets import (
    Passphrase,
    PassphraseWithKeyFile,
    RecoveryCode,
    Secret,
    passphrase_bytes,
)

PASSPHRASE = "passphrase"  # noqa: S105 - the name of a kind
KEY_FILE = "passphrase-key-file"
RECOVERY = "recovery"
PRACTICE = "practice"
_KINDS = (PASSPHRASE, KEY_FILE, RECOVERY, PRACTICE)
_STRETCHED = (PASSPHRASE, KEY_FILE)

_SALT_BYTES = 32
_WRAPPED_BYTES = KEY_BYTES + 16
_ID_LENGTH = 8
_CONTEXT = b"ketaguide-vault/1\n"
# Every wrap draws a new 256-bit salt, so each key encryption key is used once.
# Source: the same argument as in the age format's scrypt and X25519 stanzas (C2SP age.md).
_NONCE = bytes(12)


@dataclass(frozen=True)
class Slot:
    """One way to open the vault.

    Attributes:
        slot_id: eight lower-case hexadecimal digits.
        argon2: None where the secret is random already.
    """

    slot_id: str
    kind: str
    salt: bytes
    argon2: Argon2Params | None
    wrapped: bytes

    def parameters(self) -> dict[str, Any]:
        """The slot as the header says it, without the wrapped key; the AEAD binds all of it."""
        kdf: dict[str, Any] = {"name": "hkdf-sha256", "salt": strict_json.encode(self.salt)}
        if self.argon2 is not None:
            kdf["name"] = "argon2id"
            kdf |= {"m": self.argon2.memory_kib, "p": self.argon2.lanes, "t": self.argon2.passes}
        return {"id": self.slot_id, "kdf": kdf, "kind": self.kind}

    def fields(self) -> dict[str, Any]:
        return self.parameters() | {"wrapped": strict_json.encode(self.wrapped)}


def read(value: object) -> Slot:
    """A slot from the header.

    Raises:
        HeaderCorrupt: a field is missing, unknown or malformed.
    """
    found = strict_json.fields(value, "id kdf kind wrapped")
    slot_id, kind = strict_json.text(found["id"]), strict_json.text(found["kind"])
    if len(slot_id) != _ID_LENGTH or not set(slot_id) <= set("0123456789abcdef"):
        raise HeaderCorrupt
    if kind not in _KINDS:
        raise HeaderCorrupt
    argon2 = None
    if kind in _STRETCHED:
        kdf = strict_json.fields(found["kdf"], "m name p salt t")
        # Wide on purpose: what is too much is for the policy to say, with its own error.
        numbers = {name: strict_json.integer(kdf[name], low=0, high=2**53) for name in "mpt"}
        argon2 = Argon2Params(numbers["m"], numbers["t"], numbers["p"])
    else:
        kdf = strict_json.fields(found["kdf"], "name salt")
    if kdf["name"] != ("hkdf-sha256" if argon2 is None else "argon2id"):
        raise HeaderCorrupt
    salt = strict_json.decode(kdf["salt"], length=_SALT_BYTES)
    wrapped = strict_json.decode(found["wrapped"], length=_WRAPPED_BYTES)
    return Slot(slot_id, kind, salt, argon2, wrapped)


def kind_of(secret: Secret) -> str:
    """The kind of slot that this secret opens."""
    if isinstance(secret, Passphrase):
        return PASSPHRASE
    if isinstance(secret, PassphraseWithKeyFile):
        return KEY_FILE
    return RECOVERY if isinstance(secret, RecoveryCode) else PRACTICE


def wrap(
    key: bytes | bytearray,
    secret: Secret,
    *,
    vault_id: bytes,
    params: Argon2Params,
    salt: bytes | None = None,
    slot_id: str | None = None,
) -> Slot:
    """A slot through which the secret gives the vault key back.

    Args:
        params: used for passphrases only.
        salt: 32 new random bytes unless a test vector needs its own; never one used before.
        slot_id: likewise.
    """
    kind = kind_of(secret)
    bare = Slot(
        slot_id or secrets.token_hex(_ID_LENGTH // 2),
        kind,
        salt or secrets.token_bytes(_SALT_BYTES),
        params if kind in _STRETCHED else None,
        b"",
    )
    cipher = ChaCha20Poly1305(key_for(bare, secret))
    wrapped = cipher.encrypt(_NONCE, bytes(key), _bound(bare, vault_id))
    return Slot(bare.slot_id, kind, bare.salt, bare.argon2, wrapped)


def unwrap(slot: Slot, secret: Secret, *, vault_id: bytes) -> bytearray | None:
    """The vault key, or None where this secret does not open this slot."""
    cipher = ChaCha20Poly1305(key_for(slot, secret))
    try:
        return bytearray(cipher.decrypt(_NONCE, slot.wrapped, _bound(slot, vault_id)))
    except InvalidTag:
        return None


def key_for(slot: Slot, secret: Secret) -> bytes:
    """The key encryption key: Argon2id where the secret is a passphrase, HKDF always."""
    if isinstance(secret, Passphrase | PassphraseWithKeyFile):
        if slot.argon2 is None:
            raise ValueError("a passphrase slot has Argon2id parameters")
        material = argon2id(passphrase_bytes(secret.text), salt=slot.salt, params=slot.argon2)
        if isinstance(secret, PassphraseWithKeyFile):
            material += secret.file_key
    else:
        material = secret.secret if isinstance(secret, RecoveryCode) else secret.key
    return derive(material, salt=slot.salt, info=f"ketaguide/v1/slot/{slot.kind}")


def _bound(slot: Slot, vault_id: bytes) -> bytes:
    return _CONTEXT + vault_id + strict_json.write(slot.parameters())
