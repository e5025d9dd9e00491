"""How sure someone was by and by, as a small line with points to go to; it says no more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ketaguide.base.text import tr
from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.widgets import paint

# Source: the scale of the question, 0 to 10.
_MOST = 10
_HIGH = 124
_DOT = 14


@dataclass(frozen=True)
class SurePoint:
    """``when`` is said under the point, ``value`` is 0 to 10."""

    when: str
    value: int

    @property
    def words(self) -> str:
        return tr("{when}: {number} of 10", when=self.when, number=self.value)


class SureLine(QWidget):
    """One Tab stop; arrows go from point to point. Later stands further along, as one reads."""

    def __init__(
        self, points: Sequence[SurePoint], *, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self.setObjectName("sure_line")
        self.setAccessibleName(tr("How sure I was"))
        self.setAccessibleDescription(". ".join(point.words for point in points))
        self._dots = [_Dot(point, number, look, self) for number, point in enumerate(points)]
        for dot in self._dots:
            dot.stirred.connect(self.update)
        self._rove(self._dots[-1] if self._dots else None)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def dots(self) -> tuple[QAbstractButton, ...]:
        return tuple(self._dots)

    def sizeHint(self) -> QSize:
        look = self._look
        return QSize(look.px(300), look.gap(_HIGH) + self._words_high())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(160), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        onward = -1 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 1
        steps = {
            Qt.Key.Key_Right: onward,
            Qt.Key.Key_Left: -onward,
            Qt.Key.Key_Home: -len(self._dots),
            Qt.Key.Key_End: len(self._dots),
        }
        key = Qt.Key(event.key())
        here = next((place for place, dot in enumerate(self._dots) if dot.hasFocus()), None)
        if here is None or key not in steps:
            super().keyPressEvent(event)
            return
        there = self._dots[min(max(here + steps[key], 0), len(self._dots) - 1)]
        self._rove(there)
        there.setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange or is_restyled(event):
            self._lay()
            self.updateGeometry()
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._look
        painter = paint.start(self)
        top, low = self._y(_MOST), self._y(0)
        painter.setPen(QPen(look.color("line_strong" if look.is_contrast else "line"), look.hair))
        for y in (top, low):
            painter.drawLine(QPointF(0, y), QPointF(self.width(), y))
        painter.setPen(QPen(look.color("primary"), look.px(2)))
        painter.drawPolyline(QPolygonF([QPointF(dot.geometry().center()) for dot in self._dots]))
        for place, dot in enumerate(self._dots):
            self._paint_dot(place, dot)
        painter.end()

    def _paint_dot(self, place: int, dot: _Dot) -> None:
        look = self._look
        painter = paint.start(self)
        centre, half = QPointF(dot.geometry().center()), look.px(_DOT) / 2
        painter.setPen(QPen(look.color("surface"), look.px(2)))
        painter.setBrush(look.color("primary"))
        painter.drawEllipse(centre, half, half)
        if dot.hasFocus():
            painter.setPen(QPen(look.color("focus"), look.px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(centre, half + look.px(4), half + look.px(4))
        painter.setPen(look.color("ink"))
        painter.setFont(look.font("label"))
        metrics = QFontMetrics(look.font("label"))
        above = QRect(0, 0, self._column(), metrics.lineSpacing())
        above.moveCenter(centre.toPoint())
        above.moveBottom(round(centre.y() - half - look.px(5)))
        painter.drawText(above, int(Qt.AlignmentFlag.AlignCenter), str(dot.point.value))
        painter.setPen(look.color("muted"))
        painter.setFont(look.font("small"))
        painter.drawText(self._words_area(place), _UNDER, dot.point.when)
        painter.end()

    def _rove(self, chosen: _Dot | None) -> None:
        for dot in self._dots:
            policy = Qt.FocusPolicy.StrongFocus if dot is chosen else Qt.FocusPolicy.ClickFocus
            dot.setFocusPolicy(policy)

    def _lay(self) -> None:
        side = self._look.target
        for place, dot in enumerate(self._dots):
            area = QRect(0, 0, side, side)
            middle = self._words_area(place).center().x()
            area.moveCenter(QPointF(middle, self._y(dot.point.value)).toPoint())
            dot.setGeometry(area)

    def _column(self) -> int:
        return self.width() // max(1, len(self._dots))

    def _words_area(self, place: int) -> QRect:
        column = self._column()
        top = self._look.gap(_HIGH)
        area = QRect(place * column, top, column, self._words_high())
        return paint.mirrored(area.adjusted(self._look.px(3), 0, -self._look.px(3), 0), self)

    def _words_high(self) -> int:
        """Two lines: large text breaks "after about three weeks"."""
        return 2 * QFontMetrics(self._look.font("small")).lineSpacing() + self._look.px(4)

    def _y(self, value: int) -> float:
        """Room above the highest for its number, and below the lowest for its ring."""
        numbers = QFontMetrics(self._look.font("label")).lineSpacing() + self._look.px(14)
        low = self._look.gap(_HIGH) - self._look.px(_DOT)
        return low - value * max(1, low - numbers) / _MOST


_UNDER = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)


class _Dot(QAbstractButton):
    """A point to go to. Paints nothing itself; the line does."""

    stirred = Signal()

    def __init__(self, point: SurePoint, number: int, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.point = point
        self.setObjectName(f"sure_point_{number}")
        self.setText(point.words)
        self.setAccessibleName(point.words)
        self.setToolTip(point.words)
        self.setProperty("own_ring", True)
        self.resize(look.target, look.target)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.stirred.emit()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows belong to the line."""
        arrows = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End)
        if event.key() in arrows:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The line has painted it already."""
