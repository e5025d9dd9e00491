"""Choosing a day: the next ones by name, any other by calendar, or none."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ketaguide.base.text import tr
from ketaguide.ui.look import Look
from ketaguide.ui.widgets.choices import Choices
from ketaguide.ui.widgets.pickers import DateEdit

OTHER, NONE = "other", "none"


@dataclass(frozen=True)
class _Offer:
    id: str
    label: str


class DayChoice(QWidget):
    """No day is set until one is chosen; "No day" takes it back."""

    chosen = Signal(object)  # "2026-11-24", or None

    def __init__(
        self,
        days: Sequence[datetime.date],
        *,
        today: datetime.date,
        look: Look,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        """Args:
        days: the ones that are offered by name.
        name: what is asked, for a screen reader.
        """
        super().__init__(parent)
        self._offers = {day.isoformat(): day for day in days}
        offers = [_Offer(key, day_words(day, today)) for key, day in self._offers.items()]
        offers.append(_Offer(OTHER, tr("Another day") if days else tr("A day")))
        offers.append(_Offer(NONE, tr("No day")))
        self.choices = Choices(offers, look=look, name=name, parent=self)
        first = days[0] if days else today
        self.edit = DateEdit(QDate(first.year, first.month, first.day), look=look, parent=self)
        self.edit.setAccessibleName(name)
        self.edit.setMaximumWidth(look.px(260))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.gap(8))
        for widget in (self.choices, self.edit):
            column.addWidget(widget)
        self.choices.changed.connect(self._on_chosen)
        self.edit.dateChanged.connect(self._on_date_changed)
        self.show_day(None)

    def show_day(self, day: datetime.date | None) -> None:
        """Show it without announcing it; None leaves the question open."""
        key = None if day is None else day.isoformat()
        self.choices.set_value(key if key is None or key in self._offers else OTHER)
        is_other = day is not None and key not in self._offers
        if day is not None and is_other:
            blocked = self.edit.blockSignals(True)
            self.edit.setDate(QDate(day.year, day.month, day.day))
            self.edit.blockSignals(blocked)
        self.edit.setVisible(is_other)

    def _on_chosen(self, key: object) -> None:
        self.edit.setVisible(key == OTHER)
        if key == OTHER:
            # The keyboard stays: arrows that pass by must not land in the date and change it.
            self.chosen.emit(_iso(self.edit.date()))
        else:
            self.chosen.emit(key if key in self._offers else None)

    def _on_date_changed(self, day: QDate) -> None:
        self.chosen.emit(_iso(day))


def day_words(day: datetime.date, today: datetime.date) -> str:
    """The day as a person says it: "Tomorrow, Tuesday 24 November"."""
    words = QLocale().toString(QDate(day.year, day.month, day.day), "dddd d MMMM")
    if day == today:
        return tr("Today, {day}", day=words)
    if day == today + datetime.timedelta(days=1):
        return tr("Tomorrow, {day}", day=words)
    return words


def _iso(day: QDate) -> str:
    return day.toString(Qt.DateFormat.ISODate)
