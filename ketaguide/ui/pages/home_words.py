"""What Home says: the greeting, and where one stands with the session."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from ketaguide.base.clock import local
from ketaguide.base.text import tr
from ketaguide.engine.path import SESSION_HOURS
from ketaguide.ui import moments

if TYPE_CHECKING:
    from ketaguide.engine.path import Stone
    from ketaguide.store.sessions import Session

MORNING, NOON, EVENING = 5, 12, 18
# What opens later in the day than this is meant for the next: nobody writes on the session's night.
LATE = 18
# Until this hour a night belongs to the day before. Source: our own choice: people are up by then.
NIGHT_ENDS = 8


def greeting(now: datetime, zone: str, *, name: str = "") -> str:
    """By the hour on the person's own clock."""
    hour = local(now, zone).hour
    if MORNING <= hour < NOON:
        return tr("Good morning, {name}", name=name) if name else tr("Good morning")
    if NOON <= hour < EVENING:
        return tr("Good afternoon, {name}", name=name) if name else tr("Good afternoon")
    return tr("Good evening, {name}", name=name) if name else tr("Good evening")


def session_line(session: Session | None, now: datetime, *, call_first: bool = False) -> str:
    """One calm sentence or two about the session; a call that the answers ask for goes before."""
    if call_first:
        return _call_line(session)
    if session is None:
        return tr("No session is planned yet. You can begin without one.")
    start = local(session.starts_at, session.zone)
    today = local(now, session.zone).date()
    days = (start.date() - today).days
    at = moments.time_words(session.starts_at, session.zone)
    if now >= session.starts_at + timedelta(hours=SESSION_HOURS):
        return _after(-days)
    if now >= session.starts_at:
        return tr("This is the time of your session. Nothing here needs you now.")
    if days == 0:
        return tr("Your session is today at {time}. One thing at a time.", time=at)
    if days == 1:
        return tr("Your session is tomorrow at {time}. Nothing has to be finished.", time=at)
    return tr("Your session is {when}. There is plenty of time.", when=moments.in_days(days))


def _call_line(session: Session | None) -> str:
    phone = one_line(session.clinic_phone) if session else ""
    if phone:
        return tr("A call comes first. Your clinic decides. Its number: {phone}", phone=phone)
    return tr("A call comes first. Your clinic decides.")


def _after(days: int) -> str:
    if days <= 0:
        return tr("Your session was today. Rest is enough for now.")
    if days == 1:
        return tr("Your session was yesterday. Take the time you need.")
    return tr("Your session was {when}. Things may still move.", when=moments.days_ago(days))


def facts_line(session: Session, now: datetime) -> str:
    """When, where and with whom, as far as it is known."""
    parts = [when_line(session, now)]
    if session.place.strip():
        parts.append(one_line(session.place))
    if session.with_whom.strip():
        parts.append(tr("with {who}", who=one_line(session.with_whom)))
    return " · ".join(parts)


def when_line(session: Session, now: datetime) -> str:
    """Day and time on the clock of the place."""
    today = local(now, session.zone).date()
    return moments.full(session.starts_at, session.zone, today=today)


def stone_when(stone: Stone, zone: str, now: datetime) -> str:
    """The short line under a stone."""
    if stone.state == "next":
        return tr("Next step")
    if stone.state == "open":
        return tr("Begun")
    if stone.when is None:
        return ""
    today = local(now, zone).date()
    if stone.state == "done" or not stone.guide_id:
        return moments.short_day(local(stone.when, zone).date(), today=today)
    return moments.short_day(_meant_for(stone, stone.when, zone), today=today)


def _meant_for(stone: Stone, moment: datetime, zone: str) -> date:
    """The day that an opening stands for: an evening session's first hours are its own."""
    opens = local(moment, zone)
    is_late = opens.hour >= LATE and not stone.is_at_start
    return opens.date() + timedelta(days=1 if is_late else 0)


def opens_line(stone: Stone, zone: str, now: datetime) -> str:
    """From when the next step is meant; empty once that time has come."""
    if stone.when is None or stone.when <= now:
        return ""
    today = local(now, zone).date()
    day = _meant_for(stone, stone.when, zone)
    return tr("Meant for {day}", day=moments.day_words(day, today=today, weekday=True))


def left_line(left: int, done: int) -> str:
    """How the lists stand, in words that are no score."""
    if left == 0:
        return tr("Every line is ticked.")
    if left == 1:
        return tr("One line is not ticked.")
    if left <= 4:
        return tr("A few lines are not ticked.")
    return tr("Begun. There is time.") if done else tr("Nothing ticked yet. There is time.")


def is_over(session: Session | None, now: datetime) -> bool:
    """Whether the session at hand is past."""
    return session is not None and now >= session.starts_at + timedelta(hours=SESSION_HOURS)


def is_its_day(session: Session | None, now: datetime) -> bool:
    """Whether it is the day of the session, or still the night after it."""
    if session is None:
        return False
    here, day = local(now, session.zone), local(session.starts_at, session.zone).date()
    return day in (here.date(), (here - timedelta(hours=NIGHT_ENDS)).date())


def one_line(words: str) -> str:
    """What a person typed over several lines, on one."""
    return " ".join(words.split())
