"""Threads of insights: one with all that stands in it, and putting something into one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from ketaguide.flows import insights
from ketaguide.flows.insights import Kept
from ketaguide.store import threads
from ketaguide.store.threads import Thread
from ketaguide.vault.db import Db


@dataclass(frozen=True)
class Threaded:
    """A thread to read.

    Attributes:
        inside: what stands in it, in its order.
        others: everything else that was kept, newest first.
    """

    thread: Thread = field(repr=False)
    inside: tuple[Kept, ...] = field(default=(), repr=False)
    others: tuple[Kept, ...] = field(default=(), repr=False)


def read(db: Db, *, thread_id: str, now: datetime) -> Threaded:
    """Raises NotFound."""
    thread = threads.get(db, thread_id)
    everything = insights.everything(db, now=now)
    by_id = {one.id: one for one in everything.kept}
    inside = [by_id[one] for one in everything.order[thread_id] if one in by_id]
    there = {one.id for one in inside}
    others = tuple(one for one in everything.kept if one.id not in there)
    return Threaded(thread, tuple(inside), others)


def named(db: Db, *, title: str, zone: str, insight_id: str = "") -> Thread:
    """The thread of this name, new where there is none yet, with the insight at its end."""
    name = " ".join(title.split())
    there = (one for one in threads.every(db) if one.title.casefold() == name.casefold())
    thread = next(there, None) or threads.add(db, title=name, zone=zone)
    if insight_id:
        threads.link(db, thread.id, insight_id=insight_id)
    return thread
