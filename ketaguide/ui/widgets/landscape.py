"""The picture beside the unlock form: a sun, hills and a lake, painted."""

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QRadialGradient,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ketaguide.ui.look import Look
from ketaguide.ui.widgets import paint

_WATER = 0.80  # height of the shore, as a share of the picture
# Hills from far to near: heights along the way, as shares of the picture.
_HILLS = (
    (0.576, 0.579, 0.560, 0.539, 0.521, 0.578),
    (0.639, 0.632, 0.584, 0.612, 0.655, 0.642),
    (0.675, 0.692, 0.723, 0.720, 0.715, 0.672),
)


class _Scene(NamedTuple):
    sky: tuple[str, str, str, str]
    sun: str
    glow: str
    hills: tuple[tuple[str, str], ...]
    lake: tuple[str, str]
    light: str


_SCENES: Mapping[str, _Scene] = {
    "light": _Scene(
        sky=("#9cc6cb", "#bbdcdb", "#f3e5cd", "#fbdcbc"),
        sun="#fdf5e2",
        glow="#fff3d6",
        hills=(("#94b3b5", "#a3c0bd"), ("#6b9491", "#7aa19c"), ("#3a6a65", "#47776f")),
        lake=("#739c98", "#3b6a66"),
        light="#f7eed8",
    ),
    "dark": _Scene(
        sky=("#173b43", "#2a5064", "#6d6088", "#a5739a"),
        sun="#fad5a5",
        glow="#f6cf9d",
        hills=(("#334a59", "#2c4150"), ("#20393f", "#1b3238"), ("#142a2b", "#112526")),
        lake=("#1c3233", "#0a1919"),
        light="#f3cf9c",
    ),
}


class Landscape(QWidget):
    """Ornament: nothing to read in it. In high contrast it is empty and takes no room."""

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, not look.is_contrast)
        look.changed.connect(self._on_look_changed)
        # Never setVisible(True) here: without a parent yet, it would open a window of its own.
        if look.is_contrast:
            self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        scene = _SCENES.get(self._look.theme)
        painter = paint.start(self)
        if scene is None:
            painter.fillRect(self.rect(), self._look.color("background"))
        else:
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                painter.translate(self.width(), 0)
                painter.scale(-1, 1)
            _paint_scene(painter, float(self.width()), float(self.height()), scene)
        painter.end()

    def _on_look_changed(self) -> None:
        self.setVisible(not self._look.is_contrast)


def _paint_scene(painter: QPainter, w: float, h: float, scene: _Scene) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    sky = QLinearGradient(0, 0, 0, h * 0.62)
    for stop, colour in zip((0.0, 0.42, 0.86, 1.0), scene.sky, strict=True):
        sky.setColorAt(stop, QColor(colour))
    painter.fillRect(QRectF(0, 0, w, h * _WATER), sky)
    sun = QPointF(w * 0.63, h * 0.469)
    glow = QRadialGradient(sun, h * 0.40)
    halo = QColor(scene.glow)
    for stop, alpha in ((0.0, 150), (0.35, 80), (0.7, 20), (1.0, 0)):
        halo.setAlpha(alpha)
        glow.setColorAt(stop, halo)
    painter.setBrush(glow)
    painter.drawEllipse(sun, h * 0.40, h * 0.40)
    painter.setBrush(QColor(scene.sun))
    painter.drawEllipse(sun, h * 0.0835, h * 0.0835)
    for heights, pair in zip(_HILLS, scene.hills, strict=True):
        hill = QLinearGradient(0, h * min(heights), 0, h * _WATER)
        hill.setColorAt(0, QColor(pair[0]))
        hill.setColorAt(1, QColor(pair[1]))
        painter.setBrush(hill)
        painter.drawPath(_hill(heights, w, h))
    _paint_lake(painter, w, h, scene)


def _paint_lake(painter: QPainter, w: float, h: float, scene: _Scene) -> None:
    lake = QLinearGradient(0, h * _WATER, 0, h)
    top, bottom = scene.lake
    lake.setColorAt(0, QColor(top))
    lake.setColorAt(1, QColor(bottom))
    painter.setBrush(lake)
    painter.drawRect(QRectF(0, h * _WATER, w, h * (1 - _WATER)))
    # The sun's way on the water: start and length as shares of the width, fading towards us.
    lines = (
        (0.509, 0.242), (0.509, 0.260), (0.541, 0.174), (0.518, 0.208), (0.534, 0.201),
        (0.569, 0.137), (0.539, 0.170), (0.551, 0.146), (0.586, 0.103),
    )  # fmt: skip
    light = QColor(scene.light)
    for index, (start, length) in enumerate(lines):
        light.setAlpha(max(26, 200 - index * 22))
        pen = QPen(light, max(1.5, h * 0.0032))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        y = h * (_WATER + 0.0135 + index * 0.019)
        painter.drawLine(QPointF(w * start, y), QPointF(w * (start + length), y))


def _hill(heights: tuple[float, ...], w: float, h: float) -> QPainterPath:
    """A soft outline through the heights, closed at the shore."""
    path = QPainterPath(QPointF(0, h * heights[0]))
    step = w / (len(heights) - 1)
    for index in range(1, len(heights)):
        before = QPointF((index - 1) * step, h * heights[index - 1])
        here = QPointF(index * step, h * heights[index])
        bend = QPointF(step / 2, 0)
        path.cubicTo(before + bend, here - bend, here)
    path.lineTo(w, h * _WATER + 1)
    path.lineTo(0, h * _WATER + 1)
    path.closeSubpath()
    return path
