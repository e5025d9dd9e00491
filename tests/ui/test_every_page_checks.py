"""Each check that walks over the pages notices what it is there for."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ketaguide.ui.widgets.edits import PRIVATE
from tests.helpers import inspect_page
from tests.helpers.contrast import faint
from tests.helpers.pictures import settle
from tests.helpers.stage import look_of

SIZE = (400, 300)


class _Trap(QObject):
    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        return isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Tab


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    """A window in which nothing is wrong."""
    look_of("light", 100)
    window = QWidget()
    column = QVBoxLayout(window)
    label = QLabel("Some words")
    label.setTextFormat(Qt.TextFormat.PlainText)
    line = QLineEdit("A few words")
    line.setInputMethodHints(PRIVATE)
    button = QPushButton("Press")
    button.setAccessibleName("Press")
    for name, widget in (("label", label), ("line", line), ("button", button)):
        widget.setObjectName(name)
        column.addWidget(widget)
    line.setAccessibleName("Line")
    window.resize(*SIZE)
    window.show()
    window.activateWindow()
    settle()
    yield window
    window.hide()
    window.deleteLater()


def _faults(window: QWidget) -> list[str]:
    settle()
    return [
        *inspect_page.unnamed(window),
        *inspect_page.clipped(window, SIZE),
        *inspect_page.unplain(window),
        *inspect_page.small_targets(window),
        *inspect_page.moving(window),
        *faint(window),
        *inspect_page.tab_faults(window),
    ]


def test_nothing_is_wrong_to_begin_with(window: QWidget) -> None:
    assert _faults(window) == []


def _nameless(window: QWidget) -> None:
    _button(window).setText("")
    _button(window).setAccessibleName("")


def _long(window: QWidget) -> None:
    _label(window).setText("immeasurably" * 20)
    _label(window).setFixedWidth(100)


def _low(window: QWidget) -> None:
    _label(window).setWordWrap(True)
    _label(window).setText("a few words " * 20)
    _label(window).setFixedHeight(20)


def _ticking(window: QWidget) -> None:
    timer = QTimer(window)
    timer.start(30)


def _trapping(window: QWidget) -> None:
    trap = _Trap(window)
    _line(window).installEventFilter(trap)


def _skipping(window: QWidget) -> None:
    # A focus proxy hides from Tab whatever stands before it.
    holder = QWidget()
    inside = QVBoxLayout(holder)
    for name in ("first", "second"):
        button = QPushButton(name)
        button.setObjectName(name)
        inside.addWidget(button)
    holder.setFocusProxy(button)
    layout = window.layout()
    assert layout is not None
    layout.addWidget(holder)


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (_nameless, "no accessible name"),
        (lambda window: _button(window).setObjectName(""), "no objectName"),
        (_long, "px wide"),
        (_low, "px high"),
        (lambda window: window.resize(500, 300), "the window grew"),
        (lambda window: _label(window).setTextFormat(Qt.TextFormat.AutoText), "not plain text"),
        (lambda window: _button(window).setToolTip("<b>bold</b>"), "taken for markup"),
        (
            lambda window: _line(window).setInputMethodHints(Qt.InputMethodHint.ImhNone),
            "may learn",
        ),
        (lambda window: _button(window).setFixedHeight(20), "x 20"),
        (_ticking, "ticks"),
        (lambda window: _label(window).setStyleSheet("color: #cfcdc8"), "contrast"),
        (_trapping, "Tab stays"),
        (_skipping, "Tab never reaches"),
    ],
)
def test_a_fault_is_noticed(window: QWidget, spoil: Callable[[QWidget], None], says: str) -> None:
    spoil(window)
    assert any(says in fault for fault in _faults(window)), _faults(window)


def _label(window: QWidget) -> QLabel:
    return window.findChildren(QLabel, "label")[0]


def _line(window: QWidget) -> QLineEdit:
    return window.findChildren(QLineEdit, "line")[0]


def _button(window: QWidget) -> QPushButton:
    return window.findChildren(QPushButton, "button")[0]
