"""What is said about small steps: never how many, never how well."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale

from ketaguide.base.clock import local
from ketaguide.base.text import tr
from ketaguide.engine import waiting
from ketaguide.ui import moments

if TYPE_CHECKING:
    from ketaguide.flows.steps import Step
    from ketaguide.store.check_ins import CheckIn

# Source: own choice; a name like "Tuesday" is clear for as long as only one can be meant.
_NAMED = timedelta(days=6)


def on_day(day: date, *, today: date) -> str:
    """ "on Tuesday", with the date where the name alone could mean another one."""
    ahead = (day - today).days
    if ahead in (-1, 0, 1):
        return (tr("yesterday"), tr("today"), tr("tomorrow"))[ahead + 1]
    if abs(day - today) <= _NAMED:
        return tr("on {day}", day=QLocale().toString(QDate(day.year, day.month, day.day), "dddd"))
    return tr("on {day}", day=moments.day_words(day, today=today))


def when(step: Step, *, today: date) -> str:
    """When a step is meant for, or what became of it and when it was made."""
    made = moments.day_words(step.made_on, today=today)
    became = {
        "kept": tr("Kept · written on {day}", day=made),
        "changed": tr("Changed · written on {day}", day=made),
        "dropped": tr("Let go · written on {day}", day=made),
    }
    if step.record.status != "open":
        return became[step.record.status]
    if step.wait_until is not None and step.wait_until > today:
        day = moments.day_words(step.wait_until, today=today, weekday=True)
        return tr("Has time · to look at again from {day}", day=day)
    if step.due_on is None or step.due_on < today:
        return tr("Written on {day}", day=made)
    return capital(_ahead(step.due_on, today=today))


def look_back(*, made_on: date, due_on: date | None, today: date) -> str:
    """Says what was meant to be, and asks nothing yet; the step's own words stand beside it."""
    if due_on is not None and due_on <= today:
        words = tr("{day} you meant to do this.", day=on_day(due_on, today=today))
    else:
        words = tr("{day} you wrote this down.", day=on_day(made_on, today=today))
    return capital(words)


def looked(check_in: CheckIn, *, today: date) -> str:
    """One look back, as a line: the day, and what was chosen."""
    day = moments.day_words(local(check_in.asked_at, check_in.zone).date(), today=today)
    chosen = {
        "keep": tr("{day}: kept", day=day),
        "change": tr("{day}: changed", day=day),
        "drop": tr("{day}: let go", day=day),
        "skip": tr("{day}: left for another time", day=day),
    }
    return chosen[check_in.choice]


def waits(until: date, *, today: date) -> str:
    """The suggestion for what cannot be taken back, with its day."""
    day = moments.day_words(until, today=today, weekday=True)
    if until <= today:
        return tr(
            "The two weeks are over since {day}. Two conversations may still be good: one with "
            "someone who does not always agree. You decide.",
            day=day,
        )
    return tr(
        "You could give it two weeks and two conversations: until {day}. One could be with "
        "someone who does not always agree. You decide, at any time.",
        day=day,
    )


def waits_not() -> str:
    """What waiting is never about; stands wherever waiting is suggested."""
    return tr(
        "This is never about leaving danger, reporting harm or getting care. Those do not wait."
    )


def waits_from(made_on: date) -> date:
    """The day that the form shows, before anything is stored."""
    return waiting.until(made_on)


def rest() -> str:
    """The answer that is as full as a step."""
    return tr("No step yet; rest counts")


def capital(words: str) -> str:
    """A sentence begins with it."""
    return words[:1].upper() + words[1:]


def _ahead(day: date, *, today: date) -> str:
    named = moments.day_words(day, today=today, weekday=True)
    if day == today:
        return tr("Today, {day}", day=named)
    return tr("Tomorrow, {day}", day=named) if day == today + timedelta(days=1) else named
