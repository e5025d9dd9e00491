"""Ways in which sessions follow one another: they propose days, and the clinic has the say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

OWN = "own"

# Source: our own; a week apart is easy to change, and twice as many as the longest pattern is room.
OWN_COUNT, OWN_BETWEEN = 4, 7
MOST_SESSIONS, MOST_BETWEEN = 20, 60
# Source: our own; clinics are mostly closed then, and each day can be changed anyway.
_WEEKEND = (5, 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """``between`` are the days from one session to the next, said over and over.

    ``on_workdays``: a proposal that falls on a weekend goes to the Monday after.
    """

    id: str
    count: int
    between: tuple[int, ...]
    on_workdays: bool = True


# Source: packs/core/SOURCES.md, "series-patterns": six infusions in about three weeks, and eight
# visits, two a week for four weeks. That two visits a week lie three and four days apart is ours.
PATTERNS = (
    Pattern(id="six-infusions", count=6, between=(3, 4)),
    Pattern(id="eight-visits", count=8, between=(3, 4)),
)


def pattern_of(pattern_id: str, *, count: int, between: int) -> Pattern:
    """The pattern of that id; the person's own, made of the two numbers, for any other."""
    known = next((one for one in PATTERNS if one.id == pattern_id), None)
    return known or Pattern(
        id=OWN,
        count=min(max(count, 1), MOST_SESSIONS),
        between=(min(max(between, 1), MOST_BETWEEN),),
        on_workdays=False,
    )


def days(pattern: Pattern, first: date) -> tuple[date, ...]:
    """The days it proposes; fewer where the calendar ends."""
    found, far = list[date](), 0
    for number in range(pattern.count):
        try:
            day = first + timedelta(days=far)
            found.append(_workday(day) if _moves(pattern, first) else day)
        except OverflowError:
            break
        far += pattern.between[number % len(pattern.between)]
    return tuple(found)


def starts(days_: Sequence[date], *, at: time, zone: str) -> tuple[datetime, ...]:
    """The moments at which the clock of ``zone`` shows ``at`` on these days.

    Raises:
        ValueError: there is no such zone.
    """
    try:
        place = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, OSError) as problem:
        raise ValueError("no such zone") from problem
    return tuple(datetime.combine(day, at, place) for day in days_)


def _moves(pattern: Pattern, first: date) -> bool:
    """Whoever begins at a weekend has a clinic that is open then."""
    return pattern.on_workdays and first.weekday() not in _WEEKEND


def _workday(day: date) -> date:
    beyond = day.weekday() - _WEEKEND[0]
    return day + timedelta(days=2 - beyond) if beyond >= 0 else day
