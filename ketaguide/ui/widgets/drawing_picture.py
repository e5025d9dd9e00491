"""A drawing to look at again."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ketaguide.content.pictures import SHEET_HEIGHT, SHEET_WIDTH
from ketaguide.ui.look import Look
from ketaguide.ui.widgets import ink, paint
from ketaguide.ui.widgets.sheet import Stroke


class DrawingPicture(QWidget):
    """The lines as they were drawn, on a sheet of the same shape."""

    def __init__(
        self,
        strokes: Sequence[Stroke],
        *,
        look: Look,
        width: int = 520,
        parent: QWidget | None = None,
    ) -> None:
        """Args:
        width: the most it takes, at 100 % text.
        """
        super().__init__(parent)
        self._strokes = tuple(strokes)
        self._look = look
        self._most = look.gap(width)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        return QSize(self._most, self.heightForWidth(self._most))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 90)

    def heightForWidth(self, width: int) -> int:
        return round(min(width, self._most) * SHEET_HEIGHT / SHEET_WIDTH)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        paint.fit_height(self)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.start(self)
        look = self._look
        area = ink.sheet_in(QRectF(self.rect()))
        if self.isRightToLeft():
            area.moveRight(self.width())
        else:
            area.moveLeft(0)
        paint.box(
            painter,
            area,
            radius=look.radius(),
            fill=look.color("surface"),
            line=look.color("line_strong"),
            width=look.hair,
        )
        ink.draw(painter, self._strokes, area, look=look)
        painter.end()
