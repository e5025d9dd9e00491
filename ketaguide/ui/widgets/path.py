"""Home's path: stones from preparing to a week later, with real buttons on a painted line."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ketaguide.base.text import tr
from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.widgets import paint
from ketaguide.ui.widgets.stone import Stone, StoneView

# How far each stone stands above (-) or below the middle, in pixels at 100 %; a slow wave.
_WAVE = (-4, 5, -1, -16, -25, -19, -4, 5)
# The narrowest column a stone and its words take, in pixels at 100 %.
LEAST_STONE = 104


@dataclass(frozen=True)
class _Band:
    phase: str
    first: int
    last: int


def phase_title(phase: str) -> str:
    """The words for a phase, as they stand in its band."""
    titles = {
        "preparation": tr("Preparation"),
        "session-day": tr("Session day"),
        "integration": tr("Integration"),
    }
    return titles.get(phase, "")


class Path(QWidget):
    """One Tab stop; arrows go from stone to stone, Enter or Space opens one.

    Too narrow for its stones, it becomes a list from top to bottom. ``stone_wanted`` carries a
    stone's id.
    """

    stone_wanted = Signal(str)

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._stones: list[Stone] = []
        self.setAccessibleName(tr("Your path"))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_stones(self, stones: Iterable[StoneView]) -> None:
        """Show these, in order. The keyboard stays on the stone it was on."""
        focused = next((stone.view.id for stone in self._stones if stone.hasFocus()), None)
        for old in self._stones:
            old.hide()
            old.setParent(None)
            old.deleteLater()
        self._stones = []
        for view in stones:
            stone = Stone(view, look=self._look, parent=self)
            stone.clicked.connect(self._on_stone_clicked)
            self._stones.append(stone)
        self._lay()
        for stone in self._stones:
            stone.show()
        self._rove(self._begin())
        again = next((stone for stone in self._stones if stone.view.id == focused), None)
        if again is not None:
            self._rove(again)
            again.setFocus(Qt.FocusReason.OtherFocusReason)
        self.updateGeometry()
        paint.fit_height(self)
        self.update()

    def stones(self) -> tuple[Stone, ...]:
        return tuple(self._stones)

    @property
    def is_list(self) -> bool:
        """True when it stands from top to bottom."""
        return self._is_list(self.width())

    def sizeHint(self) -> QSize:
        width = max(1, len(self._stones)) * self._look.px(LEAST_STONE)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(200), self._look.px(60))

    def heightForWidth(self, width: int) -> int:
        look = self._look
        if not self._stones:
            return look.px(60)
        if self._is_list(width):
            rows = sum(stone.row_height(width) for stone in self._stones)
            return rows + len(self._bands()) * self._band_room()
        deepest = max(
            self._offset(index) + stone.column_height(self._column(width))
            for index, stone in enumerate(self._stones)
        )
        return self._band_room() + look.px(24) + deepest

    def keyPressEvent(self, event: QKeyEvent) -> None:
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        onward = Qt.Key.Key_Left if rtl else Qt.Key.Key_Right
        back = Qt.Key.Key_Right if rtl else Qt.Key.Key_Left
        here = next((i for i, stone in enumerate(self._stones) if stone.hasFocus()), None)
        steps = {onward: 1, Qt.Key.Key_Down: 1, back: -1, Qt.Key.Key_Up: -1}
        key = Qt.Key(event.key())
        if here is None or not self._stones:
            super().keyPressEvent(event)
            return
        if key in steps:
            there = min(max(here + steps[key], 0), len(self._stones) - 1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            there = 0 if key == Qt.Key.Key_Home else len(self._stones) - 1
        else:
            super().keyPressEvent(event)
            return
        self._rove(self._stones[there])
        self._stones[there].setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()
        paint.fit_height(self)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange or is_restyled(event):
            self._lay()
            self.updateGeometry()
            paint.fit_height(self)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.start(self)
        if self._stones:
            self._paint_line(painter)
            for band in self._bands():
                self._paint_band(painter, band)
        painter.end()

    def _paint_line(self, painter: QPainter) -> None:
        look = self._look
        for before, after in zip(self._stones, self._stones[1:], strict=False):
            start, end = _middle(before), _middle(after)
            path = QPainterPath(start)
            if self.is_list:
                path.lineTo(end)
            else:
                bend = QPointF((end.x() - start.x()) / 2, 0)
                path.cubicTo(start + bend, end - bend, end)
            is_walked = before.view.state == "done" and after.view.state != "later"
            if is_walked:
                pen = QPen(look.color("primary"), look.px(3))
            else:
                pen = QPen(look.color("line_strong"), look.px(2))
                pen.setDashPattern([0.1, 2.6])
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(path)

    def _paint_band(self, painter: QPainter, band: _Band) -> None:
        look = self._look
        area = QRectF(self._band_area(band))
        line = look.color("line") if look.is_contrast else None
        fill = look.phase_color(band.phase, soft=True)
        paint.box(painter, area, radius=area.height() / 2, fill=fill, line=line)
        painter.setPen(look.phase_color(band.phase))
        font = QFont(look.font("small_label"))
        painter.setFont(font)
        words = QFontMetrics(font).elidedText(
            phase_title(band.phase), Qt.TextElideMode.ElideRight, int(area.width())
        )
        painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), words)

    def _band_area(self, band: _Band) -> QRect:
        look = self._look
        high = look.px(26)
        first, last = self._stones[band.first], self._stones[band.last]
        if self.is_list:
            return QRect(0, first.y() - self._band_room() + look.gap(6), self.width(), high)
        gap = look.gap(6)
        left = min(first.x(), last.x()) + gap
        right = max(first.geometry().right(), last.geometry().right()) - gap
        return QRect(left, 0, right - left, high)

    def _bands(self) -> list[_Band]:
        """Neighbouring stones of one phase stand under one band."""
        bands: list[_Band] = []
        for index, stone in enumerate(self._stones):
            if bands and bands[-1].phase == stone.view.phase:
                bands[-1] = _Band(stone.view.phase, bands[-1].first, index)
            else:
                bands.append(_Band(stone.view.phase, index, index))
        return bands

    def _lay(self) -> None:
        if not self._stones:
            return
        if self.is_list:
            starts = {band.first for band in self._bands()}
            y = 0
            for index, stone in enumerate(self._stones):
                y += self._band_room() if index in starts else 0
                high = stone.row_height(self.width())
                stone.set_row(is_row=True)
                stone.setGeometry(0, y, self.width(), high)
                y += high
            return
        column = self._column(self.width())
        top = self._band_room() + self._look.px(24)
        for index, stone in enumerate(self._stones):
            stone.set_row(is_row=False)
            area = QRect(
                round(index * self.width() / len(self._stones)),
                top + self._offset(index),
                column,
                stone.column_height(column),
            )
            stone.setGeometry(paint.mirrored(area, self))

    def _begin(self) -> Stone | None:
        ahead = (stone for stone in self._stones if stone.view.state in ("next", "open"))
        return next(ahead, self._stones[0] if self._stones else None)

    def _rove(self, chosen: Stone | None) -> None:
        for stone in self._stones:
            is_chosen = stone is chosen
            policy = Qt.FocusPolicy.StrongFocus if is_chosen else Qt.FocusPolicy.ClickFocus
            stone.setFocusPolicy(policy)

    def _on_stone_clicked(self) -> None:
        stone = self.sender()
        if isinstance(stone, Stone):
            self._rove(stone)
            self.stone_wanted.emit(stone.view.id)

    def _is_list(self, width: int) -> bool:
        return width < len(self._stones) * self._look.px(LEAST_STONE)

    def _column(self, width: int) -> int:
        return width // max(1, len(self._stones))

    def _offset(self, index: int) -> int:
        return self._look.gap(_WAVE[index % len(_WAVE)])

    def _band_room(self) -> int:
        return self._look.px(26) + self._look.gap(14)


def _middle(stone: Stone) -> QPointF:
    return QPointF(stone.pos()) + stone.circle().center()
