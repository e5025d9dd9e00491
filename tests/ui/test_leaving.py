"""Leaving: nothing is shown any more, nothing is dropped, and nobody is moved by a late answer."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from ketaguide.app import House
from ketaguide.base.arguments import Arguments
from ketaguide.base.errors import DiskFull, VaultReadOnly
from ketaguide.store import contacts
from ketaguide.ui.errands import GoBack, GoTo, NewEntry, PlanSession
from ketaguide.ui.gate import Gate
from ketaguide.ui.layers import make_layer
from ketaguide.ui.locking import Locking
from ketaguide.ui.pages.entry_page import EntryPage
from ketaguide.ui.room import Room
from ketaguide.ui.unsaved import RETRY_MS, Autosave
from ketaguide.ui.window import MainWindow
from ketaguide.ui.workspace import Workspace
from ketaguide.vault import keyslots
from tests.helpers.gates import make_doors, show
from tests.helpers.opened import ask, opened, part
from tests.helpers.pictures import settle
from tests.helpers.rooms import make_room


class Disk(QObject):
    """An autosave over a disk that can be full."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.full = True
        self.saver = Autosave(
            lambda: self._store, desk=room.desk, unsaved=room.unsaved, parent=self
        )

    def _store(self, _db: Any) -> None:
        if self.full:
            raise DiskFull


@pytest.fixture
def room(qapp: QApplication, tmp_path: Path) -> Iterator[Room]:
    with opened(tmp_path) as room:
        yield room


@pytest.fixture
def window(qtbot: QtBot, room: Room) -> MainWindow:
    window = MainWindow(room)
    qtbot.addWidget(window)
    words = QLabel("what I wrote")
    words.setObjectName("words")
    window.show_front(words)
    window.show()
    return window


def words_show(window: MainWindow) -> bool:
    return part(window, QLabel, "words").isVisible()


def test_while_a_full_disk_holds_the_lock_no_key_shows_the_words_again(
    qtbot: QtBot, room: Room, window: MainWindow
) -> None:
    disk = Disk(room)
    disk.saver.touch()
    gone: list[str] = []
    locking = Locking(room=room, window=window, parent=window)
    locking.begin(lambda: gone.append("locked"))
    qtbot.waitUntil(window.isVisible, timeout=5000)
    for reveal in (window.toggle_cover, window.lift, window.toggle_cover):
        reveal()
        assert not words_show(window)
    window.lay_over(make_layer("ground", room, unlocked=True))
    window.lift()
    assert not words_show(window)
    assert room.desk.is_open
    assert gone == []
    locking.begin(lambda: gone.append("ended"))
    disk.full = False
    qtbot.waitUntil(lambda: bool(gone), timeout=RETRY_MS * 3)
    assert gone == ["ended"], "the system asked to end while it locked"
    assert not room.desk.is_open


@pytest.mark.parametrize("ours", [True, False])
def test_what_was_copied_here_is_taken_back(
    qtbot: QtBot, room: Room, window: MainWindow, monkeypatch: pytest.MonkeyPatch, *, ours: bool
) -> None:
    clipboard = QApplication.clipboard()
    clipboard.setText("what I wrote")
    # The screenless platform never knows who owns it.
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _clipboard: ours)
    gone: list[bool] = []
    Locking(room=room, window=window, parent=window).begin(lambda: gone.append(True))
    qtbot.waitUntil(lambda: bool(gone))
    assert clipboard.text() == ("" if ours else "what I wrote")


def test_a_layer_that_was_left_lives_until_its_words_are_stored(
    qtbot: QtBot, room: Room, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise DiskFull

    ask(room, partial(contacts.add, name="Al"))
    layer = make_layer("contacts", room, unlocked=True)
    window.lay_over(layer)
    settle()
    name = part(layer, QLineEdit, "contact_name")
    monkeypatch.setattr(contacts, "change", full)
    name.setText("Alba")
    name.textEdited.emit("Alba")
    window.lift()
    settle()
    assert isValid(layer)
    assert not room.unsaved.is_empty
    monkeypatch.undo()
    qtbot.waitUntil(lambda: not isValid(layer), timeout=RETRY_MS * 3)
    assert [one.name for one in ask(room, contacts.every)] == ["Alba"]


def test_a_page_that_was_left_moves_nobody(qtbot: QtBot, room: Room) -> None:
    workspace = Workspace(room)
    qtbot.addWidget(workspace)
    workspace.show()
    workspace.do(PlanSession())
    left = workspace.page
    workspace.do(GoTo("journal"))
    workspace.do(NewEntry())
    left.go_wanted.emit(GoBack("The plan is stored."))
    assert isinstance(workspace.page, EntryPage)


def test_at_the_gate_an_error_that_nobody_took_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    room = make_room(tmp_path)
    seen = show(lambda: Gate(room, doors=make_doors(room), folder=None))
    qtbot.addWidget(seen.gate)
    room.desk.refused.emit(VaultReadOnly())
    assert seen.says.startswith("This vault cannot be written to here.")


def _refuse(*_: object, **__: object) -> None:
    raise VaultReadOnly


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """A house that leaves this process's signals and hooks alone."""
    monkeypatch.setattr(House, "_listen_to_the_system", lambda _house: None)
    monkeypatch.setattr("ketaguide.ui.crash.catch_all", lambda _tell: None)


@pytest.mark.usefixtures("quiet")
def test_a_look_around_that_cannot_begin_is_said_and_can_be_tried_again(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = make_room(tmp_path)
    left: list[Callable[[], None]] = []
    house = House(Arguments(), room=room, leave_by=lambda _folder: left.clear())
    qtbot.addWidget(house.window)
    house.start()
    gate = house.window.findChild(Gate)
    assert gate is not None
    with monkeypatch.context() as full:
        full.setattr(keyslots, "create", _refuse)
        gate.demo_wanted.emit()
    assert "cannot be written" in gate.page.notice.accessibleName()
    gate.demo_wanted.emit()
    gate.demo_wanted.emit()
    assert len(list((room.places.data / "demo").iterdir())) == 1
    assert len(house.window.findChildren(Workspace)) == 1
    assert room.settings.text("vault_folder") == ""
    house.quit()
    qtbot.waitUntil(lambda: not room.desk.is_open)
