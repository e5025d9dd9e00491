"""A word on a coloured ground, to read and not to press."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.widgets import paint


class Tag(QLabel):
    """Wears the colour of a feeling family, or none."""

    def __init__(
        self, word: str, *, look: Look, family: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._family = family
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(word)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._look.font("label"))
        wide = metrics.horizontalAdvance(self.text()) + 2 * self._look.gap(13)
        return QSize(wide, metrics.lineSpacing() + self._look.gap(12))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        if is_restyled(event):
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._look
        painter = paint.start(self)
        fill, line = look.color("sunk"), look.color("line_strong")
        if self._family:
            fill = look.family_color(self._family, "soft")
            if not look.is_contrast:
                line = paint.mixed(look.family_color(self._family, "strong"), fill, 0.7)
        area = QRectF(self.rect())
        paint.box(painter, area, radius=area.height() / 2, fill=fill, line=line, width=look.hair)
        painter.setPen(look.color("ink"))
        painter.setFont(look.font("label"))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), self.text())
        painter.end()
