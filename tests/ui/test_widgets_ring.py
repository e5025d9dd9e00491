"""The focus ring: for people with a keyboard, around what they are on."""

from pathlib import Path as FilePath

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.ui.look import Look
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.edits import LineEdit
from ketaguide.ui.widgets.focus_ring import FocusRing
from ketaguide.ui.widgets.page_scroll import PageScroll
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


def around(ring: FocusRing) -> QWidget | None:
    return ring.target


def test_the_ring_follows_the_keyboard_and_not_the_mouse(qtbot: QtBot, look: Look) -> None:
    window = QWidget()
    box = QVBoxLayout(window)
    first, second = Button("One", look=look), Button("Two", look=look)
    line = LineEdit(look=look, name="Line")
    for part in (first, second, line):
        box.addWidget(part)
    ring = FocusRing(window, look=look)
    stand(qtbot, window)
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    first.setFocus()
    assert around(ring) is None
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert around(ring) is second
    area = QRect(second.mapTo(window, QPoint(0, 0)), second.size())
    assert ring.geometry().contains(area)
    QTest.keyClick(second, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is line
    assert around(ring) is None, "a field shows its own border"


def test_the_ring_moves_with_what_it_is_around(qtbot: QtBot, look: Look) -> None:
    window = QWidget()
    scroll = PageScroll(look=look)
    QVBoxLayout(window).addWidget(scroll)
    buttons = [Button(f"Button {number}", look=look) for number in range(30)]
    for button in buttons:
        scroll.body.addWidget(button)
    ring = FocusRing(window, look=look)
    stand(qtbot, window, 500, 400)
    buttons[2].setFocus()
    QTest.keyClick(buttons[2], Qt.Key.Key_Tab)
    before = ring.geometry()
    scroll.verticalScrollBar().setValue(40)
    settle()
    assert ring.geometry().y() == before.y() - 40
    scroll.verticalScrollBar().setValue(scroll.verticalScrollBar().maximum())
    settle()
    assert around(ring) is None, "it is scrolled out of sight"
