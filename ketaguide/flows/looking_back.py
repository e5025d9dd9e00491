"""Earlier entries that a person may meet again: on this day, and before a session."""

from dataclasses import dataclass
from datetime import date, datetime

from ketaguide.flows import hard_sessions
from ketaguide.store import calendar, preferences
from ketaguide.store.entries import EntryRow
from ketaguide.vault.db import Db

# Source: our own choice: as many as are read in a minute; the day itself shows all.
MOST = 3


@dataclass(frozen=True)
class OnThisDay:
    """``is_wanted`` is the person's own choice; without it nothing was looked for."""

    is_wanted: bool = False
    rows: tuple[EntryRow, ...] = ()


def on_this_day(db: Db, *, day: date) -> OnThisDay:
    """Entries of earlier years, without those of sessions that were hard, and of help for one."""
    if not preferences.get(db, preferences.ON_THIS_DAY, False):
        return OnThisDay()
    rows = calendar.on_this_day(
        db,
        day=day,
        without=hard_sessions.ids(db),
        without_kinds=hard_sessions.GUIDES,
        limit=MOST,
    )
    return OnThisDay(True, rows)


def before(db: Db, *, moment: datetime, limit: int = MOST) -> tuple[EntryRow, ...]:
    """What was written last before ``moment``."""
    return calendar.before(db, moment=moment, limit=limit)


def written_on(db: Db, *, day: date) -> tuple[EntryRow, ...]:
    """Everything whose own clock showed this day, newest first."""
    return calendar.written_on(db, day=day)
