"""A place to type what one looks for; it waits for a short pause before it asks."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ketaguide.base.text import tr
from ketaguide.ui.look import Look
from ketaguide.ui.widgets import paint
from ketaguide.ui.widgets.button import IconButton
from ketaguide.ui.widgets.edits import LineEdit

# Source: our own; shorter than the pause between words, longer than that between keys.
PAUSE_MS = 120

# Source: ``store.search``, which reads no further.
MOST_CHARS = 256


class SearchField(QWidget):
    """``changed`` carries the text after a pause in typing; clearing does not wait.

    Esc clears; Enter and Down lead on to what was found.
    """

    changed = Signal(str)
    left = Signal()

    def __init__(self, name: str, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._last = ""
        self.line = _Line(look=look, name=name, placeholder=name)
        self.line.setObjectName("search")
        self.line.setMaxLength(MOST_CHARS)
        self.line.installEventFilter(self)
        self._clear = IconButton("x", tr("Clear the search"), look=look)
        self._clear.setObjectName("clear_search")
        self._clear.hide()
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(PAUSE_MS)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.gap(8))
        row.addWidget(self.line, 1)
        row.addWidget(self._clear)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self._on_text_changed)
        self._clock.timeout.connect(self._tell)
        self._clear.clicked.connect(self.clear)

    def clear(self) -> None:
        """Empty the field at once, and keep the keyboard in it."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent):
            key = event.key()
            if event.type() == QEvent.Type.ShortcutOverride and key == Qt.Key.Key_Escape:
                # Esc also closes a sheet of the window; a field with words in it comes first.
                if self.line.text():
                    event.accept()
                return False
            if event.type() == QEvent.Type.KeyPress:
                if key == Qt.Key.Key_Escape and self.line.text():
                    self.clear()
                    return True
                if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
                    self._tell()
                    self.left.emit()
                    return True
        return False

    def _on_text_changed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        if text:
            self._clock.start()
        else:
            self._tell()

    def _tell(self) -> None:
        self._clock.stop()
        text = self.line.text()
        if text != self._last:
            self._last = text
            self.changed.emit(text)


class _Line(LineEdit):
    """With a glass before the words."""

    def __init__(self, *, look: Look, name: str, placeholder: str) -> None:
        super().__init__(look=look, name=name, placeholder=placeholder)
        self._room()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if hasattr(self, "_look"):
            self._room()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = paint.start(self)
        side = self._look.px(18)
        place = QRect(self._look.gap(13), (self.height() - side) // 2, side, side)
        color = self._look.color("muted")
        area = paint.mirrored(place, self)
        paint.icon(painter, "search", area, color=color, look=self._look, on=self)
        painter.end()

    def _room(self) -> None:
        room = self._look.px(18) + self._look.gap(10)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            self.setTextMargins(0, 0, room, 0)
        else:
            self.setTextMargins(room, 0, 0, 0)
