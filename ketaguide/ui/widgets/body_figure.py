"""Where a figure of the body map stands, and its resting look, made once for each size."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QRegion, QTransform

from ketaguide.content.regions import AROUND
from ketaguide.ui.look import Look
from ketaguide.ui.widgets import body_shape as shape

Regions = Mapping[str, Mapping[str, str]]

# Pictures of so many figures are kept. Source: our own choice: two views at four sizes.
_KEPT = 8


@dataclass(frozen=True)
class Figure:
    """One view of the body, standing in ``area``.

    Attributes:
        regions: what was chosen, as a body prompt keeps it.
        warm: the place under the pointer.
        focused: the place that has the keyboard.
    """

    view: str
    area: QRectF
    regions: Regions
    warm: str = ""
    focused: str = ""

    @property
    def scale(self) -> float:
        return min(
            self.area.width() / shape.BOUNDS.width(), self.area.height() / shape.BOUNDS.height()
        )

    @property
    def grain(self) -> float:
        """How far apart lines and dots stand."""
        return max(5.0, 8.0 * self.scale)

    @property
    def badge(self) -> float:
        """Half the width of a plus or minus."""
        return max(6.0, 8.0 * self.scale)

    def transform(self) -> QTransform:
        """From the body's units to the widget's."""
        scale = self.scale
        middle, units = self.area.center(), shape.BOUNDS.center()
        shift = QTransform.fromTranslate(middle.x(), middle.y())
        return shift.scale(scale, scale).translate(-units.x(), -units.y())


def areas(area: QRectF, *, is_mirrored: bool) -> Mapping[str, QRectF]:
    """Where each view stands; the front first, as one reads."""
    half = area.width() / 2
    first = QRectF(area.left(), area.top(), half, area.height())
    views = reversed(shape.VIEWS) if is_mirrored else shape.VIEWS
    return dict(zip(views, (first, first.translated(half, 0)), strict=True))


@lru_cache(maxsize=_KEPT)
def covers(
    view: str, area: tuple[float, float, float, float]
) -> Mapping[str, tuple[QRect, QRegion]]:
    """For each place of a view in this area: its rectangle, and its shape inside of that."""
    to = Figure(view=view, area=QRectF(*area), regions={}).transform()
    found = {}
    for name, path in shape.places(view).items():
        mapped = to.map(path)
        box = mapped.boundingRect().toAlignedRect()
        inside = mapped.translated(-QPointF(box.topLeft())).toFillPolygon().toPolygon()
        found[name] = box, QRegion(inside) & QRegion(QRect(QPoint(0, 0), box.size()))
    return MappingProxyType(found)


@dataclass(frozen=True)
class Resting:
    """What a figure looks like before anything is chosen, for one place on one screen.

    Attributes:
        at: the area's left, top, width and height.
        fill, line: colours, as numbers.
        wide: how wide the line around the body is.
        ratio: of the screen's pixels to ours.
    """

    view: str
    at: tuple[float, float, float, float]
    fill: int
    line: int
    wide: float
    ratio: float

    def figure(self) -> Figure:
        return Figure(view=self.view, area=QRectF(*self.at), regions={})

    def box(self) -> QRect:
        """Where its pictures go: whole pixels, with room for a line on the edge."""
        return QRectF(*self.at).toAlignedRect().adjusted(-3, -3, 3, 3)

    def drawn(self, paint_it: Callable[[QPainter, QTransform], None]) -> QImage:
        image = QImage(self.box().size() * self.ratio, QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(self.ratio)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-self.box().topLeft())
        paint_it(painter, self.figure().transform())
        painter.end()
        return image


def resting(painter: QPainter, one: Figure, *, look: Look) -> Resting:
    area = one.area
    return Resting(
        view=one.view,
        at=(area.left(), area.top(), area.width(), area.height()),
        fill=look.color("surface" if look.is_contrast else "soft").rgba(),
        line=look.color("line_strong").rgba(),
        wide=max(1.4, 2.0 * one.scale, look.hair),
        ratio=painter.device().devicePixelRatioF(),
    )


@lru_cache(maxsize=_KEPT)
def ground(one: Resting) -> QImage:
    """The body's inside."""

    def paint_it(painter: QPainter, to: QTransform) -> None:
        painter.fillPath(to.map(shape.silhouette()), QColor.fromRgba(one.fill))

    return one.drawn(paint_it)


@lru_cache(maxsize=_KEPT)
def edge(one: Resting) -> QImage:
    """The line around the body, which lies over what was chosen."""

    def paint_it(painter: QPainter, to: QTransform) -> None:
        painter.setPen(QPen(QColor.fromRgba(one.line), one.wide))
        painter.drawPath(to.map(shape.silhouette()))

    return one.drawn(paint_it)


@lru_cache(maxsize=_KEPT)
def dots(one: Resting) -> QImage:
    """The faint line around the room."""

    def paint_it(painter: QPainter, to: QTransform) -> None:
        path = to.map(shape.places(one.view)[AROUND])
        painter.setPen(around_pen(QColor.fromRgba(one.line), one.figure(), is_dotted=True))
        painter.drawPath(path)

    return one.drawn(paint_it)


def around_pen(color: QColor, one: Figure, *, is_dotted: bool) -> QPen:
    """What the room around the body is drawn with."""
    pen = QPen(color, max(1.0, 1.1 * one.scale))
    if is_dotted:
        pen.setDashPattern([1.0, 5.0])
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    return pen
