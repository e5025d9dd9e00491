"""A passphrase: hidden, shown while a button is held, and a word about Caps Lock."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ketaguide.base.text import tr
from ketaguide.ui.look import Look
from ketaguide.ui.widgets import paint
from ketaguide.ui.widgets.button import IconButton
from ketaguide.ui.widgets.edits import LineEdit
from ketaguide.ui.widgets.labels import Small


class PassphraseEdit(QWidget):
    """Pasting works: password managers need it. ``line`` is the field itself.

    Holding the eye (mouse, or Space on the keyboard) shows what was typed; letting go hides it.
    """

    changed = Signal()
    entered = Signal()

    def __init__(self, *, look: Look, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = LineEdit(look=look, name=name or tr("Passphrase"))
        self.line.setObjectName("passphrase")
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setInputMethodHints(
            self.line.inputMethodHints()
            | Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.line.setMaxLength(1024)
        self.line.installEventFilter(self)
        self._eye = IconButton("eye", tr("Hold to show the passphrase"), look=look)
        self._eye.setParent(self.line)
        self._eye.setCursor(Qt.CursorShape.ArrowCursor)
        self._caps = Small(tr("Caps Lock seems to be on."), look=look)
        self._caps.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.gap(4))
        layout.addWidget(self.line)
        layout.addWidget(self._caps)
        self.setFocusProxy(self.line)
        self._eye.pressed.connect(self._on_eye_pressed)
        self._eye.released.connect(self._on_eye_released)
        self.line.textChanged.connect(self._on_text_changed)
        self.line.returnPressed.connect(self.entered)

    def text(self) -> str:
        return self.line.text()

    def clear(self) -> None:
        """Empty the field and forget what could be undone."""
        self.line.clear()
        self._caps.hide()
        self._on_eye_released()

    def setAccessibleName(self, name: str) -> None:  # noqa: N802  (Qt's own name)
        self.line.setAccessibleName(name)

    def setAccessibleDescription(self, words: str) -> None:  # noqa: N802  (Qt's own name)
        self.line.setAccessibleDescription(words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.line:
            return False
        kind = event.type()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._guess_caps(event)
        elif kind in (QEvent.Type.Resize, QEvent.Type.LayoutDirectionChange):
            self._place_eye()
        return False

    def _place_eye(self) -> None:
        """The eye lies inside the field, where the line ends."""
        side = self._eye.sizeHint().width()
        place = QRect(self.line.width() - side - 3, (self.line.height() - side) // 2, side, side)
        self._eye.setGeometry(paint.mirrored(place, self.line))
        is_rtl = self.line.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.line.setTextMargins(side if is_rtl else 0, 0, 0 if is_rtl else side, 0)

    def _guess_caps(self, event: QKeyEvent) -> None:
        """Qt tells nothing about Caps Lock: a capital without Shift gives it away."""
        letter = event.text()
        if len(letter) != 1 or letter.upper() == letter.lower():
            return
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._caps.setVisible(letter.isupper() != shifted)

    def _on_eye_pressed(self) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Normal)
        self._eye.set_icon("eye-off")

    def _on_eye_released(self) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self._eye.set_icon("eye")

    def _on_text_changed(self) -> None:
        self.changed.emit()
