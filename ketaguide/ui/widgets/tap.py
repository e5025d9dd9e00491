"""Very large things to press, for hands and eyes that are not quite awake."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QLineEdit, QSizePolicy, QWidget

from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.widgets import paint

# Source: our own, more than three times the 24 of WCAG 2.2, 2.5.8: 2 cm on a usual screen.
TALL = 80
ROLE = "large"
_MOST_COLUMNS = 4
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignCenter)


class Named(Protocol):
    """Something to choose."""

    @property
    def id(self) -> str: ...
    @property
    def label(self) -> str: ...


def make_tall(edit: QLineEdit, *, look: Look) -> None:
    """Give a line to type on the size of what stands around it."""
    edit.setFont(look.font(ROLE))
    # The stylesheet has the last word on a field's height, but not on what is inside.
    spare = max(0, (TALL - edit.sizeHint().height()) // 2)
    edit.setTextMargins(0, spare, 0, spare)


class TapButton(QAbstractButton):
    """Words to tap. A double press counts once, so that a heavy hand changes nothing twice.

    A word that can be chosen shows it by a check mark and a thicker border; its size never changes.
    """

    def __init__(
        self, text: str, *, look: Look, is_word: bool = False, parent: QWidget | None = None
    ) -> None:
        """Args:
        is_word: stays chosen until it is tapped again.
        """
        super().__init__(parent)
        self._look = look
        self._is_main = False
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        # Its place stays empty while it is hidden: nothing else moves into it.
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCheckable(is_word)
        self.set_words(text)

    def set_words(self, text: str) -> None:
        self.setText(paint.escaped(text))
        self.setAccessibleName(text)
        self._words = text
        self.updateGeometry()
        self.update()

    def set_main(self, *, is_main: bool) -> None:
        """Whether it is what this screen leads to."""
        self._is_main = is_main
        self.update()

    def sizeHint(self) -> QSize:
        width = self._look.text.width(ROLE, self._words) + self._look.px(4) + self._chrome()
        return QSize(max(width, TALL), self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        sizes = self._look.text
        longest = max((sizes.width(ROLE, word) for word in self._words.split()), default=0)
        return QSize(longest + self._look.px(4) + self._chrome(), TALL)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = max(1, width - self._chrome())
        text = self._look.text.height(ROLE, self._words, width=room)
        return max(text + self._look.gap(24), TALL)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, as Space does; a key that is held down counts once."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        paint.fit_height(self)

    def changeEvent(self, event: QEvent) -> None:
        if is_restyled(event):
            self.updateGeometry()
            paint.fit_height(self)
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.start(self)
        look = self._look
        fill, line, ink = self._colours()
        width = look.gap(3) if self.isChecked() else look.hair
        area = QRectF(self.rect())
        paint.box(painter, area, radius=look.radius("card"), fill=fill, line=line, width=width)
        painter.setPen(ink)
        painter.setFont(look.font(ROLE))
        side = self._chrome() // 2
        words = self.rect().adjusted(side, 0, -side, 0)
        painter.drawText(words, _WRAP, self._words)
        if self.isChecked():
            self._tick(painter)
        painter.end()

    def _tick(self, painter: QPainter) -> None:
        size = self._look.gap(22)
        place = QRect(self._look.gap(16), 0, size, self.height())
        centre = QPointF(QRectF(paint.mirrored(place, self)).center())
        pen = QPen(self._look.color("primary"), self._look.px(3))
        paint.tick(painter, centre, size, pen)

    def _colours(self) -> tuple[QColor, QColor, QColor]:
        look = self._look
        warm = self.isEnabled() and (self.underMouse() or self.isDown())
        if self._is_main:
            fill = look.color("primary")
            fill = paint.mixed(fill, look.color("ink"), 0.14) if warm else fill
            return fill, fill, look.color("on_primary")
        if self.isChecked():
            return look.color("soft"), look.color("primary"), look.color("ink")
        fill = paint.mixed(look.color("surface"), look.color("soft"), 0.6 if warm else 0.0)
        return fill, look.color("line_strong"), look.color("ink")

    def _chrome(self) -> int:
        """What stands beside the words: on both sides alike, with room for the check mark."""
        if self.isCheckable():
            return 2 * (self._look.gap(16) + self._look.gap(22) + self._look.gap(6))
        return 2 * self._look.gap(8)


class TapWords(QWidget):
    """Words of one size in as few even rows as there is room for; arrow keys go through them."""

    changed = Signal(object)  # the ids that are chosen, in their order
    tapped = Signal(str)  # which one it was

    def __init__(
        self,
        options: Sequence[Named],
        *,
        look: Look,
        name: str,
        several: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """Args:
        name: begins the objectName of each word.
        several: whether more than one may be chosen.
        """
        super().__init__(parent)
        self._look = look
        self._several = several
        self._columns = 0
        self._buttons: dict[str, TapButton] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        for option in options:
            button = TapButton(option.label, look=look, is_word=True)
            button.setObjectName(f"{name}_{option.id}")
            button.clicked.connect(partial(self._on_clicked, option.id))
            self._buttons[option.id] = button
        self._lay()

    def set_value(self, chosen: Collection[str]) -> None:
        for name, button in self._buttons.items():
            button.setChecked(name in chosen)

    def value(self) -> tuple[str, ...]:
        return tuple(name for name, button in self._buttons.items() if button.isChecked())

    def first(self) -> TapButton | None:
        """Where the keyboard begins: on what was chosen, or at the start."""
        chosen = [one for one in self._buttons.values() if one.isChecked()]
        return next(iter((*chosen, *self._buttons.values())), None)

    def minimumSizeHint(self) -> QSize:
        """As narrow as one column: standing beside each other never keeps the page wide."""
        widest = max((one.minimumSizeHint().width() for one in self._buttons.values()), default=0)
        return QSize(widest, self._grid.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyled(event) and hasattr(self, "_grid"):
            self._columns = 0
            self._lay()

    def _lay(self) -> None:
        gap = self._look.gap(14)
        widest = max((one.sizeHint().width() for one in self._buttons.values()), default=1)
        room = max(1, min(_MOST_COLUMNS, (self.width() + gap) // (widest + gap)))
        count = len(self._buttons)
        columns = min(range(1, room + 1), key=lambda n: (-(-count // n), -count % n))
        if columns == self._columns:
            return
        self._columns = columns
        self._grid.setSpacing(gap)
        for column in range(_MOST_COLUMNS):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        for number, button in enumerate(self._buttons.values()):
            self._grid.addWidget(button, number // columns, number % columns)

    def _on_clicked(self, name: str) -> None:
        if not self._several:
            for other, button in self._buttons.items():
                button.setChecked(other == name)
        self.changed.emit(self.value())
        self.tapped.emit(name)
