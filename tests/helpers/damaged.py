"""A vault with backups that something happens to, and the gate before it."""

import shutil
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from ketaguide.store import entries
from ketaguide.ui.doors import Doors
from ketaguide.ui.gate import Gate
from ketaguide.ui.room import Room
from ketaguide.vault import keyslots
from ketaguide.vault.kdf import KdfPolicy
from ketaguide.vault.secrets import Passphrase
from tests.helpers.gates import WORDS, Seen, a_vault, make_doors, show
from tests.helpers.keeping import back_up
from tests.helpers.opened import ask
from tests.helpers.pictures import settle
from tests.helpers.rooms import make_room
from tests.helpers.vaults import an_entry


def keys_of(folder: Path) -> Any:
    return keyslots.unlock(folder, Passphrase(WORDS), policy=KdfPolicy.for_tests())


def with_backups(folder: Path, room: Room) -> Path:
    """A closed vault with two backups, and one entry after them."""
    a_vault(folder, room)
    vault = make_doors(room).enter(folder, keys_of(folder))
    back_up(vault, days=(9.0, 1.0))
    vault.ask(partial(an_entry, body="Written after the newest backup."))
    vault.close()
    return folder


class Met:
    """Types the passphrase before the vault as it is at that moment."""

    def __init__(self, qtbot: QtBot, room: Room, folder: Path) -> None:
        self._qtbot = qtbot
        self._room = room
        self._folder = folder
        self._kept: list[Seen] = []

    def __call__(self, *, doors: Doors | None = None) -> Seen:
        ways = doors or make_doors(self._room)
        seen = show(lambda: Gate(self._room, doors=ways, folder=self._folder))
        self._kept.append(seen)
        self._qtbot.addWidget(seen.gate)
        seen.type("passphrase", WORDS)
        seen.press("unlock")
        settle()
        return seen


def database(folder: Path) -> Path:
    return max(folder.glob("vault-e*.db"))


def written(room: Room) -> list[str]:
    return sorted(ask(room, lambda db: [row.opening for row in entries.page(db)]))


def said(seen: Seen) -> str:
    settle()
    buttons = [
        one.text() for one in seen.gate.page.findChildren(QAbstractButton) if one.isVisible()
    ]
    return "\n".join([*seen.words, *buttons])


def offers(seen: Seen, name: str) -> bool:
    found = seen.gate.page.findChildren(QAbstractButton, name)
    return any(one.isVisible() for one in found)


def spoil_start(folder: Path) -> None:
    path = database(folder)
    content = bytearray(path.read_bytes())
    content[20:4000] = bytes(3980)
    path.write_bytes(bytes(content))


def cut_off(folder: Path) -> None:
    path = database(folder)
    path.write_bytes(path.read_bytes()[:-4096])


def empty(folder: Path) -> None:
    database(folder).write_bytes(b"")


def take_database(folder: Path) -> None:
    database(folder).unlink()


def plain(folder: Path) -> None:
    database(folder).write_bytes(b"SQLite format 3\x00" + bytes(8176))


def swap(folder: Path) -> None:
    other = make_room(folder.parent / "elsewhere")
    theirs = a_vault(folder.parent / "zyxwvuts.ketaguide", other, words="another person's words")
    shutil.copy(database(theirs), database(folder))
