"""What lies ahead in the next days, in one question: a few lines, none of them a task."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ketaguide.base.clock import local
from ketaguide.engine import check_ins_due
from ketaguide.export.ics import Note
from ketaguide.flows import quiet, steps
from ketaguide.flows.steps import Step
from ketaguide.store import check_ins, preferences
from ketaguide.store.check_ins import ASKED_AFTER
from ketaguide.vault.db import Db

Kind = Literal["step", "look-again", "check-in", "sureness"]

# Source: own choice; what is more than a few lines is a list of duties.
MOST = 3
# Source: own choice, the hour for which a step's day is stored: no morning begins with it.
_HOUR = time(12)


@dataclass(frozen=True)
class Line:
    """One thing that lies ahead.

    Attributes:
        key: says which, to leave it out for a while.
        day: when it is meant for, or since when it could be looked at.
        made_on: when the step was made.
        after_days: of a look back.
        words: the person's own.
    """

    key: str
    kind: Kind
    record_id: str
    day: date
    made_on: date
    after_days: int = 0
    words: str = field(default="", repr=False)


@dataclass(frozen=True)
class ComingUp:
    """At most ``MOST`` lines, by day; ``shows_words`` is the person's choice for Home."""

    lines: tuple[Line, ...] = ()
    shows_words: bool = False


def coming(db: Db, *, now: datetime, zone: str) -> ComingUp:
    """Little to ask: open steps, and the looks back at them.

    A step stands here on its day and two days ahead. Past its day only its looks back ask, once
    each: nothing is overdue. In the quiet time after a session nobody is asked to look back.
    """
    today = local(now, zone).date()
    left_out = _left_out(db, today)
    lines = sorted(_lines(db, now=now, zone=zone, today=today), key=lambda one: (one.day, one.key))
    return ComingUp(
        lines=tuple(one for one in lines if one.key not in left_out)[:MOST],
        shows_words=preferences.get(db, preferences.HOME_SHOWS_WORDS, False),
    )


def not_now(db: Db, *, key: str, until: date, today: date) -> str:
    """Leave a line out before ``until``; hands back what ``undo_not_now`` takes."""
    before = preferences.get(db, preferences.COMING_LEFT_OUT, "")
    kept = _left_out(db, today) | {key: until.isoformat()}
    preferences.put(db, preferences.COMING_LEFT_OUT, json.dumps(kept, sort_keys=True))
    return before


def undo_not_now(db: Db, *, before: str) -> None:
    """Show it again."""
    preferences.put(db, preferences.COMING_LEFT_OUT, before)


def calendar_notes(db: Db, *, now: datetime, zone: str) -> tuple[Note, ...]:
    """The days still to come on which there is something, one note for each, in order."""
    today = local(now, zone).date()
    found: dict[date, str] = {}
    for step in steps.open_steps(db, now=now, zone=zone):
        asked = steps.asked(check_ins.for_commitment(db, step.record.id))
        ahead = check_ins_due.ahead(step.made_on, days=ASKED_AFTER, asked=asked, today=today)
        for day in (*ahead, step.due_on, step.wait_until):
            if day is not None and day >= today:
                name = f"{step.record.id} {day.isoformat()}"
                found[day] = min(found.get(day, name), name)
    return tuple(Note(found[day], day) for day in sorted(found))


def next_note(db: Db, *, now: datetime, zone: str) -> datetime | None:
    """When there is next something to say; None while nobody wants to be told."""
    if not preferences.get(db, preferences.NOTES_WHILE_OPEN, False):
        return None
    days = (note.day for note in calendar_notes(db, now=now, zone=zone))
    moments = (_noon(day, zone) for day in days)
    return next((one for one in moments if one is not None and one > now), None)


def _lines(db: Db, *, now: datetime, zone: str, today: date) -> Iterator[Line]:
    is_quiet = quiet.until(db, now=now) is not None
    for step in steps.open_steps(db, now=now, zone=zone):
        line = _line(step, today=today, is_quiet=is_quiet)
        if line is not None:
            yield line


def _line(step: Step, *, today: date, is_quiet: bool) -> Line | None:
    """One for each step: where it is asked about, that stands for it."""
    record, day = step.record, step.day
    if step.check_in is not None and not is_quiet:
        after = step.check_in.after_days
        return Line(
            key=f"check-in {record.id} {after}",
            kind="check-in",
            record_id=record.id,
            day=step.check_in.since,
            made_on=step.made_on,
            after_days=after,
            words=record.action,
        )
    if day is None or not today <= day <= today + steps.SOON:
        return None
    kind: Kind = "look-again" if day == step.wait_until else "step"
    return Line(
        key=f"{kind} {record.id} {day.isoformat()}",
        kind=kind,
        record_id=record.id,
        day=day,
        made_on=step.made_on,
        words=record.action,
    )


def _left_out(db: Db, today: date) -> dict[str, str]:
    """By key, until when; without those whose time is over."""
    try:
        stored = json.loads(preferences.get(db, preferences.COMING_LEFT_OUT, "") or "{}")
    except ValueError:
        return {}
    if not isinstance(stored, Mapping):
        return {}
    return {str(key): str(until) for key, until in stored.items() if str(until) > today.isoformat()}


def _noon(day: date, zone: str) -> datetime | None:
    try:
        return datetime.combine(day, _HOUR, ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError):
        return None


def next_day(today: date) -> date:
    """When a line that was left is shown again."""
    return today + timedelta(days=1)
