"""What a printer would get, as a picture small enough to be seen whole."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

_DOTS = 200 / 25.4


class Sheets(QImage):
    """As many sheets of paper in memory as are meant to be needed, one below the other."""

    def __init__(self, width: int, height: int, *, count: int) -> None:
        super().__init__(width, height * count, QImage.Format.Format_RGB32)
        self._count = count
        self._begun = 1
        self.setDotsPerMeterX(round(_DOTS * 1000))
        self.setDotsPerMeterY(round(_DOTS * 1000))
        self.fill(QColor("#ffffff"))

    def height(self) -> int:
        return super().height() // self._count

    def newPage(self) -> bool:  # noqa: N802 - Qt's own name
        """Go on below, in the points that ``sheet.start`` counts in."""
        assert self._begun < self._count, f"this fits on {self._count}"
        self._begun += 1
        painter = self.paintEngine().painter()
        painter.translate(0, self.height() / painter.transform().m22())
        return True


def sheets(draw: Callable[[Any], None], margin: float, *, count: int = 1) -> tuple[QImage, ...]:
    """The inner part of every sheet of A4, without the margins (in millimetres)."""
    width, height = (round((side - 2 * margin) * _DOTS) for side in (210, 297))
    made = Sheets(width, height, count=count)
    draw(made)
    return tuple(made.copy(QRect(0, n * height, width, height)) for n in range(count))


def printed_page(
    draw: Callable[[Any], None], margin: float, *, count: int = 1, number: int = 0
) -> QWidget:
    """One sheet with its margins, on a window."""
    inside = sheets(draw, margin, count=count)[number]
    paper = QImage(round(210 * _DOTS), round(297 * _DOTS), QImage.Format.Format_RGB32)
    paper.fill(QColor("#ffffff"))
    painter = QPainter(paper)
    painter.drawImage(round(margin * _DOTS), round(margin * _DOTS), inside)
    painter.end()
    small = paper.scaledToHeight(820, Qt.TransformationMode.SmoothTransformation)
    shown = QLabel()
    # Paper has no keyboard, but the walks over all scenes begin with one.
    shown.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    shown.setObjectName("printed_page")
    shown.setAccessibleName("a printed page")
    shown.setTextFormat(Qt.TextFormat.PlainText)
    shown.setPixmap(QPixmap.fromImage(small))
    shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return shown
