"""What the first window may not do: import a database, flash a second window, move for nothing."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractAnimation, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.ui.gate import Gate
from ketaguide.ui.pages.gate_page import GatePage
from ketaguide.ui.room import Room
from tests.helpers.gates import WORDS, Seen, a_vault, focused, make_doors, show
from tests.helpers.pictures import settle
from tests.helpers.rooms import make_room

_HEAVY = ("sqlmodel", "sqlalchemy", "pydantic", "sqlcipher3", "argon2", "cryptography", "zxcvbn")

_PAINT = """
import sys
from pathlib import Path
import ketaguide.ui.plain_import
from PySide6.QtWidgets import QApplication
app = QApplication([])
from ketaguide.app import build_room, doors
from ketaguide.ui.gate import Gate
room = build_room()
room.look.apply(app)
gate = Gate(room, doors=doors(room), folder=Path(sys.argv[1]))
gate.show()
app.processEvents()
assert gate.page.objectName() == "unlock_page", gate.page.objectName()
print(*(name for name in {heavy!r} if name in sys.modules))
"""


def test_the_unlock_window_is_painted_without_the_database(tmp_path: Path) -> None:
    folder = tmp_path / "abcdefgh.ketaguide"
    folder.mkdir()
    (folder / "vault.kgh").touch()
    code = _PAINT.replace("{heavy!r}", repr(_HEAVY))
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []


@pytest.fixture
def room(qapp: QApplication, tmp_path: Path) -> Room:
    room = make_room(tmp_path)
    room.look.apply(qapp)
    return room


class Windows(QObject):
    """Notes every window that is shown, however briefly."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(f"{type(watched).__name__} {watched.objectName()}")
        return False


@pytest.fixture
def windows(qapp: QApplication) -> Iterator[Windows]:
    windows = Windows()
    qapp.installEventFilter(windows)
    yield windows
    qapp.removeEventFilter(windows)


def to_welcome(_seen: Seen) -> None:
    return


def to_create(seen: Seen) -> None:
    seen.press("create")


def to_recovery(seen: Seen) -> None:
    to_create(seen)
    seen.type("passphrase", WORDS)
    seen.type("passphrase_again", WORDS)
    seen.press("create")


def to_code(seen: Seen) -> None:
    to_recovery(seen)
    seen.press("make_code")


def to_check(seen: Seen) -> None:
    to_code(seen)
    seen.press("noted")


def to_unlock(_seen: Seen) -> None:
    return


def to_code_entry(seen: Seen) -> None:
    seen.press("use_recovery")


PAGES = (to_welcome, to_create, to_recovery, to_code, to_check, to_unlock, to_code_entry)


def shown_page(room: Room, go: Callable[[Seen], None], folder: Path) -> Seen:
    known = a_vault(folder, room) if go in (to_unlock, to_code_entry) else None
    seen = show(lambda: Gate(room, doors=make_doors(room), folder=known))
    go(seen)
    return seen


@pytest.mark.parametrize("go", PAGES)
def test_no_page_flashes_a_window_of_its_own(
    qtbot: QtBot, room: Room, tmp_path: Path, windows: Windows, go: Callable[[Seen], None]
) -> None:
    seen = shown_page(room, go, tmp_path / "abcdefgh.ketaguide")
    qtbot.addWidget(seen.gate)
    settle()
    room.desk.close()
    assert windows.shown == ["Gate gate"]


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize("go", PAGES)
def test_large_text_fits_a_small_screen_without_sideways_scroll(
    qtbot: QtBot, room: Room, tmp_path: Path, go: Callable[[Seen], None], theme: str
) -> None:
    room.settings.change("text_percent", 200)
    room.settings.change("theme", theme)
    room.look.refresh()
    seen = shown_page(room, go, tmp_path / "abcdefgh.ketaguide")
    qtbot.addWidget(seen.gate)
    seen.gate.resize(1366, 768)
    settle()
    assert seen.gate.width() == 1366
    assert seen.gate.height() == 768
    for area in seen.gate.findChildren(QScrollArea):
        sheet = area.widget()
        if area.isVisible() and sheet is not None:
            assert sheet.minimumSizeHint().width() <= area.viewport().width()
    for widget in seen.gate.page.findChildren(QWidget):
        if widget.isVisible() and widget.minimumSizeHint().isValid():
            assert widget.width() >= widget.minimumSizeHint().width(), widget
    room.desk.close()


@pytest.mark.parametrize("go", PAGES)
def test_reduced_motion_stands_still(
    qtbot: QtBot, room: Room, tmp_path: Path, go: Callable[[Seen], None]
) -> None:
    room.settings.change("motion", "reduced")
    room.look.refresh()
    seen = shown_page(room, go, tmp_path / "abcdefgh.ketaguide")
    qtbot.addWidget(seen.gate)
    if isinstance(seen.gate.page, GatePage):
        seen.gate.page.set_busy("Opening.", can_cancel=True)
    qtbot.wait(350)
    running = [timer for timer in seen.gate.findChildren(QTimer) if timer.isActive()]
    moving = [
        each
        for each in seen.gate.findChildren(QAbstractAnimation)
        if each.state() == QAbstractAnimation.State.Running
    ]
    assert running == []
    assert moving == []
    room.desk.close()


@pytest.mark.parametrize("go", PAGES)
def test_tab_reaches_everything_by_name_and_comes_back(
    qtbot: QtBot, room: Room, tmp_path: Path, go: Callable[[Seen], None]
) -> None:
    seen = shown_page(room, go, tmp_path / "abcdefgh.ketaguide")
    qtbot.addWidget(seen.gate)
    settle()
    stops = {
        widget
        for widget in seen.gate.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
    }
    first, reached = focused(), set[QWidget]()
    for _ in range(len(stops)):
        reached.add(focused())
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert focused() is first
    assert reached == stops
    for widget in reached:
        face = QAccessible.queryAccessibleInterface(widget)
        assert face.text(QAccessible.Text.Name), widget.objectName()
        assert widget.objectName(), face.text(QAccessible.Text.Name)
    room.desk.close()


def test_the_picture_gives_way_on_a_narrow_window(qtbot: QtBot, room: Room, tmp_path: Path) -> None:
    seen = shown_page(room, to_welcome, tmp_path / "none")
    qtbot.addWidget(seen.gate)
    picture = seen.gate.frame.picture
    assert picture.isVisible()
    seen.gate.resize(700, 700)
    assert not picture.isVisible()
    seen.gate.resize(1280, 800)
    assert picture.isVisible()
    room.settings.change("text_percent", 200)
    room.look.refresh()
    assert not picture.isVisible()
