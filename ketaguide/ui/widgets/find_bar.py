"""A row to look for something in the text on screen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ketaguide.base.text import tr
from ketaguide.ui import moments
from ketaguide.ui.look import Look
from ketaguide.ui.widgets.button import IconButton
from ketaguide.ui.widgets.edits import LineEdit
from ketaguide.ui.widgets.labels import Small
from ketaguide.ui.widgets.notice import announce

_MOST_CHARS = 200
# As wide as the text below it.
_WIDTH = 760


class FindBar(QWidget):
    """Enter goes on, Shift+Enter goes back, Esc closes."""

    wanted = Signal(str)
    stepped = Signal(int)  # 1 onward, -1 back
    closed = Signal()

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name = tr("Find in this text")
        self.line = LineEdit(look=look, name=name, placeholder=name)
        self.line.setObjectName("find_line")
        self.line.setMaxLength(_MOST_CHARS)
        self.line.installEventFilter(self)
        self._count = Small("", look=look)
        self._count.setObjectName("find_count")
        self._back = IconButton("chevron-up", tr("Place before (Shift+Enter)"), look=look)
        self._back.setObjectName("find_back")
        self._on = IconButton("chevron-down", tr("Next place (Enter)"), look=look)
        self._on.setObjectName("find_on")
        close = IconButton("x", tr("Close (Esc)"), look=look)
        close.setObjectName("find_close")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, look.gap(12), 0, 0)
        grid.setHorizontalSpacing(look.gap(8))
        for column, part in enumerate((self.line, self._back, self._on, close)):
            grid.addWidget(part, 0, column)
        grid.addWidget(self._count, 1, 0, 1, 4)
        grid.setColumnStretch(0, 1)
        self.setMaximumWidth(look.px(_WIDTH))
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self.wanted)
        self._back.clicked.connect(lambda: self.stepped.emit(-1))
        self._on.clicked.connect(lambda: self.stepped.emit(1))
        close.clicked.connect(self.closed)
        self.tell(0, 0)

    def tell(self, at: int, count: int) -> None:
        """Say where one is.

        Args:
            at: from 0 on.
        """
        words = count_words(at, count) if self.line.text() else ""
        self._count.setText(words)
        for button in (self._back, self._on):
            button.setEnabled(count > 1)
        if words and self.isVisible():
            announce(self, words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.line or not isinstance(event, QKeyEvent):
            return False
        key = event.key()
        if key == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.KeyPress:
                self.closed.emit()
                return True
            # Esc also closes a sheet of the window; what lies deeper comes first.
            event.accept()
            return event.type() == QEvent.Type.ShortcutOverride
        if event.type() == QEvent.Type.KeyPress and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            is_back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.stepped.emit(-1 if is_back else 1)
            return True
        return False


def count_words(at: int, count: int) -> str:
    """ "third of seven"; figures beyond ten."""
    if not count:
        return tr("Not found here.")
    if count == 1:
        return tr("The only place.")
    ordinals = (
        tr("First"),
        tr("Second"),
        tr("Third"),
        tr("Fourth"),
        tr("Fifth"),
        tr("Sixth"),
        tr("Seventh"),
        tr("Eighth"),
        tr("Ninth"),
        tr("Tenth"),
    )
    if count <= len(ordinals):
        return tr("{place} of {count}.", place=ordinals[at], count=moments.spelt(count))
    return tr("{number} of {count}.", number=at + 1, count=count)
