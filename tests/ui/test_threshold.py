"""The workspace that stands ready while keys are derived: empty, unseen, and gone after a no."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.base.errors import StorageProblem
from ketaguide.ui.room import Room
from ketaguide.ui.threshold import Threshold
from ketaguide.ui.widgets.notice import Notice
from ketaguide.ui.window import MainWindow
from ketaguide.ui.workspace import Workspace
from ketaguide.vault import keyslots
from ketaguide.vault.kdf import KdfPolicy
from ketaguide.vault.vault import Vault
from tests.helpers.pictures import settle
from tests.helpers.rooms import make_room
from tests.helpers.vaults import PASSPHRASE, an_entry, new_vault


class Door:
    """A window with something in front, and a vault that is not open yet."""

    def __init__(self, room: Room, folder: Path) -> None:
        self.room = room
        self.folder = folder
        self.window = MainWindow(room)
        self.threshold = Threshold(room, window=self.window, parent=self.window)
        self.window.show_front(QWidget())
        self.window.show()
        settle()

    @property
    def workspaces(self) -> list[Workspace]:
        return self.window.findChildren(Workspace)

    def enter(self, *, reads_only: bool = False) -> None:
        keys = keyslots.unlock(self.folder, PASSPHRASE, policy=KdfPolicy.for_tests())
        self.room.desk.open(
            partial(Vault.open, self.folder, keys, clock=self.room.clock, read_only=reads_only),
            lambda _vault: self.threshold.cross(self._show, reads_only=reads_only, is_demo=False),
            owner=self.window,
            failed=lambda problem: pytest.fail(repr(problem)),
        )
        settle()

    def _show(self, _room: Room, workspace: Workspace) -> None:
        self.window.show_front(workspace)


@pytest.fixture
def door(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Door]:
    vault = new_vault(tmp_path / "v")
    vault.ask(an_entry)
    vault.close()
    room = make_room(tmp_path)
    room.look.apply(qapp)
    made = Door(room, tmp_path / "v")
    qtbot.addWidget(made.window)
    yield made
    room.desk.close().result()


def test_what_stands_ready_is_unseen_and_comes_in_with_the_record(door: Door) -> None:
    refused: list[object] = []
    door.room.desk.refused.connect(refused.append)
    door.threshold.make_ready()
    settle()
    (ready,) = door.workspaces
    assert not ready.isVisible()
    assert refused == []  # nobody asked a vault that is not open
    door.enter()
    assert door.workspaces == [ready]
    assert ready.isVisible()
    assert any(one.objectName().startswith("recent_") for one in ready.page.findChildren(QWidget))


def test_what_the_gate_was_refused_is_not_said_inside(door: Door) -> None:
    door.threshold.make_ready()
    door.room.desk.refused.emit(StorageProblem())
    door.enter()
    assert not any(one.isVisible() for one in door.window.findChildren(Notice))


def test_nothing_stands_ready_once_the_passphrase_was_wrong(door: Door) -> None:
    door.threshold.on_deriving(True)
    door.threshold.make_ready()
    door.threshold.on_deriving(False)
    settle()
    assert door.workspaces == []
    door.enter()
    assert door.workspaces[0].isVisible()


def test_a_vault_open_for_reading_says_so_although_another_stood_ready(door: Door) -> None:
    door.threshold.make_ready()
    door.enter(reads_only=True)
    (shown,) = door.workspaces
    line = shown.findChild(QWidget, "reading_line")
    assert line is not None
    assert line.isVisible()
