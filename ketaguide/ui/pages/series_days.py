"""The days of a series, one line each: proposed, and changed where the clinic says otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, Qt, QTime, Signal
from PySide6.QtWidgets import QWidget

from ketaguide.base.text import tr
from ketaguide.ui import moments
from ketaguide.ui.look import Look
from ketaguide.ui.pages import series_values, series_words
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.card import Card
from ketaguide.ui.widgets.field import Field
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.labels import Body, Small, Strong, Title
from ketaguide.ui.widgets.page_scroll import Columns
from ketaguide.ui.widgets.pickers import DateEdit, TimeEdit
from ketaguide.ui.widgets.stack import Stack

if TYPE_CHECKING:
    from ketaguide.ui.pages.series_values import Slot


class SeriesDays(Card):
    """Fields come only for the day that someone changes."""

    day_chosen = Signal(str, str, str)  # of a slot: its key, day and time
    day_left = Signal(str)  # a slot goes back to what was proposed
    shift_wanted = Signal(int)  # all of them, by so many days
    grown = Signal()  # other fields stand here now

    def __init__(self, *, look: Look, is_new: bool, parent: QWidget | None = None) -> None:
        super().__init__(look=look, tone="session", padding=20, parent=parent)
        self.setObjectName("series_days")
        self.setAccessibleName(tr("The days"))
        self._look = look
        self._is_new = is_new
        self._rows: dict[str, DayRow] = {}
        words = tr("A proposal. Clinics differ, so every day can be changed, now and later.")
        if not is_new:
            words = tr("What has not begun yet. What is past stays as it was.")
        self._lead = Body(words, look=look, tone="muted")
        self._lines = Stack()
        self._lines.setSpacing(look.gap(4))
        self.body.setSpacing(look.gap(10))
        self.body.addWidget(Title(tr("The days"), look=look))
        self.body.addWidget(self._lead)
        self.body.addLayout(self._lines)
        if not is_new:
            self._offer_shifts(look)

    def show_slots(self, slots: Sequence[Slot], *, now: datetime) -> None:
        """Show these; a day that is being changed stays open."""
        keys = [slot.key for slot in slots]
        for gone in [key for key in self._rows if key not in keys]:
            row = self._rows.pop(gone)
            self._lines.removeWidget(row)
            row.hide()
            row.deleteLater()
        is_more = False
        for slot in slots:
            if slot.key not in self._rows:
                self._add(slot.key)
                is_more = True
            self._rows[slot.key].show_slot(slot, now=now)
        if is_more:
            self.grown.emit()

    def first_skipped(self) -> QWidget | None:
        """The row whose time is on no clock, open to be changed."""
        row = next((one for one in self._rows.values() if one.is_skipped), None)
        if row is not None:
            row.open()
        return row

    def _add(self, key: str) -> None:
        row = DayRow(key, look=self._look, is_new=self._is_new)
        row.chosen.connect(partial(self.day_chosen.emit, key))
        row.left.connect(partial(self.day_left.emit, key))
        row.opened.connect(self.grown)
        self._rows[key] = row
        self._lines.addWidget(row)
        # A layout shows its new widgets later, and what is hidden takes no focus.
        row.show()

    def _offer_shifts(self, look: Look) -> None:
        self.body.addWidget(Strong(tr("Move all of these"), look=look))
        later = (
            ("series_day_later", tr("A day later"), 1),
            ("series_week_later", tr("A week later"), 7),
        )
        earlier = (
            ("series_day_earlier", tr("A day earlier"), -1),
            ("series_week_earlier", tr("A week earlier"), -7),
        )
        for row in (later, earlier):
            holder = QWidget()
            flow = Flow(holder, gap=look.gap(8))
            for name, words, days in row:
                button = Button(words, look=look)
                button.setObjectName(name)
                button.clicked.connect(partial(self.shift_wanted.emit, days))
                flow.addWidget(button)
            self.body.addWidget(holder)


class DayRow(QWidget):
    """One session to be, said in words; "Change" opens its fields below."""

    chosen = Signal(str, str)
    left = Signal()
    opened = Signal()

    def __init__(self, key: str, *, look: Look, is_new: bool) -> None:
        super().__init__()
        self.setObjectName(f"series_day_{key}")
        self._look = look
        self._slot: Slot | None = None
        self._is_filling = False
        self._day: DateEdit | None = None
        self._time: TimeEdit | None = None
        self._words = Strong(look=look)
        self._mark = Small(look=look)
        self._problem = Small(look=look, tone="danger")
        self._change = Button(tr("Change"), look=look, kind="link")
        self._change.setObjectName(f"series_change_{key}")
        words = tr("As proposed") if is_new else tr("As it was")
        self._back = Button(words, look=look, kind="link")
        self._back.setObjectName(f"series_proposed_{key}")
        for late in (self._mark, self._problem, self._back):
            late.hide()
        line = QWidget()
        flow = Flow(line, gap=look.gap(10))
        for part in (self._words, self._mark, self._change, self._back):
            flow.addWidget(part)
        self._column = Stack(self)
        self._column.setContentsMargins(0, look.gap(2), 0, look.gap(2))
        self._column.setSpacing(look.gap(6))
        self._column.addWidget(line)
        self._column.addWidget(self._problem)
        self._change.clicked.connect(self._on_change_clicked)
        self._back.clicked.connect(self._on_back_clicked)

    @property
    def is_skipped(self) -> bool:
        return self._slot is not None and self._slot.is_skipped

    def show_slot(self, slot: Slot, *, now: datetime) -> None:
        self._slot = slot
        today = series_values.today_of(slot, now)
        day = moments.day_words(series_values.words_day(slot), today=today, weekday=True)
        at = moments.clock_words(time.fromisoformat(slot.time))
        number = QLocale().toString(slot.number)
        words = tr("{number}. {day}, {time}", number=number, day=day, time=at)
        self._words.setText(words)
        name = tr("Change the {ordinal} day", ordinal=series_words.ordinal(slot.number))
        self._change.setAccessibleName(name)
        self._change.setAccessibleDescription(words)
        self._mark.setText(tr("Changed"))
        self._mark.setVisible(slot.is_own)
        self._back.setVisible(slot.is_own)
        self._back.setAccessibleDescription(words)
        self._problem.setText(
            tr("The clocks go forward that night, past this time. Choose another one.")
        )
        self._problem.setVisible(slot.is_skipped)
        self._fill()

    def open(self) -> None:
        """Fields for the day and the time, below the words."""
        if self._day is None or self._time is None:
            self._build()
        self._fill()
        self._change.hide()
        self.opened.emit()
        if self._day is not None:
            self._day.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        look = self._look
        self._day, self._time = DateEdit(look=look), TimeEdit(look=look)
        pattern = QLocale().timeFormat(QLocale.FormatType.ShortFormat).replace(":ss", "")
        self._time.setDisplayFormat(pattern)
        key = self.objectName().removeprefix("series_day_")
        self._day.setObjectName(f"series_day_of_{key}")
        self._time.setObjectName(f"series_time_of_{key}")
        pair = Columns(look=look, at=360, gap=12)
        pair.add(Field(tr("Day"), self._day, look=look), stretch=3)
        pair.add(Field(tr("Time"), self._time, look=look), stretch=2)
        self._column.addWidget(pair)
        pair.show()
        self._day.dateChanged.connect(self._on_chosen)
        self._time.timeChanged.connect(self._on_chosen)

    def _fill(self) -> None:
        if self._slot is None or self._day is None or self._time is None:
            return
        day, at = date.fromisoformat(self._slot.day), time.fromisoformat(self._slot.time)
        self._is_filling = True
        self._day.setDate(QDate(day.year, day.month, day.day))
        self._time.setTime(QTime(at.hour, at.minute))
        self._is_filling = False

    def _on_chosen(self) -> None:
        if self._is_filling or self._day is None or self._time is None:
            return
        day, at = self._day.date(), self._time.time()
        self.chosen.emit(
            date(day.year(), day.month(), day.day()).isoformat(),
            f"{time(at.hour(), at.minute()):%H:%M}",
        )

    def _on_change_clicked(self) -> None:
        self.open()

    def _on_back_clicked(self) -> None:
        target = self._day if self._change.isHidden() and self._day is not None else self._change
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        self.left.emit()
