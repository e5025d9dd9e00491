"""Pages of Security over a real vault, for their tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from ketaguide.base.errors import WrongPassphrase
from ketaguide.ui.errands import Errand
from ketaguide.ui.pages.page import Page
from ketaguide.ui.pages.security_parts import make_page
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.code_groups import GroupEdit
from ketaguide.vault import keyslots
from ketaguide.vault.kdf import KdfPolicy
from ketaguide.vault.secrets import Passphrase, RecoveryCode, Secret
from ketaguide.vault.vault import Vault
from tests.helpers.opened import part, said, show, wishes
from tests.helpers.pictures import settle
from tests.helpers.vaults import PASSPHRASE

NEW = "the heron waits by the grey river"
POLICY = KdfPolicy.for_tests()


@dataclass
class Shown:
    """A page of Security on screen, and where it would like to go."""

    page: Page
    where: list[Errand]

    def write(self, name: str, words: str) -> None:
        edit = part(self.page, QLineEdit, name)
        edit.setText(words)
        edit.textEdited.emit(words)

    def written(self, name: str) -> str:
        return part(self.page, QLineEdit, name).text()

    def press(self, name: str) -> None:
        part(self.page, QAbstractButton, name).click()
        settle()

    def type_code(self, code: RecoveryCode) -> None:
        for edit, group in zip(self.page.findChildren(GroupEdit), code.groups(), strict=True):
            edit.setText(group)

    @property
    def says(self) -> str:
        return said(self.page)

    @property
    def tells(self) -> str:
        """The message over the page; empty where none shows."""
        notice = self.page.notice
        return notice.accessibleName() if notice.isVisible() else ""


def shown(room: Room, qtbot: QtBot, wanted: str = "") -> Shown:
    """The page behind a part of Security."""
    page = make_page(wanted, room)
    where = wishes(page)
    qtbot.addWidget(page)
    show(page)
    page.activateWindow()
    page.begin()
    settle()
    return Shown(page, where)


def with_vault(room: Room, work: Any) -> Any:
    """What ``work`` says of the open vault."""
    found: list[Any] = []
    room.desk.tend(work, found.append, owner=room.desk)
    return found[0]


def folder_of(room: Room) -> Path:
    folder: Path = with_vault(room, lambda vault: vault.folder)
    return folder


def opens(folder: Path, secret: Secret | str) -> bool:
    """Whether the vault opens with it."""
    wanted = Passphrase(secret) if isinstance(secret, str) else secret
    try:
        keyslots.unlock(folder, wanted, policy=POLICY).wipe()
    except WrongPassphrase:
        return False
    return True


def add_code(room: Room) -> RecoveryCode:
    code: RecoveryCode = with_vault(room, lambda vault: vault.add_recovery())
    return code


def add_slot(room: Room, secret: Any) -> str:
    def work(vault: Vault) -> str:
        return keyslots.add(vault.folder, vault.keys, secret, policy=POLICY)

    slot_id: str = with_vault(room, work)
    return slot_id


@contextmanager
def watched_argon2(monkeypatch: Any) -> Iterator[list[str]]:
    """The names of the threads that Argon2id ran on."""
    import threading

    from ketaguide.vault import kdf, slots

    seen: list[str] = []
    real = kdf.argon2id

    def spy(*given: Any, **named: Any) -> bytes:
        seen.append(threading.current_thread().name)
        return real(*given, **named)

    with monkeypatch.context() as patch:
        patch.setattr(slots, "argon2id", spy)
        yield seen


__all__ = ["NEW", "PASSPHRASE", "POLICY", "Shown", "add_code", "add_slot", "folder_of", "opens"]
