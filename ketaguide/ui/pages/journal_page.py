"""The journal: everything written, newest first, and found again by its words."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent

from ketaguide.base.clock import local
from ketaguide.base.text import tr, trn
from ketaguide.flows import delete_entry, read_entry
from ketaguide.flows.read_entry import Begun
from ketaguide.store import letters
from ketaguide.ui.errands import NewEntry, OpenEntry, OpenLetters
from ketaguide.ui.models.entry_model import EntryModel
from ketaguide.ui.models.entry_text import RowText, row_text
from ketaguide.ui.pages.journal_parts import Empty, JournalHead, NothingFound
from ketaguide.ui.pages.page import Page
from ketaguide.ui.pages.quiet_step import QuietStep
from ketaguide.ui.room import Room
from ketaguide.ui.undo import Undo
from ketaguide.ui.widgets.entry_list import OUTSIDE, EntryList, Place
from ketaguide.ui.widgets.notice import announce
from ketaguide.ui.widgets.stack import Stack

if TYPE_CHECKING:
    from ketaguide.store.entries import EntryRow


class JournalPage(Page):
    """A list that keeps its place: while searching, while reading, while things change."""

    watches: ClassVar[frozenset[str]] = frozenset({"Entry", "Draft", "Letter"})

    def __init__(self, room: Room) -> None:
        super().__init__(room, name="journal_page")
        look = room.look
        self._begun = Begun()
        self._text = ""
        self._goal = Place()
        self._before_search = Place()
        self._deleted_id = ""
        self._quiet = QuietStep(self)
        self._model = EntryModel(room.desk, describe=self._describe, parent=self)
        self.entries = EntryList(self._model, look=look)
        self.entries.setObjectName("entries")
        self.entries.setAccessibleName(tr("Entries, newest first"))
        self._head = JournalHead(look=look)
        self._empty = Empty(look=look)
        self._nothing = NothingFound(look=look)
        # The list is wider than the column, so that its bar stands beside the cards.
        self.sheet.set_sides(max_width=980 + 2 * OUTSIDE, margin=36 - OUTSIDE, below=0)
        column = Stack()
        column.setContentsMargins(OUTSIDE, 0, OUTSIDE, 0)
        column.setSpacing(look.gap(16))
        for part in (self._head, self._empty, self._nothing):
            column.addWidget(part)
        self.body.addLayout(column)
        self.body.addWidget(self.entries, 1)
        self._spare = self.body.count()
        self.body.addStretch(0)
        for hidden in (self._empty, self._nothing, self.entries):
            hidden.hide()
        self._model.loaded.connect(self._on_loaded)
        self._model.failed.connect(self.refused)
        self._head.write_wanted.connect(self._on_write_wanted)
        self._empty.write_wanted.connect(self._on_write_wanted)
        self._head.letters_wanted.connect(self._on_letters_wanted)
        self._head.search.changed.connect(self._on_search_changed)
        self._head.search.left.connect(self._on_search_left)
        self._nothing.clear_wanted.connect(self._head.search.clear)
        self.entries.opened.connect(self._on_opened)
        self.entries.delete_wanted.connect(self._on_delete_wanted)

    def reload(self) -> None:
        self.room.desk.ask(letters.count, self._head.show_letters, owner=self)
        self._load(self._text, goal=self.entries.place())

    def focus_search(self) -> None:
        """Put the keyboard into the search field; what stands there can be typed over."""
        if self._head.search.isVisibleTo(self):
            self._head.search.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._head.search.line.selectAll()
        else:
            self.focus_first()

    def focus_first(self) -> None:
        if self.entries.isVisibleTo(self):
            self.entries.setFocus(Qt.FocusReason.TabFocusReason)
        elif self._nothing.isVisibleTo(self):
            self._head.search.line.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._empty.write.setFocus(Qt.FocusReason.TabFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        Undo.over(self, self.room)
        super().showEvent(event)

    def _load(self, text: str, *, goal: Place) -> None:
        self._text, self._goal = text, goal
        self.room.desk.ask(read_entry.begun, self._on_begun, owner=self, failed=self.refused)
        self._model.load(text, near=goal.top)

    def _describe(self, row: EntryRow) -> RowText:
        clock = self.room.clock
        return row_text(
            row,
            catalogue=self.room.catalogue(),
            today=local(clock.now(), clock.zone()).date(),
            is_begun=row.id in self._begun.entry_ids,
        )

    def _on_begun(self, begun: Begun) -> None:
        self._begun = begun
        self._head.show_draft(begun.new)
        self._empty.show_draft(begun.new)

    def _on_loaded(self) -> None:
        count, is_search = self._model.rowCount(), bool(self._model.sought)
        self._empty.setVisible(not count and not is_search)
        self._nothing.setVisible(not count and is_search)
        self.entries.setVisible(bool(count))
        self._head.show_tools(bool(count) or is_search)
        self.body.setStretch(self._spare, 0 if count else 1)
        words = ""
        if is_search and count:
            words = trn("{count} entry with these words", "{count} entries with these words", count)
        self._head.status.setText(words)
        self._head.status.setVisible(bool(words))
        if is_search:
            announce(self._head.status, words or self._nothing.words)
        self.entries.go_to(self._goal)
        if self._deleted_id and self._model.number_of(self._deleted_id) is not None:
            self.entries.choose(self._deleted_id)
            self._deleted_id = ""

    def _on_search_changed(self, text: str) -> None:
        if not self._text:
            self._before_search = self.entries.place()
        self._load(text, goal=Place() if text else self._before_search)

    def _on_search_left(self) -> None:
        if self.entries.isVisibleTo(self):
            self.entries.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_opened(self, entry_id: str) -> None:
        self.go_wanted.emit(OpenEntry(entry_id))

    def _on_write_wanted(self) -> None:
        self.go_wanted.emit(NewEntry())

    def _on_letters_wanted(self) -> None:
        self.go_wanted.emit(OpenLetters())

    def _on_delete_wanted(self, entry_id: str) -> None:
        self._quiet.ask(tr("Delete this entry now?"), partial(self._delete, entry_id))

    def _delete(self, entry_id: str) -> None:
        self._deleted_id = ""
        Undo.over(self, self.room).ask(
            partial(delete_entry.delete, entry_id=entry_id),
            words=tr("Entry deleted."),
            way_back=lambda deleted: partial(delete_entry.undo, deleted=deleted),
        )
        self._deleted_id = entry_id
