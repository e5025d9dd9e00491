"""Finding something in the entry on screen, whether it is written or read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QTextEdit, QWidget

from ketaguide.ui.look import Look
from ketaguide.ui.models.find_in_text import Haystack
from ketaguide.ui.widgets.find_bar import FindBar
from ketaguide.ui.widgets.page_scroll import PageScroll

Place = tuple[int, int]


class Searched(Protocol):
    """Something with text in it that can show places of it."""

    def find(self, wanted: str) -> int: ...

    def show_place(self, at: int) -> None: ...

    def first_from_here(self) -> int: ...

    def leave(self) -> None: ...


class EntryFind(QObject):
    """Opens the row, walks from place to place, and gives back where one was."""

    def __init__(self, bar: FindBar, *, searched: Callable[[], Searched]) -> None:
        """Args:
        searched: what is on screen when the row opens.
        """
        super().__init__(bar)
        self._bar = bar
        self._make = searched
        self._searched: Searched | None = None
        self._came_from: QWidget | None = None
        self._at = self._count = 0
        bar.hide()
        bar.wanted.connect(self._on_wanted)
        bar.stepped.connect(self._on_stepped)
        bar.closed.connect(self.close)

    def open(self) -> None:
        """With the words of last time, ready to be typed over."""
        if self._searched is None:
            self._came_from = QApplication.focusWidget()
            self._searched = self._make()
        self._bar.show()
        self._bar.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._bar.line.selectAll()
        self._on_wanted(self._bar.line.text())

    def close(self) -> None:
        """Take the marks away, and the keyboard back to where it was."""
        searched, self._searched = self._searched, None
        if searched is None:
            return
        searched.leave()
        self._bar.hide()
        before, self._came_from = self._came_from, None
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def drop(self) -> None:
        """What was searched is not on screen any more."""
        self._searched = self._came_from = None
        self._bar.hide()

    def _on_wanted(self, wanted: str) -> None:
        if self._searched is None:
            return
        self._count = self._searched.find(wanted)
        self._at = self._searched.first_from_here() if self._count else 0
        self._show()

    def _on_stepped(self, step: int) -> None:
        if self._searched is None or not self._count:
            return
        # What is typed into the text meanwhile moves its places.
        self._count = self._searched.find(self._bar.line.text())
        self._at = (self._at + step) % max(1, self._count)
        self._show()

    def _show(self) -> None:
        if self._searched is not None and self._count:
            self._searched.show_place(self._at)
        self._bar.tell(self._at, self._count)


class InEdit:
    """A text edit: every place is underlined, the one at hand is selected."""

    def __init__(self, edit: QPlainTextEdit, *, sheet: PageScroll, look: Look) -> None:
        self._edit, self._sheet, self._look = edit, sheet, look
        self._was = edit.textCursor()
        self._scrolled = edit.verticalScrollBar().value(), sheet.verticalScrollBar().value()
        self._places: list[Place] = []
        self._revision = -1
        self._haystack = Haystack("")

    def find(self, wanted: str) -> int:
        document = self._edit.document()
        if document.revision() != self._revision:
            self._revision = document.revision()
            self._haystack = Haystack(self._edit.toPlainText())
        self._places = self._haystack.places(wanted)
        dress = QTextCharFormat()
        dress.setBackground(self._look.color("integration_soft"))
        dress.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        dress.setProperty(QTextFormat.Property.TextUnderlineColor, self._look.color("integration"))
        marks = []
        for place in self._places:
            mark = QTextEdit.ExtraSelection()
            mark.cursor = self._cursor(place)
            mark.format = dress
            marks.append(mark)
        self._edit.setExtraSelections(marks)
        if not self._places:
            self._edit.setTextCursor(self._was)
        return len(self._places)

    def first_from_here(self) -> int:
        start = self._was.selectionStart()
        return next((n for n, place in enumerate(self._places) if place[0] >= start), 0)

    def show_place(self, at: int) -> None:
        self._edit.setTextCursor(self._cursor(self._places[at]))
        self._edit.ensureCursorVisible()
        line = self._edit.cursorRect()
        spot = self._edit.viewport().mapTo(self._sheet.whole, line.center())
        self._sheet.ensureVisible(spot.x(), spot.y(), 0, 2 * line.height())

    def leave(self) -> None:
        self._edit.setExtraSelections([])
        self._edit.setTextCursor(self._was)
        inside, outside = self._scrolled
        self._edit.verticalScrollBar().setValue(inside)
        self._sheet.verticalScrollBar().setValue(outside)

    def _cursor(self, place: Place) -> QTextCursor:
        start, length = place
        cursor = QTextCursor(self._edit.document())
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        return cursor


class InLabels:
    """An entry that is read: the place at hand is selected in its label."""

    def __init__(self, labels: Sequence[QLabel], *, sheet: PageScroll) -> None:
        self._labels, self._sheet = labels, sheet
        self._haystacks = [Haystack(label.text()) for label in labels]
        self._scrolled = sheet.verticalScrollBar().value()
        self._places: list[tuple[QLabel, Place]] = []

    def find(self, wanted: str) -> int:
        self._clear()
        self._places = [
            (label, place)
            for label, haystack in zip(self._labels, self._haystacks, strict=True)
            for place in haystack.places(wanted)
        ]
        return len(self._places)

    def first_from_here(self) -> int:
        top = self._scrolled
        for at, (label, _) in enumerate(self._places):
            if label.mapTo(self._sheet.whole, QPoint(0, label.height())).y() > top:
                return at
        return 0

    def show_place(self, at: int) -> None:
        self._clear()
        label, (start, length) = self._places[at]
        label.setSelection(start, length)
        # As far down in the label as the place is in its text: a paragraph may be a page long.
        share = start / max(1, len(label.text()))
        spot = label.mapTo(self._sheet.whole, QPoint(0, round(label.height() * share)))
        self._sheet.ensureVisible(spot.x(), spot.y(), 0, 4 * label.fontMetrics().lineSpacing())

    def leave(self) -> None:
        self._clear()
        self._sheet.verticalScrollBar().setValue(self._scrolled)

    def _clear(self) -> None:
        for label in self._labels:
            if label.hasSelectedText():
                label.setSelection(0, 0)
