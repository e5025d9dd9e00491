"""One stone of the path: a circle with an icon, its title and when."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from ketaguide.base.text import tr
from ketaguide.ui.look import Look
from ketaguide.ui.widgets import paint

_WRAP = Qt.TextFlag.TextWordWrap
_ROVING = frozenset(
    {
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
    }
)


@dataclass(frozen=True)
class StoneView:
    """What a stone shows.

    ``state``: done, next (the one to do now), open (begun), later. ``phase``: preparation,
    session-day, integration. ``when_text`` is short: "18 Nov".
    """

    id: str
    title: str
    when_text: str
    icon: str
    phase: str
    state: str

    def spoken(self) -> str:
        """ "Set and setting, done, 18 Nov", for a screen reader."""
        states = {
            "done": tr("done"),
            "next": tr("next step"),
            "open": tr("begun"),
            "later": tr("later"),
        }
        parts = [self.title, states.get(self.state, self.state)]
        if self.when_text and self.when_text.casefold() != parts[1].casefold():
            parts.append(self.when_text)
        return ", ".join(parts)


class Stone(QAbstractButton):
    """A column (circle above words) or a row (circle beside words) of the path."""

    def __init__(self, view: StoneView, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = view
        self._look = look
        self._is_row = False
        self.setObjectName(f"stone_{view.id}")
        self.setText(paint.escaped(view.title))
        self.setAccessibleName(view.spoken())
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_row(self, *, is_row: bool) -> None:
        self._is_row = is_row
        self.update()

    def circle(self) -> QRectF:
        """Where the circle is, in the stone's own coordinates."""
        side = self._look.px(42)
        halo = self._look.px(8)
        if self._is_row:
            area = QRect(halo, (self.height() - side) // 2, side, side)
            return QRectF(paint.mirrored(area, self))
        return QRectF((self.width() - side) / 2, halo, side, side)

    def row_height(self, width: int) -> int:
        look = self._look
        room = max(1, width - self._words_start())
        words = self._high("label", self.view.title, room) + self._high(
            "small", self.view.when_text, room
        )
        return max(words + look.gap(12), look.px(42) + 2 * look.px(8))

    def column_height(self, width: int) -> int:
        look = self._look
        room = max(1, width - look.gap(8))
        words = self._high("label", self.view.title, room) + self._high(
            "small", self.view.when_text, room
        )
        return look.px(42) + 2 * look.px(8) + words + look.gap(4)

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(110), self.column_height(self._look.px(110)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows belong to the path; a button of Qt's own would move the focus itself."""
        if Qt.Key(event.key()) in _ROVING:
            event.ignore()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.start(self)
        self._paint_circle(painter)
        self._paint_words(painter)
        painter.end()

    def _paint_circle(self, painter: QPainter) -> None:
        look, circle = self._look, self.circle()
        state = self.view.state
        is_here = state in ("next", "open")
        warm = self.underMouse() or self.isDown()
        half = circle.width() / 2
        if (is_here or warm) and not look.is_contrast:
            halo = look.color("ink")
            halo.setAlpha(30 if is_here else 16)
            spread = look.px(7)
            wide = circle.adjusted(-spread, -spread, spread, spread)
            paint.box(painter, wide, radius=half + spread, fill=halo)
        if state == "done":
            paint.box(painter, circle, radius=half, fill=look.color("primary"))
            pen = QPen(look.color("on_primary"), look.px(1.8))
            paint.tick(painter, QPointF(circle.center()), look.px(20), pen)
            return
        line = "primary" if is_here or warm else "line_strong"
        width = look.px(2.5) if is_here else max(1.3, float(look.hair))
        paint.box(
            painter,
            circle,
            radius=half,
            fill=look.color("surface"),
            line=look.color(line),
            width=width,
        )
        inner = look.px(18)
        area = QRectF(0, 0, inner, inner)
        area.moveCenter(circle.center())
        ink = look.color("primary" if is_here else "muted")
        paint.icon(painter, self.view.icon, area, color=ink, look=look, on=self)

    def _paint_words(self, painter: QPainter) -> None:
        look = self._look
        if self._is_row:
            start = self._words_start()
            room = self.width() - start
            title = self._high("label", self.view.title, room)
            when = self._high("small", self.view.when_text, room)
            top = (self.height() - title - when) // 2
            align = int(_WRAP | paint.leading(self) | Qt.AlignmentFlag.AlignTop)
            first = paint.mirrored(QRect(start, top, room, title), self)
        else:
            room = self.width() - look.gap(8)
            title = self._high("label", self.view.title, room)
            when = self._high("small", self.view.when_text, room)
            top = look.px(42) + 2 * look.px(8)
            align = int(_WRAP | Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
            first = QRect(look.gap(4), top, room, title)
        painter.setPen(look.color("ink"))
        painter.setFont(look.font("label"))
        painter.drawText(first, align, self.view.title)
        painter.setPen(look.color("muted"))
        painter.setFont(look.font("small"))
        painter.drawText(
            first.translated(0, title).adjusted(0, 0, 0, when), align, self.view.when_text
        )

    def _words_start(self) -> int:
        return self._look.px(42) + 2 * self._look.px(8) + self._look.gap(8)

    def _high(self, role: str, words: str, room: int) -> int:
        if not words:
            return 0
        return self._look.text.height(role, words, width=room)
