"""Says that something is being done, in words and with a bar."""

from PySide6.QtCore import QEvent, QRectF, QSize, QTimer
from PySide6.QtGui import QHideEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.widgets import paint
from ketaguide.ui.widgets.labels import Body
from ketaguide.ui.widgets.notice import announce
from ketaguide.ui.widgets.stack import Stack

_STEP_MS = 40
# One pass of the moving part; slow enough not to catch the eye.
_PASS_MS = 2400


class Busy(QWidget):
    """Hidden until ``start``. The words say it; the bar moves only where movement is wanted."""

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Body("")
        self._bar = _Bar(look=look)
        layout = Stack(self)
        layout.setContentsMargins(0, look.gap(4), 0, look.gap(4))
        layout.setSpacing(look.gap(8))
        layout.addWidget(self._words)
        layout.addWidget(self._bar)
        self.hide()

    @property
    def words(self) -> str:
        return self._words.text()

    def start(self, words: str) -> None:
        """Show, and have it read out politely."""
        self._words.setText(words)
        self.setAccessibleName(words)
        self.show()
        announce(self, words)

    def stop(self) -> None:
        self.hide()


class _Bar(QWidget):
    def __init__(self, *, look: Look) -> None:
        super().__init__()
        self._look = look
        self._at_ms = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_STEP_MS)
        self._timer.timeout.connect(self._on_timeout)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(120), self._look.px(8))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._at_ms = _PASS_MS // 4
        if not self._look.reduced_motion:
            self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def changeEvent(self, event: QEvent) -> None:
        if is_restyled(event):
            self.updateGeometry()
            if self._timer.isActive() and self._look.reduced_motion:
                self._timer.stop()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, area = self._look, QRectF(self.rect())
        painter = paint.start(self)
        line = look.color("line_strong")
        round_end = area.height() / 2
        paint.box(painter, area, radius=round_end, fill=look.color("sunk"), line=line)
        part = area.width() / 3
        left = (area.width() + part) * self._at_ms / _PASS_MS - part
        moving = QRectF(left, 0, part, area.height()) & area
        paint.box(painter, moving, radius=round_end, fill=look.color("primary"))
        painter.end()

    def _on_timeout(self) -> None:
        self._at_ms = (self._at_ms + _STEP_MS) % _PASS_MS
        self.update()
