"""The journal in order of time: its entries, and where sessions stand between them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import accumulate

from ketaguide.store import calendar, entries, search, series, sessions, side_by_side
from ketaguide.store.entries import EntryRow
from ketaguide.store.narrowing import EVERYTHING, Filter
from ketaguide.store.search import Found, Order
from ketaguide.store.sessions import Session
from ketaguide.vault.db import Db


@dataclass(frozen=True)
class Occasion:
    """A session as the journal names it: its day, and which of how many it is.

    Attributes:
        place: from 1 on within its series; 0 for a session of no series.
        entries: how many entries say that they belong to it.
    """

    session_id: str
    starts_at: datetime
    zone: str
    series_id: str = ""
    series_title: str = field(default="", repr=False)
    place: int = 0
    of: int = 0
    entries: int = 0


@dataclass(frozen=True)
class Mark:
    """A session in the timeline, right above the entry of this number, counted from the newest."""

    before: int
    occasion: Occasion


@dataclass(frozen=True)
class Opened:
    """What a list begins with; no marks where it is narrowed."""

    found: Found
    marks: tuple[Mark, ...] = ()


def opened(
    db: Db,
    *,
    filter: Filter = EVERYTHING,  # noqa: A002 - the word that ``store.search`` has for it
    order: Order = "newest",
    limit: int,
    offset: int = 0,
    now: datetime | None = None,
) -> Opened:
    """The first rows of a list; in the whole journal also every session that it marks.

    Args:
        order: "best" only means something while there are words to search for.
        now: of the sessions ahead only the next one is marked; None marks none.
    """
    found = search.find(
        db, text=filter.text, filter=filter, order=order, limit=limit, offset=offset
    )
    return Opened(found, () if filter or now is None else marks(db, now=now))


def begun(db: Db, *, limit: int, now: datetime) -> Opened:
    """The newest rows and the sessions among them, as if there were no others.

    Counting a long journal takes longer than reading what is looked at first.
    """
    rows = entries.page(db, limit=limit)
    last = rows[-1].written_at if rows else now
    near = [one for one in _shown(occasions(db, counted=False), now=now) if one.starts_at > last]
    made = (Mark(sum(row.written_at >= one.starts_at for row in rows), one) for one in near)
    return Opened(Found(rows, len(rows)), tuple(made))


def window(
    db: Db,
    *,
    filter: Filter,  # noqa: A002 - the word that ``store.search`` has for it
    order: Order,
    limit: int,
    offset: int,
    before: EntryRow | None,
) -> tuple[EntryRow, ...]:
    """More rows of a list, without its count.

    Args:
        before: the row above, where it is known: counting up to it takes longer the deeper it is.
    """
    if not filter.text.strip():
        start = 0 if before is not None else offset
        return entries.page(db, limit=limit, offset=start, before=before, filter=filter)
    found = search.find(
        db, text=filter.text, filter=filter, order=order, limit=limit, offset=offset
    )
    return found.rows


def marks(db: Db, *, now: datetime) -> tuple[Mark, ...]:
    """Newest first. What was written in the moment a session began stands above its mark."""
    shown = _shown(occasions(db, counted=False), now=now)
    counts = calendar.since(db, moments=[one.starts_at for one in shown])
    return tuple(map(Mark, accumulate(counts), shown))


def occasions(db: Db, *, counted: bool = True) -> tuple[Occasion, ...]:
    """Every session, the one furthest ahead first.

    Args:
        counted: with how many entries belong to each.
    """
    every = sessions.every(db)
    titles = {one.id: one for one in series.every(db)}
    asked = [one.id for one in every] if counted else []
    counts = side_by_side.counts(db, session_ids=asked) if asked else {}
    made = []
    for session in every:
        one = _occasion(session, entries=counts.get(session.id, 0))
        row = titles.get(session.series_id or "")
        if row is not None:
            of = sum(other.series_id == row.id for other in every)
            one = replace(one, series_title=row.title, of=max(of, row.planned))
        made.append(one)
    return tuple(made)


def _shown(every: Sequence[Occasion], *, now: datetime) -> list[Occasion]:
    ahead = [one for one in every if one.starts_at > now]
    return [*ahead[-1:], *(one for one in every if one.starts_at <= now)]


def _occasion(session: Session, *, entries: int) -> Occasion:
    return Occasion(
        session_id=session.id,
        starts_at=session.starts_at,
        zone=session.zone,
        series_id=session.series_id or "",
        place=session.series_position if session.series_id else 0,
        entries=entries,
    )
