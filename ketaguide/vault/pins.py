"""Which inbox key this computer has seen in an open vault: only that one is trusted while locked.

Otherwise whoever can change the header could have notes sealed to a key of their own. That a pin
is there is also how the lock screen knows that notes are wanted.
"""

import base64
import hmac
from hashlib import sha256
from pathlib import Path
from typing import Any

from ketaguide.base.errors import VaultError
from ketaguide.vault import inbox, sight, state_file
from ketaguide.vault.inbox import Slip

NAME = sight.PINS


def slip(folder: Path, state: Path) -> Slip | None:
    """Where notes may go while this vault is locked; None where they are not wanted.

    Also None where the header names another key than the pinned one, or cannot be read.
    """
    try:
        found = inbox.slip_of(folder)
    except VaultError:
        return None
    pinned = _read(state).get(_name(found.vault_id), "")
    return found if hmac.compare_digest(pinned, _text(found.key)) else None


def pin(state: Path, wanted: Slip | None, *, vault_id: bytes) -> bool:
    """Trust this slip from now on, or with None no longer; False where it cannot be noted.

    Args:
        wanted: from a header that was verified.
    """
    name = _name(vault_id)
    text = None if wanted is None else _text(wanted.key)
    if _read(state).get(name) == text:
        return True

    def alter(entries: dict[str, Any]) -> None:
        if text is None:
            entries.pop(name, None)
        else:
            entries[name] = text

    return state_file.change(state / NAME, alter)


def _read(state: Path) -> dict[str, str]:
    found = state_file.read(state / NAME)
    return {name: key for name, key in found.items() if isinstance(key, str) and key.isascii()}


def _name(vault_id: bytes) -> str:
    return sha256(b"ketaguide-inbox/1\n" + vault_id).hexdigest()


def _text(key: bytes) -> str:
    return base64.b64encode(key).decode()
