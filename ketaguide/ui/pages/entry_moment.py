"""When an entry was: a day and a time, on the clocks of the zone it was written in."""

from __future__ import annotations

from datetime import date, datetime, time

from PySide6.QtCore import QDate, QTime, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from ketaguide.base.clock import local
from ketaguide.base.text import tr
from ketaguide.ui import moments
from ketaguide.ui.look import Look
from ketaguide.ui.models.entry_text import zone_words
from ketaguide.ui.models.entry_told import clock_here
from ketaguide.ui.models.wall_time import moment_at
from ketaguide.ui.widgets.flow import Flow
from ketaguide.ui.widgets.labels import Small, Strong
from ketaguide.ui.widgets.notice import announce
from ketaguide.ui.widgets.pickers import DateEdit, TimeEdit
from ketaguide.ui.widgets.stack import Stack


class EntryMoment(QWidget):
    """``moment`` follows what is chosen; a time that clocks left out is said, and moved."""

    changed = Signal()

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.moment: datetime | None = None
        self.zone = ""
        self._was: datetime | None = None
        self._here = ""
        self._wanted = time()
        self._is_filling = False
        self.day = DateEdit(look=look, name=tr("Day"))
        self.day.setObjectName("entry_day")
        self.time = TimeEdit(look=look, name=tr("Time"))
        self.time.setObjectName("entry_time")
        self._place = Small()
        self._note = Small()
        self._note.setObjectName("entry_clock_note")
        self._note.hide()
        column = Stack(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.gap(4))
        column.addWidget(self._row(look))
        column.addWidget(self._note)
        self.day.dateChanged.connect(self._on_changed)
        self.time.timeChanged.connect(self._on_time_changed)
        self.time.editingFinished.connect(self._on_left)

    def fill(self, moment: datetime, zone: str, *, now: datetime, here: str) -> None:
        """Args:
        now: no later day can be chosen, unless the entry has one already.
        here: the zone of this computer.
        """
        self._is_filling = True
        self.moment = self._was = moment
        self.zone, self._here = zone, here
        wall = local(moment, zone)
        self._wanted = time(wall.hour, wall.minute)
        last = max(wall.date(), local(now, zone).date())
        self.day.setMaximumDate(QDate(last.year, last.month, last.day))
        self.day.setDate(QDate(wall.year, wall.month, wall.day))
        self.time.setTime(QTime(wall.hour, wall.minute))
        self._is_filling = False
        self._tell("")

    def _row(self, look: Look) -> QWidget:
        row = QWidget()
        flow = Flow(row, gap=look.gap(10))
        label = Strong(tr("Written on"), look=look)
        label.setBuddy(self.day)
        at = Strong(tr("at"), look=look)
        at.setBuddy(self.time)
        for part in (label, self.day, at, self.time, self._place):
            flow.addWidget(part)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        row.setSizePolicy(policy)
        return row

    def _on_time_changed(self, at: QTime) -> None:
        if not self._is_filling:
            self._wanted = time(at.hour(), at.minute())
            self._on_changed()

    def _on_changed(self) -> None:
        if self._is_filling or self._was is None:
            return
        day = self.day.date()
        chosen = date(day.year(), day.month(), day.day())
        wall = moment_at(chosen, self._wanted, self.zone, was=self._was)
        self.moment = wall.moment
        note = ""
        if wall.moved:
            note = tr(
                "Clocks were put forward that night, and {wanted} was left out. This is kept "
                "as {time}.",
                wanted=moments.clock_words(self._wanted),
                time=moments.clock_words(wall.at),
            )
        self._tell(note)
        self.changed.emit()

    def _on_left(self) -> None:
        """Only now: while hours are stepped through, one of them must not jump ahead."""
        if self.moment is None:
            return
        wall = local(self.moment, self.zone)
        self._is_filling = True
        self.time.setTime(QTime(wall.hour, wall.minute))
        self._is_filling = False

    def _tell(self, note: str) -> None:
        if self.moment is None:
            return
        self._place.setText(zone_words(self.moment, self.zone))
        elsewhere = clock_here(self.moment, self.zone, here=self._here)
        words = " ".join(filter(None, (note, elsewhere)))
        if note and note not in self._note.text():
            announce(self, note)
        self._note.setText(words)
        self._note.setVisible(bool(words))
        self.time.setAccessibleDescription(words)
