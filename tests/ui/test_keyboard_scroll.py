"""Without a mouse nothing stays below the edge of the window: keys scroll from wherever one is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.ui.pages.ground_page import GroundPage
from ketaguide.ui.pages.help_page import HelpPage
from ketaguide.ui.pages.page import Page
from ketaguide.ui.pages.safety_page import SafetyPage
from ketaguide.ui.workspace import Workspace
from tests.helpers.guides import CLINIC_PHONE, House, Reader, house, onward, open_guide, to_step
from tests.helpers.opened import opened, rowan, show
from tests.helpers.pictures import settle

LOW = (620, 360)


@pytest.fixture
def home(qtbot: QtBot, tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as one:
        yield one


def low(page: Page, qtbot: QtBot) -> Reader:
    """The page in a window that holds little of it."""
    qtbot.addWidget(page)
    reader = Reader(page)
    reader.show()
    page.resize(*LOW)
    settle()
    page.focus_first()
    bar = page.sheet.verticalScrollBar()
    assert bar.maximum() > 0, "there is nothing to scroll"
    bar.setValue(0)
    return reader


def scrolls_from_here(reader: Reader) -> None:
    assert isinstance(reader.page, Page)
    here, bar = reader.focus, reader.page.sheet.verticalScrollBar()
    reader.key(Qt.Key.Key_PageDown)
    assert bar.value() > 0
    reader.key(Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    reader.key(Qt.Key.Key_PageUp)
    assert bar.value() < bar.maximum()
    reader.key(Qt.Key.Key_Home)
    assert bar.value() == 0
    assert reader.focus is here


def whole(widget: QWidget) -> bool:
    return widget.visibleRegion().boundingRect() == widget.rect()


@pytest.mark.parametrize("kind", [SafetyPage, GroundPage, HelpPage])
def test_what_lies_over_everything_scrolls_from_its_way_out(
    kind: type[SafetyPage | GroundPage | HelpPage], home: House, qtbot: QtBot
) -> None:
    reader = low(kind(home.room, unlocked=True), qtbot)
    scrolls_from_here(reader)


def test_a_guide_scrolls_from_the_rows_above_and_below(home: House, qtbot: QtBot) -> None:
    reader = open_guide(home, "set-and-setting")
    assert isinstance(reader.page, Page)
    to_step(reader, "signs-now")
    low(reader.page, qtbot)
    for name in ("guide_onward", "guide_home"):
        reader.go(name)
        scrolls_from_here(reader)


def test_the_panel_that_says_stop_scrolls_and_tab_reaches_the_numbers(
    home: House, qtbot: QtBot
) -> None:
    reader = open_guide(home, "day-after")
    qtbot.addWidget(reader.page)
    onward(reader)
    reader.press("choice_something")
    to_step(reader, "hard")
    reader.press("choice_numb")
    reader.press("guide_skip")
    assert reader.sees("enough_for_today")
    assert isinstance(reader.page, Page)
    low(reader.page, qtbot)
    scrolls_from_here(reader)
    found = set()
    for _ in range(12):
        reader.key(Qt.Key.Key_Tab)
        settle()
        if isinstance(reader.focus, QLabel):
            assert whole(reader.focus)
            found.add(reader.focus.text())
    assert found == {"912 000 345", CLINIC_PHONE}


def test_tab_brings_the_clinics_number_into_view_and_selects_it(home: House, qtbot: QtBot) -> None:
    reader = low(SafetyPage(home.room, unlocked=True), qtbot)
    reader.go("safety_contacts")
    reader.key(Qt.Key.Key_Tab)
    settle()
    number = reader.focus
    assert isinstance(number, QLabel)
    assert number.accessibleName() == f"Harbour Clinic: {CLINIC_PHONE}"
    assert whole(number)
    assert number.selectedText() == CLINIC_PHONE
    scrolls_from_here(reader)


def test_the_sidebar_leaves_the_keys_to_the_page(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, fill=rowan()) as room:
        workspace = Workspace(room)
        qtbot.addWidget(workspace)
        show(workspace, size=(900, 500))
        workspace.activateWindow()
        workspace.sidebar.focus_current()
        here = QApplication.focusWidget()
        assert here is not None
        QTest.keyClick(here, Qt.Key.Key_PageDown)
        assert workspace.page.sheet.verticalScrollBar().value() > 0
