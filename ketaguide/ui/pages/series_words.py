"""A series in words: where one is in it, and how its sessions are called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from ketaguide.base.clock import local
from ketaguide.base.text import tr, trn
from ketaguide.content import series as patterns
from ketaguide.ui import moments

if TYPE_CHECKING:
    from ketaguide.flows.series import Place
    from ketaguide.store.sessions import Session

AHEAD, TODAY, PAST = "ahead", "today", "past"


@dataclass(frozen=True)
class PatternChoice:
    """A way in which sessions follow one another, as it is offered."""

    id: str
    label: str
    hint: str = ""


def pattern_choices() -> tuple[PatternChoice, ...]:
    """All of them, in the order they are offered."""
    return (
        PatternChoice("six-infusions", tr("Six infusions"), tr("About three weeks, two a week.")),
        PatternChoice("eight-visits", tr("Eight visits"), tr("Four weeks, two a week.")),
        PatternChoice(patterns.OWN, tr("My own"), tr("As many, and as far apart, as it suits.")),
    )


def count_words(count: int) -> str:
    """ "six sessions"."""
    return trn("one session", "{number} sessions", count, number=moments.spelt(count))


def between_words(days: int) -> str:
    """How far one lies from the next."""
    if days % 7 == 0:
        weeks = days // 7
        return trn("a week", "{number} weeks", weeks, number=moments.spelt(weeks))
    return trn("a day", "{number} days", days, number=moments.spelt(days))


def ordinal(number: int) -> str:
    """ "third"; beyond ten, "number 12"."""
    words = (
        tr("first"),
        tr("second"),
        tr("third"),
        tr("fourth"),
        tr("fifth"),
        tr("sixth"),
        tr("seventh"),
        tr("eighth"),
        tr("ninth"),
        tr("tenth"),
    )
    if 1 <= number <= len(words):
        return words[number - 1]
    return tr("number {number}", number=QLocale().toString(number))


def place_words(place: Place) -> str:
    """ "Session 3 of 6 of “Spring”"."""
    locale = QLocale()
    number, count = locale.toString(place.number), locale.toString(place.count)
    title = " ".join(place.title.split())
    here = tr("Session {number} of {count}", number=number, count=count)
    return tr("{session} of “{title}”", session=here, title=title) if title else here


def title_of(title: str) -> str:
    """The person's own name for a series, or ours where they gave none."""
    return " ".join(title.split()) or tr("Sessions in a row")


def session_name(place: Place | None) -> str:
    """ "Session 3"; one that is in no series is called by what it is."""
    if place is None:
        return tr("A session by itself")
    return tr("Session {number}", number=QLocale().toString(place.number))


def day_line(session: Session, now: datetime) -> str:
    """Its day and time on the clock of its place."""
    return moments.full(session.starts_at, session.zone, today=local(now, session.zone).date())


def state_of(session: Session, now: datetime) -> str:
    """``AHEAD``, ``TODAY`` or ``PAST``."""
    day, today = local(session.starts_at, session.zone).date(), local(now, session.zone).date()
    return TODAY if day == today else AHEAD if session.starts_at > now else PAST


def state_words(session: Session, now: datetime) -> str:
    """How far it is, either way."""
    day, today = local(session.starts_at, session.zone).date(), local(now, session.zone).date()
    days = (day - today).days
    return moments.in_days(days) if days > 0 else moments.days_ago(-days)


def where_words(sessions: Sequence[Session], now: datetime) -> str:
    """Where one is, as a sentence; nothing is counted towards an end.

    Args:
        sessions: of the series, in their order.
    """
    if not sessions:
        return tr("No session is in it now.")
    count = moments.spelt(len(sessions))
    for number, session in enumerate(sessions, 1):
        state = state_of(session, now)
        if state == TODAY:
            return tr("The {ordinal} of {count} is today.", ordinal=ordinal(number), count=count)
        if state == AHEAD:
            return tr(
                "The {ordinal} of {count} comes next: {day}.",
                ordinal=ordinal(number),
                count=count,
                day=day_line(session, now),
            )
    if len(sessions) == 1:
        return tr("The one session in it has been.")
    return tr("All {count} have been.", count=count)
