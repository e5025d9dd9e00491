"""The journal as a list of any length: rows are read in windows, when they come into sight."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from ketaguide.base.errors import KetaGuideError
from ketaguide.base.text import tr
from ketaguide.desk import Desk
from ketaguide.flows import timeline
from ketaguide.store.narrowing import EVERYTHING, Filter
from ketaguide.ui.models.entry_text import RowText
from ketaguide.ui.models.found_words import Sought, sought
from ketaguide.ui.models.timeline_rows import MarkText, TimelineRows

if TYPE_CHECKING:
    from datetime import datetime

    from ketaguide.flows.timeline import Occasion, Opened
    from ketaguide.store.entries import EntryRow
    from ketaguide.store.search import Order

Index = QModelIndex | QPersistentModelIndex

# Source: the timeline measurements of this project: 128 rows at a time, read while scrolling, kept
# a frame under 8 ms at 100,000 entries.
WINDOW = 128

# Source: our own choice: more than fit on any screen.
EARLY = 40

# Some 500 rows of at most 1,600 characters: about one megabyte, however long the journal is.
# Source: our own choice: more than ten screens; what was let go of comes back in 3 ms.
KEPT_WINDOWS = 4


@dataclass(frozen=True)
class Shows:
    """What the list is narrowed to, and in which order it stands."""

    filter: Filter = EVERYTHING
    order: Order = "newest"

    @property
    def is_in_time(self) -> bool:
        """Whether it runs from day to day, so that a day is named once."""
        return self.order == "newest" or not self.filter.text.strip()


EVERYTHING_SHOWN = Shows()


@dataclass(frozen=True)
class MarkedBy:
    """What marking sessions needs: the time it is, and words for a session."""

    now: Callable[[], datetime]
    describe: Callable[[Occasion], MarkText]


class EntryModel(QAbstractTableModel):
    """Entries newest first, with sessions marked between them; or those that fit, or are found.

    One question is under way at a time, so that a quick scroll asks for where it ends and not for
    every place it came by. Answers to an older search are dropped.
    """

    loaded = Signal()  # the rows were replaced, as ``load`` asked
    failed = Signal(object)  # KetaGuideError; what was there stays

    def __init__(
        self,
        desk: Desk,
        *,
        describe: Callable[[EntryRow], RowText],
        marks: MarkedBy | None = None,
        parent: QObject | None = None,
    ) -> None:
        """Args:
        describe: makes the words of a row; called once for each row that is shown.
        marks: without it no session is marked.
        """
        super().__init__(parent)
        self._desk = desk
        self._describe = describe
        self._marks = marks
        self._windows: dict[int, tuple[EntryRow, ...]] = {}
        self._texts: dict[str, RowText] = {}
        self._count = 0
        self._version = 0
        self._is_loading = False
        self._asked: int | None = None
        self._wanted: int | None = None
        self.places = TimelineRows()
        self.shown = EVERYTHING_SHOWN
        self.sought = Sought()

    @property
    def text(self) -> str:
        """The words that were searched for."""
        return self.shown.filter.text

    @property
    def count(self) -> int:
        """How many entries there are, without the marks between them."""
        return self._count

    def load(self, text: str = "", *, near: int = 0, shows: Shows | None = None) -> None:
        """Ask anew; what is there stays until the answer has come.

        Args:
            text: words to search for; empty for the whole journal.
            near: the row that will be looked at first.
            shows: what else the list is narrowed to, in which order.
        """
        given = shows or EVERYTHING_SHOWN
        wanted = replace(given, filter=replace(given.filter, text=text))
        self._version += 1
        self._is_loading = True
        first = self.places.entry(max(0, near)) // WINDOW
        now = self._marks.now() if self._marks else None
        question = partial(
            timeline.opened,
            filter=wanted.filter,
            order=wanted.order,
            limit=2 * WINDOW,
            offset=first * WINDOW,
            now=now,
        )
        then = partial(self._on_loaded, self._version, wanted, first)
        if self._version == 1 and now is not None and not wanted.filter and not first:
            early = partial(timeline.begun, limit=EARLY, now=now)
            self._desk.ask(early, then, owner=self, failed=_ignored)
        self._desk.ask(question, then, owner=self, failed=partial(self._on_failed, self._version))

    def row(self, number: int) -> EntryRow | None:
        """The record; None for a mark, and while it is still being read, which this sets going."""
        if not 0 <= number < self.rowCount() or self.places.mark(number) is not None:
            return None
        window, place = divmod(self.places.entry(number), WINDOW)
        rows = self._windows.get(window)
        if rows is None:
            self._need(window)
            rows = self._windows.get(window, ())
        return rows[place] if place < len(rows) else None

    def line(self, number: int) -> RowText | None:
        """The words of a row; None while it is still being read."""
        row = self.row(number)
        return None if row is None else self._text(row)

    def mark(self, number: int) -> MarkText | None:
        """What the session's band in this row says; None for an entry."""
        occasion = self.places.mark(number)
        if occasion is None or self._marks is None:
            return None
        return self._marks.describe(occasion)

    def names_day(self, number: int) -> bool:
        """Whether this row is the first of its day, as far as the row above it has been read."""
        if not self.shown.is_in_time:
            return True
        entry = self.places.entry(number)
        above, here = self._read(entry - 1), self._read(entry)
        if above is None or here is None:
            return True
        return self._text(above).day != self._text(here).day

    def number_of(self, entry_id: str) -> int | None:
        """Where an entry stands, as far as its row has been read."""
        for window, rows in self._windows.items():
            for place, row in enumerate(rows):
                if row.id == entry_id:
                    return self.places.row(window * WINDOW + place)
        return None

    def rowCount(self, parent: Index | None = None) -> int:
        if parent is not None and parent.isValid():
            return 0
        return self._count + len(self.places)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        mark = self.mark(index.row()) if index.isValid() else None
        if mark is not None:
            return mark.spoken
        line = self.line(index.row()) if index.isValid() else None
        return line.spoken if line else tr("Loading")

    def _text(self, row: EntryRow) -> RowText:
        known = self._texts.get(row.id)
        if known is None:
            known = self._texts[row.id] = self._describe(row)
        return known

    def _read(self, entry: int) -> EntryRow | None:
        """What is there already; asks for nothing."""
        window, place = divmod(entry, WINDOW)
        rows = self._windows.get(window, ())
        return rows[place] if place < len(rows) else None

    def _on_loaded(self, version: int, wanted: Shows, first: int, answer: Opened) -> None:
        if version != self._version:
            return
        found = answer.found
        if found.count and not found.rows:
            self.places = TimelineRows()
            self.load(wanted.filter.text, near=found.count - 1, shows=wanted)
            return
        self.beginResetModel()
        self._is_loading = False
        self._asked = self._wanted = None
        self._windows.clear()
        self._texts.clear()
        self._count = found.count
        self.places = TimelineRows(answer.marks)
        self.shown = wanted
        self.sought = sought(wanted.filter.text)
        for ahead, start in enumerate(range(0, len(found.rows), WINDOW)):
            self._windows[first + ahead] = found.rows[start : start + WINDOW]
        self.endResetModel()
        self.loaded.emit()

    def _need(self, window: int) -> None:
        if self._is_loading or window == self._asked:
            return
        if self._asked is not None:
            self._wanted = window
            return
        self._asked = window
        question = partial(
            timeline.window,
            filter=self.shown.filter,
            order=self.shown.order,
            limit=WINDOW,
            offset=window * WINDOW,
            before=self._read(window * WINDOW - 1),
        )
        then = partial(self._on_window, self._version, window)
        self._desk.ask(question, then, owner=self, failed=partial(self._on_failed, self._version))

    def _on_window(self, version: int, window: int, rows: tuple[EntryRow, ...]) -> None:
        if version != self._version:
            return
        self._asked = None
        self._windows[window] = rows
        while len(self._windows) > KEPT_WINDOWS:
            for row in self._windows.pop(next(iter(self._windows))):
                self._texts.pop(row.id, None)
        if rows:
            start = window * WINDOW
            top = self.index(self.places.row(start), 0)
            # The row below may have named its day, because nothing was known above it.
            below = self.places.row(start + len(rows))
            self.dataChanged.emit(top, self.index(min(below, self.rowCount() - 1), 0))
        wanted, self._wanted = self._wanted, None
        if wanted is not None and wanted not in self._windows:
            self._need(wanted)

    def _on_failed(self, version: int, problem: KetaGuideError) -> None:
        if version != self._version:
            return
        self._is_loading = False
        self._wanted = None
        # ``_asked`` stays: painting would ask again at once, and fail again.
        self.failed.emit(problem)


def _ignored(_problem: KetaGuideError) -> None:
    """The question that follows meets it, too, and tells it."""
