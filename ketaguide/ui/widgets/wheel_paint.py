"""How the wheel of feelings is painted: petals, their words, and the disc in the middle."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import degrees

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QWidget

from ketaguide.ui.look import Look
from ketaguide.ui.widgets import paint, wheel_shapes
from ketaguide.ui.widgets.wheel_geometry import Sector, Spot
from ketaguide.ui.widgets.wheel_layout import Place


@dataclass(frozen=True)
class Skin:
    """How one petal is dressed.

    Attributes:
        depth: 0 pale to 1 full, of the family's colour.
        count: how many words are chosen in it; for a family.
    """

    family: str
    depth: float
    is_on: bool = False
    is_warm: bool = False
    count: int = 0


class WheelPainter:
    """Paints around the centre of the wheel; made anew for every paint event."""

    def __init__(self, painter: QPainter, *, look: Look, on: QWidget) -> None:
        self._painter = painter
        self._look = look
        self._on = on

    def petal(self, place: Place, words: str, *, skin: Skin) -> None:
        """The shape with soft corners, its words, and a tick if it is chosen."""
        look, painter = self._look, self._painter
        fill, line = self._fill(skin), self._line(skin)
        if line is None:
            # Filled a little smaller and stroked in the same colour, corners come out round.
            corner = look.gap(4)
            self._shape(place.sector, inset=corner, fill=fill, line=fill, width=2 * corner)
        else:
            width = look.hair + (1 if skin.is_warm else 0)
            self._shape(place.sector, inset=width / 2, fill=fill, line=line, width=width)
        ink = look.color("on_primary" if skin.is_on else "ink")
        spot = place.spot or Spot(*place.sector.at((place.sector.inner + place.sector.outer) / 2))
        painter.save()
        painter.translate(spot.x, spot.y)
        painter.rotate(spot.turn)
        if skin.count:
            self._lift(-0.5 * self._high("small_label"))
        self._words(words, place.font, ink)
        if skin.count:
            self._lift(0.5 * (self._high(place.font) + self._high("small_label")))
            self._count(skin.count, ink)
        painter.restore()
        if skin.is_on:
            self._tick(place, spot, ink)

    def ring(self, sector: Sector) -> None:
        """Around the petal that has the keyboard, with air towards what it is painted on."""
        look = self._look
        wide = 3 if look.is_contrast else 2.5
        self._shape(sector, inset=1.0 + wide, fill=None, line=look.color("surface"), width=2)
        self._shape(sector, inset=0.2, fill=None, line=look.color("focus"), width=wide + 0.5)

    def reach(self, sector: Sector, radii: Sequence[float]) -> None:
        """How far stronger petals would reach here, for comparison."""
        pen = QPen(self._look.color("line"), 1)
        pen.setStyle(Qt.PenStyle.DotLine if self._look.is_contrast else Qt.PenStyle.SolidLine)
        self._painter.setPen(pen)
        for radius in radii:
            if radius > sector.outer + 1:
                area = QRectF(1 - radius, 1 - radius, 2 * radius - 2, 2 * radius - 2)
                # Qt counts sixteenths of a degree, against the clock, from three o'clock.
                start, end = 90 - degrees(sector.end), 90 - degrees(sector.start)
                self._painter.drawArc(area, round(16 * start), round(16 * (end - start)))

    def disc(self, radius: float, number: str, words: str) -> None:
        """The middle of the closed wheel: a number over its words, or the words alone."""
        look = self._look
        self._circle(radius, fill=look.color("surface"), line=look.color("line"))
        if not number:
            side = 2 * radius - 2 * look.gap(12)
            self._block(words, QRectF(-side / 2, -side / 2, side, side), "small", "muted")
            return
        high, low = self._high("title"), self._high("small")
        top = -(high + low) / 2
        wide = 2 * radius
        self._block(number, QRectF(-radius, top, wide, high), "title", "ink")
        self._block(words, QRectF(-radius, top + high, wide, low), "small", "muted")

    def hub(self, radius: float, title: str, below: tuple[str, str], *, is_warm: bool) -> None:
        """The middle of an open family: its name, what is chosen in it, and the way back."""
        look = self._look
        line = look.color("line_strong")
        self._circle(radius, fill=look.color("soft" if is_warm else "surface"), line=line)
        high, low, foot = self._high("title"), self._high("small"), self._high("label")
        air = look.gap(10)
        wide = 2 * radius
        top = -(high + low + air + foot) / 2
        self._block(title, QRectF(-radius, top, wide, high), "title", "ink")
        self._block(below[0], QRectF(-radius, top + high, wide, low), "small", "muted")
        y = top + high + low + air
        icon, gap = look.px(16), look.gap(6)
        words = QFontMetrics(look.font("label")).horizontalAdvance(below[1])
        left = -(icon + gap + words) / 2
        is_mirrored = self._on.layoutDirection() == Qt.LayoutDirection.RightToLeft
        at = -left - icon if is_mirrored else left
        start = left if is_mirrored else left + icon + gap
        ink = look.color("primary")
        area = QRectF(at, y + (foot - icon) / 2, icon, icon)
        paint.icon(self._painter, "arrow-left", area, color=ink, look=look, on=self._on)
        self._block(below[1], QRectF(start, y, words + 1, foot), "label", "primary")

    def hub_ring(self, radius: float) -> None:
        """The keyboard's place, around the middle."""
        look = self._look
        self._painter.setPen(QPen(look.color("focus"), 3.5 if look.is_contrast else 3))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawEllipse(QPointF(0, 0), radius + 1, radius + 1)

    def _fill(self, skin: Skin) -> QColor:
        look = self._look
        strong = look.family_color(skin.family, "strong")
        if skin.is_on:
            return paint.mixed(strong, look.color("surface"), 0.12) if skin.is_warm else strong
        pale, full = (look.family_color(skin.family, part) for part in ("soft", "mid"))
        if look.is_contrast:
            return pale
        warmer = 0.14 if skin.is_warm else 0.0
        return paint.mixed(paint.mixed(pale, full, skin.depth), strong, warmer)

    def _line(self, skin: Skin) -> QColor | None:
        """High contrast has no shades to tell petals apart by."""
        if not self._look.is_contrast:
            return None
        return self._look.color("primary" if skin.is_warm or skin.is_on else "line_strong")

    def _shape(
        self, sector: Sector, *, inset: float, fill: QColor | None, line: QColor, width: float
    ) -> None:
        painter = self._painter
        pen = QPen(line, width)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
        painter.drawPolygon(wheel_shapes.outline(sector, inset))

    def _circle(self, radius: float, *, fill: QColor, line: QColor) -> None:
        self._painter.setPen(QPen(line, self._look.hair))
        self._painter.setBrush(fill)
        self._painter.drawEllipse(QPointF(0, 0), radius, radius)

    def _lift(self, down: float) -> None:
        self._painter.translate(0, down)

    def _words(self, words: str, role: str, ink: QColor) -> None:
        font = QFont(self._look.font(role))
        wide = QFontMetrics(font).horizontalAdvance(words) + 4
        high = QFontMetrics(font).height()
        self._painter.setFont(font)
        self._painter.setPen(ink)
        area = QRectF(-wide / 2, -high / 2, wide, high)
        self._painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), words)

    def _count(self, count: int, ink: QColor) -> None:
        """A tick and a number, as one thing around the middle."""
        look = self._look
        size, gap, number = look.px(11), look.gap(4), str(count)
        words = QFontMetrics(look.font("small_label")).horizontalAdvance(number)
        left = -(size + gap + words) / 2
        paint.tick(self._painter, QPointF(left + size / 2, 0), size, QPen(ink, look.px(1.6)))
        self._painter.save()
        self._painter.translate(left + size + gap + words / 2, 0)
        self._words(number, "small_label", ink)
        self._painter.restore()

    def _tick(self, place: Place, spot: Spot, ink: QColor) -> None:
        """Over level words, and at the outer end of a petal whose words run along it."""
        look, size = self._look, self._look.px(13)
        if spot.turn:
            x, y = place.sector.at(place.sector.outer - look.gap(8) - size / 2)
        else:
            x, y = spot.x, spot.y - self._high(place.font) / 2 - size / 2
        paint.tick(self._painter, QPointF(x, y), size, QPen(ink, look.px(1.8)))

    def _block(self, words: str, area: QRectF, role: str, ink: str) -> None:
        self._painter.setFont(self._look.font(role))
        self._painter.setPen(self._look.color(ink))
        flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        self._painter.drawText(area, flags, words)

    def _high(self, role: str) -> int:
        return QFontMetrics(self._look.font(role)).height()
