"""Shapes of the wheel as Qt takes them, made once: pages come up in several steps."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QPolygonF, QRegion

from ketaguide.ui.widgets.wheel_geometry import Sector, circle

# Outlines of about ten views. Source: our own choice: a person turns to all families and back.
_KEPT = 600


@lru_cache(maxsize=_KEPT)
def outline(sector: Sector, inset: float = 0.0) -> QPolygonF:
    """Its border around the centre of the wheel; not to be changed."""
    return QPolygonF([QPointF(x, y) for x, y in sector.outline(inset)])


@lru_cache(maxsize=8)
def disc(radius: float) -> QPolygonF:
    """The border of the middle, around the centre of the wheel; not to be changed."""
    return QPolygonF([QPointF(x, y) for x, y in circle(radius)])


def cover(shape: QPolygonF, centre: QPointF) -> tuple[QRect, QRegion]:
    """The rectangle that a shape around ``centre`` takes, and the shape inside of it."""
    moved = shape.translated(centre)
    area = moved.boundingRect().toAlignedRect()
    return area, QRegion(moved.translated(-QPointF(area.topLeft())).toPolygon())


@lru_cache(maxsize=_KEPT)
def petal_cover(sector: Sector, centre: tuple[float, float]) -> tuple[QRect, QRegion]:
    """What ``cover`` says of a petal."""
    return cover(outline(sector), QPointF(*centre))
