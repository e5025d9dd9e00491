"""A small JSON file in this computer's state folder: what it has seen of its vaults, by name."""

import json
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from ketaguide.base.errors import VaultError, VaultInUse
from ketaguide.base.paths import make_private, write_private
from ketaguide.vault.instance import InstanceLock

_MOST_BYTES = 1024 * 1024
# Source: own choice: two seconds together; another window needs a few milliseconds.
_TRIES, _PAUSE = 100, 0.02


def read(path: Path) -> dict[str, Any]:
    """What it says, unverified; nothing where it is missing, too large or damaged."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            return {}
        found = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def change(path: Path, alter: Callable[[dict[str, Any]], None]) -> bool:
    """Read it, alter it, and replace it, while no other window does the same.

    Args:
        alter: changes what was read.

    Returns:
        False where it could not be stored.
    """
    lock = None
    try:
        make_private(path.parent)
        lock = _locked(path)
        entries = read(path)
        alter(entries)
        write_private(path, json.dumps(entries, sort_keys=True).encode())
    except (OSError, VaultError):
        return False
    finally:
        if lock is not None:
            lock.release()
    return True


def _locked(path: Path) -> InstanceLock:
    """Raises VaultInUse: another window has held it for too long."""
    name = path.name + ".lock"
    for _ in range(_TRIES):
        with suppress(VaultInUse):
            return InstanceLock(path.parent, name=name)
        time.sleep(_PAUSE)
    return InstanceLock(path.parent, name=name)
