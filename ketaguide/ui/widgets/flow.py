"""Rows that go on in the next row when they are full."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

_Rows = list[list[tuple[QLayoutItem, QSize]]]


class Flow(QLayout):
    """Parts at their own width, row after row, each row centred on its tallest part.

    Rows start where reading starts.
    """

    def __init__(self, parent: QWidget | None = None, *, gap: int = 8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        # By width; layouts ask for the same few again and again before they settle.
        self._known: dict[int, _Rows] = {}
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(gap)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self._known.clear()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        self._known.clear()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def invalidate(self) -> None:
        """Qt says so whenever a part comes, goes or wants another size."""
        self._known.clear()
        super().invalidate()

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        rows = self._rows(width)
        heights = [max(size.height() for _, size in row) for row in rows]
        return sum(heights) + self.spacing() * max(0, len(rows) - 1)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        parent = self.parentWidget()
        mirror = parent is not None and parent.layoutDirection() == Qt.LayoutDirection.RightToLeft
        y = rect.y()
        for row in self._rows(rect.width()):
            tallest = max(size.height() for _, size in row)
            x = 0
            for item, size in row:
                left = rect.width() - x - size.width() if mirror else x
                top = y + (tallest - size.height()) // 2
                item.setGeometry(QRect(QPoint(rect.x() + left, top), size))
                x += size.width() + self.spacing()
            y += tallest + self.spacing()

    def sizeHint(self) -> QSize:
        widths = [item.sizeHint().width() for item in self._shown()]
        total = sum(widths) + self.spacing() * max(0, len(widths) - 1)
        return QSize(total, self.heightForWidth(total))

    def minimumSize(self) -> QSize:  # noqa: N802  (Qt's own name)
        size = QSize(0, 0)
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _rows(self, width: int) -> _Rows:
        if width not in self._known:
            self._known[width] = self._broken(width)
        return self._known[width]

    def _broken(self, width: int) -> _Rows:
        rows: _Rows = []
        used = 0
        for item in self._shown():
            hint = item.sizeHint()
            wide = min(hint.width(), width) if width > 0 else hint.width()
            high = item.heightForWidth(wide) if item.hasHeightForWidth() else hint.height()
            if not rows or used + wide > width:
                rows.append([])
                used = 0
            rows[-1].append((item, QSize(wide, high)))
            used += wide + self.spacing()
        return rows
