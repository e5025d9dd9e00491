"""The journal by the days of a month: a grid or a list, and below it what a day holds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ketaguide.base.clock import local
from ketaguide.base.text import tr
from ketaguide.flows import journal_names, looking_back
from ketaguide.flows.journal_names import MonthFacts
from ketaguide.ui.models.month_days import Month, day_words
from ketaguide.ui.pages.journal_day import DayBelow, DayLines
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.button import Button, IconButton
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.labels import Small, Title
from ketaguide.ui.widgets.month_grid import MonthGrid
from ketaguide.ui.widgets.notice import announce
from ketaguide.ui.widgets.stack import Stack

if TYPE_CHECKING:
    from ketaguide.store.entries import EntryRow
    from ketaguide.ui.models.entry_text import RowText


class CalendarView(QWidget):
    """Remembers its month and day for as long as it is there."""

    opened = Signal(str)  # entry id
    delete_wanted = Signal(str)  # entry id
    session_wanted = Signal(object)  # an Occasion
    day_wanted = Signal()  # show what was written on this day in earlier years

    def __init__(
        self, room: Room, *, describe: Callable[[EntryRow], RowText], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("journal_calendar")
        self._room, self._describe = room, describe
        look, self._today = room.look, _today(room)
        self._facts = MonthFacts()
        self._day: date | None = None
        self._title = Title(look=look)
        self._as_list = Button(tr("Show as a list"), look=look, kind="link", icon="list")
        self._as_list.setObjectName("calendar_as_list")
        self._as_list.clicked.connect(self._on_turned)
        self.grid = MonthGrid(look=look, today=self._today)
        self._days = DayLines(look=look)
        self._days.hide()
        self._legend = Small(
            tr("A dot: something was written. A diamond: the day of a session."), look=look
        )
        self._offer = Button(
            tr("Show what I wrote on this day in earlier years"), look=look, kind="link"
        )
        self._offer.setObjectName("on_this_day_wanted")
        self._offer.clicked.connect(self.day_wanted)
        self._below = DayBelow(look=look)
        self._below.hide()
        card = Card(look=look, padding=18)
        card.body.addLayout(self._head())
        for part in (self.grid, self._days, self._legend):
            card.body.addWidget(part)
        card.body.addWidget(self._offer, 0, Qt.AlignmentFlag.AlignLeft)
        column = Stack(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.gap(16))
        column.addWidget(card)
        column.addWidget(self._below)
        self.grid.chosen.connect(self._on_chosen)
        self.grid.month_wanted.connect(self._show)
        self._days.chosen.connect(self._on_chosen)
        for signal in ("opened", "delete_wanted", "session_wanted"):
            getattr(self._below, signal).connect(getattr(self, signal))

    def reload(self) -> None:
        """Ask anew for the month and the day that show."""
        self._ask()
        if self._day is not None:
            self._ask_day(self._day)

    def offer_day(self, *, is_on: bool) -> None:
        """What is switched on already is not offered."""
        self._offer.setVisible(not is_on)

    def focus_first(self) -> None:
        if self.grid.isVisibleTo(self):
            self.grid.button(self.grid.day).setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._as_list.setFocus(Qt.FocusReason.TabFocusReason)

    def _head(self) -> QHBoxLayout:
        look = self._room.look
        row = QHBoxLayout()
        row.setSpacing(look.gap(8))
        for icon, name, words, step in (
            ("chevron-left", "month_before", tr("The month before"), -1),
            ("chevron-right", "month_after", tr("The month after"), 1),
        ):
            button = IconButton(icon, words, look=look)
            button.setObjectName(name)
            button.clicked.connect(partial(self._on_stepped, step))
            row.addWidget(button)
        row.addWidget(self._title, 1)
        row.addWidget(self._as_list, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _on_stepped(self, step: int) -> None:
        self._show(self.grid.month.moved(step))

    def _show(self, month: Month) -> None:
        self.grid.show_month(month)
        self._facts = MonthFacts()
        self._ask()
        announce(self._title, month.words())

    def _ask(self) -> None:
        month = self.grid.month
        self._title.setText(month.words())
        question = partial(journal_names.month, first=month.first, last=month.last)
        self._room.desk.ask(question, partial(self._on_facts, month), owner=self)

    def _on_facts(self, month: Month, facts: MonthFacts) -> None:
        if month != self.grid.month:
            return
        self._facts = facts
        self.grid.show_marks(
            {day: found.count for day, found in facts.days.items()},
            {day: len(found) for day, found in facts.sessions.items()},
        )
        days = sorted({*facts.days, *facts.sessions})
        lines = []
        for day in days:
            begun = facts.sessions.get(day, ())
            words = day_words(day, facts.days.get(day))
            lines.append((day, f"{words} · {tr('Session')}" if begun else words))
        self._days.show_days(lines)
        if self._day is not None:
            self._below.show_sessions(facts.sessions.get(self._day, ()), today=self._today)

    def _on_turned(self) -> None:
        as_list = self.grid.isVisibleTo(self)
        self.grid.setVisible(not as_list)
        self._legend.setVisible(not as_list)
        self._days.setVisible(as_list)
        self._as_list.set_words(tr("Show as a calendar") if as_list else tr("Show as a list"))
        self._as_list.set_icon("calendar" if as_list else "list")

    def _on_chosen(self, day: date) -> None:
        self._day = day
        self.grid.choose(day)
        self._ask_day(day)

    def _ask_day(self, day: date) -> None:
        then = partial(self._on_day, day)
        question = partial(looking_back.written_on, day=day)
        self._room.desk.ask(question, then, owner=self)

    def _on_day(self, day: date, rows: tuple[EntryRow, ...]) -> None:
        if day != self._day:
            return
        shown = [(row.id, self._describe(row)) for row in rows]
        self._below.show_day(day, shown, today=self._today)
        self._below.show_sessions(self._facts.sessions.get(day, ()), today=self._today)
        announce(self._title, self._below.words)


def _today(room: Room) -> date:
    return local(room.clock.now(), room.clock.zone()).date()
