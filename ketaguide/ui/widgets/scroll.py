"""Pages that scroll only downwards, columns that stack, rows that flow."""

from PySide6.QtCore import QEvent, QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QWidget,
)

from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.widgets.stack import Stack


class PageScroll(QScrollArea):
    """A page's scroll area. Put things into ``body``; it is never wider than is good to read."""

    def __init__(
        self, *, look: Look, max_width: int = 980, margin: int = 36, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._max_width = max_width
        self._margin = margin
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._sheet = QWidget()
        self.body = Stack(self._sheet)
        self.setWidget(self._sheet)
        self._sheet.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self._space()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyled(event) and hasattr(self, "body"):
            self._space()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._space()
        super().resizeEvent(event)

    def _space(self) -> None:
        look = self._look
        least = min(look.gap(self._margin), max(look.gap(12), self.width() // 24))
        side = max(least, (self.viewport().width() - look.px(self._max_width)) // 2)
        margins = QMargins(side, look.gap(24), side, look.gap(24))
        if margins != self.body.contentsMargins():
            self.body.setContentsMargins(margins)
        self.body.setSpacing(look.gap(16))


class Columns(QWidget):
    """Things side by side while there is room, below one another when there is not."""

    def __init__(
        self, *, look: Look, at: int = 760, gap: int = 16, parent: QWidget | None = None
    ) -> None:
        """Args:
        at: own width in pixels at 100 % text from which the parts stand side by side; 760
            here is a window of about 1,100 with the sidebar.
        gap: distance between the parts.
        """
        super().__init__(parent)
        self._look = look
        self._at = at
        self._gap = gap
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(look.gap(gap))

    @property
    def is_stacked(self) -> bool:
        return self._row.direction() == QBoxLayout.Direction.TopToBottom

    def add(self, part: QWidget, *, stretch: int = 1) -> None:
        self._row.addWidget(part, stretch)
        self._turn(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._turn(event.size().width())
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyled(event) and hasattr(self, "_row"):
            self._row.setSpacing(self._look.gap(self._gap))
            self._turn(self.width())

    def minimumSizeHint(self) -> QSize:
        """As narrow as its widest part: being side by side never keeps the page wide."""
        items = [self._row.itemAt(index) for index in range(self._row.count())]
        widest = max((item.minimumSize().width() for item in items if item), default=0)
        return QSize(widest, self._row.minimumSize().height())

    def _turn(self, width: int) -> None:
        beside = width >= self._look.px(self._at)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if way != self._row.direction():
            self._row.setDirection(way)


class Flow(QLayout):
    """Lays its parts in a row and goes on in the next when the row is full; mirrors for RTL."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(gap)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lay(QRect(0, 0, width, 0), is_trial=True)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._lay(rect, is_trial=False)

    def sizeHint(self) -> QSize:
        widths = [item.sizeHint().width() for item in self._shown()]
        total = sum(widths) + self.spacing() * max(0, len(widths) - 1)
        return QSize(total, self.minimumSize().height())

    def minimumSize(self) -> QSize:  # noqa: N802  (Qt's own name)
        size = QSize(0, 0)
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lay(self, rect: QRect, *, is_trial: bool) -> int:
        mirror = self._is_mirrored()
        x, y, row = 0, 0, 0
        for item in self._shown():
            hint = item.sizeHint()
            width = min(hint.width(), rect.width()) if rect.width() > 0 else hint.width()
            height = item.heightForWidth(width) if item.hasHeightForWidth() else hint.height()
            if x and x + width > rect.width():
                x, y, row = 0, y + row + self.spacing(), 0
            if not is_trial:
                left = rect.width() - x - width if mirror else x
                item.setGeometry(QRect(rect.topLeft() + QPoint(left, y), QSize(width, height)))
            x += width + self.spacing()
            row = max(row, height)
        return y + row

    def _is_mirrored(self) -> bool:
        parent = self.parentWidget()
        return parent is not None and parent.layoutDirection() == Qt.LayoutDirection.RightToLeft
