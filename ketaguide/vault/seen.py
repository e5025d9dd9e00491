"""What this computer last saw of each vault, so that an older copy is noticed.

The file names no vault: entries are found by a hash, and each has a MAC under the vault's key.
"""

import hmac
import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from ketaguide.base.paths import write_private
from ketaguide.vault.keys import VaultKeys, mac

NAME = "seen.json"
_MOST_BYTES = 1024 * 1024


@dataclass(frozen=True)
class Seen:
    """How far a vault's history had come, and when that was."""

    generation: int
    head: str
    at: str


def recall(state: Path, keys: VaultKeys) -> Seen | None:
    """What was noted last; None where nothing was, or it cannot be believed."""
    entry = _read(state).get(_name(keys))
    if not isinstance(entry, dict):
        return None
    generation, head, at = (entry.get(each) for each in ("generation", "head", "at"))
    if type(generation) is not int or not isinstance(head, str) or not isinstance(at, str):
        return None
    seen = Seen(generation, head, at)
    if not hmac.compare_digest(str(entry.get("mac")).encode(), _mac(seen, keys).encode()):
        return None
    return seen


def note(state: Path, keys: VaultKeys, seen: Seen) -> bool:
    """Remember it for the next time; False where it could not be stored."""
    entries = _read(state)
    entries[_name(keys)] = {
        "generation": seen.generation,
        "head": seen.head,
        "at": seen.at,
        "mac": _mac(seen, keys),
    }
    try:
        write_private(state / NAME, json.dumps(entries, sort_keys=True).encode())
    except OSError:
        return False
    return True


def _read(state: Path) -> dict[str, Any]:
    path = state / NAME
    try:
        if path.stat().st_size > _MOST_BYTES:
            return {}
        found = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _name(keys: VaultKeys) -> str:
    return sha256(b"ketaguide-seen/1\n" + keys.vault_id).hexdigest()


def _mac(seen: Seen, keys: VaultKeys) -> str:
    message = f"{_name(keys)}\n{seen.generation}\n{seen.head}\n{seen.at}".encode()
    return mac(keys.local_state(), message).hex()
