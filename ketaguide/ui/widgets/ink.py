"""Paints the lines of a drawing: smooth, and thicker where the pen was pressed."""

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from ketaguide.content.pictures import SHEET_HEIGHT, SHEET_WIDTH
from ketaguide.ui.look import Look
from ketaguide.ui.widgets.sheet import Stroke

# A mouse has no pressure; it draws as a pen does that is pressed half.
EVEN = 50
_WIDTHS: Mapping[int, float] = {1: 4.0, 2: 9.0, 3: 20.0}
_Point = tuple[float, float, int]


def color_of(name: str, *, look: Look) -> QColor:
    """A pen's colour in the theme in force."""
    return look.color("ink" if name == "ink" else f"pen_{name}")


def width_of(width: int, pressure: int = EVEN) -> float:
    """How thick a line is, in the sheet's units."""
    return _WIDTHS[width] * (0.4 + 1.2 * pressure / 100)


def draw(painter: QPainter, strokes: Iterable[Stroke], area: QRectF, *, look: Look) -> None:
    """The lines on a sheet that fills ``area``."""
    painter.save()
    painter.setClipRect(area)
    painter.translate(area.topLeft())
    painter.scale(area.width() / SHEET_WIDTH, area.height() / SHEET_HEIGHT)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for stroke in strokes:
        _line(painter, stroke, look=look)
    painter.restore()


def spot(painter: QPainter, x: int, y: int, area: QRectF, *, is_down: bool, look: Look) -> None:
    """Where the keyboard's pen is: a ring, filled while it is down."""
    at = QPointF(
        area.left() + x * area.width() / SHEET_WIDTH, area.top() + y * area.height() / SHEET_HEIGHT
    )
    half, width = look.px(9), look.px(2.5)
    painter.save()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(look.color("surface"), width + 3))
    painter.drawEllipse(at, half, half)
    painter.setPen(QPen(look.color("focus"), width))
    if is_down:
        painter.setBrush(look.color("focus"))
    painter.drawEllipse(at, half, half)
    painter.restore()


def sheet_in(room: QRectF) -> QRectF:
    """The largest sheet that fits, in the middle of ``room``."""
    scale = min(room.width() / SHEET_WIDTH, room.height() / SHEET_HEIGHT)
    sheet = QRectF(0, 0, SHEET_WIDTH * scale, SHEET_HEIGHT * scale)
    sheet.moveCenter(room.center())
    return sheet


def on_sheet(at: QPointF, area: QRectF) -> tuple[int, int]:
    """The nearest point of a sheet that fills ``area``, in the sheet's units."""
    x = round((at.x() - area.left()) * SHEET_WIDTH / area.width())
    y = round((at.y() - area.top()) * SHEET_HEIGHT / area.height())
    return min(max(x, 0), SHEET_WIDTH), min(max(y, 0), SHEET_HEIGHT)


def reaches(stroke: Stroke, x: float, y: float, *, slack: float) -> bool:
    """Whether a line passes the point within its own thickness and ``slack``."""
    near = slack + width_of(stroke.width) / 2
    points = _points(stroke)
    pairs = itertools.pairwise(points) if len(points) > 1 else ((points[0], points[0]),)
    return any(_distance(a, b, x, y) <= near for a, b in pairs)


def _line(painter: QPainter, stroke: Stroke, *, look: Look) -> None:
    points = _points(stroke)
    pen = QPen(color_of(stroke.color, look=look), width_of(stroke.width, points[0][2]))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    if len(points) == 1:
        painter.drawPoint(QPointF(*points[0][:2]))
    elif len({pressure for _, _, pressure in points}) == 1:
        path = QPainterPath(QPointF(*points[0][:2]))
        for bend, to, _ in _bends(points):
            path.quadTo(bend, to)
        painter.drawPath(path)
    else:
        here = QPointF(*points[0][:2])
        for bend, to, pressure in _bends(points):
            piece = QPainterPath(here)
            piece.quadTo(bend, to)
            pen.setWidthF(width_of(stroke.width, pressure))
            painter.setPen(pen)
            painter.drawPath(piece)
            here = to


def _bends(points: Sequence[_Point]) -> Iterable[tuple[QPointF, QPointF, int]]:
    """Pieces of curve from middle to middle, each bent toward a point of the line."""
    for (x, y, pressure), (next_x, next_y, _) in itertools.pairwise(points[1:]):
        yield QPointF(x, y), QPointF((x + next_x) / 2, (y + next_y) / 2), pressure
    x, y, pressure = points[-1]
    yield QPointF(x, y), QPointF(x, y), pressure


def _points(stroke: Stroke) -> list[_Point]:
    numbers = stroke.points
    return list(zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True))


def _distance(a: _Point, b: _Point, x: float, y: float) -> float:
    wide, high = b[0] - a[0], b[1] - a[1]
    long = wide * wide + high * high
    part = ((x - a[0]) * wide + (y - a[1]) * high) / long if long else 0.0
    part = min(max(part, 0.0), 1.0)
    return math.hypot(x - a[0] - part * wide, y - a[1] - part * high)
