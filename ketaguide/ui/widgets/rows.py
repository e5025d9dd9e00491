"""Rows to choose from: real radio buttons and check boxes, painted as cards with a hint."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.widgets import paint

_WRAP = Qt.TextFlag.TextWordWrap
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_BESIDE: Mapping[Qt.Key, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ABOVE: Mapping[Qt.Key, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


def answers_enter(row: QAbstractButton, event: QKeyEvent) -> bool:
    """Enter answers as Space does, once a press, and never reaches the page's main button."""
    if event.key() not in _ENTER:
        return False
    if _is_plain(event):
        if not event.isAutoRepeat():
            row.click()
        event.accept()
    else:
        event.ignore()
    return True


def answers_arrow(row: QAbstractButton, event: QKeyEvent, *, is_column: bool) -> bool:
    """Move to the neighbour in the group and choose it, also where nothing was chosen yet.

    Qt moves without choosing until something is chosen: a ring around an answer that does not
    count. In a row beside others, up and down are left to the page.
    """
    key = event.key()
    if key not in _BESIDE and key not in _ABOVE:
        return False
    group = row.group()
    if not _is_plain(event) or (key in _ABOVE and not is_column) or group is None:
        event.ignore()
        return True
    step = _ABOVE.get(Qt.Key(key)) or _BESIDE[Qt.Key(key)]
    if key in _BESIDE and row.isRightToLeft():
        step = -step
    others = [one for one in group.buttons() if one is row or (one.isEnabled() and one.isVisible())]
    wanted = others[min(max(others.index(row) + step, 0), len(others) - 1)]
    wanted.setFocus(Qt.FocusReason.OtherFocusReason)
    if not wanted.isChecked():
        wanted.click()
    event.accept()
    return True


def make_tab_stop(wanted: QAbstractButton, group: QButtonGroup) -> None:
    """Let Tab enter the group at ``wanted`` only; a press reaches the others still."""
    for one in group.buttons():
        is_stop = one is wanted
        one.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_stop else Qt.FocusPolicy.ClickFocus)


def _is_plain(event: QKeyEvent) -> bool:
    return not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier


class _Face:
    """Measures and paints a row; what it is (radio or check) stays with Qt."""

    def __init__(
        self, row: QAbstractButton, *, look: Look, label: str, hint: str, is_round: bool
    ) -> None:
        self.look = look
        self.label = label
        self.hint = hint
        self._row = row
        self._is_round = is_round
        self._scale = 0.0
        self._heights: dict[int, int] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        row.setSizePolicy(policy)
        row.setAttribute(Qt.WidgetAttribute.WA_Hover)
        row.setText(paint.escaped(label))
        row.setAccessibleName(label)
        row.setAccessibleDescription(hint)

    def height(self, width: int) -> int:
        """Kept by width: layouts ask for the same few again and again, and wrapping takes long."""
        if self._scale != self.look.scale:
            self._scale, self._heights = self.look.scale, {}
        if width not in self._heights:
            self._heights[width] = self._wrapped(width)
        return self._heights[width]

    def _wrapped(self, width: int) -> int:
        look = self.look
        text = max(1, width - self._start() - look.gap(14))
        label = look.text.height("body", self.label, width=text)
        hint = look.text.height("small", self.hint, width=text) if self.hint else 0
        return max(label + hint + 2 * look.gap(10), look.px(44))

    def least(self) -> QSize:
        longest = _longest(QFontMetrics(self.look.font("body")), self.label)
        return QSize(self._start() + longest + self.look.gap(14), self.look.px(44))

    def paint(self) -> None:
        row, look = self._row, self.look
        painter = paint.start(row)
        on = row.isChecked()
        fill = "soft" if on else "sunk" if row.underMouse() else "surface"
        paint.box(
            painter,
            QRectF(row.rect()),
            radius=look.radius(),
            fill=look.color(fill),
            line=look.color("primary" if on else "line"),
            width=look.hair,
        )
        self._words(painter)
        side = look.px(20)
        first = self._top() + QFontMetrics(look.font("body")).height() / 2
        box = QRect(look.gap(14), round(first - side / 2), side, side)
        self._mark(painter, QRectF(paint.mirrored(box, row)), on=on)
        painter.end()

    def _words(self, painter: QPainter) -> None:
        row, look = self._row, self.look
        width = row.width() - self._start() - look.gap(14)
        high = _high(QFontMetrics(look.font("body")), self.label, width)
        top = self._top()
        align = int(_WRAP | paint.leading(row) | Qt.AlignmentFlag.AlignTop)
        area = paint.mirrored(QRect(self._start(), top, width, high), row)
        painter.setPen(look.color("ink" if row.isEnabled() else "muted"))
        painter.setFont(look.font("body"))
        painter.drawText(area, align, self.label)
        if self.hint:
            area = paint.mirrored(QRect(self._start(), top + high, width, row.height()), row)
            painter.setPen(look.color("muted"))
            painter.setFont(look.font("small"))
            painter.drawText(area, align, self.hint)

    def _mark(self, painter: QPainter, box: QRectF, *, on: bool) -> None:
        look = self.look
        edge = look.color("primary" if on else "line_strong")
        width = 2.0 if on or look.is_contrast else 1.5
        if self._is_round:
            corner = box.width() / 2
            paint.box(
                painter, box, radius=corner, fill=look.color("surface"), line=edge, width=width
            )
            if on:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(edge)
                painter.drawEllipse(box.center(), box.width() * 0.26, box.width() * 0.26)
            return
        fill = look.color("primary" if on else "surface")
        paint.box(painter, box, radius=look.px(5), fill=fill, line=edge, width=width)
        if on:
            pen = QPen(look.color("on_primary"), look.px(2))
            paint.tick(painter, QPointF(box.center()), box.width() * 0.8, pen)

    def _top(self) -> int:
        """Where the words begin: they stand in the middle of the row."""
        look = self.look
        width = self._row.width() - self._start() - look.gap(14)
        words = _high(QFontMetrics(look.font("body")), self.label, width)
        words += _high(QFontMetrics(look.font("small")), self.hint, width)
        return max(look.gap(8), (self._row.height() - words) // 2)

    def _start(self) -> int:
        return self.look.gap(14) + self.look.px(20) + self.look.gap(12)


class RadioRow(QRadioButton):
    """One of several, in a card of its own."""

    def __init__(
        self, label: str, *, look: Look, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._face = _Face(self, look=look, label=label, hint=hint, is_round=True)

    def sizeHint(self) -> QSize:
        return QSize(self._face.look.px(320), self.heightForWidth(self._face.look.px(320)))

    def minimumSizeHint(self) -> QSize:
        return self._face.least()

    def heightForWidth(self, width: int) -> int:
        return self._face.height(width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not (answers_enter(self, event) or answers_arrow(self, event, is_column=True)):
            super().keyPressEvent(event)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        paint.fit_height(self)

    def changeEvent(self, event: QEvent) -> None:
        if is_restyled(event):
            self.updateGeometry()
            paint.fit_height(self)
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        self._face.paint()


class CheckRow(QCheckBox):
    """One thing to tick, in a card of its own."""

    def __init__(
        self, label: str, *, look: Look, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._face = _Face(self, look=look, label=label, hint=hint, is_round=False)

    def sizeHint(self) -> QSize:
        return QSize(self._face.look.px(320), self.heightForWidth(self._face.look.px(320)))

    def minimumSizeHint(self) -> QSize:
        return self._face.least()

    def heightForWidth(self, width: int) -> int:
        return self._face.height(width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not answers_enter(self, event):
            super().keyPressEvent(event)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        paint.fit_height(self)

    def changeEvent(self, event: QEvent) -> None:
        if is_restyled(event):
            self.updateGeometry()
            paint.fit_height(self)
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        self._face.paint()


def _high(metrics: QFontMetrics, words: str, width: int) -> int:
    if not words:
        return 0
    return metrics.boundingRect(QRect(0, 0, width, 10_000), int(_WRAP), words).height()


def _longest(metrics: QFontMetrics, words: str) -> int:
    return max((metrics.horizontalAdvance(word) for word in words.split()), default=0)
