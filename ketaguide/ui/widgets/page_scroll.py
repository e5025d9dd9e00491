"""Pages that scroll only downwards, and columns that stack."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QMargins, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractSlider,
    QApplication,
    QBoxLayout,
    QFrame,
    QScrollArea,
    QWidget,
)

from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.widgets.stack import Stack

_Action = QAbstractSlider.SliderAction
_SCROLLS: Mapping[int, _Action] = {
    Qt.Key.Key_PageDown: _Action.SliderPageStepAdd,
    Qt.Key.Key_PageUp: _Action.SliderPageStepSub,
    Qt.Key.Key_Down: _Action.SliderSingleStepAdd,
    Qt.Key.Key_Up: _Action.SliderSingleStepSub,
    Qt.Key.Key_Home: _Action.SliderToMinimum,
    Qt.Key.Key_End: _Action.SliderToMaximum,
}


def is_scroll_key(event: QKeyEvent) -> bool:
    """Whether this key moves a page where nothing else has a use for it."""
    return event.key() in _SCROLLS and event.modifiers() in (
        Qt.KeyboardModifier.NoModifier,
        Qt.KeyboardModifier.KeypadModifier,
    )


class PageScroll(QScrollArea):
    """A page's scroll area. Put things into ``body``; it is never wider than is good to read."""

    def __init__(
        self, *, look: Look, max_width: int = 980, margin: int = 36, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._max_width = max_width
        self._margin = margin
        self._below = 24
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._sheet = QWidget()
        self.body = Stack(self._sheet)
        self.setWidget(self._sheet)
        # The stylesheet makes the viewport clear: asking for it here would cost the first paint
        # the 5 ms that Python's side of a bare QWidget takes.
        self._sheet.setAutoFillBackground(False)
        self._space()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)

    @property
    def whole(self) -> QWidget:
        """Everything that ``body`` holds, in sight or scrolled away."""
        return self._sheet

    def scroll_by(self, event: QKeyEvent) -> bool:
        """Scroll, for a key that the focused widget left alone; False where it is no such key."""
        if not is_scroll_key(event):
            return False
        self.verticalScrollBar().triggerAction(_SCROLLS[event.key()])
        return True

    def bring_into_view(self, widget: QWidget | None) -> None:
        """Scroll as little as shows all of ``widget``, if it lies in the sheet."""
        if (
            widget is not None
            and self.isAncestorOf(widget)
            and widget.visibleRegion().boundingRect() != widget.rect()
        ):
            self.ensureWidgetVisible(widget)

    def open_at_top(self, reading: QWidget) -> None:
        """Begin with the heading. A control out of sight there waits; ``reading`` takes the keys.

        Its place in the Tab order is just before that control.
        """
        self.verticalScrollBar().setValue(0)
        # Also in a window that is not active yet, and has the keyboard only when it is.
        waiting = self.window().focusWidget()
        if waiting is None or not self.isAncestorOf(waiting) or self._is_in_sight(waiting):
            return
        before = waiting.previousInFocusChain()
        if before is not None and reading.focusPolicy() == Qt.FocusPolicy.NoFocus:
            QWidget.setTabOrder(before, reading)
        reading.setFocus(Qt.FocusReason.OtherFocusReason)
        self.verticalScrollBar().setValue(0)

    def set_sides(self, *, max_width: int, margin: int, below: int = 24) -> None:
        """How wide the sheet may get and what stays free beside and below it, at 100 % text."""
        self._max_width, self._margin, self._below = max_width, margin, below
        self._space()

    def wide_beside_bar(self) -> int:
        """How wide a part in ``body`` is while the scroll bar shows, whether or not it does now."""
        margins = self.body.contentsMargins()
        bar = self.verticalScrollBar().sizeHint().width()
        return self.maximumViewportSize().width() - bar - margins.left() - margins.right()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyled(event) and hasattr(self, "body"):
            self._space()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._space()
        super().resizeEvent(event)

    def _is_in_sight(self, widget: QWidget) -> bool:
        """Whether all of it shows, or of something high enough to see what one types."""
        seen = widget.visibleRegion().boundingRect().height()
        return seen >= min(widget.height(), self._look.target)

    def _on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Qt follows Tab inside the sheet, but not from outside into what is scrolled away."""
        if (
            now is not None
            and self.isVisible()
            and self.isAncestorOf(now)
            and now.visibleRegion().isEmpty()
        ):
            self.ensureWidgetVisible(now)

    def _space(self) -> None:
        look = self._look
        least = min(look.gap(self._margin), max(look.gap(12), self.width() // 24))
        side = max(least, (self.maximumViewportSize().width() - look.px(self._max_width)) // 2)
        margins = QMargins(side, look.gap(24), side, look.gap(self._below))
        if margins != self.body.contentsMargins():
            self.body.setContentsMargins(margins)
        self.body.setSpacing(look.gap(16))


class Columns(QWidget):
    """Things side by side while there is room, below one another when there is not."""

    turned = Signal()

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
        self._stretches: list[int] = []
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(look.gap(gap))

    @property
    def is_stacked(self) -> bool:
        return self._row.direction() == QBoxLayout.Direction.TopToBottom

    def add(self, part: QWidget, *, stretch: int = 1) -> None:
        self._stretches.append(stretch)
        self._row.addWidget(part, 0 if self.is_stacked else stretch)
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
            for index, stretch in enumerate(self._stretches):
                self._row.setStretch(index, stretch if beside else 0)
            self.turned.emit()
