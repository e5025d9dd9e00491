"""Sessions planned together: making them at once, changing what is ahead, and taking apart."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from ketaguide.store import belonging, drafts, keeping, series, sessions
from ketaguide.store.series import Series
from ketaguide.store.sessions import Session, SessionFields
from ketaguide.vault.db import Db

NEW_DRAFT = "series:new"


@dataclass(frozen=True)
class Place:
    """Where a session stands in its series: ``number`` of ``count``, by day."""

    series_id: str
    title: str = field(repr=False)
    number: int
    count: int


@dataclass(frozen=True)
class TakenOut:
    """What ``put_in_again`` needs."""

    session_id: str
    series_id: str


@dataclass(frozen=True)
class Removed:
    """What ``undo`` needs."""

    series: Series = field(repr=False)
    session_ids: tuple[str, ...]
    drafts: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class Idea:
    """What a person says of a series as a whole."""

    title: str = field(repr=False)
    pattern: str
    zone: str


def plan(
    db: Db,
    *,
    idea: Idea,
    starts: Sequence[datetime],
    shared: SessionFields,
    now: datetime,
    prepared_by: Collection[str] = (),
) -> Series:
    """A new series with all its sessions; the draft of its page goes in the same transaction.

    Args:
        shared: what holds for each session: place, people, the clinic.
        prepared_by: ids of the preparation guides. What was written in them for no session yet
            joins the first session that is ahead.
    """
    made = series.add(
        db, zone=idea.zone, title=idea.title, pattern=idea.pattern, planned=len(starts)
    )
    for moment in starts:
        fields: SessionFields = {
            **shared,
            "starts_at": moment,
            "zone": idea.zone,
            "series_id": made.id,
        }
        sessions.add(db, **fields)
    sessions.number(db, made.id)
    every = sessions.for_series(db, made.id)
    first = next((one for one in every if one.starts_at >= now), None)
    if first is not None:
        loose = belonging.to_no_session(db, guide_ids=prepared_by)
        belonging.name(db, loose, session_id=first.id)
    drafts.remove(db, key=NEW_DRAFT)
    return made


def change_ahead(
    db: Db,
    *,
    series_id: str,
    now: datetime,
    starts: Mapping[str, datetime],
    changed: SessionFields,
    title: str,
) -> Series:
    """Change all sessions that have not begun, and nothing of those that have.

    Args:
        starts: by the session's id; those left out keep their day.
        changed: only what the person changed, so that what one session has for itself stays.

    Raises:
        NotFound: the series was removed in the meantime.
    """
    found = series.change(db, series_id, title=title)
    for session in sessions.for_series(db, series_id):
        if session.starts_at < now:
            continue
        fields: SessionFields = {**changed}
        if session.id in starts:
            fields["starts_at"] = starts[session.id]
        keeping.alter(db, session, fields)
    sessions.number(db, series_id)
    drafts.remove(db, key=draft_key(series_id))
    return found


def put_in(db: Db, *, series_id: str, session_id: str) -> TakenOut:
    """Let a session that is already there belong to the series; hands back where it was.

    Raises:
        NotFound: one of them was removed in the meantime.
    """
    series.get(db, series_id)
    before = sessions.get(db, session_id).series_id or ""
    sessions.change(db, session_id, series_id=series_id)
    sessions.number(db, before or None)
    sessions.number(db, series_id)
    return TakenOut(session_id, before)


def take_out(db: Db, *, session_id: str) -> TakenOut:
    """Let a session belong to no series; all of it stays.

    Raises:
        NotFound: it was removed in the meantime.
    """
    before = sessions.get(db, session_id).series_id or ""
    sessions.change(db, session_id, series_id=None, series_position=0)
    sessions.number(db, before or None)
    return TakenOut(session_id, before)


def back(db: Db, *, moved: TakenOut) -> None:
    """Undo ``put_in`` or ``take_out``, as far as both are still there."""
    if not sessions.is_there(db, moved.session_id):
        return
    if moved.series_id and series.is_there(db, moved.series_id):
        put_in(db, series_id=moved.series_id, session_id=moved.session_id)
    else:
        take_out(db, session_id=moved.session_id)


def remove(db: Db, *, series_id: str) -> Removed:
    """Remove what holds the sessions together; they stay, and belong to no series any more.

    Raises:
        NotFound: it is gone already.
    """
    ids = tuple(one.id for one in sessions.for_series(db, series_id))
    for session_id in ids:
        sessions.change(db, session_id, series_id=None, series_position=0)
    typed = drafts.take(db, keys=[draft_key(series_id)])
    return Removed(series.remove(db, series_id), ids, typed)


def undo(db: Db, *, removed: Removed) -> Series:
    """Put it back, with those of its sessions that are still there and in no other series."""
    found = keeping.put_back(db, removed.series)
    for session_id in removed.session_ids:
        if sessions.is_there(db, session_id) and sessions.get(db, session_id).series_id is None:
            sessions.change(db, session_id, series_id=found.id)
    sessions.number(db, found.id)
    drafts.give_back(db, removed.drafts)
    return found


def place_of(db: Db, session: Session | None) -> Place | None:
    """Where one session stands; only its own series is read."""
    if session is None or session.series_id is None:
        return None
    return places(db, sessions.for_series(db, session.series_id)).get(session.id)


def places(db: Db, every: Iterable[Session]) -> Mapping[str, Place]:
    """Where each session that is in a series stands, by the session's id.

    Args:
        every: all sessions there are.
    """
    titles = {one.id: one.title for one in series.every(db)}
    held: dict[str, list[Session]] = {}
    for one in every:
        if one.series_id in titles:
            held.setdefault(one.series_id or "", []).append(one)
    return {
        one.id: Place(series_id, titles[series_id], number, len(found))
        for series_id, found in held.items()
        for number, one in enumerate(sorted(found, key=_by_day), 1)
    }


def draft_key(series_id: str) -> str:
    """The draft of the page that plans a series, or changes it."""
    return f"series:{series_id}" if series_id else NEW_DRAFT


def _by_day(session: Session) -> tuple[datetime, str]:
    return session.starts_at, session.id
