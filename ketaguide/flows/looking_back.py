"""Earlier entries that a person may meet again: on this day, and before a session."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from ketaguide.base.clock import local
from ketaguide.flows import hard_sessions
from ketaguide.store import calendar, entries, preferences
from ketaguide.store.entries import EntryRow
from ketaguide.store.narrowing import Filter
from ketaguide.vault.db import Db

# Source: our own choice: as many as are read in a minute; the day itself shows all.
MOST = 3

# Source: IANA time zone database, offsets from -12 to +14 hours: so far a local day may lie from
# the same day in UTC.
_FURTHEST = timedelta(hours=14)


@dataclass(frozen=True)
class OnThisDay:
    """``is_wanted`` is the person's own choice; without it nothing was looked for."""

    is_wanted: bool = False
    rows: tuple[EntryRow, ...] = ()


def on_this_day(db: Db, *, day: date) -> OnThisDay:
    """Entries of earlier years, without those of sessions that were hard."""
    if not preferences.get(db, preferences.ON_THIS_DAY, False):
        return OnThisDay()
    without = hard_sessions.ids(db)
    return OnThisDay(True, calendar.on_this_day(db, day=day, without=without, limit=MOST))


def before(db: Db, *, moment: datetime, limit: int = MOST) -> tuple[EntryRow, ...]:
    """What was written last before ``moment``."""
    return calendar.before(db, moment=moment, limit=limit)


def written_on(db: Db, *, day: date) -> tuple[EntryRow, ...]:
    """Everything whose own clock showed this day, newest first."""
    begins = datetime.combine(day, time(), UTC)
    span = Filter(since=begins - _FURTHEST, until=begins + timedelta(days=1) + _FURTHEST)
    rows = entries.page(db, filter=span, limit=-1)
    return tuple(row for row in rows if local(row.written_at, row.zone).date() == day)
