"""The upper places of the sidebar, which scroll by whole lines where the window is low."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget


class PlaceScroll(QScrollArea):
    """Shows as many lines as fit, never half of one; the keyboard brings the others into view."""

    def __init__(self, rows: QVBoxLayout, *, parent: QWidget | None = None) -> None:
        """Args:
        rows: the lines, all of one height, and perhaps a stretch between them.
        """
        super().__init__(parent)
        self._rows = rows
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        sheet = QWidget()
        sheet.setLayout(rows)
        self.setWidget(sheet)
        sheet.setAutoFillBackground(False)
        for row in self._lines():
            row.installEventFilter(self)

    @property
    def wanted(self) -> int:
        """Height at which nothing has to scroll."""
        return self._rows.sizeHint().height()

    def set_scrolls(self, *, scrolls: bool) -> None:
        """Show the bar that tells of more lines, or leave its room to the words."""
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOn if scrolls else policy.ScrollBarAlwaysOff
        )
        self._cut()

    def show_line(self, line: QWidget) -> None:
        """Scroll as far as is needed to see the whole of it."""
        bar = self.verticalScrollBar()
        top, bottom = line.y(), line.y() + line.height()
        if top < bar.value():
            bar.setValue(top)
        elif bottom > bar.value() + self.viewport().height():
            bar.setValue(bottom - self.viewport().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys that scroll are for the page; Tab brings a hidden place into view."""
        event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._cut()
        super().resizeEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - Qt's own
        """Without Qt's scrolling, which would stop in the middle of a line."""
        return QFrame.focusNextPrevChild(self, next)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self.show_line(watched)
        return False

    def _cut(self) -> None:
        """Leave free below what would only hold part of a line."""
        gap = self._rows.spacing()
        step = max(line.sizeHint().height() for line in self._lines()) + gap
        self.verticalScrollBar().setSingleStep(step)
        rest = 0
        if self.height() < self.wanted:
            whole = max(1, (self.height() + gap) // step)
            rest = max(0, self.height() - (whole * step - gap))
        self.setViewportMargins(0, 0, 0, rest)

    def _lines(self) -> list[QWidget]:
        items = [self._rows.itemAt(index) for index in range(self._rows.count())]
        return [line for item in items if item and (line := item.widget())]
