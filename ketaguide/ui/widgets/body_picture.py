"""A body map to look at again, small and without anything to press."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.widgets import body_figure, body_paint, paint
from ketaguide.ui.widgets import body_shape as shape
from ketaguide.ui.widgets.body_figure import Figure, Regions


class BodyPicture(QWidget):
    """What was chosen once, small and only to be seen; its words stand beside it."""

    def __init__(
        self, chosen: Regions, *, look: Look, height: int = 230, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._chosen = chosen
        self._height = height
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        high = self._look.gap(self._height)
        return QSize(round(2 * high * shape.BOUNDS.width() / shape.BOUNDS.height()), high)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyled(event):
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.start(self)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for view, area in body_figure.areas(QRectF(self.rect()), is_mirrored=mirrored).items():
            one = Figure(view=view, area=area, regions=self._chosen)
            body_paint.figure(painter, one, look=self._look)
        painter.end()
