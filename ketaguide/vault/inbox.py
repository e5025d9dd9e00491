"""Notes written while the vault is locked: sealed to its public key, read at the next unlock.

Whoever writes one cannot read it again, and neither can anyone else before the vault is open.
"""

import errno
import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from ketaguide.base.errors import InboxFull
from ketaguide.base.ids import new_id
from ketaguide.vault import files, header, meta
from ketaguide.vault.keys import derive

FOLDER = "inbox"
SUFFIX = ".note"
UNREADABLE = ".unreadable"
# Source: own choice: some 8,000 words in one note, and as many notes as one hard night may bring.
MOST_TEXT_BYTES = 48 * 1024
MOST_NOTES = 100
_PADDED = (1024, 4096, 16 * 1024, 64 * 1024)
_MAGIC = b"ketaguide-note/1\n"
_KEY = 32
_MOST_ZONE = 64
_MOST_FILE = len(_MAGIC) + _KEY + _PADDED[-1] + 16
# What lies there is no file, and never will be: a folder, or a link.
_NO_FILE = (errno.EISDIR, errno.ELOOP)
_NONCE = bytes(12)  # each key is used once: its ephemeral half is new


@dataclass(frozen=True)
class Slip:
    """The slot in the door: where notes go, and the key they are sealed to."""

    folder: Path
    vault_id: bytes
    key: bytes


@dataclass(frozen=True)
class Note:
    """A note that was opened; ``id`` becomes the entry's, so that it is taken in once only."""

    id: str
    at: datetime
    zone: str
    text: str = field(repr=False)
    path: Path = field(repr=False)


def slip_of(folder: Path) -> Slip:
    """The slip that the header names, unverified: ``pins`` says whether to believe it.

    Raises:
        VaultError: as ``header.load``.
    """
    read = header.load(folder).header
    return Slip(folder, read.vault_id, read.inbox)


def seal(slip: Slip, text: str, *, note_id: str, at: datetime, zone: str) -> None:
    """Put a note in, or put a longer one in its place; whole or not at all.

    Args:
        note_id: from ``new_note``; the same for every version of one note.

    Raises:
        InboxFull: too many notes wait, or this one is too long.
        VaultError: it could not be stored; an older version of it still stands.
    """
    words = text.encode("utf-8", "replace")
    if len(words) > MOST_TEXT_BYTES:
        raise InboxFull
    place = slip.folder / FOLDER
    path = _path(slip, note_id)
    with files.translated():
        files.make_private_folder(place)
        if not path.exists() and sum(1 for _ in place.glob("*" + SUFFIX)) >= MOST_NOTES:
            raise InboxFull
        files.replace(path, _sealed(slip, _padded(words, note_id=note_id, at=at, zone=zone)))


def new_note() -> str:
    """The id of a note to come."""
    return new_id()


def take_back(slip: Slip, note_id: str) -> None:
    """Remove a note that was put in from here."""
    with files.translated():
        _path(slip, note_id).unlink(missing_ok=True)


def waiting(folder: Path) -> int:
    """How many notes wait to be taken in."""
    return sum(1 for _ in _files(folder))


def read_all(folder: Path, secret: bytes, *, vault_id: bytes) -> tuple[tuple[Note, ...], int]:
    """Open every note that can be opened; nothing is removed.

    Returns:
        The notes, oldest first, and how many files could not be read. Those are set aside under
        another name, so that the next unlock does not speak of them again; but where only the disk
        did not answer, they are left for that one.
    """
    own = X25519PrivateKey.from_private_bytes(secret)
    found: list[Note] = []
    unreadable = 0
    for path in _files(folder):
        try:
            found.append(_opened(path, own, vault_id))
        except OSError as problem:
            unreadable += 1
            if problem.errno in _NO_FILE:
                _set_aside(path)
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError, InvalidTag):
            unreadable += 1
            _set_aside(path)
    return tuple(sorted(found, key=lambda note: (note.at, note.id))), unreadable


def secret_of(connection: Any) -> bytes:
    """The secret half, from the open vault's own values."""
    return bytes.fromhex(meta.get(connection, meta.INBOX_SECRET))


def remove(notes: tuple[Note, ...]) -> None:
    """Take away what is in the vault by now; what cannot be removed is skipped next time."""
    for note in notes:
        try:
            note.path.unlink(missing_ok=True)
        except OSError:
            continue


def carry_over(before: Path, now: Path) -> None:
    """Copy what waits in one vault's folder to another of the same vault, sealed as it is.

    Raises:
        VaultError: not all of it was copied.
    """
    for path in _files(before):
        with files.translated():
            files.make_private_folder(now / FOLDER)
            content = files.read_limited(path, most=_MOST_FILE + 1)
            files.replace(now / FOLDER / path.name, content)


def _files(folder: Path) -> Iterator[Path]:
    """Bounded, whatever somebody may have put there."""
    listed = sorted((folder / FOLDER).glob("*" + SUFFIX))
    yield from listed[: 2 * MOST_NOTES]


def _path(slip: Slip, note_id: str) -> Path:
    return slip.folder / FOLDER / (note_id.replace("-", "") + SUFFIX)


def _padded(words: bytes, *, note_id: str, at: datetime, zone: str) -> bytes:
    """Length, content, zeros: so that a note's size says little about its words."""
    facts = {"id": note_id, "at": at.isoformat(), "zone": zone, "text": words.decode()}
    content = json.dumps(facts, ensure_ascii=False).encode()
    size = next((size for size in _PADDED if len(content) + 4 <= size), None)
    if size is None:
        raise InboxFull
    return (len(content).to_bytes(4, "big") + content).ljust(size, b"\0")


def _sealed(slip: Slip, content: bytes) -> bytes:
    once = X25519PrivateKey.generate()
    public = once.public_key().public_bytes_raw()
    shared = once.exchange(X25519PublicKey.from_public_bytes(slip.key))
    cipher = ChaCha20Poly1305(_note_key(shared, slip.vault_id, public, slip.key))
    return _MAGIC + public + cipher.encrypt(_NONCE, content, _bound(slip.vault_id))


def _opened(path: Path, own: X25519PrivateKey, vault_id: bytes) -> Note:
    read = files.read_limited(path, most=_MOST_FILE + 1)
    if len(read) > _MOST_FILE or not read.startswith(_MAGIC):
        raise ValueError("not a note")
    public = read[len(_MAGIC) :][:_KEY]
    shared = own.exchange(X25519PublicKey.from_public_bytes(public))
    key = _note_key(shared, vault_id, public, own.public_key().public_bytes_raw())
    content = ChaCha20Poly1305(key).decrypt(_NONCE, read[len(_MAGIC) + _KEY :], _bound(vault_id))
    # Anyone who can write to the folder can seal a note, so its content is not believed either.
    size = int.from_bytes(content[:4], "big")
    facts = json.loads(content[4 : 4 + size])
    note_id, zone, text = (facts[name] for name in ("id", "zone", "text"))
    if not all(isinstance(each, str) for each in (note_id, zone, text)):
        raise TypeError("a note holds texts")
    at = datetime.fromisoformat(facts["at"])
    if str(UUID(note_id)) != note_id or _name(note_id) != path.stem or at.tzinfo is None:
        raise ValueError("not what is sealed here")
    at.astimezone(UTC)  # fails for a day before the first or after the last there is
    return Note(note_id, at, zone[:_MOST_ZONE], text.encode("utf-8", "replace").decode(), path)


def _name(note_id: str) -> str:
    return note_id.replace("-", "")


def _note_key(shared: bytes, vault_id: bytes, once: bytes, own: bytes) -> bytes:
    # Source: RFC 7748, section 6.1: derive from the shared value together with both public keys.
    return derive(shared + once + own, salt=vault_id, info="ketaguide/v1/inbox")


def _bound(vault_id: bytes) -> bytes:
    return _MAGIC + vault_id


def _set_aside(path: Path) -> None:
    try:
        path.replace(path.with_suffix(f".{secrets.token_hex(4)}{UNREADABLE}"))
    except OSError:
        return
