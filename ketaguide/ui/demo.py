"""A look around: a made-up person in a throw-away vault that nobody can open again."""

from __future__ import annotations

import secrets
import shutil
from contextlib import suppress
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from ketaguide.base.errors import KetaGuideError, VaultError
from ketaguide.base.ids import new_id
from ketaguide.base.paths import Places, make_private
from ketaguide.ui.doors import doors
from ketaguide.ui.room import Room


class Demo(QObject):
    """One look around, from the made-up notes to their end."""

    ready = Signal(object)  # the throw-away vault's folder; it is open at the desk
    failed = Signal(object)  # a KetaGuideError; nothing of it is left

    def __init__(self, room: Room, *, parent: QObject) -> None:
        super().__init__(parent)
        self._room = room
        self._folder: Path | None = None

    def begin(self) -> None:
        """Make the vault, fill it, and say ``ready`` or ``failed``."""
        from ketaguide.vault.kdf import KdfPolicy
        from ketaguide.vault.secrets import Passphrase

        self._folder = folder = demo_folder(self._room.places)
        ways = doors(self._room, policy=KdfPolicy.for_tests(), notes_seen=False)
        try:
            keys = ways.make(folder, Passphrase(throw_away_passphrase()))
        except KetaGuideError as problem:
            self._on_failed(problem)
            return
        self._room.desk.open(
            partial(ways.begin, folder, keys),
            lambda _vault: self._fill(folder),
            owner=self,
            failed=self._on_failed,
        )

    def end(self) -> None:
        """Take the vault from the disk; it is closed by now."""
        folder, self._folder = self._folder, None
        if folder is not None:
            remove(folder)

    def _fill(self, folder: Path) -> None:
        from ketaguide.flows import demo as made_up

        room = self._room
        fill = partial(
            made_up.fill, now=room.clock.now(), zone=room.clock.zone(), catalogue=room.catalogue()
        )
        room.desk.ask(
            fill, lambda _done: self.ready.emit(folder), owner=self, failed=self._on_failed
        )

    def _on_failed(self, problem: KetaGuideError) -> None:
        self._room.desk.close()
        self.end()
        self.failed.emit(problem)


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
        make_private(root)
    return folder


def throw_away_passphrase() -> str:
    """A random passphrase that is shown to nobody and kept nowhere."""
    return secrets.token_urlsafe(32)


def remove(folder: Path) -> None:
    """Take the throw-away vault from the disk."""
    shutil.rmtree(folder, ignore_errors=True)


def _root(places: Places) -> Path:
    return places.data / "demo"
