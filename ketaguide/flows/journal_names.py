"""What the journal can be narrowed to, and what a month of it holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ketaguide.base.clock import local
from ketaguide.flows import timeline
from ketaguide.flows.timeline import Occasion
from ketaguide.store import calendar, labels
from ketaguide.store.calendar import Day
from ketaguide.store.labels import Counted
from ketaguide.vault.db import Db


@dataclass(frozen=True)
class Names:
    """Sessions the furthest ahead first; tags and feelings the most used first."""

    occasions: tuple[Occasion, ...] = ()
    tags: Counted = field(default=(), repr=False)
    feelings: Counted = field(default=(), repr=False)


NONE = Names()


@dataclass(frozen=True)
class MonthFacts:
    """Days by the clock of the place where something was written, or a session begins."""

    days: Mapping[date, Day] = field(default_factory=dict)
    sessions: Mapping[date, tuple[Occasion, ...]] = field(default_factory=dict)


def names(db: Db) -> Names:
    """All of them; counts are of entries."""
    return Names(timeline.occasions(db), labels.tags(db), labels.feelings(db))


def month(db: Db, *, first: date, last: date) -> MonthFacts:
    """The days from ``first`` to ``last``, both included."""
    begun: dict[date, tuple[Occasion, ...]] = {}
    for one in timeline.occasions(db):
        day = local(one.starts_at, one.zone).date()
        if first <= day <= last:
            begun[day] = (one, *begun.get(day, ()))
    return MonthFacts(calendar.days(db, first=first, last=last), begun)
