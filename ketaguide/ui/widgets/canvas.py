"""A sheet to draw on with mouse, pen, finger or keys."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QPointingDevice,
    QResizeEvent,
    QTabletEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ketaguide.base.text import tr
from ketaguide.content.pictures import MOST_PRESSURE, SHEET_HEIGHT, SHEET_WIDTH
from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.widgets import ink, paint
from ketaguide.ui.widgets.hand import NEAREST, Hand, way_back
from ketaguide.ui.widgets.notice import announce
from ketaguide.ui.widgets.sheet import Sheet, Stroke

_ARROWS: Mapping[Qt.Key, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_STEP, _FAST = 10, 50


class Canvas(QWidget):
    """``changed`` tells of every finished line and erasing, of undo and redo."""

    changed = Signal()
    full = Signal()  # a line found no more room

    def __init__(self, *, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._sheet = Sheet()
        self._hand = Hand(self._sheet)
        self._erases = False
        self._by_keys = False
        self._spot = (SHEET_WIDTH // 2, SHEET_HEIGHT // 2)
        self._drawn: QPixmap | None = None
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._describe()

    @property
    def strokes(self) -> Sequence[Stroke]:
        return self._sheet.strokes

    def load(self, strokes: Sequence[Stroke]) -> None:
        """Another drawing; says nothing about it to anyone."""
        self._sheet.load(strokes)
        self._refresh()

    def set_pen(self, color: str, width: int) -> None:
        self._finish()
        self._hand.color, self._hand.width = color, width
        self.set_eraser(on=False)

    def set_eraser(self, *, on: bool) -> None:
        """Erase whole lines instead of drawing."""
        self._finish()
        self._erases = on
        self._describe()

    def undo(self) -> bool:
        """One step back; False where there is none."""
        self._finish()
        return self._told(done=self._sheet.undo())

    def redo(self) -> bool:
        """One step forth again; False where there is none."""
        self._finish()
        return self._told(done=self._sheet.redo())

    def clear(self) -> bool:
        """An empty sheet; undo brings everything back."""
        self._finish()
        return self._told(done=self._sheet.clear())

    def sizeHint(self) -> QSize:
        width = self._most()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(280, 210)

    def heightForWidth(self, width: int) -> int:
        return round(min(width, self._most()) * SHEET_HEIGHT / SHEET_WIDTH)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._drawn = None
        paint.fit_height(self)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyled(event):
            self._drawn = None
            self.updateGeometry()
            paint.fit_height(self)

    def event(self, event: QEvent) -> bool:
        """Undo belongs to the sheet while it has the keyboard, not to the window."""
        is_early = event.type() == QEvent.Type.ShortcutOverride
        if is_early and isinstance(event, QKeyEvent) and way_back(event):
            event.accept()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._by_keys = False
            self._down(event.position(), ink.EVEN, erases=self._erases)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._move(event.position(), ink.EVEN)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._finish()

    def tabletEvent(self, event: QTabletEvent) -> None:
        """A pen of a tablet brings its pressure, and perhaps an eraser at its other end."""
        pressure = round(event.pressure() * MOST_PRESSURE)
        if event.type() == QEvent.Type.TabletPress:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._by_keys = False
            end = event.pointerType() == QPointingDevice.PointerType.Eraser
            self._down(event.position(), pressure, erases=self._erases or end)
        elif event.type() == QEvent.Type.TabletMove:
            self._move(event.position(), pressure)
        else:
            self._finish()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = way_back(event)
        arrow = _ARROWS.get(Qt.Key(event.key()))
        if way:
            self.undo() if way == "undo" else self.redo()
        elif arrow is not None:
            fast = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._go(arrow, far=_FAST if fast else _STEP, is_held=event.isAutoRepeat())
        elif event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._by_keys = True
            self._toggle()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._by_keys = event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        )
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._finish()
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.start(self)
        look, area = self._look, self._area()
        self.setProperty("ring_radius", float(look.radius()))
        paint.box(
            painter,
            area,
            radius=look.radius(),
            fill=look.color("surface"),
            line=look.color("line_strong"),
            width=look.hair,
        )
        painter.drawPixmap(self.rect(), self._finished())
        ink.draw(painter, self._hand.line, area, look=look)
        if self._by_keys and self.hasFocus():
            ink.spot(painter, *self._spot, area, is_down=self._hand.is_down, look=look)
        painter.end()

    def _finished(self) -> QPixmap:
        """The lines that are done, drawn once."""
        if self._drawn is None:
            ratio = self.devicePixelRatioF()
            self._drawn = QPixmap(self.size() * ratio)
            self._drawn.setDevicePixelRatio(ratio)
            self._drawn.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._drawn)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ink.draw(painter, self._hand.kept, self._area(), look=self._look)
            painter.end()
        return self._drawn

    def _down(self, at: QPointF, pressure: int, *, erases: bool) -> None:
        self._finish()
        x, y = ink.on_sheet(at, self._area())
        if erases:
            self._hand.wipe(x, y)
            self._refresh()
        else:
            self._begin(x, y, pressure)

    def _begin(self, x: int, y: int, pressure: int) -> None:
        if not self._hand.draw(x, y, pressure):
            self.full.emit()
        self.update()

    def _move(self, at: QPointF, pressure: int) -> None:
        if self._hand.is_down:
            self._on(*ink.on_sheet(at, self._area()), pressure, nearest=NEAREST)

    def _on(self, x: int, y: int, pressure: int, *, nearest: int) -> None:
        if not self._hand.move(x, y, pressure, nearest=nearest):
            self._finish()
            self.full.emit()
        elif self._hand.line:
            self.update()
        else:
            self._refresh()

    def _finish(self) -> None:
        """The pen leaves the sheet: what was drawn or erased counts now."""
        if self._hand.is_down:
            is_other = self._hand.lift()
            self._describe()
            self._told(done=is_other)

    def _told(self, *, done: bool) -> bool:
        if done:
            self._refresh()
            self.changed.emit()
        return done

    def _refresh(self) -> None:
        self._drawn = None
        self.update()

    def _go(self, arrow: tuple[int, int], *, far: int, is_held: bool) -> None:
        self._by_keys = True
        x = min(max(self._spot[0] + arrow[0] * far, 0), SHEET_WIDTH)
        y = min(max(self._spot[1] + arrow[1] * far, 0), SHEET_HEIGHT)
        self._spot = (x, y)
        if self._hand.line:
            self._on(x, y, ink.EVEN, nearest=1)
        self._describe()
        if not is_held:
            announce(self, self._where())
        self.update()

    def _toggle(self) -> None:
        if self._erases:
            before = len(self._sheet.strokes)
            self._hand.wipe(*self._spot)
            self._finish()
            gone = len(self._sheet.strokes) < before
            announce(self, tr("Erased.") if gone else tr("No line is here."))
            return
        if self._hand.is_down:
            self._finish()
        else:
            self._begin(*self._spot, ink.EVEN)
        announce(self, self._state())
        self._describe()
        self.update()

    def _describe(self) -> None:
        self.setAccessibleDescription(f"{self._state()} {self._where()}")

    def _state(self) -> str:
        if self._erases:
            return tr("Eraser.")
        return tr("Pen down.") if self._hand.is_down else tr("Pen up.")

    def _where(self) -> str:
        return tr(
            "Across {x} of 100, down {y} of 100.",
            x=round(100 * self._spot[0] / SHEET_WIDTH),
            y=round(100 * self._spot[1] / SHEET_HEIGHT),
        )

    def _area(self) -> QRectF:
        return ink.sheet_in(QRectF(self.rect()))

    def _most(self) -> int:
        return round(720 * (1 + (self._look.scale - 1) * 0.15))
