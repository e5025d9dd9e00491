"""A number on a line, by key, by press or by drag."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QSlider, QWidget

from ketaguide.base.text import tr
from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.widgets import paint
from ketaguide.ui.widgets.button import IconButton
from ketaguide.ui.widgets.labels import Small, Strong


class Track(QSlider):
    """The line itself. A press anywhere sets it; digits and arrows too. It may be unset.

    ``touched`` is emitted for every change by the person, also when the number stays the same.
    """

    touched = Signal(int)

    def __init__(
        self, *, look: Look, low: int = 0, high: int = 10, parent: QWidget | None = None
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._look = look
        self.is_set = False
        self._digits = ""
        self.setRange(low, high)
        self.setPageStep(max(1, (high - low) // 5))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def put(self, value: int | None) -> None:
        """Show a number without announcing it; None is "not answered", which is not zero."""
        self.is_set = value is not None
        blocked = self.blockSignals(True)
        self.setValue(value if value is not None else self.minimum())
        self.blockSignals(blocked)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(200), self._look.target)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(80), self._look.target)

    def changeEvent(self, event: QEvent) -> None:
        if is_restyled(event):
            self.updateGeometry()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if text.isdigit() and text.isascii():
            self._type(text)
            return
        self._digits = ""
        before = self.value()
        super().keyPressEvent(event)
        moved = event.key() in (Qt.Key.Key_Home, Qt.Key.Key_Space) or self.value() != before
        if moved or (not self.is_set and event.isAccepted()):
            self._touch(self.value())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._touch(self._at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._touch(self._at(event.position().x()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._look
        painter = paint.start(self)
        knob = look.px(20)
        middle = self.height() / 2
        thick, thin = look.px(4), look.px(2)
        way = QRectF(knob / 2, middle - thin / 2, self.width() - knob, thin)
        line = QRectF(knob / 2, middle - thick / 2, self.width() - knob, thick)
        paint.box(painter, way, radius=thin / 2, fill=look.color("line_strong"))
        if self.is_set:
            x = self._x()
            done = QRectF(line)
            if self._is_mirrored():
                done.setLeft(x)
            else:
                done.setRight(x)
            paint.box(painter, done, radius=thick / 2, fill=look.color("primary"))
            grip = QRectF(x - knob / 2, middle - knob / 2, knob, knob)
            paint.box(
                painter,
                grip,
                radius=look.px(7),
                fill=look.color("surface"),
                line=look.color("primary"),
                width=look.px(2),
            )
        painter.end()

    def _type(self, digit: str) -> None:
        """Two digits in a row make one number while it fits: 1, then 0, is ten."""
        both = int(self._digits + digit)
        wanted = both if both <= self.maximum() else int(digit)
        if self.minimum() <= wanted <= self.maximum():
            self._digits = str(wanted) if wanted < 10 else ""
            self._touch(wanted)

    def _touch(self, value: int) -> None:
        self.is_set = True
        self.setValue(value)
        self.update()
        self.touched.emit(value)

    def _at(self, x: float) -> int:
        knob = self._look.px(20)
        share = (x - knob / 2) / max(1, self.width() - knob)
        if self._is_mirrored():
            share = 1 - share
        share = min(1.0, max(0.0, share))
        return round(self.minimum() + share * (self.maximum() - self.minimum()))

    def _x(self) -> float:
        knob = self._look.px(20)
        share = (self.value() - self.minimum()) / max(1, self.maximum() - self.minimum())
        if self._is_mirrored():
            share = 1 - share
        return knob / 2 + share * (self.width() - knob)

    def _is_mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft


class Slider(QWidget):
    """A rating: the line, its number, and what the two ends mean. Unset until it is touched.

    ``changed`` carries the number.
    """

    changed = Signal(int)

    def __init__(
        self,
        name: str,
        *,
        look: Look,
        ends: tuple[str, str] = ("", ""),
        span: tuple[int, int] = (0, 10),
        parent: QWidget | None = None,
    ) -> None:
        """Args:
        name: accessible name, usually the question.
        ends: what the lowest and the highest number mean.
        span: lowest and highest number.
        """
        super().__init__(parent)
        self._look = look
        self._name = name
        self.track = Track(look=look, low=span[0], high=span[1], parent=self)
        self.track.setAccessibleName(name)
        self._number = Strong("", look=look)
        self._number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        low, high = Small(ends[0], look=look), Small(ends[1], look=look)
        self._low, self._high = low, high
        self._grid = grid = QGridLayout(self)
        grid.setHorizontalSpacing(look.gap(12))
        grid.addWidget(self.track, 0, 0, 1, 2)
        grid.addWidget(self._number, 0, 2)
        grid.addWidget(low, 1, 0)
        grid.addWidget(high, 1, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.setFocusProxy(self.track)
        self.track.touched.connect(self._on_touched)
        self._tell(None)

    def value(self) -> int | None:
        return self.track.value() if self.track.is_set else None

    def set_value(self, value: int | None) -> None:
        """Show a number without announcing it; None is "not answered"."""
        self.track.put(value)
        self._tell(value)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyled(event) and hasattr(self, "_number"):
            self._room()

    def _on_touched(self, value: int) -> None:
        self._tell(value)
        self.changed.emit(value)

    def _tell(self, value: int | None) -> None:
        self._room()
        self._number.setText("–" if value is None else str(value))
        scale = f"{self._low.text()} – {self._high.text()}" if self._low.text() else ""
        state = tr("Not answered yet.") if value is None else ""
        self.track.setAccessibleDescription(" ".join(filter(None, (state, scale))))
        align = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        self._high.setAlignment(align)

    def _room(self) -> None:
        look = self._look
        # The focus ring stands this far outside the track, and must not cut through any words.
        ring = look.gap(6) + 2
        self._grid.setContentsMargins(0, ring, 0, 0)
        self._grid.setVerticalSpacing(ring)
        metrics = QFontMetrics(look.font("label"))
        self._number.setFixedWidth(metrics.horizontalAdvance("00") + look.px(4))


class StrengthRow(QWidget):
    """A word, how strong it is, and a way to take it out again."""

    changed = Signal(int)
    remove_wanted = Signal()

    def __init__(self, word: str, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._word = Strong(word, look=look)
        self.track = Track(look=look, parent=self)
        self.track.setObjectName("strength")
        self.track.setAccessibleName(tr("How strong: {word}", word=word))
        words = tr("Remove {line}", line=word)
        self._remove = remove = IconButton("x", words, look=look, parent=self)
        remove.setObjectName("strength_remove")
        remove.clicked.connect(self._on_remove_clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        # Wider than the focus ring stands outside the track.
        row.setSpacing(look.gap(10))
        row.addWidget(self._word, 3)
        row.addWidget(Small(tr("faint"), look=look))
        row.addWidget(self.track, 8)
        row.addWidget(Small(tr("strong"), look=look))
        row.addWidget(remove)
        self.track.touched.connect(self.changed)

    def set_value(self, strength: int) -> None:
        self.track.put(strength)

    def value(self) -> int:
        return self.track.value()

    def stops(self) -> tuple[QWidget, QWidget]:
        """What takes the keyboard, in order."""
        return self.track, self._remove

    def _on_remove_clicked(self) -> None:
        self.remove_wanted.emit()
