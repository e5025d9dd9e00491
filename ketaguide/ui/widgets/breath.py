"""A slow breath to follow, and a clock for a round of something."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QElapsedTimer, QEvent, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ketaguide.base.text import tr
from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.widgets import paint

_FRAME_MS = 40


@dataclass(frozen=True)
class Turn:
    """One part of a breath: in, waiting with full lungs, out, or waiting with empty ones."""

    id: Literal["in", "full", "out", "empty"]
    ms: int

    def share(self, gone: float) -> float:
        """How wide the circle is, from 0 to 1, when this share of the turn is over."""
        if self.id in ("full", "empty"):
            return 1.0 if self.id == "full" else 0.0
        part = gone if self.id == "in" else 1 - gone
        return part * part * (3 - 2 * part)


# In 4 seconds, out 6: six breaths a minute, the breath out the longer one. The split is our choice.
# Source: Zaccaro et al. 2018, Frontiers in Human Neuroscience 12:353 (slow breathing means fewer
# than ten breaths a minute), doi:10.3389/fnhum.2018.00353
LONG_OUT = (Turn("in", 4_000), Turn("out", 6_000))
# Four equal sides. Source: general knowledge; clinics name box breathing without seconds, and
# the four are our choice.
BOX = (Turn("in", 4_000), Turn("full", 4_000), Turn("out", 4_000), Turn("empty", 4_000))


class BreathCircle(QLabel):
    """Grows while breathing in and shrinks while breathing out, at the pace of the person.

    With reduced motion nothing moves: the circle stands still and only the word changes. It
    starts by ``start`` and stops when it is hidden.
    """

    turned = Signal(str)

    def __init__(
        self,
        *,
        look: Look,
        turns: tuple[Turn, ...] = LONG_OUT,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._look = look
        self._turns = turns
        self._clock = QElapsedTimer()
        self._frames = QTimer(self)
        self._frames.timeout.connect(self._on_frame)
        self._share = 0.5
        self._turn = turns[0]
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._say()

    @property
    def is_running(self) -> bool:
        return self._frames.isActive()

    def start(self) -> None:
        """Begin with a breath in."""
        self._clock.start()
        # Still circle: one tick at each turn of the breath instead of one each frame.
        self._frames.setInterval(1_000 if self._look.reduced_motion else _FRAME_MS)
        self._frames.start()
        self._on_frame()

    def stop(self) -> None:
        self._frames.stop()

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(180), self._look.px(180))

    def changeEvent(self, event: QEvent) -> None:
        if is_restyled(event):
            self.updateGeometry()
        super().changeEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.stop()
        super().hideEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._look
        painter = paint.start(self)
        centre = QPointF(self.width() / 2, self.height() / 2)
        room = min(self.width(), self.height()) / 2 - 2
        core = room * (0.64 + 0.1 * self._share)
        halo = look.color("primary")
        painter.setPen(Qt.PenStyle.NoPen)
        if not look.is_contrast:
            for ring in (3, 2, 1):
                halo.setAlpha(26)
                painter.setBrush(halo)
                spread = core + (room - core) * ring / 3 * (0.4 + 0.6 * self._share)
                painter.drawEllipse(centre, spread, spread)
        painter.setBrush(look.color("surface"))
        painter.setPen(QPen(look.color("primary"), look.px(2)))
        painter.drawEllipse(centre, core, core)
        painter.setPen(look.color("ink"))
        painter.setFont(look.font("title"))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self.text())
        painter.end()

    def _on_frame(self) -> None:
        moment = self._clock.elapsed() % sum(turn.ms for turn in self._turns)
        here = self._turns[-1]
        for turn in self._turns:
            if moment < turn.ms:
                here = turn
                break
            moment -= turn.ms
        if not self._look.reduced_motion:
            self._share = here.share(moment / here.ms)
        if here != self._turn:
            self._turn = here
            self._say()
            self.turned.emit(self.text())
        self.update()

    def _say(self) -> None:
        words = {"in": tr("Breathe in"), "out": tr("Breathe out")}
        self.setText(words.get(self._turn.id, tr("Wait")))


class RoundTimer(QLabel):
    """Counts seconds down inside a ring that empties; ``finished`` when they are over.

    The ring moves once a second, not smoothly: it is a clock, not an animation.
    """

    finished = Signal()

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._look = look
        self._seconds = 0
        self._left = 0
        self._tick = QTimer(self)
        self._tick.setInterval(1_000)
        self._tick.timeout.connect(self._on_tick)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def start(self, seconds: int) -> None:
        self._seconds = self._left = seconds
        self._show()
        self._tick.start()

    def stop(self) -> None:
        self._tick.stop()

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(120), self._look.px(120))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._left:
            self._tick.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._tick.stop()
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if is_restyled(event):
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._look
        painter = paint.start(self)
        wide = look.px(6)
        area = self.rect().adjusted(wide, wide, -wide, -wide)
        painter.setPen(QPen(look.color("line"), wide))
        painter.drawEllipse(area)
        pen = QPen(look.color("primary"), wide)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        if self._left:
            way = 1 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else -1
            painter.drawArc(area, 90 * 16, way * round(5760 * self._left / self._seconds))
        painter.setPen(look.color("ink"))
        painter.setFont(look.font("title"))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self.text())
        painter.end()

    def _on_tick(self) -> None:
        self._left -= 1
        self._show()
        if self._left <= 0:
            self._tick.stop()
            self.finished.emit()

    def _show(self) -> None:
        minutes, seconds = divmod(max(0, self._left), 60)
        self.setText(f"{minutes}:{seconds:02d}")
        self.update()
