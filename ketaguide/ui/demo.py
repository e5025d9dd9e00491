"""A look around: a made-up person in a throw-away vault that nobody can open again."""

from __future__ import annotations

import secrets
import shutil
from pathlib import Path

from ketaguide.base.ids import new_id
from ketaguide.base.paths import PRIVATE_FOLDER, Places


def demo_folder(places: Places) -> Path:
    """A new place for one look around, after removing what earlier ones left behind."""
    root = places.data / "demo"
    shutil.rmtree(root, ignore_errors=True)
    folder = root / f"{new_id()[-8:]}.ketaguide"
    root.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
    return folder


def throw_away_passphrase() -> str:
    """A random passphrase that is shown to nobody and kept nowhere."""
    return secrets.token_urlsafe(32)


def remove(folder: Path) -> None:
    """Take the throw-away vault from the disk."""
    shutil.rmtree(folder, ignore_errors=True)
