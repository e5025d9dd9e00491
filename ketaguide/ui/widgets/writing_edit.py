"""The large place to write: as high as the page has room, it scrolls inside itself."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.widgets.edits import PRIVATE

LEAST_LINES = 8


class WritingEdit(QPlainTextEdit):
    """Plain text, whatever is pasted. Tab leaves it."""

    def __init__(self, *, look: Look, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setInputMethodHints(PRIVATE)
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self.setProperty("own_ring", True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._dress()

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(480), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        lines = LEAST_LINES * self.fontMetrics().lineSpacing()
        return QSize(self._look.px(120), lines + 2 * round(self.document().documentMargin()) + 24)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyled(event) and hasattr(self, "_look"):
            self._dress()

    def _dress(self) -> None:
        font = self._look.font("lead")
        if font != self.font():
            self.setFont(font)
        self.document().setDocumentMargin(self._look.gap(6))
        self.updateGeometry()
