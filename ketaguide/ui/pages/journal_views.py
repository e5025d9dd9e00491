"""The journal looked at in other ways than by time: built when each is first wanted."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ketaguide.ui.models.filter_words import Naming
from ketaguide.ui.pages.journal_calendar import CalendarView
from ketaguide.ui.pages.journal_names_view import NamesView
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.stack import Stack

if TYPE_CHECKING:
    from ketaguide.store.entries import EntryRow
    from ketaguide.ui.models.entry_text import RowText


class OtherViews(QWidget):
    """One at a time; each keeps what was chosen in it."""

    opened = Signal(str)  # entry id
    delete_wanted = Signal(str)  # entry id
    session_wanted = Signal(object)  # an Occasion
    day_wanted = Signal()  # show what was written on this day in earlier years
    chosen = Signal(str, str)  # a part of the filter, and its value

    def __init__(
        self, room: Room, *, describe: Callable[[EntryRow], RowText], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._room, self._describe = room, describe
        self._views: dict[str, CalendarView | NamesView] = {}
        self._shows_day = False
        self._column = Stack(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def show_view(self, name: str) -> None:
        """Show this one, and hide the others."""
        view = self._views.get(name)
        if view is None:
            view = self._views[name] = self._make(name)
            self._column.addWidget(view)
        for other, one in self._views.items():
            one.setVisible(other == name)
        self.show()
        if isinstance(view, CalendarView):
            view.reload()

    def show_names(self, naming: Naming) -> None:
        """Fill the lists that were built."""
        for view in self._views.values():
            if isinstance(view, NamesView):
                view.show_names(naming)

    def offer_day(self, is_on: bool) -> None:  # noqa: FBT001 - an answer from the vault
        """Whether "on this day" is switched on already."""
        self._shows_day = is_on
        for view in self._views.values():
            if isinstance(view, CalendarView):
                view.offer_day(is_on=is_on)

    def focus_first(self) -> None:
        for view in self._views.values():
            if view.isVisibleTo(self):
                view.focus_first()

    def _make(self, name: str) -> CalendarView | NamesView:
        if name != "calendar":
            names = NamesView(name, look=self._room.look)
            names.chosen.connect(self.chosen)
            return names
        view = CalendarView(self._room, describe=self._describe)
        view.opened.connect(self.opened)
        view.delete_wanted.connect(self.delete_wanted)
        view.session_wanted.connect(self.session_wanted)
        view.day_wanted.connect(self.day_wanted)
        view.offer_day(is_on=self._shows_day)
        return view
