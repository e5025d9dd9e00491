"""The columns of a series: one for each session, the same headings across all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractSlider,
    QApplication,
    QFrame,
    QGridLayout,
    QScrollArea,
    QWidget,
)

from ketaguide.base.clock import local
from ketaguide.base.text import tr
from ketaguide.ui import moments
from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.pages import series_cells, series_words
from ketaguide.ui.pages.series_cells import NOUNS, Noun, Telling
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.labels import Small, Strong, Title
from ketaguide.ui.widgets.rule import Rule
from ketaguide.ui.widgets.stack import Stack

if TYPE_CHECKING:
    from ketaguide.flows.series_story import Story

# Source: our own; a column that still takes four words in a line.
COLUMN = 232
_GAP = 24
_TOP = Qt.AlignmentFlag.AlignTop


class SideBySide(QScrollArea):
    """As high as what it holds. Sideways it scrolls in itself, with the arrows, Home and End."""

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("series_side_by_side")
        # Everything else is laid out so that it never needs to; the checks know it by this.
        self.setProperty("scrolls_sideways", True)
        self.setAccessibleName(tr("Sessions side by side"))
        self.setAccessibleDescription(tr("Left and right arrows move sideways."))
        self._look = look
        self._bands: list[Band] = []
        self._count = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._sheet = QWidget()
        self._grid = QGridLayout(self._sheet)
        self._grid.setContentsMargins(0, look.gap(4), 0, look.gap(8))
        self._grid.setHorizontalSpacing(look.gap(_GAP))
        self._grid.setVerticalSpacing(look.gap(6))
        self.setWidget(self._sheet)
        self._sheet.setAutoFillBackground(False)
        self._sheet.installEventFilter(self)
        self.horizontalScrollBar().valueChanged.connect(self._follow)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)

    def show_stories(
        self, stories: Sequence[Story], how: Telling, *, ways: Callable[[Story], QWidget]
    ) -> None:
        """Called once.

        Args:
            ways: makes what stands below each session: where it leads.
        """
        look, grid = self._look, self._grid
        self._count = len(stories)
        for column, story in enumerate(stories):
            grid.setColumnMinimumWidth(column, look.px(COLUMN))
            grid.setColumnStretch(column, 1)
            head = Title(series_words.session_name(story.place), look=look)
            grid.addWidget(head, 0, column, _TOP)
            grid.addWidget(series_cells.cell(story, "when", how, look=look), 1, column, _TOP)
        row = 2
        for noun in NOUNS:
            if noun == "when":
                continue
            band = Band(series_cells.heading(noun), look=look)
            self._bands.append(band)
            grid.addWidget(band, row, 0, 1, max(1, self._count))
            for column, story in enumerate(stories):
                part = ways(story) if noun == "entries" else self._cell(story, noun, how)
                grid.addWidget(part, row + 1, column, _TOP)
            row += 2
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self._follow()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyled(event) and hasattr(self, "_grid"):
            for column in range(self._count):
                self._grid.setColumnMinimumWidth(column, self._look.px(COLUMN))
            self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up, Down and the rest are for the page."""
        action = QAbstractSlider.SliderAction
        forward = self.layoutDirection() == Qt.LayoutDirection.LeftToRight
        bar = self.horizontalScrollBar()
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.move_on(1 if (event.key() == Qt.Key.Key_Right) == forward else -1)
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and bar.maximum() > 0:
            is_start = event.key() == Qt.Key.Key_Home
            bar.triggerAction(action.SliderToMinimum if is_start else action.SliderToMaximum)
        else:
            event.ignore()

    def move_on(self, columns: int) -> None:
        """By so many columns; less than none is towards the first."""
        step = self._look.px(COLUMN) + self._grid.horizontalSpacing()
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() + columns * step)

    def _cell(self, story: Story, noun: Noun, how: Telling) -> QWidget:
        """What it tells, below a small line that says of which session."""
        look, session = self._look, story.session
        holder = QWidget()
        column = Stack(holder)
        column.setContentsMargins(0, 0, 0, look.gap(10))
        column.setSpacing(look.gap(4))
        today = local(how.now, session.zone).date()
        day = moments.short_day(local(session.starts_at, session.zone).date(), today=today)
        column.addWidget(Small(day, look=look))
        column.addWidget(series_cells.cell(story, noun, how, look=look))
        return holder

    def _fit(self) -> None:
        """The page scrolls up and down, never this."""
        wide = max(self.viewport().width(), self._sheet.minimumSizeHint().width())
        high = self._grid.totalHeightForWidth(wide)
        bar = self.horizontalScrollBar()
        if wide > self.viewport().width():
            high += bar.sizeHint().height()
        if high > 0 and high != self.minimumHeight():
            self.setFixedHeight(high)

    def _follow(self) -> None:
        """Headings stay in sight, however far it is moved sideways."""
        for band in self._bands:
            band.keep_in(-self._sheet.x(), self.viewport().width())

    def _on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self._sheet.isAncestorOf(now):
            self.ensureWidgetVisible(now, self._look.gap(_GAP), 0)


class Movers(QWidget):
    """Says by being there that more sessions stand beside those in sight, and goes to them."""

    def __init__(self, board: SideBySide, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar = board.horizontalScrollBar()
        self._before = Button(tr("Earlier ones"), look=look, kind="quiet", icon="chevron-left")
        self._after = Button(tr("Later ones"), look=look, kind="quiet", icon="chevron-right")
        self._before.setObjectName("series_earlier")
        self._after.setObjectName("series_later")
        row = Flow(self, gap=look.gap(8))
        row.addWidget(self._before)
        row.addWidget(self._after)
        self._before.clicked.connect(partial(board.move_on, -1))
        self._after.clicked.connect(partial(board.move_on, 1))
        self._bar.rangeChanged.connect(self._follow)
        self._bar.valueChanged.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        value, most = self._bar.value(), self._bar.maximum()
        self.setHidden(most <= 0)
        # The keyboard goes to the other one before a button that leads nowhere rests.
        if value > 0:
            self._before.setEnabled(True)
        if self._after.hasFocus() and value >= most:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._after.setEnabled(value < most)
        if self._before.hasFocus() and value <= 0:
            self._after.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before.setEnabled(value > 0)


class Band(QWidget):
    """A heading across all columns, with a faint line above."""

    def __init__(self, words: str, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Strong(words, look=look, wrap=False)
        self._words.setParent(self)
        self._look = look
        column = Stack(self)
        column.setContentsMargins(0, look.gap(6), 0, 0)
        column.addWidget(Rule(look=look))
        self._set_height()

    def keep_in(self, left: int, width: int) -> None:
        """Args:
        left: where what is in sight begins.
        width: how much of it is in sight.
        """
        words = self._words
        words.adjustSize()
        start = left - self.x()
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            start = left + width - self.x() - words.width() - self._look.gap(4)
        limit = max(0, self.width() - words.width())
        words.move(min(max(0, start), limit), self._look.gap(12))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.keep_in(self.x(), self.width())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyled(event) and hasattr(self, "_look"):
            self._set_height()

    def _set_height(self) -> None:
        self.setFixedHeight(self._words.sizeHint().height() + self._look.gap(16))
