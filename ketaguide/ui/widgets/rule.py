"""A faint line between rows of one list."""

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.widgets import paint


class Rule(QWidget):
    """Ornament: a screen reader passes over it."""

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(40), max(1, round(self._look.hair)))

    def changeEvent(self, event: QEvent) -> None:
        if is_restyled(event):
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.start(self)
        painter.fillRect(QRectF(self.rect()), self._look.color("line"))
        painter.end()
