"""The journal as a list of any length: rows are read in windows, when they come into sight."""

from __future__ import annotations

from collections.abc import Callable
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
from ketaguide.store import entries, search
from ketaguide.ui.models.entry_text import RowText
from ketaguide.ui.models.found_words import Sought, sought

if TYPE_CHECKING:
    from ketaguide.store.entries import EntryRow
    from ketaguide.store.search import Found

Index = QModelIndex | QPersistentModelIndex

# Source: the timeline measurements of this project: 128 rows at a time, read while scrolling, kept
# a frame under 8 ms at 100,000 entries.
WINDOW = 128

# About 4,000 rows of at most 200 characters: some two megabytes, however long the journal is.
KEPT_WINDOWS = 32


class EntryModel(QAbstractTableModel):
    """Rows newest first, of the whole journal or of those that a search finds.

    One question is under way at a time, so that a quick scroll asks for where it ends and not for
    every place it came by. Answers to an older search are dropped.
    """

    loaded = Signal()  # the rows were replaced, as ``load`` asked
    failed = Signal(object)  # KetaGuideError; what was there stays

    def __init__(
        self, desk: Desk, *, describe: Callable[[EntryRow], RowText], parent: QObject | None = None
    ) -> None:
        """Args:
        describe: makes the words of a row; called once for each row that is shown.
        """
        super().__init__(parent)
        self._desk = desk
        self._describe = describe
        self._windows: dict[int, tuple[EntryRow, ...]] = {}
        self._texts: dict[str, RowText] = {}
        self._count = 0
        self._version = 0
        self._is_loading = False
        self._asked: int | None = None
        self._wanted: int | None = None
        self.text = ""
        self.sought = Sought()

    def load(self, text: str = "", *, near: int = 0) -> None:
        """Ask anew; what is there stays until the answer has come.

        Args:
            text: words to search for; empty for the whole journal.
            near: the row that will be looked at first.
        """
        self._version += 1
        self._is_loading = True
        first = max(0, near) // WINDOW
        question = partial(search.find, text=text, limit=2 * WINDOW, offset=first * WINDOW)
        then = partial(self._on_loaded, self._version, text, first)
        self._desk.ask(question, then, owner=self, failed=partial(self._on_failed, self._version))

    def row(self, number: int) -> EntryRow | None:
        """The record; None while it is still being read, which this sets going."""
        if not 0 <= number < self._count:
            return None
        window, place = divmod(number, WINDOW)
        rows = self._windows.get(window)
        if rows is None:
            self._need(window)
            rows = self._windows.get(window, ())
        return rows[place] if place < len(rows) else None

    def line(self, number: int) -> RowText | None:
        """The words of a row; None while it is still being read."""
        row = self.row(number)
        if row is None:
            return None
        known = self._texts.get(row.id)
        if known is None:
            known = self._texts[row.id] = self._describe(row)
        return known

    def number_of(self, entry_id: str) -> int | None:
        """Where an entry stands, as far as its row has been read."""
        for window, rows in self._windows.items():
            for place, row in enumerate(rows):
                if row.id == entry_id:
                    return window * WINDOW + place
        return None

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self._count

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        line = self.line(index.row()) if index.isValid() else None
        return line.spoken if line else tr("Loading")

    def _on_loaded(self, version: int, text: str, first: int, found: Found) -> None:
        if version != self._version:
            return
        if found.count and not found.rows:
            self.load(text, near=found.count - 1)
            return
        self.beginResetModel()
        self._is_loading = False
        self._asked = self._wanted = None
        self._windows.clear()
        self._texts.clear()
        self._count = found.count
        self.text = text
        self.sought = sought(text)
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
        offset = window * WINDOW
        then = partial(self._on_window, self._version, window)
        failed = partial(self._on_failed, self._version)
        if self.text:
            find = partial(search.find, text=self.text, limit=WINDOW, offset=offset)
            self._desk.ask(find, lambda found: then(found.rows), owner=self, failed=failed)
        else:
            self._desk.ask(
                partial(entries.page, limit=WINDOW, offset=offset), then, owner=self, failed=failed
            )

    def _on_window(self, version: int, window: int, rows: tuple[EntryRow, ...]) -> None:
        if version != self._version:
            return
        self._asked = None
        self._windows[window] = rows
        while len(self._windows) > KEPT_WINDOWS:
            for row in self._windows.pop(next(iter(self._windows))):
                self._texts.pop(row.id, None)
        if rows:
            top = self.index(window * WINDOW, 0)
            end = self.index(min(window * WINDOW + len(rows), self._count) - 1, 0)
            self.dataChanged.emit(top, end)
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
