"""What lies ahead in the next days, in one question: a few lines, none of them a task."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ketaguide.base.clock import local
from ketaguide.content.catalogue import Catalogue
from ketaguide.engine import check_ins_due
from ketaguide.export.ics import Note
from ketaguide.flows import insights, quiet, step_changes, steps
from ketaguide.flows.next_piece import next_piece
from ketaguide.flows.step_changes import Look, Looked
from ketaguide.flows.steps import Step
from ketaguide.store import preferences, sessions
from ketaguide.store.check_ins import ASKED_AFTER
from ketaguide.vault.db import Db

Kind = Literal["step", "look-again", "check-in", "sureness", "piece"]

# Source: own choice; what is more than a few lines is a list of duties.
MOST = 3
# Source: own choice, the hour for which a step's day is stored: no morning begins with it.
_HOUR = time(12)
# Source: own choice; the question comes twice in a month, so a few days are no delay.
_SURENESS_RESTS = timedelta(days=3)


@dataclass(frozen=True)
class Line:
    """One thing that lies ahead.

    Attributes:
        key: says which, to leave it out for a while.
        day: when it is meant for, or since when it could be looked at.
        made_on: when the step was made.
        after_days: of a look back.
        session_id: of a piece of the first days.
        words: the person's own; of a piece its title.
    """

    key: str
    kind: Kind
    record_id: str
    day: date
    made_on: date
    after_days: int = 0
    session_id: str = ""
    words: str = field(default="", repr=False)


@dataclass(frozen=True)
class Left:
    """What ``undo_leave`` needs of a line that was left."""

    looked: Looked | None = None
    before: str = ""


@dataclass(frozen=True)
class ComingUp:
    """At most ``MOST`` lines, by day; ``shows_words`` is the person's choice for Home."""

    lines: tuple[Line, ...] = ()
    shows_words: bool = False


def coming(db: Db, *, now: datetime, zone: str, catalogue: Catalogue | None = None) -> ComingUp:
    """Little to ask: open steps, and the looks back at them.

    A step stands here on its day and two days ahead. Past its day only its looks back ask, once
    each and one step at a time: nothing is overdue. On the day of a session and in the quiet time
    after it nobody is asked to look back.

    Args:
        catalogue: has the pieces of the first days; without it none is offered.
    """
    today = local(now, zone).date()
    left_out = _left_out(db, today)
    found = list(_lines(db, now=now, zone=zone, today=today))
    if catalogue is not None:
        found += _piece(db, now=now, zone=zone, catalogue=catalogue)
    lines = sorted(found, key=lambda one: (one.day, one.key))
    wanted = [one for one in lines if one.key not in left_out]
    later = [one for one in wanted if one.kind == "check-in"][1:]
    return ComingUp(
        lines=tuple(one for one in wanted if one not in later)[:MOST],
        shows_words=preferences.get(db, preferences.HOME_SHOWS_WORDS, False),
    )


def leave(db: Db, *, line: Line, now: datetime, zone: str) -> Left:
    """ "Not now": a look back counts as answered; anything else comes back another day, or not.

    Raises:
        NotFound: what it is about was removed.
    """
    if line.kind == "check-in":
        look = Look(line.record_id, line.after_days, "skip")
        return Left(looked=step_changes.look_back(db, look=look, now=now, zone=zone))
    today = local(now, zone).date()
    before = preferences.get(db, preferences.COMING_LEFT_OUT, "")
    # A step is left until its day is over; how sure someone is can be asked in a few days.
    until = today + _SURENESS_RESTS if line.kind == "sureness" else line.day + timedelta(days=1)
    kept = _left_out(db, today) | {line.key: until.isoformat()}
    preferences.put(db, preferences.COMING_LEFT_OUT, json.dumps(kept, sort_keys=True))
    return Left(before=before)


def undo_leave(db: Db, *, left: Left) -> None:
    """Show it again. Raises NotFound: what it is about was removed."""
    if left.looked is not None:
        step_changes.undo_look(db, looked=left.looked)
    else:
        preferences.put(db, preferences.COMING_LEFT_OUT, left.before)


def calendar_notes(db: Db, *, now: datetime, zone: str) -> tuple[Note, ...]:
    """The days still to come on which there is something, one note for each, in order."""
    today = local(now, zone).date()
    found: dict[date, str] = {}
    for step in steps.open_steps(db, now=now, zone=zone):
        ahead = check_ins_due.ahead(
            step.made_on,
            days=ASKED_AFTER,
            asked=step.asked,
            today=today,
            not_before=steps.looks_from(step),
        )
        for day in (*ahead, step.due_on, step.wait_until):
            if day is not None and day >= today:
                name = f"{step.record.id} {day.isoformat()}"
                found[day] = min(found.get(day, name), name)
    return tuple(Note(found[day], day) for day in sorted(found))


def next_note(db: Db, *, now: datetime, zone: str) -> datetime | None:
    """When there is next something to say; None while nobody wants to be told.

    Never on the day of a session.
    """
    if not preferences.get(db, preferences.NOTES_WHILE_OPEN, False):
        return None
    taken = {local(one.starts_at, one.zone).date() for one in sessions.every(db)}
    notes = calendar_notes(db, now=now, zone=zone)
    days = (note.day for note in notes if note.day not in taken)
    moments = (_noon(day, zone) for day in days)
    return next((one for one in moments if one is not None and one > now), None)


def _lines(db: Db, *, now: datetime, zone: str, today: date) -> Iterator[Line]:
    rests = _rests(db, now=now)
    for step in steps.open_steps(db, now=now, zone=zone):
        line = _line(step, today=today, is_quiet=rests)
        if line is not None:
            yield line
    if rests:
        return
    for due in insights.due(db, now=now):
        kept_on = local(due.kept_at, due.zone).date()
        yield Line(
            key=f"sureness {due.insight_id} {due.after_days}",
            kind="sureness",
            record_id=due.insight_id,
            day=kept_on + timedelta(days=due.after_days),
            made_on=kept_on,
            after_days=due.after_days,
            words=due.text,
        )


def _piece(db: Db, *, now: datetime, zone: str, catalogue: Catalogue) -> list[Line]:
    """The next piece of the first days, at most one."""
    piece = next_piece(db, now=now, zone=zone, catalogue=catalogue)
    if piece is None:
        return []
    today = local(now, zone).date()
    return [
        Line(
            key=f"piece {piece.session_id} {piece.guide_id}",
            kind="piece",
            record_id=piece.guide_id,
            day=today,
            made_on=today,
            session_id=piece.session_id,
            words=piece.title,
        )
    ]


def _rests(db: Db, *, now: datetime) -> bool:
    """Whether this is the day of a session, or the quiet time after one."""
    if quiet.until(db, now=now) is not None:
        return True
    planned = sessions.every(db)
    return any(
        local(one.starts_at, one.zone).date() == local(now, one.zone).date() for one in planned
    )


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
