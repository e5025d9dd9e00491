"""A passphrase as dots, with a button that shows it."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ketaguide.base.text import tr
from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.widgets.button import IconButton
from ketaguide.ui.widgets.edits import PRIVATE, LineEdit


class PassphraseEdit(LineEdit):
    """Pasting works; copying while hidden does not. Nothing is learned by input methods."""

    caps_changed = Signal(bool)  # what the last key told about Caps Lock
    reveal_changed = Signal(bool)

    def __init__(self, *, look: Look, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(look=look, name=name, parent=parent)
        self._caps = False
        self._reveal = IconButton("eye", tr("Show the passphrase"), look=look, parent=self)
        self._reveal.setObjectName("reveal")
        self._reveal.setCheckable(True)
        self._reveal.setCursor(Qt.CursorShape.ArrowCursor)
        self._reveal.toggled.connect(self.reveal)
        self.reveal(shown=False)
        self._fit()

    @property
    def is_revealed(self) -> bool:
        return self.echoMode() == QLineEdit.EchoMode.Normal

    def reveal(self, shown: bool) -> None:  # noqa: FBT001 - the slot of Qt's toggled(bool)
        """Show what is written, or dots."""
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.setEchoMode(mode)
        hints = PRIVATE | Qt.InputMethodHint.ImhNoAutoUppercase
        self.setInputMethodHints(hints if shown else hints | Qt.InputMethodHint.ImhHiddenText)
        self._reveal.setChecked(shown)
        self._reveal.set_icon("eye-off" if shown else "eye")
        self._reveal.set_name(tr("Hide the passphrase") if shown else tr("Show the passphrase"))
        self.reveal_changed.emit(shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._judge_caps(event)
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        moved = event.type() == QEvent.Type.LayoutDirectionChange
        if hasattr(self, "_reveal") and (moved or is_restyled(event)):
            self._fit()

    def _fit(self) -> None:
        side = min(self._look.target, max(24, self.height() - 4))
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        inset = (self.height() - side) // 2
        self._reveal.setGeometry(inset if rtl else self.width() - side - inset, inset, side, side)
        self.setTextMargins(side if rtl else 0, 0, 0 if rtl else side, 0)

    def _judge_caps(self, event: QKeyEvent) -> None:
        """Qt does not tell the lock's state; a letter in the wrong case does."""
        if event.key() == Qt.Key.Key_CapsLock:
            self._set_caps(caps=False)
            return
        typed = event.text()
        if len(typed) != 1 or not typed.isalpha() or typed.lower() == typed.upper():
            return
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._set_caps(caps=typed.isupper() != shift)

    def _set_caps(self, *, caps: bool) -> None:
        if caps != self._caps:
            self._caps = caps
            self.caps_changed.emit(caps)
