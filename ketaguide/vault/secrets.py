"""What a person (or a practice vault) opens a vault with. No ``repr`` shows the content."""

from dataclasses import dataclass, field

from ketaguide.base.errors import WeakPassphrase
from ketaguide.base.text import nfkc, tr
from ketaguide.vault.recovery import RecoveryCode

__all__ = ["Passphrase", "PassphraseWithKeyFile", "PracticeKey", "RecoveryCode", "Secret"]

MOST_BYTES = 1024
_KEY_BYTES = 32


@dataclass(frozen=True)
class Passphrase:
    """Words as typed; NFKC and UTF-8 are applied when they are used."""

    text: str = field(repr=False)


@dataclass(frozen=True)
class PassphraseWithKeyFile:
    """A passphrase that opens only together with the 32 bytes of a key file."""

    text: str = field(repr=False)
    file_key: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.file_key) != _KEY_BYTES:
            raise ValueError("a key file holds 32 bytes")


@dataclass(frozen=True)
class PracticeKey:
    """32 random bytes that a practice vault keeps for a client's vault."""

    key: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.key) != _KEY_BYTES:
            raise ValueError("a practice key has 32 bytes")


Secret = Passphrase | RecoveryCode | PassphraseWithKeyFile | PracticeKey


def passphrase_bytes(text: str) -> bytes:
    """The bytes Argon2id gets.

    Raises:
        WeakPassphrase: empty, longer than 1,024 bytes, or not text (lone surrogates).
    """
    try:
        words: bytes | None = nfkc(text).encode()
    except UnicodeEncodeError:
        words = None
    # Before anything is raised: a traceback may be shown with the local variables in it.
    del text
    if words is None:
        raise WeakPassphrase(tr("This passphrase holds characters that cannot be kept."))
    if not words or len(words) > MOST_BYTES:
        del words
        raise WeakPassphrase(tr("A passphrase has 1 to 1,024 bytes."))
    return words
