"""Days and times in words, on the wall clock of the zone they belong to."""

from datetime import date, datetime, time

from PySide6.QtCore import QDate, QLocale, QTime

from ketaguide.base.clock import local
from ketaguide.base.text import tr, trn

# Source: written-out numbers up to ten, the usual rule of English prose.
_SPELT = 10


def day_words(day: date, *, today: date, weekday: bool = False) -> str:
    """ "26 November", with the year where it is another one."""
    pattern = "d MMMM" if day.year == today.year else "d MMMM yyyy"
    return QLocale().toString(_qdate(day), f"dddd d MMMM{pattern[6:]}" if weekday else pattern)


def short_day(day: date, *, today: date) -> str:
    """ "26 Nov", with the year where it is another one."""
    return QLocale().toString(_qdate(day), "d MMM" if day.year == today.year else "d MMM yyyy")


def time_words(moment: datetime, zone: str) -> str:
    """ "10:00", as the computer's language writes it."""
    return clock_words(local(moment, zone).time())


def clock_words(at: time) -> str:
    """Without seconds, which the plain C locale would show."""
    pattern = QLocale().timeFormat(QLocale.FormatType.ShortFormat).replace(":ss", "")
    return QLocale().toString(QTime(at.hour, at.minute), pattern)


def full(moment: datetime, zone: str, *, today: date) -> str:
    """ "Thursday 26 November, 10:00"."""
    day = day_words(local(moment, zone).date(), today=today, weekday=True)
    return tr("{day}, {time}", day=day, time=time_words(moment, zone))


def in_days(count: int) -> str:
    """How far ahead a day lies, from tomorrow on."""
    if count == 1:
        return tr("tomorrow")
    if count <= _SPELT:
        return tr("in {number} days", number=spelt(count))
    if count < 28:
        weeks = round(count / 7)
        return tr("in about {number} weeks", number=spelt(weeks))
    return trn("in about {count} month", "in about {count} months", max(1, round(count / 30.4)))


def days_ago(count: int) -> str:
    """How far back a day lies, from today on."""
    if count == 0:
        return tr("today")
    if count == 1:
        return tr("yesterday")
    if count <= _SPELT:
        return tr("{number} days ago", number=spelt(count))
    if count < 28:
        return tr("about {number} weeks ago", number=spelt(round(count / 7)))
    return trn("about {count} month ago", "about {count} months ago", max(1, round(count / 30.4)))


def spelt(count: int) -> str:
    """A small number as a word; a larger one in figures."""
    words = (
        tr("no"),
        tr("one"),
        tr("two"),
        tr("three"),
        tr("four"),
        tr("five"),
        tr("six"),
        tr("seven"),
        tr("eight"),
        tr("nine"),
        tr("ten"),
    )
    return words[count] if 0 <= count < len(words) else QLocale().toString(count)


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
