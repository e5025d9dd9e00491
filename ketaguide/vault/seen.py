"""What this computer last saw of each vault, so that an older copy is noticed.

The file names no vault: entries are found by a hash, and each has a MAC under the vault's key.
"""

import hmac
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from ketaguide.vault import state_file
from ketaguide.vault.keys import VaultKeys, mac

NAME = "seen.json"


@dataclass(frozen=True)
class Seen:
    """How far a vault's history had come, in which epoch, and when that was."""

    epoch: int
    generation: int
    head: str
    at: str


def recall(state: Path, keys: VaultKeys) -> Seen | None:
    """What was noted last; None where nothing was, or it cannot be believed."""
    seen, tag = _entry(state, keys)
    if seen is None or not hmac.compare_digest(tag.encode(), _mac(seen, keys).encode()):
        return None
    return seen


def is_of_later_key(state: Path, keys: VaultKeys, *, epoch: int) -> bool:
    """Whether what was noted last cannot be read with these keys, and names a later epoch.

    So it is after a new vault key, when a copy from before it is put back. A forged note can do no
    more than raise this alarm.
    """
    seen, _tag = _entry(state, keys)
    return seen is not None and recall(state, keys) is None and seen.epoch > epoch


def note(state: Path, keys: VaultKeys, seen: Seen) -> bool:
    """Remember it for the next time; False where it could not be stored."""
    entry = {
        "epoch": seen.epoch,
        "generation": seen.generation,
        "head": seen.head,
        "at": seen.at,
        "mac": _mac(seen, keys),
    }

    def alter(entries: dict[str, Any]) -> None:
        entries[_name(keys)] = entry

    return state_file.change(state / NAME, alter)


def _entry(state: Path, keys: VaultKeys) -> tuple[Seen | None, str]:
    """What was noted of this vault, and the MAC that it came with; not yet believed."""
    entry = state_file.read(state / NAME).get(_name(keys))
    if not isinstance(entry, dict):
        return None, ""
    numbers = [each for name in ("epoch", "generation") if type(each := entry.get(name)) is int]
    texts = [each for name in ("head", "at", "mac") if isinstance(each := entry.get(name), str)]
    if len(numbers) < 2 or len(texts) < 3:
        return None, ""
    (epoch, generation), (head, at, tag) = numbers, texts
    return Seen(epoch, generation, head, at), tag


def _name(keys: VaultKeys) -> str:
    return sha256(b"ketaguide-seen/1\n" + keys.vault_id).hexdigest()


def _mac(seen: Seen, keys: VaultKeys) -> str:
    message = "\n".join((_name(keys), str(seen.epoch), str(seen.generation), seen.head, seen.at))
    return mac(keys.local_state(), message.encode()).hex()
