"""One petal of a wheel: a button whose wheel paints it, and that is pressed only where it shows."""

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QPaintEvent,
    QRegion,
)
from PySide6.QtWidgets import QAbstractButton, QWidget

from ketaguide.ui.widgets import paint

ROVING = frozenset(
    {
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_Escape,
        Qt.Key.Key_Backspace,
    }
)


class Petal(QAbstractButton):
    """Paints nothing itself: neighbours share corners, and what is pointed at lies over them.

    ``stirred`` tells that the mouse or the keyboard came or went.
    """

    stirred = Signal()

    def __init__(self, words: str, *, name: str, parent: QWidget) -> None:
        """Args:
        name: the objectName.
        """
        super().__init__(parent)
        self.words = words
        self.setObjectName(name)
        self.setText(paint.escaped(words))
        self.setAccessibleName(words)
        self.setProperty("own_ring", True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()

    def cover(self, area: QRect, shape: QRegion) -> None:
        """Take the place of this shape, which lies in ``area`` of the parent, and no more."""
        self.setGeometry(area)
        self.setMask(shape)

    def hitButton(self, position: QPoint) -> bool:
        """Also when the mouse is let go outside the petal, but inside its rectangle."""
        return self.mask().contains(position)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows belong to the wheel; Enter presses, as it does in a list."""
        key = Qt.Key(event.key())
        if key in ROVING:
            event.ignore()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.stirred.emit()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.stirred.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.stirred.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.stirred.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The wheel has painted it already."""
