"""A month as a calendar lays it out: weeks that begin where a language begins them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, Qt

from ketaguide.base.text import tr, trn
from ketaguide.ui.moments import spelt

if TYPE_CHECKING:
    from ketaguide.store.calendar import Day

DAYS_A_WEEK = 7


@dataclass(frozen=True, order=True)
class Month:
    """``next`` and ``before`` stop at the first and the last month that a date can have."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Month:
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return date(self.year, self.number, monthrange(self.year, self.number)[1])

    def moved(self, months: int) -> Month:
        """So many months later, or earlier."""
        count = self.year * 12 + self.number - 1 + months
        count = min(max(count, date.min.year * 12), date.max.year * 12 + 11)
        return Month(count // 12, count % 12 + 1)

    def weeks(self, *, first_weekday: int) -> tuple[tuple[date | None, ...], ...]:
        """Rows of seven; None where a day belongs to a neighbouring month.

        Args:
            first_weekday: 1 is Monday, 7 is Sunday, as in ISO 8601.
        """
        lead = (self.first.isoweekday() - first_weekday) % DAYS_A_WEEK
        count = self.last.day
        cells: list[date | None] = [None] * lead
        cells += [self.first + timedelta(days=number) for number in range(count)]
        cells += [None] * (-len(cells) % DAYS_A_WEEK)
        rows = (cells[start : start + DAYS_A_WEEK] for start in range(0, len(cells), DAYS_A_WEEK))
        return tuple(tuple(row) for row in rows)

    def words(self) -> str:
        """ "May 2026"."""
        return QLocale().toString(QDate(self.year, self.number, 1), "MMMM yyyy")


def stepped(day: date, key: int, *, mirrored: bool, first_weekday: int) -> date | None:
    """Where a key leads from ``day``; None for a key that is not for moving.

    Left and Right by a day, Up and Down by a week, Page Up and Down by a month, Home and End to the
    ends of the week. A month that is too short for the day gives its last.
    """
    onward = -1 if mirrored else 1
    by_day: Mapping[int, int] = {
        Qt.Key.Key_Left: -onward,
        Qt.Key.Key_Right: onward,
        Qt.Key.Key_Up: -DAYS_A_WEEK,
        Qt.Key.Key_Down: DAYS_A_WEEK,
    }
    into_week = (day.isoweekday() - first_weekday) % DAYS_A_WEEK
    if key == Qt.Key.Key_Home:
        return _plus(day, -into_week)
    if key == Qt.Key.Key_End:
        return _plus(day, DAYS_A_WEEK - 1 - into_week)
    if key in by_day:
        return _plus(day, by_day[key])
    if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
        return in_month(day, Month.of(day).moved(1 if key == Qt.Key.Key_PageDown else -1))
    return None


def _plus(day: date, days: int) -> date:
    """Stays within what a date can be."""
    wanted = min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal())
    return date.fromordinal(wanted)


def in_month(day: date, month: Month) -> date:
    """The same day of another month, or its last."""
    return month.first.replace(day=min(day.day, month.last.day))


def day_spoken(day: date, *, entries: int, sessions: int, is_today: bool) -> str:
    """ "Sunday 3 May, three entries, session"."""
    words = [QLocale().toString(QDate(day.year, day.month, day.day), "dddd d MMMM")]
    words.append(entries_words(entries))
    if sessions:
        words.append(trn("session", "{count} sessions", sessions))
    if is_today:
        words.append(tr("today"))
    return ", ".join(words)


def entries_words(count: int) -> str:
    """How much was written: a fact, in figures from eleven on."""
    if not count:
        return tr("nothing written")
    return trn("{number} entry", "{number} entries", count, number=spelt(count))


def day_words(day: date, found: Day | None) -> str:
    """A day of the calendar's list."""
    name = QLocale().toString(QDate(day.year, day.month, day.day), "dddd d MMMM")
    return f"{name} · {entries_words(found.count if found else 0)}"


def weekday_names(first_weekday: int) -> tuple[tuple[str, str], ...]:
    """Short and long, in the order of a calendar's columns."""
    numbers = [(first_weekday - 1 + step) % DAYS_A_WEEK + 1 for step in range(DAYS_A_WEEK)]
    locale, short = QLocale(), QLocale.FormatType.ShortFormat
    return tuple((locale.dayName(one, short), locale.dayName(one)) for one in numbers)


def first_weekday() -> int:
    """1 is Monday; as people write calendars in this computer's language."""
    return int(QLocale().firstDayOfWeek().value)
