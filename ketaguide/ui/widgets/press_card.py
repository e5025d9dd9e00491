"""A card that is one thing to press."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QWidget

from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.widgets import paint
from ketaguide.ui.widgets.stack import Stack


class PressCard(QAbstractButton):
    """Labels on a sheet of paper, pressed as one. Its accessible name is set by who fills it."""

    def __init__(self, *, look: Look, padding: int = 18, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._padding = padding
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._column = Stack(self)
        self._space()

    def add(self, label: QLabel) -> None:
        """One more line of words; the press goes through it."""
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._column.addWidget(label)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(self._column.totalHeightForWidth(width), self._look.target)

    def sizeHint(self) -> QSize:
        hint = self._column.totalSizeHint()
        return QSize(hint.width(), self.heightForWidth(hint.width()))

    def minimumSizeHint(self) -> QSize:
        return self._column.totalMinimumSize()

    def changeEvent(self, event: QEvent) -> None:
        if is_restyled(event) and hasattr(self, "_column"):
            self._space()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._look
        painter = paint.start(self)
        side, top, bottom = paint.SHADOW_SIDE, paint.SHADOW_TOP, paint.SHADOW_BOTTOM
        area = QRectF(self.rect()).adjusted(side, top, -side, -bottom)
        radius = look.radius("card")
        paint.shadow(painter, area, radius=radius, look=look)
        warm = self.underMouse() or self.isDown()
        paint.box(
            painter,
            area,
            radius=radius,
            fill=look.color("sunk" if warm else "surface"),
            line=look.color("line_strong" if warm else "line"),
            width=look.hair,
        )
        painter.end()

    def _space(self) -> None:
        pad = self._look.gap(self._padding)
        side, top, bottom = paint.SHADOW_SIDE, paint.SHADOW_TOP, paint.SHADOW_BOTTOM
        self._column.setContentsMargins(pad + side, pad + top, pad + side, pad + bottom)
        self._column.setSpacing(self._look.gap(4))
