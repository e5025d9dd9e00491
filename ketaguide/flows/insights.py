"""What was kept: keeping it, how sure one is of it by and by, and taking it out again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Unpack

from ketaguide.base.clock import local
from ketaguide.engine import asked_again
from ketaguide.store import drafts, entries, insights, keeping, sessions, sureness, threads
from ketaguide.store.insights import Insight, InsightFields, Origin
from ketaguide.store.sessions import Session
from ketaguide.store.sureness import Sureness
from ketaguide.store.threads import Thread
from ketaguide.vault.db import Db, Record

# Where words that are no passage of an entry lie until they are kept.
NEW = "insight:new"


@dataclass(frozen=True)
class DueSureness:
    """Something was kept a while ago, and it may be asked how sure its person is of it now.

    Attributes:
        after_days: 7 or 30; which question it is.
        zone: on whose clock ``kept_at`` was.
    """

    insight_id: str
    after_days: int
    kept_at: datetime
    zone: str
    text: str = field(repr=False)


@dataclass(frozen=True)
class Kept:
    """One insight with all that hangs on it.

    Attributes:
        kept_at: when it was kept, a moment on the clock of ``zone``.
        origin: the entry it was marked in; None where there is none, or not any more.
        sure: what was answered or left, in the order of the days.
        due: after how many days it is asked now how sure one is.
    """

    insight: Insight = field(repr=False)
    kept_at: datetime
    zone: str
    origin: Origin | None = field(default=None, repr=False)
    session: Session | None = field(default=None, repr=False)
    sure: tuple[Sureness, ...] = field(default=(), repr=False)
    threads: tuple[Thread, ...] = field(default=(), repr=False)
    due: int | None = None

    @property
    def id(self) -> str:
        return self.insight.id

    def days_after(self, said: Sureness) -> int:
        """How many calendar days after it was kept this was said, asked for or not."""
        return max(0, _days(self.kept_at, self.zone, said.asked_at))


@dataclass(frozen=True)
class Insights:
    """Everything that was kept, newest first.

    Attributes:
        order: for each thread, which insights stand in it, in its order.
        draft: words that were begun and not kept yet.
    """

    kept: tuple[Kept, ...] = field(default=(), repr=False)
    threads: tuple[Thread, ...] = field(default=(), repr=False)
    order: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    draft: str = field(default="", repr=False)


@dataclass(frozen=True)
class Removed:
    """What ``put_back`` needs; held in memory only, for as long as undoing is offered."""

    records: tuple[Record, ...] = field(repr=False)


def due(db: Db, *, now: datetime) -> tuple[DueSureness, ...]:
    """Of which insights it may be asked now, each once, newest first.

    Never of one whose entry is gone.
    """
    return tuple(
        DueSureness(one.id, one.due, one.kept_at, one.zone, one.insight.text)
        for one in everything(db, now=now).kept
        if one.due is not None
    )


def everything(db: Db, *, now: datetime) -> Insights:
    """All of it, in a handful of questions however much there is."""
    named = threads.every(db)
    by_id = {one.id: one for one in named}
    order: dict[str, list[str]] = {one.id: [] for one in named}
    inside: dict[str, list[Thread]] = defaultdict(list)
    for link in threads.links(db):
        if link.thread_id in by_id:
            order[link.thread_id].append(link.insight_id)
            inside[link.insight_id].append(by_id[link.thread_id])
    said: dict[str, list[Sureness]] = defaultdict(list)
    for answer in sureness.every(db):
        said[answer.insight_id].append(answer)
    origins = insights.origins(db)
    planned = {one.id: one for one in sessions.every(db)}
    draft = drafts.get(db, key=NEW)
    kept = [
        _whole(one, origins, planned, said[one.id], inside[one.id], now=now)
        for one in insights.every(db)
    ]
    kept.sort(key=lambda one: one.kept_at, reverse=True)
    return Insights(
        kept=tuple(kept),
        threads=tuple(named),
        order={thread_id: tuple(ids) for thread_id, ids in order.items()},
        draft=draft.content if draft else "",
    )


def one(db: Db, *, insight_id: str, now: datetime) -> Kept:
    """One of them.

    Raises:
        NotFound: it is gone.
    """
    return _whole(
        insights.get(db, insight_id),
        insights.origins(db, insight_id=insight_id),
        {one.id: one for one in sessions.every(db)},
        sureness.for_insight(db, insight_id),
        threads.of_insight(db, insight_id),
        now=now,
    )


def keep(
    db: Db,
    *,
    text: str,
    now: datetime,
    zone: str,
    entry_id: str | None = None,
    marked_at: int | None = None,
) -> Insight:
    """Keep a passage of an entry, or words of their own; a draft of those goes with it.

    Raises:
        NotFound: the entry is gone.
    """
    session_id = entries.get(db, entry_id).session_id if entry_id else None
    if entry_id is None:
        drafts.remove(db, key=NEW)
    kept = insights.add(
        db, text=text, entry_id=entry_id, session_id=session_id, marked_at=marked_at
    )
    # It says when this was, and on whose clock; the number comes when the person gives one.
    sureness.add(db, insight_id=kept.id, after_days=0, value=None, asked_at=now, zone=zone)
    return kept


def answer(db: Db, *, insight_id: str, value: int | None, now: datetime, zone: str) -> None:
    """How sure someone is now, or that they leave the question; the same day's answer is replaced.

    Raises:
        NotFound: the insight is gone.
    """
    kept = one(db, insight_id=insight_id, now=now)
    answered = {said.after_days for said in kept.sure}
    given = {said.after_days for said in kept.sure if said.value is not None}
    days = _days(kept.kept_at, kept.zone, now)
    told = [said for said in kept.sure if said.after_days or said.value is not None]
    today = [said for said in told if kept.days_after(said) == days]
    after = (
        today[-1].after_days if today else asked_again.place(days, answered=answered, given=given)
    )
    there = next((said for said in kept.sure if said.after_days == after), None)
    if there is not None:
        sureness.change(db, there.id, value=value, asked_at=now, zone=zone)
    else:
        sureness.add(
            db, insight_id=insight_id, after_days=after, value=value, asked_at=now, zone=zone
        )


def describe(
    db: Db,
    *,
    insight_id: str,
    now: datetime,
    zone: str,
    sure: int | None = None,
    **fields: Unpack[InsightFields],
) -> None:
    """Store what was changed about it; how sure someone is now only where they said it.

    Words that were all taken out stay as they were: an insight without words would be nothing.

    Raises:
        NotFound: it is gone.
    """
    if not fields.get("text", "").strip():
        fields.pop("text", None)
    insights.change(db, insight_id, **fields)
    if sure is not None:
        answer(db, insight_id=insight_id, value=sure, now=now, zone=zone)


def remove(db: Db, *, insight_id: str) -> Removed:
    """Take it out, with how sure one was of it and its places in threads.

    A step that came of it stays: it is a thing of its own by now.

    Raises:
        NotFound: it is gone already.
    """
    links = threads.unlink_everywhere(db, insight_id=insight_id)
    said = [sureness.remove(db, one.id) for one in sureness.for_insight(db, insight_id)]
    return Removed((insights.remove(db, insight_id), *said, *links))


def put_back(db: Db, *, removed: Removed) -> None:
    """Undo ``remove``."""
    for record in removed.records:
        keeping.put_back(db, record)


def _whole(
    insight: Insight,
    origins: Mapping[str, Origin],
    planned: Mapping[str, Session],
    said: Sequence[Sureness],
    inside: Sequence[Thread],
    *,
    now: datetime,
) -> Kept:
    origin = origins.get(insight.entry_id or "")
    session_id = origin.session_id if origin is not None else insight.session_id
    session = planned.get(session_id or "")
    first = next((one for one in said if one.after_days == 0), None)
    place = first or origin or session
    zone = place.zone if place is not None else "UTC"
    # What a guide kept may be asked about for the first time days later.
    kept_at = min(insight.created_at, first.asked_at) if first is not None else insight.created_at
    last = max((_days(kept_at, zone, one.asked_at) for one in said), default=0)
    is_lost = insight.entry_id is not None and origin is None
    days, answered = _days(kept_at, zone, now), {one.after_days for one in said}
    return Kept(
        insight=insight,
        kept_at=kept_at,
        zone=zone,
        origin=origin,
        session=session,
        sure=tuple(sorted(said, key=lambda one: one.after_days)),
        threads=tuple(inside),
        due=None if is_lost else asked_again.due(days, answered=answered, last=last),
    )


def _days(kept_at: datetime, zone: str, moment: datetime) -> int:
    return (local(moment, zone).date() - local(kept_at, zone).date()).days
