"""The journal: everything written, newest first, and found again in several ways."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent

from ketaguide.base.clock import local
from ketaguide.base.text import tr, trn
from ketaguide.flows import delete_entry, journal_names, read_entry
from ketaguide.flows.read_entry import Begun
from ketaguide.store import letters, preferences
from ketaguide.store.narrowing import EVERYTHING, Filter
from ketaguide.ui.errands import NewEntry, OpenEntry, OpenSeries, PlanSession, ShowEntries
from ketaguide.ui.models.entry_model import EntryModel, MarkedBy, Shows
from ketaguide.ui.models.entry_text import RowText, row_text
from ketaguide.ui.models.filter_words import Naming, feeling_words, with_part
from ketaguide.ui.models.timeline_rows import MarkText, mark_text
from ketaguide.ui.pages.journal_aside import Aside
from ketaguide.ui.pages.journal_narrow import Narrowing
from ketaguide.ui.pages.journal_parts import Empty, JournalHead, NothingFound
from ketaguide.ui.pages.journal_views import OtherViews
from ketaguide.ui.pages.page import Page
from ketaguide.ui.pages.quiet_step import QuietStep
from ketaguide.ui.room import Room
from ketaguide.ui.undo import Undo
from ketaguide.ui.widgets.entry_list import OUTSIDE, EntryList, Place
from ketaguide.ui.widgets.notice import announce
from ketaguide.ui.widgets.stack import Stack

if TYPE_CHECKING:
    from datetime import date

    from ketaguide.flows.journal_names import Names
    from ketaguide.flows.timeline import Occasion
    from ketaguide.store.entries import EntryRow
    from ketaguide.store.search import Order


class JournalPage(Page):
    """A list that keeps its place: while searching, while reading, while things change."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {"Entry", "Draft", "Letter", "Session", "Series", "Preference", "Attachment"}
    )

    def __init__(self, room: Room) -> None:
        super().__init__(room, name="journal_page")
        look = room.look
        self._begun = Begun()
        self._shows = Shows()
        self._view = "timeline"
        self._goal = Place()
        self._before_search = Place()
        self._deleted_id = ""
        self._quiet = QuietStep(self)
        marks = MarkedBy(room.clock.now, self._describe_mark)
        self._model = EntryModel(room.desk, describe=self._describe, marks=marks, parent=self)
        self.entries = EntryList(self._model, look=look)
        self.entries.setObjectName("entries")
        self.entries.setAccessibleName(tr("Entries, newest first"))
        self._head = JournalHead(look=look)
        self._narrowing = Narrowing(look=look)
        self._aside = Aside(room, describe=self._describe)
        self._others = OtherViews(room, describe=self._describe)
        self._empty = Empty(look=look)
        self._nothing = NothingFound(look=look)
        self._lay()
        self._wire()

    def reload(self) -> None:
        self._load(self._shows, goal=self.entries.place())
        self.room.desk.ask(letters.count, self._head.show_letters, owner=self)
        self._aside.ask_day(self._others.offer_day)
        self._ask_names()
        if self._view == "calendar":
            self._others.show_view(self._view)

    def show_entries(self, errand: ShowEntries) -> None:
        """Show the timeline with only the entries that another page leads to."""
        self._narrow_to(
            Filter(session_id=errand.session_id, tag=errand.tag, feeling=errand.feeling)
        )

    def focus_search(self) -> None:
        """Put the keyboard into the search field; what stands there can be typed over."""
        if self._head.search.isVisibleTo(self):
            self._head.search.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._head.search.line.selectAll()
        else:
            self.focus_first()

    def focus_first(self) -> None:
        if self._view != "timeline":
            self._others.focus_first()
        elif self.entries.isVisibleTo(self):
            self.entries.setFocus(Qt.FocusReason.TabFocusReason)
        elif self._nothing.isVisibleTo(self):
            self._head.search.line.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._empty.write.setFocus(Qt.FocusReason.TabFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        Undo.over(self, self.room)
        super().showEvent(event)

    def _lay(self) -> None:
        # The list is wider than the column, so that its bar stands beside the cards.
        self.sheet.set_sides(max_width=980 + 2 * OUTSIDE, margin=36 - OUTSIDE, below=0)
        column = Stack()
        column.setContentsMargins(OUTSIDE, 0, OUTSIDE, 0)
        column.setSpacing(self.room.look.gap(12))
        parts = (self._head, self._narrowing, self._aside, self._others)
        for part in (*parts, self._empty, self._nothing):
            column.addWidget(part)
        self.body.addLayout(column)
        self.body.addWidget(self.entries, 1)
        self._spare = self.body.count()
        self.body.addStretch(0)
        for hidden in (self._empty, self._nothing, self.entries):
            hidden.hide()

    def _wire(self) -> None:
        head = self._head
        self._model.loaded.connect(self._on_loaded)
        self._model.failed.connect(self.refused)
        for part in (head, self._empty):
            part.write_wanted.connect(self._on_write_wanted)
        for way in (head, self._aside):
            way.go_wanted.connect(self.go_wanted)
        head.search.changed.connect(self._on_search_changed)
        head.search.left.connect(self._on_search_left)
        head.views.changed.connect(self._on_view_wanted)
        head.narrow.clicked.connect(self._on_fold_wanted)
        head.order.changed.connect(self._on_order_wanted)
        self._narrowing.changed.connect(self._on_narrowed)
        self._nothing.clear_wanted.connect(self._on_all_wanted)
        for view in (self.entries, self._others):
            view.delete_wanted.connect(self._on_delete_wanted)
            view.session_wanted.connect(self._on_session_wanted)
        for opening in (self.entries, self._others, self._aside):
            opening.opened.connect(self._on_opened)
        self._others.chosen.connect(self._on_name_chosen)
        self._others.day_wanted.connect(partial(self._put_day, is_on=True))
        self._aside.day_off_wanted.connect(partial(self._put_day, is_on=False))

    def _load(self, shows: Shows, *, goal: Place) -> None:
        self._shows, self._goal = shows, goal
        self.room.desk.ask(read_entry.begun, self._on_begun, owner=self, failed=self.refused)
        self._model.load(shows.filter.text, near=goal.top, shows=shows)

    def _describe(self, row: EntryRow) -> RowText:
        return row_text(
            row,
            catalogue=self.room.catalogue(),
            today=self._today(),
            is_begun=row.id in self._begun.entry_ids,
        )

    def _describe_mark(self, one: Occasion) -> MarkText:
        return mark_text(one, today=self._today())

    def _today(self) -> date:
        clock = self.room.clock
        return local(clock.now(), clock.zone()).date()

    def _on_begun(self, begun: Begun) -> None:
        self._begun = begun
        self._head.show_draft(begun.new)
        self._empty.show_draft(begun.new)

    def _on_loaded(self) -> None:
        count, is_search = self._model.count, bool(self._model.sought)
        is_narrowed = bool(replace(self._shows.filter, text=""))
        in_time, is_less = self._view == "timeline", is_search or is_narrowed
        self._empty.setVisible(in_time and not count and not is_less)
        self._nothing.show_why(has_words=is_search, is_narrowed=is_narrowed)
        self._nothing.setVisible(in_time and not count and is_less)
        self.entries.setVisible(in_time and bool(count))
        self._head.show_tools(bool(count) or is_less or not in_time)
        self.body.setStretch(self._spare, 0 if count and in_time else 1)
        words = ""
        if is_search and count:
            words = trn("{count} entry with these words", "{count} entries with these words", count)
        elif is_narrowed and count:
            words = trn("{count} entry fits", "{count} entries fit", count)
        self._head.show_found(words if in_time else "", has_order=is_search and bool(count))
        if is_less and in_time:
            announce(self._head.status, words or self._nothing.words)
        self.entries.go_to(self._goal)
        if self._deleted_id and self._model.number_of(self._deleted_id) is not None:
            self.entries.choose(self._deleted_id)
            self._deleted_id = ""

    def _ask_names(self) -> None:
        """Only where something shows them: counting every tag takes longer than the first page."""
        is_list = self._view not in ("timeline", "calendar")
        if is_list or not self._narrowing.is_folded or replace(self._shows.filter, text=""):
            self.room.desk.ask(journal_names.names, self._on_names, owner=self)
        else:
            self._on_names(journal_names.NONE)

    def _on_names(self, names: Names) -> None:
        feelings = feeling_words(self.room.catalogue()) if names.feelings else {}
        zone = self.room.clock.zone()
        naming = Naming(self._today(), zone, names, feelings)
        wanted = self._shows.filter
        in_time = self._view == "timeline"
        self._narrowing.show_filter(wanted, naming)
        self._narrowing.setVisible(in_time and self._narrowing.has_anything)
        self._others.show_names(naming)
        here = [one for one in names.occasions if one.session_id == wanted.session_id]
        self._aside.show_session(here[0] if here and in_time else None)

    def _on_search_changed(self, text: str) -> None:
        if self._view != "timeline":
            self._show_view("timeline")
        if not self._shows.filter.text:
            self._before_search = self.entries.place()
        shows = replace(self._shows, filter=replace(self._shows.filter, text=text))
        self._load(shows, goal=Place() if text else self._before_search)

    def _on_search_left(self) -> None:
        if self.entries.isVisibleTo(self):
            self.entries.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_order_wanted(self, order: Order) -> None:
        self._load(replace(self._shows, order=order), goal=Place())

    def _on_fold_wanted(self) -> None:
        self._narrowing.fold(not self._narrowing.is_folded)
        self._head.show_folded(self._narrowing.is_folded)
        self._ask_names()

    def _on_narrowed(self, wanted: Filter) -> None:
        wanted = replace(wanted, text=self._shows.filter.text)
        self._load(replace(self._shows, filter=wanted), goal=Place())
        self._ask_names()

    def _on_all_wanted(self) -> None:
        self._head.search.clear()
        self._on_narrowed(EVERYTHING)

    def _narrow_to(self, wanted: Filter) -> None:
        """Words searched for are let go."""
        self._head.search.line.clear()
        self._show_view("timeline")
        self._on_narrowed(wanted)

    def _on_name_chosen(self, part: str, value: str) -> None:
        self._narrow_to(with_part(EVERYTHING, part, value))
        self.focus_first()

    def _on_view_wanted(self, view: str) -> None:
        self._show_view(view)
        self._load(self._shows, goal=self.entries.place())
        self._ask_names()

    def _show_view(self, view: str) -> None:
        self._view = view
        self._head.views.set_value(view)
        self._head.narrow.setVisible(view == "timeline")
        self._others.setVisible(view != "timeline")
        if view != "timeline":
            self._others.show_view(view)

    def _on_opened(self, entry_id: str) -> None:
        self.go_wanted.emit(OpenEntry(entry_id))

    def _on_session_wanted(self, one: Occasion) -> None:
        way = OpenSeries(one.series_id) if one.series_id else PlanSession(one.session_id)
        self.go_wanted.emit(way)

    def _on_write_wanted(self) -> None:
        self.go_wanted.emit(NewEntry())

    def _put_day(self, *, is_on: bool) -> None:
        question = partial(preferences.put, name=preferences.ON_THIS_DAY, value=is_on)
        self.room.desk.ask(question, owner=self)

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
