"""Paints the body map: the figure, a soft light over chosen places, and marks that need no colour.

Warm is slanted lines, cold is dots; more is a plus, less is a minus.
"""

from collections.abc import Iterator, Mapping

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QPainter,
    QPainterPath,
    QPen,
    QRadialGradient,
    QTransform,
)

from ketaguide.content.regions import AROUND
from ketaguide.ui.look import Look
from ketaguide.ui.widgets import body_figure, paint
from ketaguide.ui.widgets import body_shape as shape
from ketaguide.ui.widgets.body_figure import Figure


def figure(painter: QPainter, one: Figure, *, look: Look) -> None:
    """The body in this view with everything that was chosen."""
    painter.save()
    to = one.transform()
    places = _Mapped(shape.places(one.view), to)
    resting = body_figure.resting(painter, one, look=look)
    painter.drawImage(resting.box().topLeft(), body_figure.ground(resting))
    if AROUND in places and AROUND in (*one.regions, one.warm):
        _around(painter, one, places[AROUND], look=look)
    elif AROUND in places:
        painter.drawImage(resting.box().topLeft(), body_figure.dots(resting))
    chosen = [name for name in one.regions if name in places and name != AROUND]
    if chosen or one.warm:
        painter.setClipPath(to.map(shape.silhouette()))
    for name in chosen:
        _light(painter, one, name, to, look=look)
    if one.warm in places and one.warm != AROUND:
        painter.fillPath(places[one.warm], _faint(look.color("ink"), 26))
    for name in chosen:
        _pattern(painter, places[name], one.regions[name].get("warmth", ""), one.grain, look=look)
    painter.setClipping(False)
    painter.drawImage(resting.box().topLeft(), body_figure.edge(resting))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for name in chosen:
        painter.setPen(QPen(_ink(one.regions[name], look), max(1.0, 1.3 * one.scale)))
        painter.drawPath(places[name])
    if one.focused in places:
        _ring(painter, places[one.focused], look=look)
    for name in chosen:
        middle = to.map(shape.spots(one.view, name)[0])
        _badge(painter, middle, one.regions[name], one.badge, look=look)
    if AROUND in one.regions and AROUND in places:
        spot = to.map(shape.spots(one.view, AROUND)[0])
        _badge(painter, spot, one.regions[AROUND], one.badge, look=look)
    painter.restore()


def sample(painter: QPainter, area: QRectF, mark: str, *, look: Look) -> None:
    """One mark as the legend shows it: warm, cold, more or less."""
    if mark in ("more", "less"):
        _badge(painter, area.center(), {"amount": mark}, area.width() * 0.42, look=look)
        return
    inner = area.adjusted(1, 1, -1, -1)
    path = QPainterPath()
    path.addRoundedRect(inner, inner.height() / 4, inner.height() / 4)
    colour = _ink({"warmth": mark}, look)
    painter.fillPath(path, _faint(colour, 80))
    _pattern(painter, path, mark, look.px(5), look=look)
    painter.setPen(QPen(colour, look.hair))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)


class _Mapped(Mapping[str, QPainterPath]):
    """Places in the widget's pixels, each worked out when it is asked for."""

    def __init__(self, places: Mapping[str, QPainterPath], to: QTransform) -> None:
        self._places = places
        self._to = to

    def __getitem__(self, name: str) -> QPainterPath:
        return self._to.map(self._places[name])

    def __contains__(self, name: object) -> bool:
        return name in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def _around(painter: QPainter, one: Figure, path: QPainterPath, *, look: Look) -> None:
    """The room around the body, chosen or under the pointer."""
    region = one.regions.get(AROUND)
    painter.save()
    if region is not None:
        painter.fillPath(path, _faint(_ink(region, look), 80))
        painter.setClipPath(path)
        _pattern(painter, path, region.get("warmth", ""), one.grain, look=look)
        painter.setClipping(False)
    elif one.warm == AROUND:
        painter.fillPath(path, _faint(look.color("ink"), 18))
    ink = _ink(region, look) if region is not None else look.color("line_strong")
    painter.setPen(body_figure.around_pen(ink, one, is_dotted=region is None))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
    painter.restore()


def _light(painter: QPainter, one: Figure, name: str, to: QTransform, *, look: Look) -> None:
    region = one.regions[name]
    middle, reach = shape.glow(one.view, name)
    strength = {"more": 205, "less": 95}.get(region.get("amount", ""), 150)
    if region.get("amount") == "more":
        reach *= 1.2
    light = QRadialGradient(to.map(middle), reach * one.scale)
    colour = _ink(region, look)
    light.setColorAt(0.0, _faint(colour, strength))
    light.setColorAt(0.45, _faint(colour, round(strength * 0.62)))
    light.setColorAt(1.0, _faint(colour, 0))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(light))
    spread = reach * one.scale
    painter.drawEllipse(to.map(middle), spread, spread)


def _pattern(
    painter: QPainter, path: QPainterPath, warmth: str, step: float, *, look: Look
) -> None:
    """Slanted lines for warm, dots for cold; nothing while it is unsaid."""
    if warmth not in ("warm", "cold"):
        return
    painter.save()
    painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
    box = path.boundingRect()
    pen = QPen(_ink({"warmth": warmth}, look), max(1.0, step * 0.13))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    if warmth == "warm":
        at = box.left() - box.height()
        while at < box.right():
            painter.drawLine(QPointF(at, box.bottom()), QPointF(at + box.height(), box.top()))
            at += step
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(pen.color())
        row, y = 0, box.top() + step / 2
        while y < box.bottom():
            x = box.left() + (step / 2 if row % 2 else step)
            while x < box.right():
                painter.drawEllipse(QPointF(x, y), step * 0.15, step * 0.15)
                x += step
            row, y = row + 1, y + step * 0.8
    painter.restore()


def _badge(
    painter: QPainter, at: QPointF, region: Mapping[str, str], half: float, *, look: Look
) -> None:
    """A small disc: plus, minus, or a dot where neither was said."""
    disc = QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half)
    ink = look.color("ink")
    width = max(1.2, half * 0.2)
    paint.box(painter, disc, radius=half, fill=look.color("surface"), line=ink, width=width * 0.75)
    pen = QPen(ink, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    arm = half * 0.48
    amount = region.get("amount", "")
    if amount in ("more", "less"):
        painter.drawLine(at - QPointF(arm, 0), at + QPointF(arm, 0))
    if amount == "more":
        painter.drawLine(at - QPointF(0, arm), at + QPointF(0, arm))
    if not amount:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawEllipse(at, half * 0.3, half * 0.3)
        painter.setBrush(Qt.BrushStyle.NoBrush)


def _ring(painter: QPainter, path: QPainterPath, *, look: Look) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = QPen(look.color("surface"), 6)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPath(path)
    pen.setColor(look.color("focus"))
    pen.setWidthF(3)
    painter.setPen(pen)
    painter.drawPath(path)


def _ink(region: Mapping[str, str], look: Look) -> QColor:
    names = {"warm": "pen_clay", "cold": "pen_sky"}
    return look.color(names.get(region.get("warmth", ""), "primary"))


def _faint(colour: QColor, alpha: int) -> QColor:
    colour = QColor(colour)
    colour.setAlpha(alpha)
    return colour
