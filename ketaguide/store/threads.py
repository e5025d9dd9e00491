"""Threads: insights that belong together, under a name of the person's own."""

from collections.abc import Sequence
from typing import TypedDict, Unpack

from sqlmodel import Field, col, func, select

from ketaguide.store import keeping
from ketaguide.store.insights import Insight
from ketaguide.vault.db import Db, Record


class Thread(Record, table=True):
    """``note`` is in the person's words; the program says nothing of what a thread means."""

    __tablename__ = "thread"

    position: int = Field(ge=0)
    title: str = Field(repr=False)
    note: str = Field(repr=False)
    zone: str


class ThreadInsight(Record, table=True):
    """That an insight stands in a thread. One insight may stand in several."""

    __tablename__ = "thread_insight"

    thread_id: str
    insight_id: str
    position: int = Field(ge=0)


class ThreadFields(TypedDict, total=False):
    """``title`` and ``zone`` are needed for a new one."""

    position: int
    title: str
    note: str
    zone: str


def add(db: Db, **fields: Unpack[ThreadFields]) -> Thread:
    """A new one, after all others."""
    last = db.exec(select(func.max(Thread.position))).one()
    given = {"note": "", "position": 0 if last is None else last + 1, **fields}
    return keeping.create(db, Thread, given)


def change(db: Db, thread_id: str, **fields: Unpack[ThreadFields]) -> Thread:
    """Raises NotFound."""
    return keeping.alter(db, get(db, thread_id), fields)


def get(db: Db, thread_id: str) -> Thread:
    """Raises NotFound."""
    return keeping.find(db, Thread, thread_id)


def remove(db: Db, thread_id: str) -> tuple[Record, ...]:
    """The thread and its links, never the insights; hands back copies for ``restore``."""
    links = [keeping.erase(db, one) for one in _links(db, thread_id)]
    return (keeping.erase(db, get(db, thread_id)), *links)


def restore(db: Db, removed: tuple[Record, ...]) -> None:
    """Put what was removed back under its ids."""
    for record in removed:
        keeping.put_back(db, record)


def every(db: Db) -> list[Thread]:
    """In the person's order."""
    return list(db.exec(select(Thread).order_by(col(Thread.position), col(Thread.id))))


def insights(db: Db, thread_id: str) -> list[Insight]:
    """What stands in it, in its order."""
    found = select(Insight).join(ThreadInsight, col(ThreadInsight.insight_id) == Insight.id)
    here = found.where(ThreadInsight.thread_id == thread_id)
    return list(db.exec(here.order_by(col(ThreadInsight.position), col(ThreadInsight.id))))


def of_insight(db: Db, insight_id: str) -> list[Thread]:
    """The threads that it stands in."""
    found = select(Thread).join(ThreadInsight, col(ThreadInsight.thread_id) == Thread.id)
    here = found.where(ThreadInsight.insight_id == insight_id)
    return list(db.exec(here.order_by(col(Thread.position), col(Thread.id))))


def links(db: Db) -> list[ThreadInsight]:
    """What stands in any thread, each thread in its order."""
    order = (col(ThreadInsight.thread_id), col(ThreadInsight.position), col(ThreadInsight.id))
    return list(db.exec(select(ThreadInsight).order_by(*order)))


def order(db: Db, thread_id: str, *, insight_ids: Sequence[str]) -> None:
    """Put its insights in this order; those not named follow."""
    places = {insight_id: place for place, insight_id in enumerate(insight_ids)}
    there = _links(db, thread_id)
    there.sort(key=lambda one: places.get(one.insight_id, len(places)))
    for place, one in enumerate(there):
        keeping.alter(db, one, {"position": place})


def link(db: Db, thread_id: str, *, insight_id: str) -> None:
    """Put an insight at the end of a thread; twice is harmless. Raises NotFound."""
    get(db, thread_id)
    links = _links(db, thread_id)
    if insight_id not in {one.insight_id for one in links}:
        position = links[-1].position + 1 if links else 0
        told = {"thread_id": thread_id, "insight_id": insight_id, "position": position}
        keeping.create(db, ThreadInsight, told)


def unlink(db: Db, thread_id: str, *, insight_id: str) -> tuple[Record, ...]:
    """Take it out of a thread; hands back copies for ``restore``."""
    links = [one for one in _links(db, thread_id) if one.insight_id == insight_id]
    return tuple(keeping.erase(db, one) for one in links)


def unlink_everywhere(db: Db, *, insight_id: str) -> tuple[Record, ...]:
    """Take it out of every thread, because it goes; hands back copies for ``restore``."""
    found = db.exec(select(ThreadInsight).where(ThreadInsight.insight_id == insight_id)).all()
    return tuple(keeping.erase(db, one) for one in found)


def _links(db: Db, thread_id: str) -> list[ThreadInsight]:
    found = select(ThreadInsight).where(ThreadInsight.thread_id == thread_id)
    return list(db.exec(found.order_by(col(ThreadInsight.position), col(ThreadInsight.id))))
