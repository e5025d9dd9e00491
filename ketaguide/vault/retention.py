"""Which backups stay: close together for the last days, further apart for half a year."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

# Source: the design: newest ones, then the newest of each of so many days, weeks and months.
LAST, DAILY, WEEKLY, MONTHLY = 5, 7, 4, 6
MOST = LAST + DAILY + WEEKLY + MONTHLY
ALWAYS = 2
# What may exist nowhere else is kept as long as the monthly ones reach back.
APART = ("set-aside", "rescued")
APART_FOR = timedelta(days=184)
# Source: own choice: a clock that ran ahead by years then counts for a month; and from one that was
# set apart to the oldest monthly one that is left, two months make those six reach far enough.
LONGEST_STEP, LONGEST_FIRST = timedelta(days=31), timedelta(days=62)
# Further ahead than any two time zones are apart.
AHEAD = timedelta(days=1)


@dataclass(frozen=True)
class Kept:
    """One backup, as far as the rule asks.

    Attributes:
        name: different for each.
        is_good: it reads well; others neither count nor are deleted.
    """

    name: str
    at: datetime
    size: int = 0
    reason: str = "day"
    is_good: bool = True


def keep(found: Iterable[Kept], *, now: datetime, most_bytes: int | None = None) -> frozenset[str]:
    """The names of those that stay: at most ``MOST``, and those set apart.

    Those from ahead of ``now`` are counted by themselves, as a clock is or was wrong: else one
    that was set back would let no new backup stay, and one that ran ahead no old one.

    Args:
        most_bytes: room for all of them; the two newest, and those set apart, stay beyond it.
    """
    everything = sorted(found, key=lambda one: (one.at, one.name), reverse=True)
    moments = sorted(one.at for one in everything if one.is_good and one.at < now)
    apart = [one for one in everything if one.is_good and _is_apart(one, moments, now)]
    good = [one for one in everything if one.is_good and one not in apart]
    # Where there is too little room, those from ahead go first, the oldest before the others.
    kept = _chosen([one for one in good if one.at <= now + AHEAD])
    kept += _chosen([one for one in good if one.at > now + AHEAD])
    if most_bytes is not None:
        room = most_bytes - sum(one.size for one in apart)
        while len(kept) > ALWAYS and sum(one.size for one in kept) > room:
            kept.pop()
    left_alone = [one for one in everything if not one.is_good]
    return frozenset(one.name for one in (*kept, *apart, *left_alone))


def _chosen(good: list[Kept]) -> list[Kept]:
    """Those that the rule names, newest first, as they come."""
    chosen = set(good[:LAST])
    for most, period in ((DAILY, _day), (WEEKLY, _week), (MONTHLY, _month)):
        chosen.update(_newest_of_each(good, period)[:most])
    return [one for one in good if one in chosen]


def _is_apart(one: Kept, moments: list[datetime], now: datetime) -> bool:
    return one.reason in APART and age(one.at, moments, now=now) < APART_FOR


def age(at: datetime, moments: Iterable[datetime], *, now: datetime) -> timedelta:
    """How old a backup is as far as the others show; ``now`` alone may be of a wrong clock.

    Args:
        moments: of all backups before now, in order.
    """
    if at >= now:
        return timedelta()
    passed = [at, *(one for one in moments if at < one < now), now]
    first, *later = (after - before for before, after in pairwise(passed))
    return sum((min(step, LONGEST_STEP) for step in later), min(first, LONGEST_FIRST))


def _newest_of_each(good: list[Kept], period: Callable[[datetime], tuple[int, int]]) -> list[Kept]:
    """The newest of each period in which there is one at all: a break in use loses nothing."""
    newest: dict[tuple[int, int], Kept] = {}
    for one in good:
        newest.setdefault(period(one.at), one)
    return list(newest.values())


def _day(at: datetime) -> tuple[int, int]:
    return at.year, at.timetuple().tm_yday


def _week(at: datetime) -> tuple[int, int]:
    return at.isocalendar()[:2]


def _month(at: datetime) -> tuple[int, int]:
    return at.year, at.month
