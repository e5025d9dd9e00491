"""A day: the next ones offered by name, any other by calendar, or none."""

import datetime
from dataclasses import dataclass

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ketaguide.base.clock import local
from ketaguide.base.text import tr
from ketaguide.content.prompt import Value
from ketaguide.content.prompts import DatePrompt
from ketaguide.ui.prompts.base import PromptKit, PromptWidget
from ketaguide.ui.widgets.choices import Choices
from ketaguide.ui.widgets.pickers import DateEdit

OTHER, NONE = "other", "none"


@dataclass(frozen=True)
class _Offer:
    id: str
    label: str


class DayView(PromptWidget):
    """No day is set until one is chosen; "No day" takes it back."""

    def __init__(self, prompt: DatePrompt, *, kit: PromptKit) -> None:
        super().__init__(prompt, kit=kit)
        today = local(kit.clock.now(), kit.clock.zone()).date()
        ahead = prompt.days_ahead
        near = () if ahead is None else (ahead, ahead + 1)
        days = [today + datetime.timedelta(days=n) for n in near]
        self._offers = {day.isoformat(): day for day in days}
        offers = [_Offer(name, day_words(day, today)) for name, day in self._offers.items()]
        offers.append(_Offer(OTHER, tr("Another day") if days else tr("A day")))
        offers.append(_Offer(NONE, tr("No day")))
        self._choices = Choices(offers, look=self.look, name=prompt.label)
        first = days[0] if days else today
        self._edit = DateEdit(QDate(first.year, first.month, first.day), look=self.look)
        self._edit.setObjectName(f"date_{prompt.id}")
        self._edit.setAccessibleName(prompt.label)
        self._edit.setMaximumWidth(self.look.px(260))
        self.frame(self._part())
        self._choices.changed.connect(self._on_chosen)
        self._edit.dateChanged.connect(self._on_date_changed)
        self.show_value(None)

    def show_value(self, value: Value | None) -> None:
        day = _day(value)
        name = None if day is None else day.isoformat()
        self._choices.set_value(name if name is None or name in self._offers else OTHER)
        if day is not None and name not in self._offers:
            self._put(QDate(day.year, day.month, day.day))
        self._open(day is not None and name not in self._offers)

    def first(self) -> QWidget | None:
        return self._choices.focusProxy()

    def _part(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.look.gap(8))
        for widget in (self._choices, self._edit):
            column.addWidget(widget)
        return part

    def _on_chosen(self, name: object) -> None:
        self._open(name == OTHER)
        if name == OTHER:
            # The keyboard stays: arrows that pass by must not land in the date and change it.
            self.answered.emit(_iso(self._edit.date()))
        else:
            self.answered.emit(name if name in self._offers else None)

    def _on_date_changed(self, day: QDate) -> None:
        self.answered.emit(_iso(day))

    def _put(self, day: QDate) -> None:
        blocked = self._edit.blockSignals(True)
        self._edit.setDate(day)
        self._edit.blockSignals(blocked)

    def _open(self, shown: bool) -> None:  # noqa: FBT001 - a private switch
        self._edit.setVisible(shown)


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


def _day(value: object) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
