"""An icon in a soft circle: something quiet to rest the eyes on."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.widgets import paint


class IconDisc(QWidget):
    """Beside words that already say it, so a screen reader passes over it."""

    def __init__(
        self, icon: str, *, look: Look, size: int = 112, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._icon = icon
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, icon: str) -> None:
        self._icon = icon
        self.update()

    def sizeHint(self) -> QSize:
        side = self._look.gap(self._size)
        return QSize(side, side)

    def changeEvent(self, event: QEvent) -> None:
        if is_restyled(event):
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._look
        painter = paint.start(self)
        area = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        painter.setPen(Qt.PenStyle.NoPen)
        if look.is_contrast:
            painter.setPen(QPen(look.color("session"), look.hair))
        painter.setBrush(look.color("session_soft"))
        painter.drawEllipse(area)
        side = round(self.width() * 0.42)
        inner = QRect(0, 0, side, side)
        inner.moveCenter(self.rect().center())
        paint.icon(painter, self._icon, inner, color=look.color("session"), look=look, on=self)
        painter.end()
