"""The window fits its screen, and comes back as it was left, but never to the same place."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ketaguide.base.arguments import Arguments
from ketaguide.base.clock import FixedClock
from ketaguide.base.paths import Places
from ketaguide.base.settings import Settings
from ketaguide.ui.room import Room
from ketaguide.ui.window import MainWindow
from tests.helpers.gates import a_vault
from tests.helpers.house import person
from tests.helpers.pictures import settle
from tests.helpers.rooms import make_room

_SMALL = QSize(1366, 768)
_LARGE = QSize(2560, 1440)


@pytest.fixture
def room(qapp: QApplication, tmp_path: Path) -> Room:
    room = make_room(tmp_path)
    room.look.apply(qapp)
    return room


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> list[QSize]:
    """The free part of the screen, to be changed."""
    free = [_SMALL]
    monkeypatch.setattr(QScreen, "availableSize", lambda _screen: free[0])
    return free


def shown(qtbot: QtBot, room: Room) -> MainWindow:
    window = MainWindow(room)
    qtbot.addWidget(window)
    window.show()
    settle()
    return window


def test_at_the_first_start_it_fits_with_its_frame(
    qtbot: QtBot, room: Room, screen: list[QSize]
) -> None:
    window = shown(qtbot, room)
    assert window.height() < _SMALL.height() - 30
    assert window.width() == 1180


def test_what_a_small_screen_took_is_given_back_on_a_large_one(
    qtbot: QtBot, room: Room, screen: list[QSize]
) -> None:
    shown(qtbot, room).keep_size()
    screen[0] = _LARGE
    assert shown(qtbot, room).size() == QSize(1180, 780)


def test_a_size_chosen_by_hand_is_kept(qtbot: QtBot, room: Room, screen: list[QSize]) -> None:
    window = shown(qtbot, room)
    window.resize(900, 700)
    window.keep_size()
    assert shown(qtbot, room).size() == QSize(900, 700)


def test_it_comes_back_maximised_and_knows_its_size_without_that(
    qtbot: QtBot, room: Room, screen: list[QSize]
) -> None:
    window = shown(qtbot, room)
    window.resize(900, 700)
    window.keep_size()
    window.showMaximized()
    settle()
    window.keep_size()
    again = shown(qtbot, make_room(room.places.config.parent))
    assert again.isMaximized()
    assert room.settings.number("window_width") == 900
    again.showNormal()
    again.keep_size()
    assert not shown(qtbot, make_room(room.places.config.parent)).isMaximized()


def test_no_position_is_ever_stored(qtbot: QtBot, room: Room, screen: list[QSize]) -> None:
    window = shown(qtbot, room)
    window.move(40, 50)
    window.resize(900, 700)
    window.keep_size()
    stored = room.places.settings_file.read_text()
    assert "window_width" in stored
    assert not [word for word in ("_x ", "_y ", "position", "screen", "geometry") if word in stored]


def test_locking_keeps_it_maximised(
    qtbot: QtBot, places: Places, clock: FixedClock, tmp_path: Path
) -> None:
    folder = a_vault(tmp_path / "abcdefgh.ketaguide", make_room(tmp_path))
    with person(qtbot, places, clock, arguments=Arguments(vault=folder)) as someone:
        someone.write("passphrase", "harbour lantern in the fog")
        someone.key(Qt.Key.Key_Return)
        someone.wait_for("home_page")
        someone.window.showMaximized()
        settle()
        someone.control(Qt.Key.Key_L)
        someone.wait(lambda: bool(someone.left), what="the locked program")
    assert Settings(places.settings_file).flag("window_maximized")
    with person(qtbot, places, clock, arguments=Arguments(vault=folder)) as someone:
        assert someone.window.isMaximized()
