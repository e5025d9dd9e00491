"""A look around: a made-up person in a throw-away vault that nobody can open again."""

from __future__ import annotations

import secrets
import shutil
from contextlib import suppress
from pathlib import Path

from ketaguide.base.errors import VaultError
from ketaguide.base.ids import new_id
from ketaguide.base.paths import PRIVATE_FOLDER, Places


def remove_leftovers(places: Places) -> None:
    """Take away what earlier looks around left that could not end properly.

    One that is open in another window stays.
    """
    # Opens files of the vault; the first paint does without it.
    from ketaguide.vault.instance import in_use

    root = _root(places)
    for folder in root.glob("*.ketaguide"):
        with suppress(VaultError):
            if not in_use(folder):
                remove(folder)
    with suppress(OSError):
        root.rmdir()


def demo_folder(places: Places) -> Path:
    """A new place for one look around, after removing what earlier ones left behind."""
    remove_leftovers(places)
    root = _root(places)
    folder = root / f"{new_id()[-8:]}.ketaguide"
    with suppress(OSError):  # said by whoever makes the vault, in the words for that
        root.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
    return folder


def throw_away_passphrase() -> str:
    """A random passphrase that is shown to nobody and kept nowhere."""
    return secrets.token_urlsafe(32)


def remove(folder: Path) -> None:
    """Take the throw-away vault from the disk."""
    shutil.rmtree(folder, ignore_errors=True)


def _root(places: Places) -> Path:
    return places.data / "demo"
