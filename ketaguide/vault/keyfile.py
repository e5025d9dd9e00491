"""A key file: 32 random bytes as text, to be kept on a stick beside a passphrase."""

import secrets
from hashlib import sha256
from pathlib import Path

from ketaguide.base.errors import (
    FolderNotEmpty,
    HeaderCorrupt,
    KeyFileProblem,
    VaultError,
    VaultMissing,
    VaultReadOnly,
)
from ketaguide.base.text import tr
from ketaguide.vault import files, strict_json
from ketaguide.vault.keys import KEY_BYTES

_FIRST = "ketaguide-keyfile/1"
_CHECK_DIGITS = 16
_MOST_BYTES = 4096


def make(path: Path) -> bytes:
    """Write a new key file and return its key. Losing the file loses its slot.

    Raises:
        KeyFileProblem: there is a file already, or no place to write it.
        VaultError: the disk is full, or did not answer.
    """
    key = secrets.token_bytes(KEY_BYTES)
    try:
        with files.translated():
            files.create(path, text_of(key).encode())
    except FolderNotEmpty:
        raise KeyFileProblem(
            tr("There is a file of this name already."),
            hint=tr("It was left as it is. Choose another name."),
        ) from None
    except (VaultMissing, VaultReadOnly):
        raise KeyFileProblem(
            tr("There is no such folder, or nothing can be written there."),
            hint=tr("If it is on a USB stick, plug that in. Or choose another place."),
        ) from None
    return key


def read(path: Path) -> bytes:
    """The key in the file.

    Raises:
        KeyFileProblem: it cannot be read, or it is not a whole key file.
    """
    try:
        with files.translated():
            content = files.read_limited(path, most=_MOST_BYTES)
    except VaultError:
        raise KeyFileProblem from None
    lines = content.decode("ascii", errors="replace").split()
    try:
        key = strict_json.decode(lines[1] if len(lines) > 1 else "", length=KEY_BYTES)
    except HeaderCorrupt:
        raise _unusable() from None
    if lines != text_of(key).split():
        raise _unusable()
    return key


def text_of(key: bytes) -> str:
    """Three lines: what it is, the key in base64, and the start of the key's SHA-256."""
    return f"{_FIRST}\n{strict_json.encode(key)}\n{sha256(key).hexdigest()[:_CHECK_DIGITS]}\n"


def _unusable() -> KeyFileProblem:
    return KeyFileProblem(
        tr("This is not a whole KetaGuide key file."),
        hint=tr("Choose another file, or use your recovery code."),
    )
