"""Quiet cards above the timeline: on this day, a session, and what was written before it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ketaguide.base.clock import local
from ketaguide.base.text import tr
from ketaguide.flows import looking_back
from ketaguide.ui import moments
from ketaguide.ui.errands import OpenSeries, PlanSession
from ketaguide.ui.look import Look
from ketaguide.ui.models.timeline_rows import session_name
from ketaguide.ui.room import Room
from ketaguide.ui.widgets.button import Button, IconButton
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.labels import Small, Title
from ketaguide.ui.widgets.notice import announce
from ketaguide.ui.widgets.page_scroll import Columns
from ketaguide.ui.widgets.stack import Stack
from ketaguide.ui.widgets.tiles import EntryCard

if TYPE_CHECKING:
    from ketaguide.flows.looking_back import OnThisDay
    from ketaguide.flows.timeline import Occasion
    from ketaguide.store.entries import EntryRow
    from ketaguide.ui.models.entry_text import RowText

Shown = Sequence[tuple[str, "RowText"]]  # entry id, and its words


class EarlierCard(Card):
    """A few entries from before, beside each other."""

    opened = Signal(str)
    close_wanted = Signal()

    def __init__(self, *, look: Look, name: str, close: str) -> None:
        """Args:
        close: what closing it says.
        """
        super().__init__(look=look, tone="soft", padding=18)
        self.setObjectName(name)
        self._look, self._name = look, name
        self.title = Title(look=look)
        self._close = IconButton("x", close, look=look)
        self._close.setObjectName(f"{name}_close")
        self._close.clicked.connect(self.close_wanted)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self._none = Small(tr("Nothing was written before it."), look=look)
        self._row: Columns | None = None
        self.body.addLayout(head)
        self.body.addWidget(self._none)
        self.hide()

    def show_entries(self, title: str, shown: Shown) -> None:
        """At most a handful."""
        self.title.setText(title)
        old, self._row = self._row, None
        if old is not None:
            old.hide()
            old.deleteLater()
        self._none.setVisible(not shown)
        if shown:
            self._row = Columns(look=self._look, at=620)
            for number, (entry_id, line) in enumerate(shown):
                self._row.add(self._card(number, entry_id, line))
            self.body.addWidget(self._row)
            self._row.show()
        self.show()

    def _card(self, number: int, entry_id: str, line: RowText) -> EntryCard:
        opening = line.opening if line.title else ""
        title = line.title or line.opening[:60]
        card = EntryCard(title, look=self._look, when=line.when, opening=opening, phase=line.phase)
        card.setObjectName(f"{self._name}_{number}")
        card.clicked.connect(lambda: self.opened.emit(entry_id))
        return card


class SessionCard(Card):
    """The session that the list is narrowed to, and where one can go from it."""

    plan_wanted = Signal(object)  # an Occasion
    series_wanted = Signal(object)
    before_wanted = Signal(object)

    def __init__(self, *, look: Look) -> None:
        super().__init__(look=look, tone="session", padding=18)
        self.setObjectName("journal_session")
        self._occasion: Occasion | None = None
        self._title = Title(look=look)
        self.body.addWidget(self._title)
        holder = QWidget()
        row = Flow(holder, gap=look.gap(8))
        self._before = self._button(
            row, tr("Before this session"), "before_session", "history", look
        )
        self._plan = self._button(row, tr("Its plan"), "session_plan", "calendar", look)
        self._series = self._button(row, tr("Its series"), "session_series", "route", look)
        self._before.clicked.connect(lambda: self.before_wanted.emit(self._occasion))
        self._plan.clicked.connect(lambda: self.plan_wanted.emit(self._occasion))
        self._series.clicked.connect(lambda: self.series_wanted.emit(self._occasion))
        self.body.addWidget(holder)
        self.hide()

    def show_session(self, one: Occasion | None, *, today: date) -> None:
        """None hides it."""
        self._occasion = one
        if one is not None:
            self._title.setText(session_name(one, today=today))
            self._series.setVisible(bool(one.series_id))
        self.setVisible(one is not None)

    @staticmethod
    def _button(row: Flow, words: str, name: str, icon: str, look: Look) -> Button:
        button = Button(words, look=look, icon=icon)
        button.setObjectName(name)
        row.addWidget(button)
        return button


class Aside(QWidget):
    """The quiet cards; each is there only when something asks for it."""

    opened = Signal(str)  # entry id
    go_wanted = Signal(object)  # an Errand
    day_off_wanted = Signal()  # never show "on this day" again

    def __init__(
        self, room: Room, *, describe: Callable[[EntryRow], RowText], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._room, self._describe = room, describe
        look = room.look
        self._session = SessionCard(look=look)
        self._before = EarlierCard(look=look, name="before", close=tr("Close"))
        self._day = EarlierCard(look=look, name="on_this_day", close=tr("Do not show this"))
        column = Stack(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.gap(12))
        for card in (self._day, self._session, self._before):
            column.addWidget(card)
        self._day.opened.connect(self.opened)
        self._before.opened.connect(self.opened)
        self._day.close_wanted.connect(self.day_off_wanted)
        self._before.close_wanted.connect(self._before.hide)
        self._session.plan_wanted.connect(self._on_plan)
        self._session.series_wanted.connect(self._on_series)
        self._session.before_wanted.connect(self.show_before)

    def ask_day(self, then: Callable[[bool], object]) -> None:
        """Show what was written on this day, if that is wanted; tells ``then`` whether it is."""
        question = partial(looking_back.on_this_day, day=self._today())
        self._room.desk.ask(question, partial(self._on_day, then), owner=self)

    def show_session(self, one: Occasion | None) -> None:
        """The session that the list is narrowed to; None without one."""
        self._session.show_session(one, today=self._today())
        if one is None:
            self._before.hide()

    def show_before(self, one: Occasion) -> None:
        """What was written last before this session."""
        question = partial(looking_back.before, moment=one.starts_at)
        self._room.desk.ask(question, partial(self._on_before, one), owner=self)

    def _on_before(self, one: Occasion, rows: tuple[EntryRow, ...]) -> None:
        name = moments.day_words(local(one.starts_at, one.zone).date(), today=self._today())
        title = tr("Before the session of {day}", day=name)
        self._before.show_entries(title, self._shown(rows))
        announce(self._before, title)

    def _on_day(self, then: Callable[[bool], object], found: OnThisDay) -> None:
        if found.rows:
            self._day.show_entries(tr("On this day"), self._shown(found.rows))
        else:
            self._day.hide()
        then(found.is_wanted)

    def _on_plan(self, one: Occasion) -> None:
        self.go_wanted.emit(PlanSession(one.session_id))

    def _on_series(self, one: Occasion) -> None:
        self.go_wanted.emit(OpenSeries(one.series_id))

    def _shown(self, rows: tuple[EntryRow, ...]) -> list[tuple[str, RowText]]:
        return [(row.id, self._describe(row)) for row in rows]

    def _today(self) -> date:
        clock = self._room.clock
        return local(clock.now(), clock.zone()).date()
