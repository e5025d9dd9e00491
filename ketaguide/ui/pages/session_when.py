"""Day, time and zone of a session, said back in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from zoneinfo import available_timezones

from PySide6.QtCore import QDate, QLocale, QTime, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ketaguide.base.clock import local
from ketaguide.base.text import tr
from ketaguide.ui import moments
from ketaguide.ui.look import Look
from ketaguide.ui.pages import session_values
from ketaguide.ui.widgets.button import Button
from ketaguide.ui.widgets.field import Field
from ketaguide.ui.widgets.labels import Small
from ketaguide.ui.widgets.page_scroll import Columns
from ketaguide.ui.widgets.pickers import DateEdit, Select, TimeEdit
from ketaguide.ui.widgets.stack import Stack


class SessionWhen(QWidget):
    """The list of zones is read only when someone wants another one."""

    changed = Signal()

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._zone = "UTC"
        self._day = DateEdit(look=look)
        self._day.setObjectName("session_day")
        self._time = TimeEdit(look=look)
        self._time.setObjectName("session_time")
        pattern = QLocale().timeFormat(QLocale.FormatType.ShortFormat).replace(":ss", "")
        self._time.setDisplayFormat(pattern)
        self._zones = Select(look=look)
        self._zones.setObjectName("session_zone")
        self._day_field = Field(tr("Day"), self._day, look=look)
        self._time_field = Field(tr("Time"), self._time, look=look)
        self._zone_field = Field(tr("Time zone"), self._zones, look=look)
        self._zone_field.hide()
        self._said = Small(look=look, tone="ink")
        self._said.setObjectName("session_when_said")
        self._zone_line = Small(look=look)
        self._other = Button(tr("Another time zone"), look=look, kind="link")
        self._other.setObjectName("session_other_zone")
        pair = Columns(look=look, at=360, gap=12)
        pair.add(self._day_field, stretch=3)
        pair.add(self._time_field, stretch=2)
        zone = QHBoxLayout()
        zone.setSpacing(look.gap(12))
        zone.addWidget(self._zone_line, 1)
        zone.addWidget(self._other)
        column = Stack(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.gap(8))
        column.addWidget(pair)
        column.addWidget(self._said)
        column.addLayout(zone)
        column.addWidget(self._zone_field)
        self.setFocusProxy(self._day)
        self._day.dateChanged.connect(self._on_touched)
        self._time.timeChanged.connect(self._on_touched)
        self._zones.activated.connect(self._on_zone_activated)
        self._other.clicked.connect(self._on_other_clicked)

    def values(self) -> dict[str, str]:
        """``day``, ``time`` and ``zone`` as texts."""
        day, at = self._day.date(), self._time.time()
        return {
            "day": date(day.year(), day.month(), day.day()).isoformat(),
            "time": f"{time(at.hour(), at.minute()):%H:%M}",
            "zone": self._zone,
        }

    def set_values(self, values: Mapping[str, str]) -> None:
        """Show them without announcing it."""
        day, at = date.fromisoformat(values["day"]), time.fromisoformat(values["time"])
        self._zone = values["zone"]
        self._quietly(day, at)
        self._zone_line.setText(tr("On the clock of {place}", place=place_words(self._zone)))
        self._zones.set_value(self._zone)

    def say(self, now: datetime) -> None:
        """Repeat the day in words, and how far it is."""
        values = self.values()
        moment = session_values.starts_at(values)
        if moment is None:
            return
        today = local(now, self._zone).date()
        day = local(moment, self._zone).date()
        words = moments.full(moment, self._zone, today=today)
        ahead = (day - today).days
        far = moments.in_days(ahead) if ahead > 0 else moments.days_ago(-ahead)
        self._said.setText(tr("{when} · {far}", when=words, far=far))

    def set_problem(self, words: str) -> None:
        """Say it beside the time; empty takes it back."""
        self._time_field.set_error(words)

    def _quietly(self, day: date, at: time) -> None:
        for field in (self._day, self._time):
            field.blockSignals(True)
        self._day.setDate(QDate(day.year, day.month, day.day))
        self._time.setTime(QTime(at.hour, at.minute))
        for field in (self._day, self._time):
            field.blockSignals(False)

    def _on_touched(self) -> None:
        self.changed.emit()

    def _on_other_clicked(self) -> None:
        if not self._zones.count():
            for name in sorted(available_timezones() | {self._zone}):
                self._zones.add(name, name.replace("_", " "))
            self._zones.set_value(self._zone)
        self._zone_field.show()
        self._other.hide()
        self._zones.setFocus()

    def _on_zone_activated(self) -> None:
        self._zone = self._zones.value()
        self._zone_line.setText(tr("On the clock of {place}", place=place_words(self._zone)))
        self.changed.emit()


def place_words(zone: str) -> str:
    """ "Lisbon" for ``Europe/Lisbon``."""
    return zone.rpartition("/")[2].replace("_", " ")
