"""The journal's list: cards of one height and slim bands, ten thousand as quick as ten."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableView, QWidget

from ketaguide.ui.look import Look, is_restyled
from ketaguide.ui.models.entry_model import EntryModel
from ketaguide.ui.widgets.entry_delegate import RING, EntryDelegate

# How far the list reaches into the page's margins, so that its bar stands beside the cards.
OUTSIDE = 16

# Source: our own choice: with less in sight one reads through a slot; the page scrolls instead.
LEAST_ROWS = 3

_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


@dataclass(frozen=True)
class Place:
    """Where someone is in the list: the first row in sight, and the chosen one."""

    top_id: str = ""
    top: int = 0
    below_top: int = 0
    current_id: str = ""
    current: int = -1


class EntryList(QTableView):
    """Arrows, Page Up and Down, Home and End move; Enter or a click opens; Delete deletes."""

    opened = Signal(str)  # entry id
    session_wanted = Signal(object)  # an Occasion, whose band was opened
    delete_wanted = Signal(str)  # entry id

    def __init__(self, model: EntryModel, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._cards = EntryDelegate(model, look=look, parent=self)
        self.setModel(model)
        self._slim: frozenset[int] = frozenset()
        # After the header's own answer, which gives it as many rows as there are now.
        model.modelReset.connect(self._set_heights)
        self.setItemDelegate(self._cards)
        self.setProperty("own_ring", True)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().hide()
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(1)
        rows.hide()
        self._measure()

    def place(self) -> Place:
        """Where one is now, by ids where the rows have been read."""
        rows, at = self.verticalHeader(), self.verticalScrollBar().value()
        top = max(0, rows.logicalIndexAt(0))
        below_top = at - max(0, rows.sectionPosition(top))
        first, chosen = self._model.row(top), self.currentIndex().row()
        current = self._model.row(chosen) if chosen >= 0 else None
        return Place(
            top_id=first.id if first else "",
            top=top,
            below_top=below_top,
            current_id=current.id if current else "",
            current=chosen,
        )

    def go_to(self, place: Place) -> None:
        """Back to a place, also when rows came or went above it."""
        most = self._model.rowCount() - 1
        if most < 0:
            return
        self.executeDelayedItemsLayout()
        top = self._model.number_of(place.top_id) if place.top or place.below_top else 0
        top = min(place.top if top is None else top, most)
        current = self._model.number_of(place.current_id) if place.current_id else None
        current = min(place.current if current is None else current, most)
        if place.current_id and self._model.places.mark(current) is not None:
            current = min(current + 1, most)
        if current >= 0:
            bar = self.hasAutoScroll()
            self.setAutoScroll(False)
            self.setCurrentIndex(self._model.index(current, 0))
            self.setAutoScroll(bar)
        start = self.verticalHeader().sectionPosition(top)
        self.verticalScrollBar().setValue(start + place.below_top)
        if current < 0 and self.hasFocus():
            self._begin()

    def choose(self, entry_id: str) -> None:
        """Put the keyboard on an entry, and it into sight."""
        number = self._model.number_of(entry_id)
        if number is not None:
            self.setCurrentIndex(self._model.index(number, 0))

    def sizeHint(self) -> QSize:
        return QSize(400, self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(160, LEAST_ROWS * self._cards.row_height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._show_ring(True)
        key, plain = event.key(), event.modifiers() in _PLAIN
        here = self.currentIndex()
        row = self._model.row(here.row()) if here.isValid() else None
        if plain and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            last = self._model.rowCount() - 1
            self.setCurrentIndex(self._model.index(0 if key == Qt.Key.Key_Home else last, 0))
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(here.row())
        elif plain and key == Qt.Key.Key_Delete:
            if row is not None:
                self.delete_wanted.emit(row.id)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Qt would read every row of the journal to find one that begins with a letter."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._show_ring(False)
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        is_left = event.button() == Qt.MouseButton.LeftButton
        if is_left and index.isValid() and index == self.currentIndex():
            self._open(index.row())

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Qt's own answer would begin at the top row, which may be a band.
        begins = not self.currentIndex().isValid()
        super().focusInEvent(event)
        if event.reason() in _BY_KEY:
            self._show_ring(True)
        if begins and self._model.rowCount():
            self._begin()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyled(event) and hasattr(self, "_cards"):
            place = self.place()
            self._measure()
            self.go_to(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._set_insets()
        super().resizeEvent(event)

    def updateGeometries(self) -> None:  # noqa: N802  (Qt's own name)
        super().updateGeometries()
        self._set_insets()

    def _begin(self) -> None:
        """At the first entry in sight: a band is not what one came for."""
        top = self.place().top
        is_band = self._model.places.mark(top) is not None
        self.setCurrentIndex(self._model.index(top + is_band, 0))

    def _open(self, number: int) -> None:
        row, session = self._model.row(number), self._model.places.mark(number)
        if session is not None:
            self.session_wanted.emit(session)
        elif row is not None:
            self.opened.emit(row.id)

    def _set_heights(self) -> None:
        """Bands are slim. There are few of them, so that all other rows keep one height.

        A row keeps its height over a reset of the model, whatever stands in it then.
        """
        rows, slim = self.verticalHeader(), frozenset(self._model.places.rows)
        for number in self._slim - slim:
            if number < rows.count():
                rows.resizeSection(number, self._cards.row_height)
        for number in slim:
            rows.resizeSection(number, self._cards.band_height)
        self._slim = slim

    def _set_insets(self) -> None:
        """Let the cards stand where the page's column stands, with and without the bar."""
        bar = self.verticalScrollBar()
        wide = bar.width() if bar.isVisible() else 0
        self._cards.inset, self._cards.far_inset = OUTSIDE, max(RING, OUTSIDE - wide)

    def _measure(self) -> None:
        self._cards.measure()
        self.verticalHeader().setDefaultSectionSize(self._cards.row_height)
        self._set_heights()
        self.verticalScrollBar().setSingleStep(max(24, self._cards.row_height // 4))
        self.updateGeometry()

    def _show_ring(self, shown: bool) -> None:  # noqa: FBT001 - one bit, named by the method
        if self._cards.shows_ring != shown:
            self._cards.shows_ring = shown
            self.viewport().update()
