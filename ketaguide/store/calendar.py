"""Entries by the day they were written on, as the clock showed it there."""

import calendar
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from ketaguide.base.clock import local
from ketaguide.store import entries
from ketaguide.store.entries import EntryRow
from ketaguide.store.narrowing import Filter
from ketaguide.vault.db import Db, from_stored, to_stored

# A local day lies at most so far from the same day in UTC.
# Source: IANA time zone database: offsets run from -12:00 to +14:00.
_FURTHEST = timedelta(hours=14)

_DAYS = """
SELECT e.id, e.written_at, e.zone FROM entry e INDEXED BY entry_by_writing
WHERE e.written_at >= ? AND e.written_at < ? ORDER BY e.written_at DESC, e.id DESC
"""
# One walk along the index from the newest entry to the oldest moment, however many there are.
_SINCE = """
WITH begun(place, since, until) AS (VALUES {})
SELECT (SELECT count(*) FROM entry INDEXED BY entry_by_writing
        WHERE written_at >= since AND written_at < until)
FROM begun ORDER BY place
"""
# Source: our own choice: far below what SQLite takes as values in one question.
_AT_ONCE = 200
# Later than any moment that is stored.
_END = "9999-12-31T23:59:59.999999Z"
_OLDEST = "SELECT min(written_at) FROM entry"
_ALL = -1
# The first year before which there is still one to look at.
_EARLIEST = 2


@dataclass(frozen=True)
class Day:
    """What was written on a day, newest first."""

    count: int
    entry_ids: tuple[str, ...]


def days(db: Db, *, first: date, last: date) -> Mapping[date, Day]:
    """The days from ``first`` to ``last``, both included, on which something was written."""
    found: dict[date, list[str]] = {}
    span = tuple(map(to_stored, _within(first, last)))
    for entry_id, written_at, zone in db.connection().exec_driver_sql(_DAYS, span):
        day = local(from_stored(written_at), zone).date()
        if first <= day <= last:
            found.setdefault(day, []).append(entry_id)
    return {day: Day(len(ids), tuple(ids)) for day, ids in found.items()}


def on_this_day(
    db: Db,
    *,
    day: date,
    without: Collection[str] = (),
    without_kinds: Collection[str] = (),
    limit: int = 50,
) -> tuple[EntryRow, ...]:
    """Entries of earlier years with the same month and day where they were written, newest first.

    What was written on 29 February shows on the 28th in years that have no 29th.

    Args:
        without: ids of sessions whose entries are left out.
        without_kinds: left out, too, whether they name a session or not.
        without_kinds: guides whose entries are left out, whatever session they name.
        limit: at most so many; the newest are kept.
    """
    rows: list[EntryRow] = []
    for year in range(day.year - 1, _first_year(db) - 1, -1):
        for same in _same_days(day, year):
            rows += [
                row
                for row in written_on(db, day=same)
                if row.session_id not in without and row.kind not in without_kinds
            ]
        if len(rows) >= limit:
            break
    return tuple(rows[:limit])


def before(db: Db, *, moment: datetime, limit: int = 50) -> tuple[EntryRow, ...]:
    """What was written before ``moment``, a session's start perhaps; newest first."""
    return entries.page(db, filter=Filter(until=moment), limit=limit)


def written_on(db: Db, *, day: date) -> tuple[EntryRow, ...]:
    """Everything whose own clock showed this day, newest first."""
    since, until = _within(day, day)
    rows = entries.page(db, filter=Filter(since=since, until=until), limit=_ALL)
    return tuple(row for row in rows if local(row.written_at, row.zone).date() == day)


def since(db: Db, *, moments: Sequence[datetime]) -> tuple[int, ...]:
    """How many entries were written from each moment on until the one before it in the list.

    Args:
        moments: the latest first.
    """
    starts = [to_stored(one) for one in moments]
    spans = list(zip(starts, [_END, *starts], strict=False))
    counts: list[int] = []
    for first in range(0, len(spans), _AT_ONCE):
        part = spans[first : first + _AT_ONCE]
        places = ",".join(f"({number},?,?)" for number in range(len(part)))
        values = tuple(end for span in part for end in span)
        found = db.connection().exec_driver_sql(_SINCE.format(places), values)
        counts += [int(count) for (count,) in found]
    return tuple(counts)


def _within(first: date, last: date) -> tuple[datetime, datetime]:
    """Between these moments lies every moment of those days, in whichever zone."""
    midnight = datetime.combine(first, time(), UTC)
    after = datetime.combine(last, time(), UTC) + timedelta(days=1)
    return midnight - _FURTHEST, after + _FURTHEST


def _first_year(db: Db) -> int:
    """The clock of some place may still have shown the year before."""
    (oldest,) = db.connection().exec_driver_sql(_OLDEST).one()
    return max(_EARLIEST, from_stored(oldest).year - 1) if oldest else date.max.year


def _same_days(day: date, year: int) -> list[date]:
    """The last one first."""
    is_end = (day.month, day.day) == (2, 28) and not calendar.isleap(day.year)
    extra = [date(year, 2, 29)] if is_end and calendar.isleap(year) else []
    is_day = (day.month, day.day) != (2, 29) or calendar.isleap(year)
    return extra + ([day.replace(year=year)] if is_day else [])
