"""Short words to press, and groups of them that are one stop for the Tab key."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QPushButton, QRadioButton, QSizePolicy, QWidget

from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.widgets import paint
from ketaguide.ui.widgets.flow import Flow

_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignCenter)


def _draw(button: QAbstractButton, look: Look, *, words: str, family: str) -> None:
    """A pill: tinted by its family, filled and ticked when it is chosen."""
    chosen = button.isChecked()
    warm = button.underMouse() or button.isDown()
    fill = look.color("soft" if warm else "surface")
    line: QColor | None = look.color("line_strong")
    ink = look.color("ink")
    if chosen:
        fill = look.color("primary")
        ink, line = look.color("on_primary"), None
        if family and not look.is_contrast:
            fill = look.family_color(family, "strong")
    elif family and not look.is_contrast:
        fill = look.family_color(family, "mid" if warm else "soft")
        line = look.family_color(family, "strong")
    painter = paint.start(button)
    area = QRectF(button.rect())
    radius = min(area.height(), look.px(40)) / 2
    paint.box(painter, area, radius=radius, fill=fill, line=line, width=look.hair)
    painter.setFont(look.font("label"))
    painter.setPen(ink)
    side = look.px(13) if chosen else 0
    gap = look.px(7) if chosen else 0
    room = button.width() - 2 * look.gap(12)
    wide = QFontMetrics(look.font("label")).horizontalAdvance(words) + 1
    text = min(wide, room - side - gap)
    left = (button.width() - text - side - gap) // 2
    place = QRect(left + side + gap, 0, text, button.height())
    painter.drawText(paint.mirrored(place, button), _WRAP, words)
    if chosen:
        mark = paint.mirrored(QRect(left, 0, side, button.height()), button)
        pen = QPen(ink, max(1.6, look.px(2)))
        paint.tick(painter, QRectF(mark).center(), side, pen)
    painter.end()


def _size(look: Look, words: str) -> QSize:
    """Wide enough for the tick too, so that choosing moves nothing."""
    metrics = QFontMetrics(look.font("label"))
    width = metrics.horizontalAdvance(words) + 1 + 2 * look.gap(12) + look.px(20)
    return QSize(max(width, look.target), max(look.px(36), 36))


class Pill(QPushButton):
    """A word to press; with ``can_stay`` it stays chosen until it is pressed again."""

    move_wanted = Signal(int)

    def __init__(self, text: str, *, look: Look, can_stay: bool = False, family: str = "") -> None:
        """Args:
        family: a feeling family that lends its colour.
        """
        super().__init__(paint.escaped(text))
        self._look = look
        self._words = text
        self._family = family
        self.setCheckable(can_stay)
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return _fit(_size(self._look, self._words), self)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.target, self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        if is_restyled(event):
            self.updateGeometry()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _step(event, self)
        if step:
            self.move_wanted.emit(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        _draw(self, self._look, words=self._words, family=self._family)


class RadioPill(QRadioButton):
    """One of a few pills of which one counts; arrows move among those of the same parent."""

    def __init__(self, text: str, *, look: Look) -> None:
        super().__init__(paint.escaped(text))
        self._look = look
        self._words = text
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return _fit(_size(self._look, self._words), self)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.target, self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        if is_restyled(event):
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        _draw(self, self._look, words=self._words, family="")

    def hitButton(self, pos: object) -> bool:  # noqa: ARG002 - all of the pill can be pressed
        return True


class Pills(QWidget):
    """Pills in rows. Tab stops once; arrows go on, Home and End to the ends."""

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pills: list[Pill] = []
        self._flow = Flow(self, gap=look.gap(8))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, pill: Pill) -> None:
        pill.setFocusPolicy(
            Qt.FocusPolicy.ClickFocus if self._pills else Qt.FocusPolicy.StrongFocus
        )
        pill.move_wanted.connect(self._on_move_wanted)
        pill.installEventFilter(self)
        self._pills.append(pill)
        self._flow.addWidget(pill)

    @property
    def pills(self) -> tuple[Pill, ...]:
        return tuple(self._pills)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and watched in self._pills:
            for pill in self._pills:
                is_here = pill is watched
                pill.setFocusPolicy(
                    Qt.FocusPolicy.StrongFocus if is_here else Qt.FocusPolicy.ClickFocus
                )
        return False

    def _on_move_wanted(self, step: int) -> None:
        here = next((n for n, pill in enumerate(self._pills) if pill.hasFocus()), 0)
        there = min(max(here + step, 0), len(self._pills) - 1)
        self._pills[there].setFocus(Qt.FocusReason.TabFocusReason)


def _fit(size: QSize, button: QWidget) -> QSize:
    """No wider than the row it stands in; then its words wrap."""
    parent = button.parentWidget()
    if parent is not None and 0 < parent.width() < size.width():
        size.setHeight(2 * size.height() - size.height() // 4)
    return size


def _step(event: QKeyEvent, on: QWidget) -> int:
    """How far an arrow moves among the pills; a very large number goes to the end."""
    onward = -1 if on.layoutDirection() == Qt.LayoutDirection.RightToLeft else 1
    steps: dict[int, int] = {
        Qt.Key.Key_Left: -onward,
        Qt.Key.Key_Right: onward,
        Qt.Key.Key_Up: -1,
        Qt.Key.Key_Down: 1,
        Qt.Key.Key_Home: -10_000,
        Qt.Key.Key_End: 10_000,
    }
    return steps.get(event.key(), 0)
