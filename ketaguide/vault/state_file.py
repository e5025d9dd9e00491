"""A small JSON file in this computer's state folder: what it has seen of its vaults, by name."""

import json
from pathlib import Path
from typing import Any

from ketaguide.base.paths import write_private

_MOST_BYTES = 1024 * 1024


def read(path: Path) -> dict[str, Any]:
    """What it says, unverified; nothing where it is missing, too large or damaged."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            return {}
        found = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def write(path: Path, entries: dict[str, Any]) -> bool:
    """Replace it; False where it could not be stored."""
    try:
        write_private(path, json.dumps(entries, sort_keys=True).encode())
    except OSError:
        return False
    return True
