"""Where someone is in a guide: words above, one short bar a step below."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ketaguide.base.text import tr
from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.widgets import paint


class ProgressDots(QLabel):
    """Done steps in the phase's colour, the present one a little thicker, the rest faint.

    It is a label, so a screen reader reads "Step 3 of 7" where the bars are.
    """

    def __init__(
        self, *, look: Look, phase: str = "", title: str = "", parent: QWidget | None = None
    ) -> None:
        """Args:
        title: words before the count, such as the guide's name.
        """
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._look = look
        self._phase = phase
        self._title = title
        self._short = title
        self._length = 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_position(0, 1)

    @property
    def most(self) -> int:
        """Whole, without what the title may go without, the count alone."""
        return 2

    def width_at(self, length: int) -> int:
        """How much room one of its lengths takes."""
        look = self._look
        words = QFontMetrics(look.font("small_label")).horizontalAdvance(self._words(length))
        bars = 0 if length else min(self._count * look.px(30), look.gap(300))
        return max(words, bars) + 2

    def set_length(self, length: int) -> None:
        """Show less of the words; a screen reader and the tooltip still say all of them."""
        self._length = length
        self.setToolTip(paint.tooltip(self.text()) if length else "")
        self.updateGeometry()
        self.update()

    def set_title(self, title: str, *, short: str = "") -> None:
        """Args:
        short: the title where there is little room.
        """
        self._title = title
        self._short = short or title
        self.set_position(self._index, self._count)

    def set_position(self, index: int, count: int) -> None:
        """Args:
        index: the present step, from 0.
        count: how many steps there are.
        """
        self._index = index
        self._count = max(1, count)
        words = self._words(0)
        self.setText(words)
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.width_at(self._length), self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(90), self._height())

    def changeEvent(self, event: QEvent) -> None:
        if is_restyled(event):
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._look
        painter = paint.start(self)
        color = look.phase_color(self._phase)
        font = look.font("small_label")
        metrics = QFontMetrics(font)
        painter.setPen(color)
        painter.setFont(font)
        text = metrics.elidedText(
            self._words(self._length), Qt.TextElideMode.ElideMiddle, self.width()
        )
        line = QRectF(0, 0, self.width(), metrics.height())
        painter.drawText(line, int(Qt.AlignmentFlag.AlignHCenter), text)
        gap = min(look.px(4), max(1, self.width() // (self._count * 4)))
        wide = min(look.px(26), self.width() / self._count - gap)
        total = self._count * (wide + gap) - gap
        middle = self.height() - look.px(4)
        mirror = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for step in range(self._count):
            place = self._count - 1 - step if mirror else step
            x = (self.width() - total) / 2 + place * (wide + gap)
            thick = look.px(6 if step == self._index else 4)
            bar = QRectF(x, middle - thick / 2, wide, thick)
            fill = color if step <= self._index else look.color("line")
            if look.is_contrast and step > self._index:
                rim = look.color("line_strong")
                paint.box(painter, bar, radius=thick / 2, fill=None, line=rim)
                continue
            paint.box(painter, bar, radius=thick / 2, fill=fill)
        painter.end()

    def _words(self, length: int) -> str:
        step = tr("Step {number} of {count}", number=self._index + 1, count=self._count)
        title = (self._title, self._short, "")[length]
        return f"{title} · {step}" if title else step

    def _height(self) -> int:
        look = self._look
        return QFontMetrics(look.font("small_label")).height() + look.px(6) + look.px(8)
