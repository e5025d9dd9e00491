"""The sidebar: every place can be reached, and what is there for need is always in sight."""

from pathlib import Path as FilePath

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.ui.look import Look
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.nav import NavButton
from ketaguide.ui.widgets.sidebar import Sidebar
from tests.helpers.pictures import make_look, settle


@pytest.fixture
def look(tmp_path: FilePath, qapp: QApplication) -> Look:
    return make_look(tmp_path)


def stand(qtbot: QtBot, widget: QWidget, width: int = 1000, height: int = 600) -> None:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    widget.activateWindow()
    settle()


def test_the_sidebar_asks_for_places_and_marks_only_the_present_one(
    qtbot: QtBot, look: Look
) -> None:
    sidebar = Sidebar(look=look)
    stand(qtbot, sidebar, 240, 800)
    heard: list[str] = []
    sidebar.place_wanted.connect(heard.append)
    sidebar.set_current("home")
    for button in sidebar.findChildren(NavButton):
        button.click()
    assert {"home", "preparation", "journal", "settings", "ground", "safety", "help"} <= set(heard)
    assert [b.place.id for b in sidebar.findChildren(NavButton) if b.isChecked()] == ["home"]
    lock = sidebar.findChild(Button, "nav_lock")
    assert lock is not None
    lock.click()
    assert heard[-1] == "lock"


def beside_a_page(qtbot: QtBot, look: Look, width: int, height: int) -> tuple[QWidget, Sidebar]:
    window = QWidget()
    row = QHBoxLayout(window)
    row.setContentsMargins(0, 0, 0, 0)
    sidebar = Sidebar(look=look)
    row.addWidget(sidebar)
    row.addStretch(1)
    stand(qtbot, window, width, height)
    return window, sidebar


def entries(sidebar: Sidebar) -> list[QWidget]:
    """Every line of it, and the Lock that shows."""
    locks = [sidebar.findChild(QWidget, name) for name in ("nav_lock", "nav_lock_small")]
    shown = [lock for lock in locks if lock is not None and lock.isVisible()]
    assert len(shown) == 1
    return [*sidebar.findChildren(NavButton), *shown]


def is_whole(widget: QWidget) -> bool:
    return widget.isVisible() and widget.visibleRegion().boundingRect() == widget.rect()


def test_the_sidebar_has_small_words_then_only_icons_in_a_narrow_window(
    qtbot: QtBot, look: Look
) -> None:
    window, sidebar = beside_a_page(qtbot, look, 1200, 700)
    wide = sidebar.width()
    window.resize(700, 700)
    settle()
    words = sidebar.width()
    assert words < wide
    window.resize(600, 700)
    settle()
    assert sidebar.width() < words * 2 / 3
    for entry in entries(sidebar):
        assert entry.accessibleName()
        assert entry.toolTip().startswith(entry.accessibleName())


def test_words_stay_at_the_largest_text_on_a_small_laptop(
    qtbot: QtBot, tmp_path: FilePath, qapp: QApplication
) -> None:
    look = make_look(tmp_path, percent=200)
    _window, sidebar = beside_a_page(qtbot, look, 1366, 768)
    assert all(is_whole(entry) for entry in entries(sidebar))
    assert sidebar.findChild(Button, "nav_lock") in entries(sidebar)
    assert sidebar.width() < 1366 / 5


@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("is_rtl", [False, True])
@pytest.mark.parametrize(("width", "height"), [(640, 480), (1366, 500), (480, 420)])
def test_a_low_window_hides_no_place_and_keeps_help_in_sight(
    qtbot: QtBot,
    tmp_path: FilePath,
    qapp: QApplication,
    percent: int,
    is_rtl: bool,
    width: int,
    height: int,
) -> None:
    look = make_look(tmp_path, percent=percent)
    window, sidebar = beside_a_page(qtbot, look, width, height)
    if is_rtl:
        window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        settle()
    assert (window.width(), window.height()) == (width, height)
    lines = entries(sidebar)
    for _ in range(2 * len(lines)):
        QTest.keyClick(QApplication.focusWidget() or sidebar, Qt.Key.Key_Tab)
        settle(1)
        focused = QApplication.focusWidget()
        assert focused in lines
        lines = [focused, *(line for line in lines if line is not focused)]
        # Whole, or scrolled away altogether: never half of one.
        for line in lines:
            assert is_whole(line) or line.visibleRegion().isEmpty(), line.accessibleName()
        assert is_whole(focused), focused.accessibleName()
        for line in lines:
            if line.objectName() in ("nav_ground", "nav_safety") or "lock" in line.objectName():
                assert is_whole(line), line.accessibleName()


def test_the_present_place_is_in_sight_in_a_low_window(
    qtbot: QtBot, tmp_path: FilePath, qapp: QApplication
) -> None:
    look = make_look(tmp_path, percent=200)
    _window, sidebar = beside_a_page(qtbot, look, 640, 480)
    for place in ("settings", "home", "journal"):
        sidebar.set_current(place)
        settle()
        button = sidebar.findChild(NavButton, f"nav_{place}")
        assert button is not None
        assert is_whole(button)
    settings = sidebar.findChild(NavButton, "nav_settings")
    assert settings is not None
    settings.setFocus(Qt.FocusReason.ShortcutFocusReason)
    assert is_whole(settings)
